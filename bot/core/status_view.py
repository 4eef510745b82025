"""What is known of an entity, an event type, a list or everything now, before it is put into words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from bot.core.baseline import WINDOWS, WINDOWS_BACK, Pace
from bot.core.heads import Head, Tally
from bot.core.model import Mute, Scope, Subscription
from bot.core.routing import wanted_keys
from bot.core.scoring import rank
from bot.core.subjects import Subject
from bot.core.trends import Trend
from bot.core.where import is_place
from watchlists.model import Watchlists

_NARROWEST: Final[tuple[Scope, ...]] = ("entity", "event", "list", "all")


@dataclass(frozen=True, slots=True)
class Watch:
    """What a chat watches of it: through one subscription all of it, by its name where there is such a one, else
    `parts` of it through these. `sooner` is another one that tells of all of it at once from a lower severity on."""

    whole: Subscription | None = None
    parts: tuple[Subscription, ...] = ()
    sooner: Subscription | None = None


@dataclass(frozen=True, slots=True)
class StatusView:
    """Everything an analyst wants to know of a subject now. `paces` count mentions and `story_paces` stories, by
    window, shortest first; of the stories of the window asked for, `tally` counts all and `stories` are those shown,
    the open ones first, the gravest first. `shares` are the mentions of each key of it in the window, most first.
    """

    subject: Subject
    now: datetime
    window: timedelta
    paces: Mapping[timedelta, Pace]
    story_paces: Mapping[timedelta, Pace]
    tally: Tally
    stories: Sequence[Head]
    named_with: Sequence[tuple[str, int]]
    sources: Sequence[tuple[str, int]]
    shares: Sequence[tuple[str, int]]
    last_heard: datetime | None
    watchlists: Watchlists
    held: Mapping[str, int] = field(default_factory=dict)
    """How many alerts about it the chat was not sent in the window, by the reason (see `Verdict`)."""
    mutes: Sequence[Mute] = ()
    """Those in force in the chat that keep alerts about it from the chat."""
    muted_stories: frozenset[int] = frozenset()
    watch: Watch | None = None
    """None where nobody's chat asks."""
    trend: Trend | None = None
    """What was unusual in the last day."""
    timezone: str = "UTC"
    first: int = 0
    """How many of the stories stand before the first one shown."""

    @property
    def muted(self) -> int:
        """How many alerts about it the chat's mutes held back."""
        return self.held.get("muted", 0)

    @property
    def others(self) -> list[tuple[str, int]]:
        """Who is named with it, without places: key and number of articles."""
        return [one for one in self.named_with if not is_place(one[0], self.watchlists)]

    @property
    def places(self) -> list[tuple[str, int]]:
        """The watched places that are named with it."""
        return [one for one in self.named_with if is_place(one[0], self.watchlists)]


def lengths_with(window: timedelta) -> list[timedelta]:
    """The windows that a status counts in, shortest first, with the one that was asked for."""
    return sorted({*WINDOWS.values(), window})


def edges_back(start: datetime, length: timedelta, past: timedelta) -> list[datetime]:
    """Where the windows of a `length` before `start` begin, rising, over a `past` that may end inside of one; the last
    is `start`."""
    reach = start - past
    return sorted({start, *(max(start - turn * length, reach) for turn in range(1, WINDOWS_BACK + 1))})


def total(counts: Sequence[int], edges: Sequence[datetime], start: datetime, end: datetime) -> int:
    """How much falls between two of the edges, of what was counted from each edge to the next."""
    spans = zip(pairwise(edges), counts, strict=True)
    return sum(number for (begins, ends), number in spans if start <= begins and ends <= end)


def watch_of(subject: Subject, keys: frozenset[str], mine: Iterable[Subscription], watchlists: Watchlists) -> Watch:
    """What a chat with these subscriptions watches of it: by its name, else by the one that tells most at once, else
    by the narrowest."""
    reach = [(one, wanted_keys(one, watchlists)) for one in mine]
    whole = [one for one, wanted in reach if _covers(one, wanted, subject, keys)]
    if whole:
        most = min(whole, key=lambda one: (rank(one.least), _NARROWEST.index(one.scope)))
        named = next((one for one in whole if (one.scope, one.key) == (subject.scope, subject.key)), most)
        return Watch(named, sooner=most if rank(most.least) < rank(named.least) else None)
    return Watch(None, tuple(one for one, wanted in reach if wanted & keys))


def mutes_of(keys: frozenset[str], mutes: Iterable[Mute], watchlists: Watchlists) -> list[Mute]:
    """Those of a chat that keep alerts about any of the keys from it, but for those of one story; the first to end
    first."""
    return sorted((one for one in mutes if _silences(one, keys, watchlists)), key=lambda one: (one.until, one.id))


def _covers(one: Subscription, wanted: frozenset[str], subject: Subject, keys: frozenset[str]) -> bool:
    if one.scope == "all" or (one.scope, one.key) == (subject.scope, subject.key):
        return True
    return subject.scope in ("entity", "event") and keys <= wanted


def _silences(one: Mute, keys: frozenset[str], watchlists: Watchlists) -> bool:
    if one.scope == "entity":
        return bool(watchlists.family(one.key) & keys)
    return one.scope == "all" or (one.scope == "event" and one.key in keys)
