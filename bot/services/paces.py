"""How much is usual, counted in the store."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import baseline
from bot.core.status_view import total
from bot.ports import Unit


@dataclass(frozen=True, slots=True)
class Counts:
    """The mentions of each key between the edges, what that makes of each window, and how far the store reaches."""

    by_key: Mapping[str, Sequence[int]]
    edges: Sequence[datetime]
    paces: Mapping[timedelta, baseline.Pace]
    oldest: datetime | None

    def shares(self, since: datetime) -> list[tuple[str, int]]:
        """The mentions of each key since one of the edges, most first; keys of none are left out."""
        found = {key: total(counts, self.edges, since, self.edges[-1]) for key, counts in self.by_key.items()}
        return sorted(((key, one) for key, one in found.items() if one), key=lambda one: (-one[1], one[0]))


def counted(unit: Unit, keys: Collection[str], lengths: Collection[timedelta], now: datetime) -> Counts:
    """Mentions of some keys in windows until now, and in the time before them; all in one look."""
    oldest = unit.articles.since()
    past = {length: baseline.comparable(now, length, oldest) for length in lengths}
    edges = sorted({now, *(now - one for one in lengths), *(now - one - past[one] for one in lengths)})
    by_key = unit.articles.amounts(keys, edges)
    counts = [sum(some) for some in zip(*by_key.values(), strict=True)]

    def count(length: timedelta) -> baseline.Count:
        start = now - length
        mentions = total(counts, edges, start, now), total(counts, edges, start - past[length], start)
        return baseline.Count(*mentions, past[length])

    return Counts(by_key, edges, baseline.paces({length: count(length) for length in lengths}), oldest)


def pace(unit: Unit, keys: Collection[str], length: timedelta, now: datetime) -> baseline.Pace:
    """Mentions of some keys in the last `length` against the usual, which is no more than that of longer windows."""
    return counted(unit, keys, list(baseline.with_longer(length)), now).paces[length]


def quick_pace(unit: Unit, keys: Collection[str], length: timedelta, now: datetime) -> baseline.Pace:
    """The same without a look at longer windows: for many entities at once."""
    return counted(unit, keys, [length], now).paces[length]
