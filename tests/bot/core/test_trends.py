"""Whether an entity is named unusually often."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.trends import (
    A_STORY,
    DAY,
    HOURS,
    Baseline,
    Count,
    Report,
    Trend,
    Verdict,
    again,
    baselines,
    count,
    is_over,
    judge,
)
from tests.bot.core.render.scenes import HOUR, NOW

MONTH = 30 * DAY
QUIET = Baseline((0,) * 84, 28, 0.0)


def reports(
    stories: int, outlets: int = 1, *, ago: timedelta = HOUR, first: int = 1, copy: bool = False
) -> list[Report]:
    """So many stories, each told by so many outlets that tell no other one."""
    at = NOW - ago
    return [
        Report(at, first + story, f"outlet {first + story}-{outlet}", copy)
        for story in range(stories)
        for outlet in range(outlets)
    ]


def past(a_window: Sequence[int], hour_apart: int = 0) -> list[Report]:
    """On each day before, beginning with yesterday, so many stories at the same hour (or hours before it)."""
    made = []
    for day, number in enumerate(a_window, 1):
        made += reports(number, ago=day * DAY + HOUR + hour_apart * HOUR, first=1_000 * day)
    return sorted(made, key=lambda one: one.published)


def verdict(
    now: Sequence[Report], before: Sequence[Report] = (), span: timedelta = HOURS, heard: timedelta = MONTH
) -> Verdict:
    return judge(count(now, NOW - span, NOW), baselines(before, NOW - heard, NOW)[span], span)


@pytest.mark.parametrize(
    ("given_", "mentions", "left_out"),
    [
        pytest.param([], 0, 0, id="nothing"),
        pytest.param(reports(4), 4, 0, id="four stories"),
        pytest.param(reports(1, 30), A_STORY, 28, id="one story by thirty outlets"),
        pytest.param([*reports(1), *reports(1, 30, copy=True)], 1, 29, id="a report and its copies"),
        pytest.param(reports(2, 2) * 3, 4, 0, id="an outlet counts once a story"),
        pytest.param(reports(3, ago=3 * HOUR), 0, 0, id="before the window"),
        pytest.param(reports(3, ago=timedelta(0)), 0, 0, id="the end is of the next window"),
        pytest.param(reports(3, ago=HOURS), 3, 0, id="the start is of this one"),
    ],
)
def test_what_counts(given_: list[Report], mentions: int, left_out: int) -> None:
    found = count(given_, NOW - HOURS, NOW)
    assert (found.mentions, found.left_out) == (mentions, left_out)


def test_the_stories_of_a_count_are_those_with_most_first() -> None:
    found = count([*reports(2), *reports(1, 2, first=9)], NOW - HOURS, NOW)
    assert found.stories == ((9, 2), (2, 1), (1, 1))
    assert found.outlets == 4


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        pytest.param(reports(10), past([0] * 28), Verdict.FIRST, id="ten stories of whom nobody spoke"),
        pytest.param(reports(4), past([0] * 28), Verdict.FEW, id="under the floor"),
        pytest.param(reports(2, 9), past([0] * 28), Verdict.FEW, id="two stories by many"),
        pytest.param(
            [replace(one, source="x") for one in reports(10)], [], Verdict.ONE_OUTLET, id="one outlet's spree"
        ),
        pytest.param(reports(10), past([1, 2] * 14), Verdict.FIRST, id="far above the usual"),
        pytest.param(reports(7), past([4] * 28), Verdict.NEAR_USUAL, id="not thrice the usual"),
        pytest.param(reports(10), past([9, 11] * 14), Verdict.NEAR_USUAL, id="as always at this hour"),
        pytest.param(reports(6), past([1] * 14 + [2] * 14), Verdict.CHANCE, id="may be by chance"),
        pytest.param(reports(10), past([0] * 27 + [12]), Verdict.FIRST, id="one surge a month ago"),
        pytest.param(reports(6), past([6, 0, 0, 0] * 7), Verdict.CHANCE, id="every fourth day"),
    ],
)
def test_two_hours(now: list[Report], before: list[Report], expected: Verdict) -> None:
    assert verdict(now, before) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [pytest.param(6.9, Verdict.YOUNG, id="six"), pytest.param(7.0, Verdict.FIRST, id="seven")]
)
def test_it_takes_a_week_of_past(days: float, expected: Verdict) -> None:
    assert verdict(reports(10), heard=days * DAY) == expected


def test_never_heard_of_before() -> None:
    assert judge(count(reports(10), NOW - HOURS, NOW), baselines([], None, NOW)[HOURS], HOURS) == Verdict.YOUNG


def test_a_day_is_held_against_whole_days() -> None:
    spread = [one for hour in range(1, 25, 2) for one in reports(1, ago=hour * HOUR, first=hour)]
    earlier = [replace(one, published=one.published - day * DAY) for day in range(1, 29) for one in spread[::6]]
    made = sorted(earlier, key=lambda one: one.published)
    assert baselines(made, NOW - MONTH, NOW)[DAY].counts == (2,) * 28
    assert verdict(spread, made, DAY) == Verdict.FIRST
    assert verdict(spread, made, HOURS) == Verdict.FEW


def test_the_usual_is_that_of_the_hour() -> None:
    """Who is named much at night is unusual by day with less than the daily mean."""
    night = past([20] * 28, hour_apart=10)
    assert verdict(reports(10), night) == Verdict.FIRST
    assert baselines(night, NOW - MONTH, NOW)[HOURS].usual == 0


def test_a_past_surge_makes_none_usual() -> None:
    calm, surged = (baselines(past(some), NOW - MONTH, NOW)[HOURS] for some in ([2] * 28, [2] * 27 + [90]))
    assert surged.usual == pytest.approx(calm.usual, abs=0.3)


@given(st.integers(1, 40), st.lists(st.integers(0, 6), min_size=28, max_size=28), st.booleans())
def test_one_wire_story_never_alarms(outlets: int, before: list[int], copy: bool) -> None:
    wire = [*reports(1), *reports(1, outlets, copy=copy)]
    assert not verdict(wire, past(before)).is_news


@given(st.permutations(reports(6, 2)), st.lists(st.integers(0, 2), min_size=28, max_size=28))
def test_which_outlet_reports_what_does_not_matter(some: list[Report], before: list[int]) -> None:
    names = [one.source for one in some]
    renamed = [replace(one, source=name) for one, name in zip(reports(6, 2), names, strict=True)]
    assert verdict(some, past(before)) == verdict(reports(6, 2), past(before))
    assert count(renamed, NOW - HOURS, NOW).outlets == count(some, NOW - HOURS, NOW).outlets


@given(st.integers(0, 30), st.integers(0, 30), st.lists(st.integers(0, 3), min_size=28, max_size=28))
def test_more_stories_never_make_it_usual(number: int, more: int, before: list[int]) -> None:
    if verdict(reports(number), past(before)).is_news:
        assert verdict(reports(number + more), past(before)).is_news


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_a_surge_of_five_times_many_is_seen_and_the_usual_is_not(scale: int, seed: int) -> None:
    rng = random.Random(seed)
    before = past([rng.randint(3 * scale, 5 * scale) for _ in range(28)])
    assert verdict(reports(20 * scale), before).is_news
    assert not verdict(reports(5 * scale), before).is_news


def trend(mentions: int = 10, ago: timedelta = HOUR, span: timedelta = HOURS, over: datetime | None = None) -> Trend:
    return Trend(1, "AQ", span, NOW - ago, Verdict.FIRST, Count(mentions), QUIET, over)


@pytest.mark.parametrize(
    ("mentions", "told", "expected"),
    [
        pytest.param(10, [], Verdict.FIRST, id="never told"),
        pytest.param(19, [trend(10)], Verdict.TOLD, id="told an hour ago"),
        pytest.param(20, [trend(10)], Verdict.DOUBLED, id="doubled"),
        pytest.param(25, [trend(10), trend(20)], Verdict.TOLD, id="not doubled again"),
        pytest.param(10, [trend(10, over=NOW)], Verdict.ANEW, id="fell back"),
        pytest.param(10, [trend(10, DAY)], Verdict.NEXT_DAY, id="still on the next day"),
        pytest.param(10, [trend(10, DAY, over=NOW - HOUR)], Verdict.FIRST, id="over, and a day ago"),
        pytest.param(99, [trend(10, span=DAY)], Verdict.TOLD, id="told as a day"),
        pytest.param(10, [trend(10, -HOUR)], Verdict.NEXT_DAY, id="told later than now, as the clock was set back"),
    ],
)
def test_it_is_told_once(mentions: int, told: list[Trend], expected: Verdict) -> None:
    assert again(Count(mentions), HOURS, told, NOW) == expected


@pytest.mark.parametrize(("mentions", "over"), [(10, False), (3, False), (2, True), (0, True)])
def test_when_it_is_over(mentions: int, over: bool) -> None:
    assert is_over(Count(mentions), trend()) is over


def test_the_factor_of_almost_nothing_is_against_half_a_mention() -> None:
    assert trend(10).factor == 20.0
    assert replace(trend(14), baseline=replace(QUIET, usual=1.3)).factor == 10.8


def test_only_some_verdicts_are_told() -> None:
    assert {one for one in Verdict if one.is_news} == {"first", "anew", "doubled", "next_day"}


@pytest.mark.parametrize(
    ("before", "least", "most"),
    [
        pytest.param([0] * 28, 2.0, 2.0, id="nothing measured"),
        pytest.param([1, 0, 0, 0, 0, 0, 0] * 4, 1.5, 2.0, id="little measured"),
        pytest.param([40] * 28, 1.0, 4.0, id="much measured"),
        pytest.param([30, 0] * 14, 3.8, 4.0, id="never more than four"),
    ],
)
def test_mentions_come_in_clumps(before: list[int], least: float, most: float) -> None:
    for span in (HOURS, DAY):
        assert least <= baselines(past(before), NOW - MONTH, NOW)[span].clump <= most
    assert baselines(past([40] * 28), NOW - MONTH, NOW)[DAY].clump < 1.1
