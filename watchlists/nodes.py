"""YAML 1.2 as a tree that knows its lines. JSON is YAML. Nothing is constructed, no anchor is expanded here."""

from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode
from ruamel.yaml.reader import ReaderError

from watchlists.errors import WatchlistError, WatchlistErrors

MOST_BYTES = 64 * 1024 * 1024
# Nodes a file may hold once its anchors are followed; ten thousand entities have some 200,000.
MOST_NODES = 3_000_000
_STANDARD = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file and its line. `kind` is the plain name of its YAML type: str, int, map, seq, null …"""

    raw: YamlNode
    key: YamlNode | None = None

    @property
    def line(self) -> int:
        """The line the value begins on, from 1; where it is left out, the line of its key."""
        shown = self.key if self.key is not None and self.kind == "null" else self.raw
        return int(shown.start_mark.line) + 1

    @property
    def kind(self) -> str:
        """`map`, `seq`, `str`, `int`, `float`, `bool`, `null`, `timestamp`, or the tag of something else."""
        tag = str(self.raw.tag)
        return tag.removeprefix(_STANDARD)

    @property
    def scalar(self) -> str:
        """The text of a plain value as it stands in the file; empty for a map or a list."""
        return str(self.raw.value) if isinstance(self.raw, ScalarNode) else ""

    def items(self) -> list["Node"]:
        """The values of a list."""
        return [Node(one) for one in self.raw.value] if isinstance(self.raw, SequenceNode) else []

    def pairs(self) -> list[tuple["Node", "Node"]]:
        """The keys and values of a map, repeated keys included."""
        return [(Node(a), Node(b, a)) for a, b in self.raw.value] if isinstance(self.raw, MappingNode) else []


def parse(path: Path) -> Node:
    """The tree of a file. Raises `WatchlistErrors` where it is not UTF-8, not YAML, empty, or a bomb."""
    text = _text(path)
    yaml = YAML(typ="safe", pure=True)
    try:
        raw = yaml.compose(text)
    except RecursionError:
        raise _error(path, _deepest(text), "nested too deeply", "a watchlist needs five levels") from None
    except ReaderError as broken:
        line = text.count("\n", 0, broken.position) + 1
        raise _error(path, line, "a character that YAML forbids", "remove the control character") from None
    except MarkedYAMLError as broken:
        raise _broken(path, broken) from None
    except (YAMLError, ValueError) as broken:
        raise _error(path, 1, f"no YAML: {' '.join(str(broken).split())[:120]}", "see YAML 1.2") from None
    if raw is None:
        raise _error(path, 1, "the file is empty", "begin with: version: 1")
    _refuse_bomb(path, raw)
    return Node(raw)


def _text(path: Path) -> str:
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):  # a pipe or a device would be waited for, perhaps for ever
            raise _error(path, 0, "no regular file", "name a file or a folder")
        if found.st_size > MOST_BYTES:
            raise _error(path, 0, f"larger than {MOST_BYTES >> 20} MiB", "split it into several lists")
        data = path.read_bytes()
    except OSError as failed:
        raise _error(path, 0, f"cannot be read: {failed.strerror}", "check the path and its permissions") from None
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


def _deepest(text: str) -> int:
    """The line on which the most brackets stand, or the most indented one."""
    lines = text.split("\n")
    depths = [line.count("[") + line.count("{") + (len(line) - len(line.lstrip())) for line in lines]
    return depths.index(max(depths)) + 1


def _refuse_bomb(path: Path, root: YamlNode) -> None:
    """Count nodes as if every anchor were written out, without writing it out."""
    sizes: dict[int, int] = {}
    stack: list[tuple[YamlNode, bool]] = [(root, False)]
    while stack:
        node, counted = stack.pop()
        children = _children(node)
        if counted:
            sizes[id(node)] = 1 + sum(sizes[id(one)] for one in children)
            if sizes[id(node)] > MOST_NODES:
                hint = "write repeated parts out, without anchors"
                raise _error(path, node.start_mark.line + 1, "expands beyond all measure", hint)
        elif id(node) not in sizes:
            sizes[id(node)] = MOST_NODES  # until counted: whoever meets it now is inside of it
            stack.append((node, True))
            stack.extend((one, False) for one in children)


def _children(node: YamlNode) -> list[YamlNode]:
    if isinstance(node, MappingNode):
        return [one for pair in node.value for one in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


def _error(path: Path, line: int, message: str, hint: str) -> WatchlistErrors:
    return WatchlistErrors([WatchlistError(path, line, message, hint)])
