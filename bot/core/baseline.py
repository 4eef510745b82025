"""How much is usual: a count held against the same length of time before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

# The windows in which a status counts, as people type them, shortest first.
WINDOWS: Mapping[str, timedelta] = {"24h": timedelta(hours=24), "7d": timedelta(days=7), "30d": timedelta(days=30)}

# How far back the usual is measured, in windows, and what counts as much more or much less. Own choices.
WINDOWS_BACK = 4
MUCH_MORE = 1.5
MUCH_LESS = 0.67
# A usual below this is too little for a fall to be told from chance. Own choice.
A_FALL = 3.0
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """Mentions in a window and in a usual window of the same length; `usual` is None without a past to compare."""

    mentions: int
    usual: float | None

    @property
    def factor(self) -> float | None:
        """How many times the usual, rounded to one digit; None without a usual."""
        return round(self.mentions / self.usual, 1) if self.usual else None

    @property
    def arrow(self) -> str:
        """↑ clearly more than usual (any, where none is), ↓ clearly less, → about as usual; '' unknown, or less of so
        little that it says nothing."""
        if self.usual is None:
            return ""
        if self.factor is None:
            return "↑" if self.mentions else "→"
        if self.factor >= MUCH_MORE:
            return "↑"
        if self.factor > MUCH_LESS:
            return "→"
        return "↓" if self.usual >= A_FALL else ""


def comparable(now: datetime, length: timedelta, oldest: datetime | None) -> timedelta:
    """How long before the window the store reaches, at most WINDOWS_BACK windows; zero when it does not."""
    start = now - length
    if oldest is None or oldest >= start:
        return timedelta(0)
    return min(start - oldest, length * WINDOWS_BACK)


@dataclass(frozen=True, slots=True)
class Count:
    """Mentions in a window, and those in the `past` before it."""

    mentions: int
    before: int
    past: timedelta


def with_longer(length: timedelta) -> list[timedelta]:
    """A window and the longer ones that its usual is held against, shortest first."""
    return sorted({length, *(one for one in WINDOWS.values() if one > length)})


def pace(mentions: int, before: int, past: timedelta, length: timedelta) -> Pace:
    """`before` mentions in `past`, scaled to `length`. Less than half a window of past says nothing."""
    return _pace(mentions, _scaled(before, past, length))


def paces(counts: Mapping[timedelta, Count]) -> Mapping[timedelta, Pace]:
    """The same of several windows by their lengths, shortest first. None has more for usual than a longer one has, nor
    part of a day more than its share of the day: else a surge just before a short window would be its usual."""
    usual: dict[timedelta, float | None] = {}
    day = counts.get(_DAY)
    of_day = _scaled(day.before, day.past, _DAY) if day else None
    for length in sorted(counts, reverse=True):
        own = _scaled(counts[length].before, counts[length].past, length)
        most = [one for one in usual.values() if one is not None]
        if of_day is not None and length < _DAY:
            most.append(of_day * (length / _DAY))
        usual[length] = None if own is None else min([own, *most])
    return {length: _pace(counts[length].mentions, usual[length]) for length in sorted(counts)}


def _scaled(before: int, past: timedelta, length: timedelta) -> float | None:
    return None if past < length / 2 else before * (length / past)


def _pace(mentions: int, usual: float | None) -> Pace:
    return Pace(mentions, None if usual is None else round(usual, 1))
