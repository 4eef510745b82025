"""How much is usual."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.baseline import Count, Pace, comparable, pace, paces

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("one", "factor", "arrow"),
    [
        pytest.param(Pace(3, None), None, "", id="no past"),
        pytest.param(Pace(3, 1.0), 3.0, "↑", id="more"),
        pytest.param(Pace(3, 2.0), 1.5, "↑", id="just more"),
        pytest.param(Pace(14, 10.0), 1.4, "→", id="about as usual"),
        pytest.param(Pace(7, 10.0), 0.7, "→", id="a little less"),
        pytest.param(Pace(6, 10.0), 0.6, "↓", id="less"),
        pytest.param(Pace(0, 4.0), 0.0, "↓", id="silence"),
        pytest.param(Pace(1, 3.0), 0.3, "↓", id="just enough for a fall"),
        pytest.param(Pace(0, 1.0), 0.0, "", id="too little for a fall"),
        pytest.param(Pace(3, 0.0), None, "↑", id="any where none is usual"),
        pytest.param(Pace(0, 0.0), None, "→", id="none where none is usual"),
    ],
)
def test_factor_and_arrow(one: Pace, factor: float | None, arrow: str) -> None:
    assert (one.factor, one.arrow) == (factor, arrow)


@pytest.mark.parametrize(
    ("oldest", "past"),
    [
        pytest.param(None, timedelta(0), id="an empty store"),
        pytest.param(NOW - DAY / 2, timedelta(0), id="younger than the window"),
        pytest.param(NOW - DAY, timedelta(0), id="as old as the window"),
        pytest.param(NOW - 3 * DAY, 2 * DAY, id="what there is"),
        pytest.param(NOW - 99 * DAY, 4 * DAY, id="four windows at most"),
    ],
)
def test_comparable(oldest: datetime | None, past: timedelta) -> None:
    assert comparable(NOW, DAY, oldest) == past


@pytest.mark.parametrize(
    ("before", "past", "usual"),
    [
        pytest.param(8, 4 * DAY, 2.0, id="four windows"),
        pytest.param(1, DAY / 2, 2.0, id="half a window"),
        pytest.param(1, DAY / 2 - timedelta(seconds=1), None, id="less than half a window"),
        pytest.param(0, timedelta(0), None, id="no past"),
        pytest.param(0, 4 * DAY, 0.0, id="never heard"),
        pytest.param(1, 3 * DAY, 0.3, id="rounded"),
    ],
)
def test_pace(before: int, past: timedelta, usual: float | None) -> None:
    assert pace(5, before, past, DAY) == Pace(5, usual)


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("before", "usual"),
    [
        pytest.param({3 * HOUR: 11, DAY: 6}, {3 * HOUR: 0.2, DAY: 1.5}, id="a surge before a short window"),
        pytest.param({3 * HOUR: 1, DAY: 32}, {3 * HOUR: 0.2, DAY: 8.0}, id="quiet hours in a busy day"),
        pytest.param({DAY: 40, 7 * DAY: 8}, {DAY: 2.0, 7 * DAY: 2.0}, id="a surge before the day"),
        pytest.param({DAY: 40, 7 * DAY: 280}, {DAY: 10.0, 7 * DAY: 70.0}, id="nothing to mend"),
    ],
)
def test_no_window_has_more_for_usual_than_a_longer_one(
    before: dict[timedelta, int], usual: dict[timedelta, float]
) -> None:
    found = paces({length: Count(5, number, 4 * length) for length, number in before.items()})
    assert found == {length: Pace(5, number) for length, number in usual.items()}


def test_a_longer_window_without_a_past_is_no_measure() -> None:
    counts = {DAY: Count(5, 8, 4 * DAY), 30 * DAY: Count(9, 0, timedelta(0))}
    assert paces(counts) == {DAY: Pace(5, 2.0), 30 * DAY: Pace(9, None)}
