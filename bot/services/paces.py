"""How much is usual, counted in the store."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core import baseline
from bot.core.baseline import Count, Pace
from bot.ports import Unit, Window


def pace(unit: Unit, keys: Collection[str], length: timedelta, now: datetime) -> Pace:
    """Mentions in the last `length` against the usual, which is no more than that of longer windows."""
    oldest = unit.articles.since()
    counts = {one: _count(unit, keys, one, now, oldest) for one in baseline.with_longer(length)}
    return baseline.paces(counts)[length]


def quick_pace(unit: Unit, keys: Collection[str], length: timedelta, now: datetime) -> Pace:
    """The same without a look at longer windows: for many entities at once."""
    found = _count(unit, keys, length, now, unit.articles.since())
    return baseline.pace(found.mentions, found.before, found.past, length)


def _count(unit: Unit, keys: Collection[str], length: timedelta, now: datetime, oldest: datetime | None) -> Count:
    past, start = baseline.comparable(now, length, oldest), now - length
    before = unit.articles.mentions(keys, Window(start - past, start)) if past else 0
    return Count(unit.articles.mentions(keys, Window(start, now)), before, past)
