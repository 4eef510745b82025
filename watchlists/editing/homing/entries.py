"""What an entry's change asks of its place in the file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

import yaml

from watchlists.editing.homing.layout import Layout, LayoutError, Splice
from watchlists.editing.homing.sequences import field_gone, field_put, item_replaced, items_changed, written
from watchlists.files.writing import plain_alias, plain_entity, plain_event
from watchlists.model import Alias, Entity, EventType

_BEFORE_ALIASES = ("key", "kind", "name", "part_of", "severity", "status")
_PHRASES = ("needs", "unless")
_CONDITIONS = (*_PHRASES, "match", "definite", "min_score")
Entry = Entity | EventType


def plain_entry(entry: Entry) -> dict[str, Any]:
    """The values of an entry as a file has them."""
    return plain_entity(entry) if isinstance(entry, Entity) else plain_event(entry)


def changes(before: Entry, after: Entry, node: yaml.MappingNode, layout: Layout) -> Iterator[Splice]:
    """The splices that make an entry another one whose aliases differ. Raises LayoutError for any other difference."""
    name = "aliases" if isinstance(before, Entity) else "phrases"
    if _with(before, ()) != _with(after, ()):
        raise LayoutError("more than its aliases changed")
    old, new = _aliases(before), _aliases(after)
    held = layout.value(node, name)
    if held is None or not held.value:
        yield from _first(name, new, node, held, layout)
        return
    if not isinstance(held, yaml.SequenceNode) or len(held.value) != len(old):
        raise LayoutError("its aliases do not stand there")
    if not new:
        yield field_gone(node, name, layout)
        return
    gone, pairs, added = _aligned(old, new)
    for at, alias in pairs:
        yield from _changed(old[at], alias, held.value[at], layout)
    yield from items_changed(held, gone, list(map(plain_alias, added)), layout)  # behind the end of the last one


def _first(
    name: str, new: Sequence[Alias], node: yaml.MappingNode, held: yaml.Node | None, layout: Layout
) -> Iterator[Splice]:
    listed = list(map(plain_alias, new))
    if isinstance(held, yaml.SequenceNode):  # []
        yield from items_changed(held, (), listed, layout)
    else:
        yield field_put(node, name, listed, _BEFORE_ALIASES, layout)


def _aligned(old: Sequence[Alias], new: Sequence[Alias]) -> tuple[list[int], list[tuple[int, Alias]], Sequence[Alias]]:
    """The positions of aliases that go, those that change with what they become, and those that are new at the end."""
    gone, pairs, added = list[int](), list[tuple[int, Alias]](), list[Alias]()
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    for what, start, end, there, until in matcher.get_opcodes():
        if what == "equal":
            pairs += [(at, new[there + at - start]) for at in range(start, end) if old[at] != new[there + at - start]]
            continue
        gone += range(start, end)
        if there != until and end != len(old):
            raise LayoutError("an alias in the midst of others")
        added += new[there:until]
    return gone, pairs, added


def _changed(before: Alias, after: Alias, item: yaml.Node, layout: Layout) -> Iterator[Splice]:
    """Further phrases, and other values, of its conditions in their places; anything else writes the alias anew."""
    if not isinstance(item, yaml.MappingNode) or not _only_gains(before, after):
        yield item_replaced(item, plain_alias(after), layout)
        return
    old, new = _plain_map(before), _plain_map(after)
    for name in _CONDITIONS:
        if new.get(name) != old.get(name):
            value = new[name][len(old.get(name, ())) :] if name in _PHRASES else new[name]
            yield from _field(item, name, value, layout)


def _plain_map(alias: Alias) -> Mapping[str, Any]:
    held = plain_alias(alias)
    return held if isinstance(held, Mapping) else {"text": held}


def _only_gains(before: Alias, after: Alias) -> bool:
    """Whether an alias differs only in conditions, none of which goes."""
    same = replace(before, **{name: getattr(after, name) for name in _CONDITIONS}) == after
    grown = all(getattr(after, name)[: len(getattr(before, name))] == getattr(before, name) for name in _PHRASES)
    return same and grown and _plain_map(before).keys() <= _plain_map(after).keys()


def _field(item: yaml.MappingNode, name: str, value: Any, layout: Layout) -> Iterator[Splice]:
    held = layout.value(item, name)
    if isinstance(held, yaml.SequenceNode):
        yield from items_changed(held, (), value, layout)
    elif held is not None:
        yield Splice(int(held.start_mark.index), layout.end(held), written(_short(value), layout))
    else:
        yield field_put(item, name, _short(value), (), layout)


def _short(value: Any) -> Any:
    """`80.0` is written as 80."""
    return int(value) if isinstance(value, float) and value == int(value) else value


def _aliases(entry: Entry) -> tuple[Alias, ...]:
    return entry.aliases if isinstance(entry, Entity) else entry.phrases


def _with(entry: Entry, aliases: tuple[Alias, ...]) -> Entry:
    return replace(entry, aliases=aliases) if isinstance(entry, Entity) else replace(entry, phrases=aliases)
