"""Watchlist files to `Watchlists`: YAML 1.2, every fault of every file told at once with its line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from watchlists.files.errors import WatchlistError, WatchlistErrors
from watchlists.files.fields import closest
from watchlists.files.nodes import MOST_ENTRIES, parse
from watchlists.files.schema import ListFile, Named, read_list
from watchlists.model import Watchlists, Written
from watchlists.unhurried import unhurried

SHIPPED = Path("shipped")
"""Names the lists that come with Rasid wherever files and folders of watchlists are named."""


def load(paths: Sequence[Path]) -> Watchlists:
    """The lists of some files, or of the `*.yaml` and `*.yml` files of some folders, in order; `SHIPPED` for our own.

    Raises `WatchlistErrors` with every fault of every file: broken YAML, unknown fields, wrong values, keys used
    twice (without case, over all files), `part_of` that leads nowhere or in a circle, more entries than anybody can
    wait for.
    """
    return Watchlists(tuple(one.watchlist for one in read_files(paths)))


def read_files(paths: Sequence[Path]) -> list[ListFile]:
    """The same files with the lines of what stands in them; raises as `load` does."""
    with unhurried():
        read, errors = _read(paths)
    if errors:
        raise WatchlistErrors(errors)
    return read


def _read(paths: Sequence[Path]) -> tuple[list[ListFile], list[WatchlistError]]:
    errors: list[WatchlistError] = []
    read = each_file(paths, errors)
    errors += (error for one in read for error in one.errors)
    errors += apart(read)
    return read, errors


def apart(read: Sequence[ListFile]) -> Iterator[WatchlistError]:
    """Why some files, each right by itself, cannot be loaded together."""
    yield from repeated("the watchlist", [one.slug for one in read if one.slug.key])
    yield from repeated("the key", _keys(read))
    yield from _lost(read)
    for one in _keys(read)[MOST_ENTRIES : MOST_ENTRIES + 1]:
        yield WatchlistError(one.path, one.line, f"more than {MOST_ENTRIES:,} entries in all lists", "watch for fewer")


def _keys(read: Sequence[ListFile]) -> list[Named]:
    return [key for one in read for key in one.keys]


def each_file(paths: Sequence[Path], errors: list[WatchlistError]) -> list[ListFile]:
    """Each file by itself, with where its keys stand; what cannot be read at all is noted in `errors`."""
    read: list[ListFile] = []
    for path in listed_files([shipped() if Path(one) == SHIPPED else Path(one) for one in paths], errors):
        written = _written(path)  # before it is read: what is written meanwhile is newer
        try:
            found = read_list(path, parse(path))
            read.append(replace(found, watchlist=replace(found.watchlist, written=written)))
        except WatchlistErrors as broken:
            errors += broken.errors
    return read


def _written(path: Path) -> Written | None:
    try:
        times = [datetime.fromtimestamp(one.stat().st_mtime, UTC) for one in (path, path.parent)]
    except (OSError, OverflowError, ValueError):
        return None
    return Written(*times)


def shipped() -> Path:
    """The folder of the lists that come with Rasid."""
    return Path(str(files("watchlists"))) / "lists"


def listed_files(paths: Sequence[Path], errors: list[WatchlistError], what: str = "watchlists") -> list[Path]:
    """The files named and the YAML files of the folders named, each once; what cannot be read is noted in `errors`."""
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        try:
            found |= {one.resolve(): one for one in _held(path, what) if one.resolve() not in found}
        except WatchlistErrors as broken:
            errors += broken.errors
        except (OSError, RuntimeError) as failed:  # a RuntimeError is a link that leads to itself
            reason = getattr(failed, "strerror", None) or "its links lead in a circle"
            errors.append(WatchlistError(path, 0, f"cannot be read: {reason}", "check the path and its permissions"))
    return list(found.values())


def _held(path: Path, what: str) -> list[Path]:
    """The YAML files of a folder, or the file itself."""
    if not path.is_dir():
        return [path]
    held = sorted(one for one in path.iterdir() if one.suffix in (".yaml", ".yml"))
    if not held:
        raise WatchlistErrors([WatchlistError(path, 0, f"a folder without {what}", "add a file that ends in .yaml")])
    return held


def repeated(what: str, named: Iterable[Named]) -> Iterator[WatchlistError]:
    """An error for each key that an earlier one equals, without case."""
    first: dict[str, Named] = {}
    for one in named:
        earlier = first.setdefault(one.key.casefold(), one)
        if earlier is not one:
            where = f"{earlier.path}:{earlier.line}"
            yield WatchlistError(one.path, one.line, f"{what} {one.key} is taken by {where}", "choose another")


def _lost(read: Sequence[ListFile]) -> Iterator[WatchlistError]:
    """Every `part_of` that names no entity, and one error for each circle."""
    entities = {one.key.casefold(): one.key for held in read for one in held.watchlist.entities}
    parents = {key.casefold(): parent for held in read for key, parent in held.parents}
    for parent in parents.values():
        if parent.key.casefold() not in entities:
            hint = closest(parent.key, list(entities.values()))
            yield WatchlistError(parent.path, parent.line, f"part_of {parent.key} is no entity", hint)
    told: set[str] = set()
    for key in parents:
        circle = _circle(key, parents)
        if circle and told.isdisjoint(circle):
            told |= set(circle)
            where, names = parents[key], " -> ".join(entities.get(one, one) for one in (*circle, circle[0]))
            lines = sorted({f"{parents[one].path}:{parents[one].line}" for one in circle})
            hint = f"remove one part_of: {', '.join(lines)}" if len(lines) > 1 else "remove the part_of"
            yield WatchlistError(where.path, where.line, f"part_of goes in a circle: {names}", hint)


def _circle(key: str, parents: Mapping[str, Named]) -> tuple[str, ...]:
    """The keys on the way from `key` back to itself; empty where the way ends or runs into another circle."""
    way = [key]
    while (parent := parents.get(way[-1])) is not None and parent.key.casefold() not in way:
        way.append(parent.key.casefold())
    return tuple(way) if parent is not None and parent.key.casefold() == key else ()
