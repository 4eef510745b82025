"""YAML 1.2 as a tree that knows its lines. JSON is YAML. Nothing is constructed, no anchor is expanded here."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import cast

import yaml
from yaml.composer import ComposerError
from yaml.error import Mark, MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from watchlists.files.errors import WatchlistError, WatchlistErrors

MOST_BYTES = 64 * 1024 * 1024
# Nodes a file may hold once its anchors are followed; ten thousand entities have some 200,000.
MOST_NODES = 3_000_000
# Entries of one list, and fields of one map: refused while it is read, so that nobody waits for what will not work.
MOST_ENTRIES = 100_000
# How deep brackets may stand in brackets; a watchlist needs five levels.
DEEPEST = 100
_STANDARD = "tag:yaml.org,2002:"
_SPLIT = "watch for fewer: every alias is matched in every article"
# The parser in C, which is twenty times faster; the wheels for all common platforms hold it.
_LOADER = getattr(yaml, "CLoader", yaml.Loader)

# The core schema of YAML 1.2.2, section 10.3.2, and days, which are not in it: they are told apart from texts.
_PLAIN: Mapping[str, re.Pattern[str]] = {
    "null": re.compile("(?:~|null|Null|NULL|)"),
    "bool": re.compile("(?:true|True|TRUE|false|False|FALSE)"),
    "int": re.compile("(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)"),
    "float": re.compile(
        r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
    ),
    "timestamp": re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?"),
}


# What any of these begins with; '' is in it, too. Asked first, since most values are words.
_BEGINNINGS = "~nNtTfF0123456789+-."


@dataclass(slots=True, eq=False)
class Node:
    """A value of the file and its line. `kind` is `map`, `seq`, `str`, `int`, `float`, `bool`, `null`, `timestamp`, or
    the tag of something else; `line` counts from 1; `scalar` is the text of a plain value as it stands in the file,
    empty for a map or a list."""

    kind: str
    line: int
    scalar: str = ""
    children: Sequence["Node"] = ()

    def items(self) -> Sequence["Node"]:
        """The values of a list."""
        return self.children if self.kind == "seq" else ()

    def pairs(self) -> list[tuple["Node", "Node"]]:
        """The keys and values of a map, repeated keys included. A value that is left out has the line of its key."""
        if self.kind != "map":
            return []
        pairs = zip(self.children[::2], self.children[1::2], strict=True)
        return [(key, Node("null", key.line) if value.kind == "null" else value) for key, value in pairs]


class _TooMany(Exception):  # noqa: N818 (caught right here)
    """More of something than anybody can wait for: where, how many there may be, and of what."""

    def __init__(self, line: int, most: int, what: str) -> None:
        super().__init__(line)
        self.line, self.most, self.what = line, most, what


def plain_kind(text: str) -> str:
    """What a text is that stands in a file without quotes: `str` for most."""
    if text[:1] not in _BEGINNINGS:
        return "str"
    return next((kind for kind, form in _PLAIN.items() if form.fullmatch(text)), "str")


def parse(path: Path) -> Node:
    """The tree of a file. Raises `WatchlistErrors` where it is not UTF-8, not YAML, empty, or a bomb."""
    return parse_text(path, read_text(path))


def parse_text(path: Path, text: str) -> Node:
    """The tree of what stands, or is to stand, in a file. Raises `WatchlistErrors` as `parse` does."""
    try:
        root = _compose(text)
    except RecursionError:
        raise _too_deep(path, text) from None
    except _TooMany as many:
        raise _error(path, many.line, f"more than {many.most:,} {many.what}", _SPLIT) from None
    except ReaderError as broken:
        line = text.encode().count(b"\n", 0, broken.position) + 1
        raise _error(path, line, "a character that YAML forbids", "remove the control character") from None
    except MarkedYAMLError as broken:
        raise _too_deep(path, text) if "nesting depth" in str(broken.problem) else _broken(path, broken) from None
    except (YAMLError, ValueError) as broken:
        raise _error(path, 1, f"no YAML: {' '.join(str(broken).split())[:120]}", "see YAML 1.2") from None
    if root is None:
        raise _error(path, 1, "the file is empty", "begin with: version: 1")
    _refuse_bomb(path, root)
    return root


def _compose(text: str) -> Node | None:
    """The tree of the only document, None where there is none. Raises RecursionError beyond `DEEPEST`."""
    held: list[Node] = []
    open_: list[list[Node]] = [held]
    anchors: dict[str, Node] = {}
    nodes = 0
    for event in _events(text):
        if isinstance(event, CollectionEndEvent):
            open_.pop()
        elif isinstance(event, NodeEvent):
            node, nodes = _node(event, anchors), nodes + 1
            open_[-1].append(node)
            _count(node, nodes, open_)
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                children: list[Node] = []
                node.children = children
                open_.append(children)
        if len(open_) > DEEPEST:
            raise RecursionError
    return held[0] if held else None


def _count(node: Node, nodes: int, open_: Sequence[Sequence[Node]]) -> None:
    """Stop at the first of too many."""
    if len(open_[-1]) > MOST_ENTRIES:
        raise _TooMany(node.line, MOST_ENTRIES, "entries in one list")
    if nodes > MOST_NODES:
        raise _TooMany(node.line, MOST_NODES, "values in one file")


def _events(text: str) -> Iterator[Event]:
    loader = _LOADER(text)
    documents = 0
    try:
        while loader.check_event():
            event = loader.get_event()
            documents += isinstance(event, DocumentStartEvent)
            if documents > 1:
                raise ComposerError(None, None, "but found another document", _mark(event))
            yield event
    finally:
        loader.dispose()


def _node(event: NodeEvent, anchors: dict[str, Node]) -> Node:
    """The node that an event begins; that of an alias is the one that it names."""
    if isinstance(event, AliasEvent):
        if event.anchor not in anchors:
            raise ComposerError(None, None, f"found undefined alias {event.anchor}", _mark(event))
        return anchors[event.anchor]
    scalar = event.value if isinstance(event, ScalarEvent) else ""
    node = Node(_kind(event), _mark(event).line + 1, scalar)
    if event.anchor is not None:
        anchors[event.anchor] = node
    return node


def _mark(event: Event) -> Mark:
    """Where it begins: every event that was read from a text knows that."""
    return cast(Mark, event.start_mark)


def _kind(event: NodeEvent) -> str:
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        return str(tag).removeprefix(_STANDARD)
    if not isinstance(event, ScalarEvent):
        return "map" if isinstance(event, MappingStartEvent) else "seq"
    if not event.implicit[0]:
        return "str"
    return plain_kind(event.value)


def read_text(path: Path) -> str:
    """What stands in a file. Raises `WatchlistErrors` where it cannot be read, is too large, or not UTF-8."""
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):  # a pipe or a device would be waited for, perhaps for ever
            raise _error(path, 0, "no regular file", "name a file or a folder")
        if found.st_size > MOST_BYTES:
            raise _error(path, 0, f"larger than {MOST_BYTES >> 20} MiB", "split it into several lists")
        data = path.read_bytes()
    except OSError as failed:
        raise _error(path, 0, f"cannot be read: {failed.strerror}", "check the path and its permissions") from None
    if data[:2] in (BOM_UTF16_LE, BOM_UTF16_BE):
        raise _error(path, 1, "UTF-16, not UTF-8", "save the file with the encoding UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as failed:
        line = data.count(b"\n", 0, failed.start) + 1
        raise _error(path, line, "not UTF-8", "save the file with the encoding UTF-8") from None


def _broken(path: Path, broken: MarkedYAMLError) -> WatchlistErrors:
    mark = broken.problem_mark or broken.context_mark
    reason = " ".join(filter(None, (broken.context, broken.problem)))
    hint = "put the value in quotes" if "mapping values" in reason else "check indentation, quotes and brackets"
    return _error(path, mark.line + 1 if mark else 1, f"broken YAML: {' '.join(reason.split())}", hint)


def _too_deep(path: Path, text: str) -> WatchlistErrors:
    """Names the line on which the most brackets stand, or the most indented one."""
    lines = text.split("\n")
    depths = [line.count("[") + line.count("{") + (len(line) - len(line.lstrip())) for line in lines]
    return _error(path, depths.index(max(depths)) + 1, "nested too deeply", "a watchlist needs five levels")


def _refuse_bomb(path: Path, root: Node) -> None:
    """Count nodes as if every anchor were written out, without writing it out."""
    sizes: dict[int, int] = {}
    stack: list[tuple[Node, bool]] = [(root, False)]
    while stack:
        node, counted = stack.pop()
        if counted:
            sizes[id(node)] = 1 + sum(sizes[id(one)] for one in node.children)
            if sizes[id(node)] > MOST_NODES:
                raise _error(path, node.line, "expands beyond all measure", "write repeated parts out, without anchors")
        elif id(node) not in sizes:
            sizes[id(node)] = MOST_NODES  # until counted: whoever meets it now is inside of it
            stack.append((node, True))
            stack.extend((one, False) for one in node.children)


def _error(path: Path, line: int, message: str, hint: str) -> WatchlistErrors:
    return WatchlistErrors([WatchlistError(path, line, message, hint)])
