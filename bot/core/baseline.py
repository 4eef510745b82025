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
        """↑ clearly more than usual (any, where none is), ↓ clearly less, → about as usual, '' unknown."""
        if self.usual is None:
            return ""
        if self.factor is None:
            return "↑" if self.mentions else "→"
        if self.factor >= MUCH_MORE:
            return "↑"
        return "↓" if self.factor <= MUCH_LESS else "→"


def comparable(now: datetime, length: timedelta, oldest: datetime | None) -> timedelta:
    """How long before the window the store reaches, at most WINDOWS_BACK windows; zero when it does not."""
    start = now - length
    if oldest is None or oldest >= start:
        return timedelta(0)
    return min(start - oldest, length * WINDOWS_BACK)


def pace(mentions: int, before: int, past: timedelta, length: timedelta) -> Pace:
    """`before` mentions in `past`, scaled to `length`. Less than half a window of past says nothing."""
    if past < length / 2:
        return Pace(mentions, None)
    return Pace(mentions, round(before * (length / past), 1))
