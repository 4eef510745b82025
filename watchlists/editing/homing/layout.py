"""A watchlist file as a text in which every value knows where it begins and ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEADINGS = ("---", "===", "###", "***")


class LayoutError(ValueError):
    """A text that is laid out in a way that is not changed by lines."""


@dataclass(frozen=True, slots=True)
class Splice:
    """What stands between two positions becomes a new text."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: list[Splice]) -> str:
    """The text after all splices, which do not overlap; of two at one place the first stands first."""
    pieces, at = [], 0
    for one in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if one.start < at:
            raise LayoutError("two changes meet")
        pieces += [text[at : one.start], one.text]
        at = one.end
    return "".join([*pieces, text[at:]])


class Layout:
    """Positions count characters. Raises LayoutError for what is no map with lists of entries."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        root = yaml.compose(text, Loader=_LOADER)
        if not isinstance(root, yaml.MappingNode):
            raise LayoutError("no map")
        self.root = root

    @property
    def is_json(self) -> bool:
        """Whether the whole file stands in brackets."""
        return bool(self.root.flow_style)

    def value(self, node: yaml.MappingNode, name: str) -> yaml.Node | None:
        """The value of a field, or None."""
        return next((value for key, value in node.value if key.value == name), None)

    def entries(self, name: str) -> Iterator[tuple[str, yaml.MappingNode]]:
        """The entries of `entities` or `events` with their keys."""
        found = self.value(self.root, name)
        for one in found.value if isinstance(found, yaml.SequenceNode) else ():
            key = self.value(one, "key") if isinstance(one, yaml.MappingNode) else None
            if key is not None:
                yield str(key.value).strip(), one

    def end(self, node: yaml.Node) -> int:
        """Where a value ends, without comments and blank lines behind it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            key, value = last if isinstance(last, tuple) else (last, last)
            return max(self.end(value), self.end(key))
        end = int(node.end_mark.index)
        if getattr(node, "style", None) in ("|", ">"):
            return len(self.text[:end].rstrip())
        return end

    def line_start(self, at: int) -> int:
        """Where the line of a position begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line of a position ends, behind its line break."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def lines(self, text: str, indent: int) -> str:
        """Some lines with the line breaks of the file, all indented."""
        return "".join(f"{' ' * indent}{one}{self.newline}" for one in text.rstrip("\n").split("\n"))

    def after_line(self, at: int, lines: str) -> Splice:
        """Whole lines, behind the line of a position."""
        end = self.line_end(at)
        broken = end == 0 or self.text[end - 1] == "\n"
        return Splice(end, end, lines if broken else self.newline + lines)

    def dash(self, item: yaml.Node) -> int:
        """Where the line of a list's item begins, from its dash on."""
        at = self.text.rfind("-", 0, int(item.start_mark.index))
        start = self.line_start(at)
        if at < 0 or self.text[start:at].strip() or self.text[at + 1 : item.start_mark.index].strip():
            raise LayoutError("a list that does not stand line by line")
        return start

    def above(self, start: int) -> int:
        """The beginning of the comments directly above a line that belong to it: as far indented, and no headings."""
        indent = self._indent(start)
        while start > 0:
            before = self.line_start(start - 1)
            line = self.text[before:start].strip()
            own = line.startswith("#") and self._indent(before) == indent
            if not own or any(mark in line for mark in _HEADINGS):
                break
            start = before
        return start

    def _indent(self, start: int) -> int:
        line = self.text[start : self.line_end(start)]
        return len(line) - len(line.lstrip(" "))


def is_flow(node: Any) -> bool:
    """Whether a list or map stands in brackets."""
    return bool(node.flow_style)
