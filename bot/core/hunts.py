"""Hunts: searching the stored articles for one entry. Pure: what a hunt is, and what of its findings is new."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from watchlists.model import Alias, Entity, Event, EventType, Mention, Watchlists

HuntState = Literal["waiting", "running", "done", "stopped", "failed"]
Problem = Literal["removed", "changed", "crashed"]
Length = Literal["week", "month"]
Span = Mention | Event
Entry = Entity | EventType

OPEN: Final[tuple[HuntState, ...]] = ("waiting", "running")
PIECE: Final = 1_000
"""Articles, by id, that are looked at in one go and stored in one transaction. Own choice: a fraction of a second."""
DEFAULT: Final = timedelta(days=90)
BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""From when on everything is hunted that is kept."""
MOST_OPEN: Final = 5
"""So many hunts of a chat may wait or run."""
SETTLING: Final = timedelta(seconds=10)
"""So long after an edit of the lists other processes may still store what they matched without it."""
LEASE: Final = timedelta(seconds=60)
"""So long a hunt is its process's without a sign of life; longer than a piece takes by far."""
ALONE: Final = timedelta(seconds=60)
"""What took longer is answered by a message of its own, as nobody watches a message change for so long. Own choice."""
# How often progress is shown: a group takes 20 messages a minute, edits among them, and its alerts come first.
_ALONE, _IN_GROUPS, _LATER = timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)
_AT_FIRST: Final = timedelta(minutes=1)
# Up to so many days are counted by the week.
_WEEKS: Final = 70


@dataclass(frozen=True, slots=True)
class NewHunt:
    """What is asked for. `wanted` is the entry as a file has it; the articles are those published at or after `since`.
    `answer` is the key of the delivery that shows how far it is."""

    destination_id: int
    key: str
    author: str
    wanted: Mapping[str, Any]
    since: datetime
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Hunt:
    """A hunt as it stands. Of `total` articles it has `looked` at, `found` hold something new, `known` nothing new;
    `aliases` are by what it was found, with how often. Everything up to the article `cursor` is stored; `last` is the
    newest one that belongs to it. `told` is when its message was brought up to date."""

    id: int
    destination_id: int
    key: str
    state: HuntState
    author: str
    wanted: Mapping[str, Any]
    since: datetime
    created: datetime
    cursor: int = 0
    last: int = 0
    total: int = 0
    looked: int = 0
    found: int = 0
    known: int = 0
    begun: datetime | None = None
    ended: datetime | None = None
    told: datetime | None = None
    answer: str | None = None
    aliases: Mapping[str, int] = field(default_factory=dict)
    problem: Problem | None = None

    @property
    def number(self) -> str:
        """What people call it: `H3`."""
        return f"H{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN

    @property
    def is_through(self) -> bool:
        """Whether everything that belongs to it was looked at; what became of the entry since is no matter then."""
        return self.begun is not None and self.cursor >= self.last

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        return min(1.0, self.looked / self.total) if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """Where an entry stands in an article."""

    article_id: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a piece of a hunt brought: how many articles were looked at, and those in which the entry stands."""

    upto: int
    articles: int
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Sighting:
    """An article that a hunt found: when it was published and by whom, and the story in which it stands."""

    published: datetime
    source: str
    story_id: int | None = None


def pieces(cursor: int, last: int, size: int = PIECE) -> Iterator[tuple[int, int]]:
    """The ids after `cursor` up to `last` in ranges (after, up to)."""
    return ((at, min(at + size, last)) for at in range(cursor, last, size))


def fresh(known: Iterable[Span], found: Iterable[Span]) -> list[Span]:
    """What was found and touches nothing that was known there: what an earlier matching said stays."""
    taken = [(one.field, one.start, one.end) for one in known]
    return [one for one in found if not any(_touches(one, *other) for other in taken)]


def spelling(span: Span) -> str:
    """By which alias or phrase it was found."""
    return span.alias if isinstance(span, Mention) else span.phrase


def changed(wanted: Entry, lists: Watchlists) -> Problem | None:
    """Why a hunt for an entry is over: it is in the lists no more, or not with all that was asked for. What was added
    to it meanwhile is no reason."""
    held = lists.entities.get(wanted.key) or lists.events.get(wanted.key)
    if held is None or type(held) is not type(wanted):
        return "removed"
    return None if _spellings(wanted) <= _spellings(held) else "changed"


def is_time(told: datetime | None, begun: datetime, now: datetime, *, private: bool) -> bool:
    """Whether how far it is may be shown again."""
    first = timedelta(0) <= now - begun < _AT_FIRST
    wait = (_ALONE if private else _IN_GROUPS) if first else _LATER
    return told is None or not timedelta(0) <= now - told < wait


def spans_of_time(sightings: Sequence[Sighting], timezone: str) -> tuple[Length, list[tuple[date, int]]]:
    """How many articles a week (by its Monday), or over longer times a month (by its first day), oldest first; those
    without any are left out."""
    days = [one.published.astimezone(ZoneInfo(timezone)).date() for one in sightings]
    by_week = bool(days) and (max(days) - min(days)).days <= _WEEKS
    starts = (day - timedelta(days=day.weekday()) if by_week else day.replace(day=1) for day in days)
    return ("week" if by_week else "month"), sorted(Counter(starts).items())


def _touches(one: Span, where: str, start: int, end: int) -> bool:
    return one.field == where and one.start < end and start < one.end


def _spellings(entry: Entry) -> set[Alias]:
    return set(entry.spellings if isinstance(entry, Entity) else entry.phrases)
