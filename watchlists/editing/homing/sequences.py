"""Changing lists and maps of a file in place: between lines, or between brackets."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import yaml

from watchlists.editing.homing.layout import Layout, LayoutError, Splice, is_flow
from watchlists.files.writing import in_block, in_flow

_WIDEST = 118


def written(value: Any, layout: Layout) -> str:
    """A value on one line, in the manner of the file."""
    return json.dumps(value, ensure_ascii=False) if layout.is_json else in_flow(value)


def items_changed(
    node: yaml.SequenceNode, gone: Collection[int], new: Sequence[Any], layout: Layout, *, comments: bool = False
) -> Iterator[Splice]:
    """A list without some items, and with new ones at its end; at least one item stays or is new. With `comments` those
    directly above an item go with it."""
    change = _flow_changed if is_flow(node) else _block_changed
    yield from change(node, gone, new, layout, comments)


def item_replaced(item: yaml.Node, value: Any, layout: Layout) -> Splice:
    """An item of a list in another form; over several lines where one would be too long and the list has lines."""
    start, end = int(item.start_mark.index), layout.end(item)
    text = written(value, layout)
    line = layout.line_start(start)
    own_line = layout.text[line:start].strip() == "-"
    if not own_line or not isinstance(value, Mapping):
        return Splice(start, end, text)
    indent = start - line
    if indent + len(text) > _WIDEST or (isinstance(item, yaml.MappingNode) and not is_flow(item)):
        text = layout.lines(_fields(value), indent).strip()
    return Splice(start, end, text)


def field_put(node: yaml.MappingNode, name: str, value: Any, after: Collection[str], layout: Layout) -> Splice:
    """A further field of a map, behind the last one of those named `after`, or behind all."""
    held = [(key, one) for key, one in node.value if not after or key.value in after] or node.value
    key, last = max(held, key=lambda pair: int(pair[0].start_mark.index))
    end = max(layout.end(key), layout.end(last))
    if is_flow(node):
        named = json.dumps(name) if layout.is_json else name
        return Splice(end, end, f", {named}: {written(value, layout)}")
    return layout.after_line(end, layout.lines(_field(name, value), int(node.start_mark.column)))


def field_gone(node: yaml.MappingNode, name: str, layout: Layout) -> Splice:
    """A map without a field that is not its first."""
    at = next(number for number, (key, _) in enumerate(node.value) if key.value == name)
    key, value = node.value[at]
    end = max(layout.end(key), layout.end(value))
    start = int(key.start_mark.index)
    if at == 0:
        raise LayoutError("the first field of an entry")
    if is_flow(node):
        return Splice(layout.end(node.value[at - 1][1]), end, "")
    line = layout.line_start(start)
    if layout.text[line:start].strip():
        raise LayoutError("two fields on a line")
    return Splice(line, layout.line_end(end), "")


def entry_lines(entry: Mapping[str, Any], indent: int, layout: Layout) -> str:
    """An entry of a list that has lines, from its dash on."""
    whole = in_block(entry).rstrip("\n").split("\n")
    return layout.lines("\n".join([f"- {whole[0]}", *(f"  {line}" if line else "" for line in whole[1:])]), indent)


def _flow_changed(
    node: yaml.SequenceNode, gone: Collection[int], new: Sequence[Any], layout: Layout, _comments: bool
) -> Iterator[Splice]:
    items = node.value
    kept = [at for at in range(len(items)) if at not in gone]
    if not kept:
        yield Splice(
            int(node.start_mark.index) + 1, layout.end(node) - 1, ", ".join(written(one, layout) for one in new)
        )
        return
    for at in gone:
        if at < kept[-1]:
            yield Splice(int(items[at].start_mark.index), int(items[at + 1].start_mark.index), "")
    added = "".join(f", {written(one, layout)}" for one in new)
    last = layout.end(items[-1]) if kept[-1] != len(items) - 1 else layout.end(items[kept[-1]])
    if added or last != layout.end(items[kept[-1]]):
        yield Splice(layout.end(items[kept[-1]]), last, added)


def _block_changed(
    node: yaml.SequenceNode, gone: Collection[int], new: Sequence[Any], layout: Layout, comments: bool
) -> Iterator[Splice]:
    for at in gone:
        start = layout.dash(node.value[at])
        yield Splice(layout.above(start) if comments else start, layout.line_end(layout.end(node.value[at])), "")
    if new:
        indent = int(node.start_mark.column)
        lines = "".join(_item(one, indent, layout) for one in new)
        yield layout.after_line(layout.end(node.value[-1]), lines)


def _item(value: Any, indent: int, layout: Layout) -> str:
    text = written(value, layout)
    if isinstance(value, Mapping) and ("key" in value or indent + 2 + len(text) > _WIDEST):
        return entry_lines(value, indent, layout)
    return layout.lines(f"- {text}", indent)


def _field(name: str, value: Any) -> str:
    """A list line by line, anything else on one."""
    if isinstance(value, list) and name in ("aliases", "phrases"):
        return "\n".join([f"{name}:", *(f"  - {in_flow(one)}" for one in value)])
    return f"{name}: {in_flow(value)}"


def _fields(value: Mapping[str, Any]) -> str:
    return "\n".join(f"{name}: {in_flow(one)}" for name, one in value.items())
