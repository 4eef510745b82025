"""How often the rule for unusual numbers of mentions is wrong, and how soon it sees a surge: made-up entities of
several rates, with quiet nights and week-ends.

    python -m tests.bench.trends [--years 1]

Two kinds of news: reports that come by chance (Poisson), and stories that several outlets take up within hours.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import pi, sin

from bot.core.trends import (
    DAY,
    HOURS,
    LEAST,
    PAST,
    SPANS,
    Baseline,
    Count,
    Report,
    Trend,
    again,
    baselines,
    count,
    is_over,
    judge,
)

START = datetime(2025, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVERY = timedelta(minutes=15)
WARM = timedelta(days=29)
SURGE, SOON = 5, timedelta(hours=4)
RATES = (0.5, 2.0, 8.0, 24.0, 60.0, 120.0)
OUTLETS = tuple(f"outlet {number}" for number in range(12))
# A story that is taken up has so many reports more, on average.
TAKEN_UP = 0.8


def rhythm(at: datetime) -> float:
    """How much more or less than on average is written at this time: little at night and on Fridays."""
    hour = at.hour + at.minute / 60
    return (1 + 0.6 * sin((hour - 8) / 24 * 2 * pi)) * {4: 0.6, 5: 0.8}.get(at.weekday(), 1.13)


def reports(
    rate: float, length: timedelta, rng: random.Random, *, clumped: bool, surge: datetime | None = None
) -> list[Report]:
    """`rate` reports a day on average, sorted; five times as many in the four hours from `surge`."""
    made, story = list[Report](), 0
    for at, times in _hours(length, surge):
        per_hour = rate / 24 / (1 + TAKEN_UP if clumped else 1) * rhythm(at) * times
        for _ in range(_poisson(per_hour, rng)):
            story += 1
            made += _story(story, at + rng.random() * HOUR, rng, clumped=clumped)
    return sorted(made, key=lambda one: one.published)


def alarms(made: Sequence[Report], start: datetime, end: datetime, least: timedelta = EVERY) -> list[Trend]:
    """What would have been told of, looking every quarter of an hour; baselines are made anew each hour."""
    times, told = [one.published for one in made], list[Trend]()
    known, at = dict[datetime, Mapping[timedelta, Baseline]](), start
    while at < end:
        day = made[bisect_left(times, at - DAY) : bisect_left(times, at)]
        for span in SPANS:
            found = count(day, at - span, at)
            told = [replace(one, over=at) if _ends(one, span, found) else one for one in told]
            if found.mentions < LEAST:
                continue
            hour = at.replace(minute=0)
            if hour not in known:
                some = made[bisect_left(times, at - PAST) : bisect_left(times, at)]
                known = {hour: baselines(some, START, at)}
            if judge(found, known[hour][span], span).is_news:
                verdict = again(found, span, told, at)
                if verdict.is_news:
                    told.append(Trend(len(told) + 1, "X", span, at, verdict, found, known[hour][span]))
        at += least
    return told


def false_alarms(rate: float, years: float, *, clumped: bool, seed: int = 1) -> float:
    """Alarms a year of an entity with no surge."""
    length = timedelta(days=round(365 * years))
    made = reports(rate, WARM + length, random.Random(f"{seed}{rate}{clumped}"), clumped=clumped)
    return len(alarms(made, START + WARM, START + WARM + length)) / years


def seen(rate: float, trials: int, *, clumped: bool, seed: int = 2) -> float:
    """The share of surges of which is told within four hours."""
    rng, found = random.Random(f"{seed}{rate}{clumped}"), 0
    for _ in range(trials):
        begin = START + WARM + timedelta(hours=rng.randrange(7 * 24))
        made = reports(rate, WARM + 8 * DAY, rng, clumped=clumped, surge=begin)
        found += bool(alarms(made, begin, begin + SOON + EVERY))
    return found / trials


def burst(rate: float, trials: int, *, seed: int = 3) -> float:
    """The share of which is told when ten stories more come within two hours."""
    rng, found = random.Random(f"{seed}{rate}"), 0
    for _ in range(trials):
        begin = START + WARM + timedelta(hours=rng.randrange(7 * 24))
        more = [Report(begin + rng.random() * HOURS, -n, rng.choice(OUTLETS)) for n in range(1, 11)]
        made = sorted([*reports(rate, WARM + 8 * DAY, rng, clumped=False), *more], key=lambda one: one.published)
        found += bool(alarms(made, begin, begin + SOON + EVERY))
    return found / trials


def trends(years: float, trials: int, rates: Sequence[float] = RATES) -> Iterator[str]:
    """The figures, line by line."""
    yield f"trends: {years:g} years without a surge, {trials} surges, of each number of reports a day"
    head = f"{'alarms a year':>15}{f'{SURGE} × told in 4 h':>18}{'10 stories told':>17}"
    for clumped in (False, True):
        yield f"  {'stories taken up' if clumped else 'by chance':<18}{head}"
        for rate in rates:
            wrong, right = false_alarms(rate, years, clumped=clumped), seen(rate, trials, clumped=clumped)
            told = f"{100 * burst(rate, trials):15.0f} %" if not clumped else ""
            yield f"  {rate:<18g}{wrong:15.1f}{100 * right:16.0f} %{told}"


def _ends(one: Trend, span: timedelta, found: Count) -> bool:
    return one.span == span and one.over is None and is_over(found, one)


def _hours(length: timedelta, surge: datetime | None) -> Iterator[tuple[datetime, int]]:
    at = START
    while at < START + length:
        yield at, SURGE if surge and surge <= at < surge + SOON else 1
        at += HOUR


def _story(story: int, at: datetime, rng: random.Random, *, clumped: bool) -> Iterator[Report]:
    outlets = rng.sample(OUTLETS, len(OUTLETS))
    yield Report(at, story, outlets[0])
    more = TAKEN_UP / (1 + TAKEN_UP)
    for outlet in outlets[1:]:
        if not clumped or rng.random() > more:
            return
        yield Report(at + rng.expovariate(0.5) * HOUR, story, outlet)


def _poisson(mean: float, rng: random.Random) -> int:
    number, passed = 0, rng.expovariate(1.0)
    while passed < mean:
        number, passed = number + 1, passed + rng.expovariate(1.0)
    return number


def main() -> None:
    """Print them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.trends", description=__doc__.split("\n")[0])
    parser.add_argument("--years", type=float, default=1.0, help="without a surge, of each rate")
    parser.add_argument("--trials", type=int, default=100, help="surges of each rate")
    parser.add_argument("--rates", type=float, nargs="+", default=RATES, help="reports a day")
    options = parser.parse_args()
    for line in trends(options.years, options.trials, options.rates):
        print(line, flush=True)


if __name__ == "__main__":
    main()
