"""What a chart of mentions holds: its bars on the reader's clock, and what is usual for each of them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from math import ceil
from statistics import fmean, quantiles
from zoneinfo import ZoneInfo

from bot.core.baseline import WINDOWS_BACK
from bot.core.clock import local_moment
from bot.core.model import Story
from bot.core.scoring import rank

_HOUR, _DAY, _WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
# Up to so long bars stand for hours, then for days, then for weeks: 49, 63 and 54 bars at most.
_BY_HOUR, _BY_DAY = timedelta(hours=48), timedelta(days=62)
# How many neighbours on either side are taken with a bar to say what is usual: all weekdays with a day.
_AROUND = {_HOUR: 1, _DAY: 3, _WEEK: 1}
# A day in spring has 23 hours and is whole all the same.
_SHORT = {_HOUR: timedelta(), _DAY: _HOUR, _WEEK: _HOUR}
# A range of fewer numbers says little.
_LEAST_FOR_RANGE = 8
# So many signs stand beside each other over the whole width.
_MARKS_ACROSS = 12

Count = Callable[[datetime, datetime], int]
"""How many mentions were published from one time until before another."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Mentions of an hour, a day or a week. `usual` is the mean of what is held against it, `low` and `high` are the
    quarters: half of it lies between; None where too little is stored. `partial`: the window begins or ends within."""

    start: datetime
    end: datetime
    mentions: int
    usual: float | None = None
    low: float | None = None
    high: float | None = None
    partial: bool = False


def step(length: timedelta) -> timedelta:
    """What a bar stands for in a window of this length."""
    if length <= _BY_HOUR:
        return _HOUR
    return _DAY if length <= _BY_DAY else _WEEK


def bars(now: datetime, length: timedelta, timezone: str, oldest: datetime | None, count: Count) -> tuple[Bar, ...]:
    """The window until `now` cut where the reader's clock strikes an hour, a day or a week (Mondays). Together the bars
    hold every mention of the window once. `oldest` is when the oldest stored article was published.

    The usual of a bar is that of the same hours, days or weeks and their neighbours in the windows before.
    """
    edges = _edges(now, length, timezone)
    spans = list(pairwise(edges))
    past = [[] if oldest is None else _past(span, length, oldest, count) for span in spans]
    whole, around = step(length), _AROUND[step(length)]
    shares = [min((end - start) / whole, 1.0) for start, end in spans]
    found = []
    for place, (start, end) in enumerate(spans):
        near = range(max(place - around, 0), min(place + around + 1, len(spans)))
        usual = [number / shares[one] * shares[place] for one in near for number in past[one] if _tells(shares[one])]
        partial = shares[place] < 1 and end - start < whole - _SHORT[whole]
        found.append(_bar(start, end, count(start, end), usual, partial=partial))
    return tuple(found)


def placed(stories: Sequence[Story], found: Sequence[Bar], most: int) -> list[tuple[int, Story]]:
    """The gravest stories with the number of the bar in which they began, at most so many and none too near to a graver
    one. In the order of the bars."""
    starts = [bar.start for bar in found]
    apart = ceil(len(found) / _MARKS_ACROSS)
    chosen: dict[int, Story] = {}
    for story in sorted(stories, key=lambda one: (-rank(one.severity), -one.latest.timestamp(), one.id)):
        place = max(bisect_right(starts, story.opened) - 1, 0)
        if len(chosen) < most and all(abs(place - one) >= apart for one in chosen):
            chosen[place] = story
    return sorted(chosen.items())


def _past(span: tuple[datetime, datetime], length: timedelta, oldest: datetime, count: Count) -> list[int]:
    """The mentions of the same span in the windows before, as far as they are stored."""
    start, end = span
    shifts = (length * turn for turn in range(1, WINDOWS_BACK + 1))
    return [count(start - shift, end - shift) for shift in shifts if start - shift >= oldest]


def _tells(share: float) -> bool:
    """Whether so small a part of an hour or day says anything of a whole one."""
    return share >= 0.5


def _bar(start: datetime, end: datetime, mentions: int, before: Sequence[float], *, partial: bool) -> Bar:
    usual = fmean(before) if before else None
    if len(before) < _LEAST_FOR_RANGE:
        return Bar(start, end, mentions, usual, partial=partial)
    low, _, high = quantiles(before, n=4, method="inclusive")
    return Bar(start, end, mentions, usual, low, high, partial)


def _edges(now: datetime, length: timedelta, timezone: str) -> list[datetime]:
    """Hours are counted on, as clocks that are set back or ahead by one strike them all the same; days and weeks begin
    at midnight, however long they are."""
    start, zone = now - length, ZoneInfo(timezone)
    if step(length) == _HOUR:
        local = start.astimezone(zone)
        past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        strikes = [start - past + _HOUR * turn for turn in range(1, length // _HOUR + 2)]
    else:
        days = 7 if step(length) == _WEEK else 1
        first = start.astimezone(zone).date()
        first -= timedelta(days=first.weekday() if days == 7 else 0)
        amount = length // step(length) + 2
        strikes = [local_moment(first + timedelta(days=days * turn), time(), zone) for turn in range(1, amount + 1)]
    return [start, *(one for one in strikes if start < one < now), now]
