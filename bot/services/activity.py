"""Which entries are named most at the moment, against the usual: one look at the store for all of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bot.core import baseline
from bot.core.baseline import WINDOWS, Count, Pace
from bot.core.grouping import OPEN_FOR
from bot.core.status_view import total
from bot.ports import Asked, Unit
from watchlists.model import Watchlists

# How many bars show a window: hours, quarters of a day, days.
_BARS: Mapping[timedelta, int] = {timedelta(hours=24): 24, timedelta(days=7): 28, timedelta(days=30): 30}


@dataclass(frozen=True, slots=True)
class Activity:
    """An entry with all that is part of it: mentions in the window against the usual, how they spread over it, and in
    how many stories of the window it stands."""

    key: str
    pace: Pace
    bars: Sequence[int]
    stories: int


def told(unit: Unit, watchlists: Watchlists, window: timedelta, now: datetime) -> Mapping[str, int]:
    """In how many stories of a window each entry of the lists is named itself, most first; those of none lack."""
    every = frozenset((*watchlists.entities, *watchlists.events))
    return dict(unit.heads.by_key(Asked(every, now - window, now - OPEN_FOR)))


def activity(
    unit: Unit,
    keys: Collection[str],
    stories: Mapping[str, int],
    watchlists: Watchlists,
    window: timedelta,
    now: datetime,
) -> Sequence[Activity]:
    """These entries in a window of WINDOWS, most mentions first, where `stories` is what was `told` in it. The usual is
    that of a status of each."""
    if not keys:
        return ()
    oldest, lengths = unit.articles.since(), sorted(WINDOWS.values())
    past = {length: baseline.comparable(now, length, oldest) for length in lengths}
    steps = _steps(window, now)
    edges = sorted({*steps, *(now - one for one in lengths), *(now - one - past[one] for one in lengths)})
    families = {key: watchlists.family(key) for key in keys}
    amounts = unit.articles.amounts(frozenset().union(*families.values()), edges)

    def of(key: str, family: frozenset[str]) -> Activity:
        counts = [sum(some) for some in zip(*(amounts[one] for one in family), strict=True)]
        paces = baseline.paces({one: _count(counts, edges, now, one, past[one]) for one in lengths})
        bars = [total(counts, edges, start, end) for start, end in pairwise(steps)]
        asked = Asked(family, now - window, now - OPEN_FOR)
        number = stories.get(key, 0) if len(family) == 1 else unit.heads.tally(asked).stories
        return Activity(key, paces[window], bars, number)

    found = (of(*one) for one in families.items())
    return sorted(found, key=lambda one: (-one.pace.mentions, -one.stories, one.key))


def _steps(window: timedelta, now: datetime) -> list[datetime]:
    bars = _BARS[window]
    return [now - window + window / bars * turn for turn in range(bars)] + [now]


def _count(
    counts: Sequence[int], edges: Sequence[datetime], now: datetime, length: timedelta, past: timedelta
) -> Count:
    start = now - length
    return Count(total(counts, edges, start, now), total(counts, edges, start - past, start), past)
