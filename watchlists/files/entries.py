"""One entry by itself: written down as a file has it, read again, and put into lists."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

from watchlists.files.schema import read_list
from watchlists.files.writing import node, plain
from watchlists.model import Entity, EventType, Watchlist, Watchlists

_SLUG: Final = "entry"
_WHERE: Final = Path("entry")
_One = TypeVar("_One", Entity, EventType)


def alone(*entries: Entity | EventType) -> Watchlists:
    """Lists of nothing but these."""
    entities = tuple(one for one in entries if isinstance(one, Entity))
    events = tuple(one for one in entries if isinstance(one, EventType))
    return Watchlists((Watchlist(_SLUG, {"en": _SLUG}, entities, events),))


def written(entry: Entity | EventType) -> dict[str, Any]:
    """The entry as plain data; `read` is its inverse."""
    return plain(alone(entry).lists[0])


def read(held: Mapping[str, Any]) -> Entity | EventType:
    """The entry that `written` wrote down. Raises ValueError for anything else."""
    found = read_list(_WHERE, node(held))
    entries: list[Entity | EventType] = [*found.watchlist.entities, *found.watchlist.events]
    if found.errors or len(entries) != 1:
        raise ValueError(found.errors[0].message if found.errors else "not one entry")
    return entries[0]


def put(lists: Watchlists, entry: Entity | EventType) -> Watchlists:
    """The lists with the entry in the place of the one that has its key."""
    if isinstance(entry, Entity):
        return Watchlists(tuple(replace(one, entities=_swapped(one.entities, entry)) for one in lists.lists))
    return Watchlists(tuple(replace(one, events=_swapped(one.events, entry)) for one in lists.lists))


def _swapped(held: tuple[_One, ...], entry: _One) -> tuple[_One, ...]:
    return tuple(entry if one.key == entry.key else one for one in held)
