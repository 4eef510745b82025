"""The files of entries, each and all together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from watchlists.model.entries import Entity, EventType

ADDED = "added"
"""The list of what was added to those of the files."""

_TITLES: Mapping[str, Mapping[str, str]] = {ADDED: {"ar": "أضيف في المحادثة", "en": "Added in chat"}}


@dataclass(frozen=True, slots=True)
class Watchlist:
    """One file: a slug, a title and its entries; `written` is when it was last written."""

    slug: str
    title: Mapping[str, str]
    entities: tuple[Entity, ...] = ()
    events: tuple[EventType, ...] = ()
    path: str | None = None
    written: "Written | None" = field(default=None, compare=False)

    def changed(self, now: Mapping[str, Entity], new: tuple[Entity, ...]) -> "Watchlist":
        """The list with some entities, by key, as they are `now`, and further ones."""
        held = tuple([now.get(one.key, one) for one in self.entities]) if now else self.entities
        return replace(self, entities=held + new)


@dataclass(frozen=True, slots=True)
class Written:
    """When a file, and the folder around it, was last written: aware UTC."""

    file: datetime
    folder: datetime


@dataclass(frozen=True)
class Watchlists:
    """All loaded lists together. Keys are compared without case."""

    lists: tuple[Watchlist, ...] = ()

    def __repr__(self) -> str:
        """Which lists: their entries are megabytes, and asyncio spells out whatever a coroutine has returned."""
        return f"Watchlists({', '.join(one.slug for one in self.lists)})"

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Every entity by its key as written."""
        return {entity.key: entity for one in self.lists for entity in one.entities}

    @cached_property
    def events(self) -> Mapping[str, EventType]:
        """Every event type by its key as written."""
        return {event.key: event for one in self.lists for event in one.events}

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {key.casefold(): key for key in (*self.entities, *self.events)}

    def key(self, typed: str) -> str | None:
        """The key as written in the file for one typed in any case, or None."""
        return self._folded.get(typed.strip().casefold())

    def written(self, key: str) -> datetime | None:
        """When the file of an entry was last written; for a key that no file has, when the files or the folders around
        them were. None for lists that are no files."""
        found = self.key(key)
        times = [(one, one.written) for one in self.lists if one.written is not None]
        own = [held.file for one, held in times if found is not None and found in self.members(one.slug)]
        return max(own or [at for _, held in times for at in (held.file, held.folder)], default=None)

    def changes(self, entities: Iterable[Entity]) -> "list[tuple[Entity | None, Entity]]":
        """What it means to add some entities: each as it was, or None for a new one, and as it is then.

        A known one, by its key in any case, gets further aliases and nothing else. Raises ValueError for a key that
        is an event's, and for a `part_of` that is no entity.
        """
        found: dict[str, tuple[Entity | None, Entity]] = {}
        for one in entities:
            key = self.key(one.key) or one.key
            if key in self.events:
                raise ValueError(f"the key {key} is taken by an event: choose another")
            before, now = found.get(key.casefold()) or (self.entities.get(key), self.entities.get(key))
            found[key.casefold()] = before, now.with_aliases(one.spellings) if now is not None else one
        for _, after in found.values():
            parent = after.part_of
            if parent is not None and parent.casefold() not in found and self.key(parent) not in self.entities:
                raise ValueError(f"part_of {parent} is no entity: add that one too")
        return list(found.values())

    def changed(self, changes: "Iterable[tuple[Entity | None, Entity]]", slug: str) -> "Watchlists":
        """These lists after some `changes`; new entities stand at the end of the list `slug`."""
        new = tuple(after for before, after in changes if before is None)
        now = {after.key: after for before, after in changes if before is not None}
        lists = self.lists
        if new and not any(one.slug == slug for one in lists):
            lists = (*lists, Watchlist(slug, _TITLES.get(slug, {"en": slug})))
        return Watchlists(tuple(one.changed(now, new if one.slug == slug else ()) for one in lists))

    def ancestors(self, key: str) -> Iterator[str]:
        """The keys that `key` is part of, nearest first; nothing for an event or an unknown key."""
        entity = self.entities.get(key)
        while entity is not None and entity.part_of is not None:
            parent = self.entities[self._folded[entity.part_of.casefold()]]
            yield parent.key
            entity = parent

    def family(self, key: str) -> frozenset[str]:
        """`key` and every entity that is, over any number of steps, part of it; an event type has no parts."""
        return self._families.get(key, frozenset({key}))

    @cached_property
    def _families(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {key: {key} for key in self.entities}
        for key in self.entities:
            for above in self.ancestors(key):
                found[above].add(key)
        return {key: frozenset(held) for key, held in found.items()}

    def reach(self, slug: str) -> frozenset[str]:
        """The members of a list with every entity that is part of one of them; empty for an unknown list."""
        return self._reaches.get(slug, frozenset())

    @cached_property
    def _reaches(self) -> Mapping[str, frozenset[str]]:
        nothing: frozenset[str] = frozenset()
        return {slug: nothing.union(*map(self.family, held)) for slug, held in self._members.items()}

    def members(self, slug: str) -> frozenset[str]:
        """The keys of the entities and events of one list; empty for an unknown list."""
        return self._members.get(slug, frozenset())

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {one.slug: set() for one in self.lists}
        for one in self.lists:
            found[one.slug] |= {entity.key for entity in one.entities} | {event.key for event in one.events}
        return {slug: frozenset(held) for slug, held in found.items()}
