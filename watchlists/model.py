"""The values of this package: what a watchlist says, and what was found in an article.

Everything here is immutable. Offsets are Unicode code points into the unaltered field, end exclusive.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from watchlists.normalize import folded

Kind = Literal["organization", "person", "place", "other"]
MatchLevel = Literal["exact", "inflected", "fuzzy"]
Severity = Literal["low", "medium", "high", "critical"]
Status = Literal["reported", "planned", "foiled", "claimed", "denied", "threatened"]
Field = Literal["title", "text"]

SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")
ADDED = "added"
"""The list of what was added to those of the files."""
_TITLES: Mapping[str, Mapping[str, str]] = {ADDED: {"ar": "أضيف في المحادثة", "en": "Added in chat"}}


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling of an entity, or one phrase of an event type, with its conditions."""

    text: str
    match: MatchLevel = "fuzzy"
    definite: bool = False
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    min_score: float | None = None
    guard: bool = True
    valid_from: date | None = None
    valid_until: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences in which an entry must be found, and in which it must not."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something to watch for."""

    key: str
    kind: Kind
    name: Mapping[str, str]
    aliases: tuple[Alias, ...] = ()
    part_of: str | None = None
    tests: Examples = Examples()
    note: str | None = None
    source: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    never: tuple[str, ...] = ()
    """What it is never found by, also where it stands in `name` or an import would add it."""

    @property
    def spellings(self) -> tuple[Alias, ...]:
        """All aliases; the names in every language come first unless an alias repeats their text. `never` goes."""
        listed = {alias.text for alias in self.aliases}
        names = tuple(Alias(text) for text in dict.fromkeys(self.name.values()) if text not in listed)
        every, refused = names + self.aliases, set(map(folded, self.never))
        return tuple(one for one in every if folded(one.text) not in refused) if refused else every

    def with_aliases(self, more: Iterable[Alias]) -> "Entity":
        """The entity with further aliases; those whose text it has are left as they are."""
        listed = {alias.text for alias in self.spellings}
        fresh = {alias.text: alias for alias in more if alias.text not in listed}
        return replace(self, aliases=(*self.aliases, *fresh.values())) if fresh else self


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of happening, recognised by its phrases. `cameo` and `acled` are the codes of those code books."""

    key: str
    name: Mapping[str, str]
    phrases: tuple[Alias, ...]
    severity: Severity = "medium"
    status: Status = "reported"
    unless: tuple[str, ...] = ()
    tests: Examples = Examples()
    cameo: str | None = None
    acled: str | None = None
    note: str | None = None


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


@dataclass(frozen=True, slots=True)
class Document:
    """What the matcher reads: the unaltered fields of an article. `published` is aware UTC."""

    text: str
    title: str | None = None
    published: datetime | None = None

    def fields(self) -> Iterator[tuple[Field, str]]:
        """The fields in reading order; an absent title is left out."""
        if self.title:
            yield "title", self.title
        yield "text", self.text


@dataclass(frozen=True, slots=True)
class Mention:
    """A span in which an entity is named. `score` is 0-100; `how` holds codes `kind:detail`."""

    entity: str
    alias: str
    text: str
    field: Field
    start: int
    end: int
    score: float
    how: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """A span in which a phrase of an event type stands: what the events package turns into an `Event`.

    `phrase` is the phrase as the watchlist writes it, `text` the quoted source. Hits of several event types on
    the very same span are all given; of overlapping ones only the longest.
    """

    event: str
    phrase: str
    text: str
    field: Field
    start: int
    end: int
    score: float
    how: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """What the matcher found before events are read: each sorted by field (title first) and start."""

    mentions: tuple[Mention, ...] = ()
    phrases: tuple[PhraseHit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.mentions or self.phrases)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened: the words of the source, and the key of a watched place or None."""

    text: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the source leaves open: «العشرات», "at least 20". Absent bounds are None."""

    of: Literal["killed", "injured", "arrested", "count"]
    text: str
    min: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A span in which something is said to have happened, and what is said about it.

    `actors` and `targets` are entity keys. `when` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. `sentence` is the
    span of the sentence in the same field. `cameo` and `acled` are the codes of the event's type.
    """

    event: str
    phrase: str
    text: str
    field: Field
    start: int
    end: int
    score: float
    sentence: tuple[int, int]
    how: tuple[str, ...] = ()
    status: Status = "reported"
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    about: str | None = None
    places: tuple[Place, ...] = ()
    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    count: int | None = None
    figures: tuple[Figure, ...] = ()
    when: str | None = None
    cameo: str | None = None
    acled: str | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in one document, each sorted by field (title first) and start.

    `sentences` are the spans of the sentences of each field; empty where nothing was found.
    """

    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    language: str = "und"
    sentences: Mapping[Field, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.mentions or self.events)

    def keys(self) -> frozenset[str]:
        """The keys of all entities and events found."""
        return frozenset({m.entity for m in self.mentions} | {e.event for e in self.events})
