"""The measure of trends measures what it says."""

from datetime import timedelta
from random import Random

import pytest

from tests.bench.trend_cost import on_sqlite
from tests.bench.trends import START, SURGE, alarms, burst, reports

DAY = timedelta(days=1)


@pytest.mark.parametrize("clumped", [False, True])
def test_there_are_as_many_reports_as_said(clumped: bool) -> None:
    made = reports(20.0, 28 * DAY, Random(1), clumped=clumped)
    assert len(made) / 28 == pytest.approx(20.0, rel=0.15)
    assert max(map([one.story_id for one in made].count, {one.story_id for one in made})) == 1 or clumped


def test_a_surge_is_in_its_hours() -> None:
    begin = START + 3 * DAY
    calm, surged = (reports(240.0, 4 * DAY, Random(2), clumped=False, surge=one) for one in (None, begin))
    inside = [sum(begin <= one.published < begin + DAY / 6 for one in some) for some in (calm, surged)]
    assert inside[1] / inside[0] == pytest.approx(SURGE, rel=0.4)


def test_ten_stories_of_whom_nobody_speaks_are_told_and_nothing_is_not() -> None:
    assert burst(0.5, 3) == 1.0
    assert alarms([], START + 29 * DAY, START + 30 * DAY) == []


def test_the_cost_is_measured() -> None:
    lines = list(on_sqlite(300, 20))
    assert len(lines) == 3
    assert lines[0].startswith("trends: 300 articles")
