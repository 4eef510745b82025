"""The text of a list's file after an import: what did not change stays as it was written, with its comments."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from watchlists.files.errors import WatchlistError, WatchlistErrors
from watchlists.files.nodes import MOST_BYTES, Node, parse_text
from watchlists.files.schema import read_list
from watchlists.files.writing import as_yaml, entity_as_yaml, plain, plain_entity
from watchlists.imports.remembering import MARK
from watchlists.model import Entity, Watchlist

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The new text; `comments` of people, line by line, that are not in it any more."""

    text: str
    comments: tuple[str, ...] = ()


def written(watchlist: Watchlist, head: Sequence[str], remembered: Sequence[str]) -> str:
    """The text of a new file: `head` and `remembered` are the importer's own lines.

    Raises `WatchlistErrors` where it could not be loaded: too large, or a value that a file cannot have.
    """
    text = _whole(watchlist, head, remembered)
    if not _holds(text, watchlist):
        raise _faults(text, watchlist)
    return text


def _whole(watchlist: Watchlist, head: Sequence[str], remembered: Sequence[str]) -> str:
    body = as_yaml(replace(watchlist, entities=(), events=()))
    blocks = [_block(one, _INDENT) for one in watchlist.entities]
    tail = as_yaml(replace(watchlist, entities=())).removeprefix(body) if watchlist.events else ""
    entities = "entities:\n" if blocks else ""
    return _joined(head, [body, entities, *blocks, tail], remembered)


def rewritten(text: str, after: Watchlist, head: Sequence[str], remembered: Sequence[str]) -> Rewritten:
    """The text of a file that holds a list, as the list is to be. Entities that stay as they are keep their lines.

    Where the file is not written an entity after another (JSON, anchors that others use), all of it is written anew.
    Raises `WatchlistErrors` where what would be written cannot be loaded.
    """
    body = "".join(line for line in _lines(text) if not line.startswith(MARK))
    spliced = _spliced(body, after)
    new = "" if spliced is None else _joined(head, [spliced], remembered)
    if not new or not _holds(new, after):
        new = written(after, head, remembered)
    return Rewritten(new, tuple(_comments_lost(body, new)))


def _joined(head: Sequence[str], body: Sequence[str], remembered: Sequence[str]) -> str:
    lines = "".join(f"{one}\n" for one in head)
    return lines + "".join(body) + "".join(f"{one}\n" for one in remembered)


def _spliced(body: str, after: Watchlist) -> str | None:
    """The text with the blocks of the entities that changed, came or went; None where there are no blocks."""
    path = Path(after.path or after.slug)
    root = parse_text(path, body)
    before = {one.key: one for one in read_list(path, root).watchlist.entities}
    cut = _cut(_lines(body), root)
    if cut is None:
        return None
    first, blocks, tail, indent = cut
    kept = dict(zip(before, blocks, strict=True))
    pieces = [_piece(one, before.get(one.key), kept.get(one.key), indent) for one in after.entities]
    return "".join([first, *pieces, tail]) if pieces else None


def _piece(entity: Entity, before: Entity | None, block: str | None, indent: str) -> str:
    if block is None:
        return _block(entity, indent)
    return block if entity == before else _leading(block) + _block(entity, indent)


def _leading(block: str) -> str:
    """The comments and empty lines before an entity."""
    found = []
    for line in _lines(block):
        if not _is_aside(line):
            break
        found.append(line)
    return "".join(found)


def _block(entity: Entity, indent: str) -> str:
    return "".join(indent + line for line in _lines(entity_as_yaml(entity)))


def _cut(lines: list[str], root: Node) -> tuple[str, list[str], str, str] | None:
    """What stands before the entities, each of them, what stands behind, and their indentation."""
    fields = {name.scalar: (name, value) for name, value in root.pairs()}
    if "entities" not in fields or not lines[-1].endswith("\n"):
        return None
    name, entities = fields["entities"]
    starts = [one.line - 1 for one in entities.items()]
    indents = {_dash(lines[one]) for one in starts}
    later = [key.line - 1 for key, _ in root.pairs() if key.line > name.line]
    end = min(later, default=len(lines))
    if len(indents) != 1 or None in indents or len(set(starts)) < len(starts) or starts[-1] >= end:
        return None
    edges = [starts[0], *(_back(lines, one) for one in starts[1:]), _back(lines, end)]
    blocks = ["".join(lines[since:until]) for since, until in pairwise(edges)]
    return "".join(lines[: edges[0]]), blocks, "".join(lines[edges[-1] :]), str(next(iter(indents)))


def _dash(line: str) -> str | None:
    """The indentation of a line that begins an item, None for one that does not."""
    bare = line.lstrip(" ")
    return line[: len(line) - len(bare)] if bare.startswith("- ") else None


def _back(lines: Sequence[str], start: int) -> int:
    """Where the comments begin that stand right before a line."""
    while _is_aside(lines[start - 1]):
        start -= 1
    return start


def _lines(text: str) -> list[str]:
    """The lines as YAML counts them in a usual file, each with its end."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _is_aside(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _holds(text: str, watchlist: Watchlist) -> bool:
    """Whether what the loader reads is just this list."""
    path = Path(watchlist.path or watchlist.slug)
    if len(text.encode()) > MOST_BYTES:
        return False
    try:
        found = read_list(path, parse_text(path, text))
    except WatchlistErrors:
        return False
    return not found.errors and plain(found.watchlist) == plain(watchlist)


def _faults(text: str, watchlist: Watchlist) -> WatchlistErrors:
    """Why a text does not hold a list."""
    path = Path(watchlist.path or watchlist.slug)
    if (size := len(text.encode())) > MOST_BYTES:
        what = f"the file would have {size >> 20} MiB, and may have {MOST_BYTES >> 20}"
        return WatchlistErrors([WatchlistError(path, 0, what, "import a part of the list")])
    try:
        found = read_list(path, parse_text(path, text))
    except WatchlistErrors as broken:
        return broken
    pairs = zip(found.watchlist.entities, watchlist.entities, strict=False)
    other = next((one.key for read, one in pairs if plain_entity(read) != plain_entity(one)), "something")
    unlike = WatchlistError(path, 0, f"{other} would not be read back as it is", "report it, and leave that entry out")
    return WatchlistErrors(found.errors or [unlike])


def _comments_lost(before: str, after: str) -> Iterator[str]:
    left = Counter(_comments(after))
    left.subtract(_comments(before))
    return (one for one, more in left.items() if more < 0 for _ in range(-more))


def _comments(text: str) -> Iterator[str]:
    """The comments that fill a line."""
    return (line.strip() for line in text.splitlines() if line.lstrip().startswith("#") and not line.startswith(MARK))
