"""Whether an entity is named unusually often now. Pure: reports in, a verdict out; docs/trends.md tells the rule.

    reports -> count (a window)                     of one story a few outlets, no copies
    reports of the weeks before -> baselines        the same hours of the day, whole days
    count + baseline -> verdict -> again            unusual? told already?

A mention is a report here: an outlet that names the entity in a story, in words of its own.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import fmean, median, pvariance
from typing import Final

from bot.core.chance import at_least

# The windows that are looked at, and the weeks that they are held against. Own choices, as all figures here.
HOURS, DAY = timedelta(hours=2), timedelta(days=1)
SPANS: Final = (HOURS, DAY)
DAYS_BACK, LEAST_DAYS = 28, 7
# Of a past day the same hours are taken, and those an hour before and after.
_AROUND: Final = (timedelta(hours=-1), timedelta(0), timedelta(hours=1))
# What the baselines are made of.
PAST: Final = DAYS_BACK * DAY + DAY

# Of one story so many outlets count: what happened once is no surge, however many write of it.
A_STORY: Final = 2
# Fewer mentions or outlets than this are never unusual; so many mentions are of three stories at least.
LEAST, LEAST_OUTLETS = 5, 2
# So many times the usual, and so many deviations (1.48 MAD) above the median.
TIMES, DEVIATIONS = 3.0, 3.0
_DEVIATION: Final = 1.4826
# Less likely than this by chance: a window slides through all hours, so that a year has thousands of them.
RARE: Final[Mapping[timedelta, float]] = {HOURS: 1e-4, DAY: 1e-4}
# Who is hardly ever named is taken to be named this often: no past is long enough to know better.
_HARDLY: Final = 0.5
# News come in clumps of about two. What is measured counts the more, the more mentions it was measured on (this many:
# half), and is at most so large.
_CLUMP: Final = 2.0
_HALF: Final = 30
_LARGEST_CLUMP: Final = 4.0
_HIGH: Final = 0.9
# A surge is over below half of what it takes, and told anew above twice of what was told.
_OVER, _DOUBLED = 0.5, 2


class Verdict(StrEnum):
    """Whether a number of mentions is unusual and told of; if so why now, else why not."""

    FIRST = "first"
    ANEW = "anew"
    DOUBLED = "doubled"
    NEXT_DAY = "next_day"
    FEW = "few"
    ONE_OUTLET = "one_outlet"
    YOUNG = "young"
    NEAR_USUAL = "near_usual"
    CHANCE = "chance"
    TOLD = "told"

    @property
    def is_news(self) -> bool:
        """Whether it is to be told."""
        return self in (Verdict.FIRST, Verdict.ANEW, Verdict.DOUBLED, Verdict.NEXT_DAY)


@dataclass(frozen=True, slots=True)
class Report:
    """That an outlet named the entity in a story; `copy` says that it did so in the words of another report."""

    published: datetime
    story_id: int
    source: str
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """The mentions in a window, by story (most first); `outlets` gave them, and `left_out` reports were not counted:
    copies, and what more outlets wrote of one story."""

    mentions: int
    stories: tuple[tuple[int, int], ...] = ()
    outlets: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Baseline:
    """The past windows of one length. `clump` is how many mentions usually come together, at least 1."""

    counts: tuple[int, ...]
    days: int
    usual: float
    clump: float = 1.0

    @property
    def least(self) -> float:
        """What it takes at least to be unusual, chance aside."""
        middle = median(self.counts) if self.counts else 0.0
        spread = median(abs(one - middle) for one in self.counts) if self.counts else 0.0
        return max(LEAST, TIMES * self.usual, middle + DEVIATIONS * _DEVIATION * spread)


@dataclass(frozen=True, slots=True)
class Trend:
    """An unusual number of mentions that was found. `over` is when it had fallen back, None while it has not;
    `untold` says which chats were not told and why, by their id."""

    id: int
    key: str
    span: timedelta
    created: datetime
    verdict: Verdict
    count: Count
    baseline: Baseline
    over: datetime | None = None
    untold: Mapping[int, str] = field(default_factory=dict)

    @property
    def factor(self) -> float:
        """How many times the usual, where that is hardly anything of what is taken for it; rounded to one digit."""
        return round(self.count.mentions / max(self.baseline.usual, _HARDLY), 1)


def count(reports: Iterable[Report], start: datetime, end: datetime) -> Count:
    """The mentions among the reports that were published in [start, end)."""
    said: defaultdict[int, set[str]] = defaultdict(set)
    every: set[tuple[int, str]] = set()
    for one in reports:
        if start <= one.published < end:
            every.add((one.story_id, one.source))
            if not one.copy:
                said[one.story_id].add(one.source)
    stories = sorted(((story_id, min(A_STORY, len(some))) for story_id, some in said.items()), key=_most_first)
    mentions = sum(number for _, number in stories)
    outlets = len(set[str]().union(*said.values()))
    return Count(mentions, tuple(stories), outlets, len(every) - mentions)


def baselines(reports: Sequence[Report], first: datetime | None, now: datetime) -> dict[timedelta, Baseline]:
    """The past of each span, of reports sorted by publication; `first` is when the entity was named first."""
    days = min(DAYS_BACK, (now - first) // DAY) if first else 0
    times = [one.published for one in reports]
    return {
        span: _baseline([_mentions(reports, times, end, span) for end in _ends(span, days, now)], span, days)
        for span in SPANS
    }


def judge(found: Count, baseline: Baseline, span: timedelta) -> Verdict:
    """FIRST where a count is unusual, else why it is not."""
    if found.mentions < LEAST:
        return Verdict.FEW
    if found.outlets < LEAST_OUTLETS:
        return Verdict.ONE_OUTLET
    if baseline.days < LEAST_DAYS:
        return Verdict.YOUNG
    if found.mentions < baseline.least:
        return Verdict.NEAR_USUAL
    usual = max(baseline.usual, _HARDLY) / baseline.clump
    return Verdict.FIRST if at_least(found.mentions / baseline.clump, usual) < RARE[span] else Verdict.CHANCE


def again(found: Count, span: timedelta, told: Sequence[Trend], now: datetime) -> Verdict:
    """Of an unusual count why it is told of now, or TOLD. `told` are the trends of the entity, oldest first.

    What was told of as hours is not told of as a day, and the other way round.
    """
    fresh = [one for one in told if timedelta(0) <= now - one.created < DAY]
    same = [one for one in fresh if one.span == span]
    if not fresh:
        return Verdict.NEXT_DAY if told and told[-1].over is None else Verdict.FIRST
    if not same:
        return Verdict.TOLD
    if found.mentions >= _DOUBLED * max(one.count.mentions for one in same):
        return Verdict.DOUBLED
    return Verdict.ANEW if same[-1].over else Verdict.TOLD


def is_over(found: Count, trend: Trend) -> bool:
    """Whether an entity is named no more often than half of what was unusual."""
    return found.mentions < _OVER * trend.baseline.least


def _ends(span: timedelta, days: int, now: datetime) -> list[datetime]:
    """When the past windows end: of hours three a day, of a day one."""
    around = _AROUND if span < DAY else (timedelta(0),)
    return [now - day * DAY + by for day in range(1, days + 1) for by in around]


def _mentions(reports: Sequence[Report], times: Sequence[datetime], end: datetime, span: timedelta) -> int:
    some = reports[bisect_left(times, end - span) : bisect_left(times, end)]
    return count(some, end - span, end).mentions if some else 0


def _baseline(counts: Sequence[int], span: timedelta, days: int) -> Baseline:
    if not counts:
        return Baseline((), days, 0.0)
    return Baseline(tuple(counts), days, round(_usual(counts), 2), round(_clump(counts, span), 2))


def _usual(counts: Sequence[int]) -> float:
    """The mean, to which what stands out adds no more than what is high: a surge that is past makes none usual."""
    middle = median(counts)
    spread = DEVIATIONS * _DEVIATION * median(abs(one - middle) for one in counts)
    high = sorted(counts)[int(_HIGH * (len(counts) - 1))]
    return fmean(min(one, max(high, middle + spread)) for one in counts)


def _clump(counts: Sequence[int], span: timedelta) -> float:
    """How much more than by chance the counts vary, without those of the highest day; on few mentions rather what is
    known of news."""
    a_day = len(_AROUND) if span < DAY else 1
    kept = sorted(counts)[: max(1, len(counts) - a_day)]
    mean, weight = fmean(kept), sum(kept) / (sum(kept) + _HALF)
    measured = min(_LARGEST_CLUMP, max(1.0, pvariance(kept) / mean)) if mean else 1.0
    return weight * measured + (1 - weight) * _CLUMP


def _most_first(one: tuple[int, int]) -> tuple[int, int]:
    return -one[1], -one[0]
