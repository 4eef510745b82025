"""Bars on the reader's clock, what is usual for them, and the stories that stand above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.core.charting import Bar, Count, bars, placed
from bot.core.model import Story
from watchlists.model import Severity

NOW = datetime(2026, 3, 5, 8, 37, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONG_AGO = NOW - 1000 * DAY


def counting(moments: Sequence[datetime]) -> Count:
    """One mention at each of these times."""
    return lambda start, end: sum(start <= one < end for one in moments)


def even(start: datetime, end: datetime) -> int:
    """Two mentions an hour."""
    return round((end - start) / HOUR * 2)


def nothing(start: datetime, end: datetime) -> int:
    return 0


@pytest.mark.parametrize(
    ("length", "zone", "amount", "first", "second"),
    [
        pytest.param(DAY, "UTC", 25, "04 08:37", "04 09:00", id="a day by hours"),
        pytest.param(DAY, "Asia/Kolkata", 25, "04 08:37", "04 09:30", id="hours strike half an hour off"),
        pytest.param(7 * DAY, "UTC", 8, "26 08:37", "27 00:00", id="a week by days"),
        pytest.param(7 * DAY, "Asia/Baghdad", 8, "26 08:37", "26 21:00", id="days begin at the reader's midnight"),
        pytest.param(30 * DAY, "UTC", 31, "03 08:37", "04 00:00", id="a month by days"),
        pytest.param(90 * DAY, "UTC", 14, "05 08:37", "08 00:00", id="a quarter by weeks from Monday"),
        pytest.param(HOUR, "UTC", 2, "05 07:37", "05 08:00", id="an hour"),
    ],
)
def test_where_bars_begin(length: timedelta, zone: str, amount: int, first: str, second: str) -> None:
    found = bars(NOW, length, zone, None, nothing)
    assert [f"{one.start:%d %H:%M}" for one in found[:2]] == [first, second]
    assert len(found) == amount
    assert (found[0].start, found[-1].end) == (NOW - length, NOW)
    assert all(one.end == other.start for one, other in pairwise(found))


def test_on_the_hour_every_bar_is_whole() -> None:
    whole = NOW.replace(minute=0)
    assert [one.partial for one in bars(whole, DAY, "UTC", None, nothing)] == [False] * 24


@pytest.mark.parametrize(
    ("now", "lengths"),
    [
        pytest.param(datetime(2026, 3, 31, tzinfo=UTC), [22, 24, 23, 24, 2], id="spring has a day of 23 hours"),
        pytest.param(datetime(2026, 10, 27, tzinfo=UTC), [21, 24, 25, 24, 1], id="autumn one of 25"),
    ],
)
def test_clocks_that_are_set_back_and_ahead(now: datetime, lengths: list[int]) -> None:
    found = bars(now, 4 * DAY - HOUR, "Europe/Berlin", None, nothing)
    assert [round((one.end - one.start) / HOUR) for one in found] == lengths
    assert [one.partial for one in found] == [True, False, False, False, True]


def test_all_mentions_are_in_the_bars_once() -> None:
    moments = [NOW - turn * timedelta(minutes=61) for turn in range(1, 400)]
    for length in (DAY, 7 * DAY, 10 * DAY):
        inside = sum(one >= NOW - length for one in moments)
        assert sum(one.mentions for one in bars(NOW, length, "Asia/Baghdad", None, counting(moments))) == inside


def test_the_usual_of_a_steady_past() -> None:
    found = bars(NOW, 7 * DAY, "UTC", LONG_AGO, even)
    assert [one.usual for one in found[1:-1]] == pytest.approx([48] * 6, abs=1)
    assert found[-1].usual == pytest.approx(48 * (8 + 37 / 60) / 24, abs=1)
    assert [one.low for one in found[2:-2]] == pytest.approx([48] * 4, abs=1)
    assert [one.high for one in found[2:-2]] == pytest.approx([48] * 4, abs=1)


@pytest.mark.parametrize(
    ("oldest", "known"),
    [
        pytest.param(None, False, id="nothing is stored"),
        pytest.param(NOW - 7 * DAY, False, id="only the window itself"),
        pytest.param(NOW - 14 * DAY, True, id="one window before it"),
    ],
)
def test_how_far_the_store_reaches(oldest: datetime | None, known: bool) -> None:
    assert {one.usual is not None for one in bars(NOW, 7 * DAY, "UTC", oldest, even)} == {known}


def test_few_numbers_make_no_range() -> None:
    found = bars(NOW, 3 * HOUR, "UTC", NOW - 7 * HOUR, even)
    assert {one.high for one in found} == {None}


def test_the_hours_of_the_day_have_each_their_usual() -> None:
    """News comes at eight in the evening, every day."""
    moments = [NOW.replace(hour=20, minute=5) - day * DAY for day in range(1, 9)]
    found = {one.start.hour: one.usual for one in bars(NOW, DAY, "UTC", LONG_AGO, counting(moments)) if not one.partial}
    assert found[20] == pytest.approx(1 / 3)
    assert found[12] == 0


def story(number: int, ago: timedelta, severity: Severity = "medium") -> Story:
    return Story(number, NOW - ago, NOW - ago + HOUR, frozenset(), severity, None)


WEEK = bars(NOW, 7 * DAY, "UTC", None, nothing)
MONTH = bars(NOW, 30 * DAY, "UTC", None, nothing)


@pytest.mark.parametrize(
    ("stories", "found", "most", "shown"),
    [
        pytest.param([story(1, HOUR), story(2, 3 * DAY)], WEEK, 7, [(4, 2), (7, 1)], id="where they began"),
        pytest.param([story(1, HOUR), story(2, HOUR, "critical")], WEEK, 7, [(7, 2)], id="of one bar the gravest"),
        pytest.param([story(1, 20 * DAY)], WEEK, 7, [(0, 1)], id="what began before stands at the beginning"),
        pytest.param([story(1, HOUR), story(2, 3 * DAY, "high")], WEEK, 1, [(4, 2)], id="no more than there is room"),
        pytest.param(
            [story(1, HOUR, "high"), story(2, DAY), story(3, 4 * DAY)], MONTH, 7, [(26, 3), (30, 1)], id="apart"
        ),
        pytest.param([], WEEK, 7, [], id="none"),
    ],
)
def test_stories_above_the_bars(
    stories: list[Story], found: Sequence[Bar], most: int, shown: list[tuple[int, int]]
) -> None:
    assert [(place, one.id) for place, one in placed(stories, found, most)] == shown
