"""How much is usual, counted in the store."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core import baseline
from bot.ports import Unit, Window


def pace(unit: Unit, keys: Collection[str], length: timedelta, now: datetime) -> baseline.Pace:
    """Mentions in the last `length` against the usual."""
    past = baseline.comparable(now, length, unit.articles.since())
    start = now - length
    before = unit.articles.mentions(keys, Window(start - past, start)) if past else 0
    return baseline.pace(unit.articles.mentions(keys, Window(start, now)), before, past, length)
