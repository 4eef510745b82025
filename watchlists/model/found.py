"""What the matcher reads, and what was found in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from watchlists.model.entries import Status

Field = Literal["title", "text"]


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
