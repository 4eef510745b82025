"""What an imported list has to do with the lists in force: its keys, and what its entities are part of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.watchlist.import_reading import Reading

if TYPE_CHECKING:
    from watchlists.files.errors import WatchlistError
    from watchlists.files.schema import ListFile, Named
    from watchlists.imports.building import Built, Stray
    from watchlists.model import Watchlist, Watchlists


@dataclass(frozen=True, slots=True)
class InForce:
    """The lists in force: loaded, and file by file; `setting` is what RASID_WATCHLISTS says, or would say, `named` the
    files and folders in it."""

    lists: "Watchlists"
    files: "Sequence[ListFile]"
    setting: str = ""
    named: tuple[Path, ...] = ()

    def without(self, slug: str) -> "Watchlists":
        """All lists but one."""
        from watchlists.model import Watchlists

        return Watchlists(tuple(one for one in self.lists.lists if one.slug != slug))

    def path(self, slug: str) -> str | None:
        """The file of a list that is in force."""
        return next((one.path for one in self.lists.lists if one.slug == slug), None)


def written(readings: Sequence[Reading], watchlist: "Watchlist") -> "list[Named]":
    """The keys of a list, with file and line of the entry that each comes from."""
    from watchlists.files.schema import Named

    lines = {record.source: (one.path, record.line) for one in readings for record in one.records}
    return [Named(one.key, *lines.get(one.source or "", (readings[0].path, 0))) for one in watchlist.entities]


def related(readings: Sequence[Reading], built: "Built", force: InForce) -> Iterator[str]:
    """Why what the entries say that they are part of cannot be: nobody has that id or key, or it goes in a circle."""
    paths = _paths(readings)
    for one in built.strays:
        if not one.listed:
            yield f"{paths[one.record.id]}:{one.record.line}: {_unknown(one, built, force)}"
    for error in _apart(readings, built.watchlist, force):
        if error.path in paths.values() and error.message.startswith("part_of goes"):
            yield str(error)


def together(readings: Sequence[Reading], after: "Watchlist", force: InForce) -> tuple[str, ...]:
    """Why a list as its file would have it could not be loaded with the others in force."""
    return tuple(map(str, _apart(readings, after, force)))


def strayed(readings: Sequence[Reading], built: "Built") -> tuple[Reading, ...]:
    """The files, each with what is told of entries that are part of one without a safe name."""
    told: dict[Path, list[tuple[int, str]]] = {}
    paths = _paths(readings)
    for one in built.strays:
        if one.listed:
            said = f"{one.record.id}: part_of {one.record.part_of} is left out, since that has no safe name"
            told.setdefault(paths[one.record.id], []).append((one.record.line, said))
    return tuple(replace(one, told=(*one.told, *told.get(one.path, ()))) for one in readings)


def _unknown(one: "Stray", built: "Built", force: InForce) -> str:
    from watchlists.files.fields import closest

    known = [*built.watchlist.entities, *force.lists.entities.values()]
    parent = one.record.part_of or ""
    hint = closest(parent, [entity.key for entity in known])
    return f"{one.record.id} is part of {parent[:60]}, which is neither in this table nor in force; {hint}"


def _apart(readings: Sequence[Reading], watchlist: "Watchlist", force: InForce) -> "Iterator[WatchlistError]":
    """What the loader says of a list and the others; of what the list has at the lines of its table."""
    from watchlists.files.loader import apart
    from watchlists.files.schema import ListFile, Named

    keys = written(readings, watchlist)
    parents = [
        (one.key, replace(at, key=one.part_of)) for one, at in zip(watchlist.entities, keys, strict=True) if one.part_of
    ]
    path = Path(watchlist.path) if watchlist.path else readings[0].path
    own = ListFile(watchlist, (), Named(watchlist.slug, path, 0), tuple(keys), tuple(parents))
    return apart([own, *(one for one in force.files if one.slug.key != watchlist.slug)])


def _paths(readings: Sequence[Reading]) -> dict[str, Path]:
    """The file of each entry, by its id."""
    return {record.id: one.path for one in readings for record in one.records}
