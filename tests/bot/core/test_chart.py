"""A chart as plain data, and the steps of its scale."""

from __future__ import annotations

import json

import pytest

from bot.core.chart import Chart, Column, Legend, Mark, levels
from bot.core.making import Extract, Recipe, read, written

CHART = Chart(
    language="ar",
    dark=True,
    title="داعش",
    window="7 أيام",
    figure="ذكر 9 مرات",
    compared="المعتاد 3.0 ↑",
    turn="up",
    columns=(Column(9, 3.0, 1.5, 4, partial=True), Column(0)),
    ticks=((0, "الخميس\n5 مارس"),),
    levels=((0, "0"), (10, "10")),
    marks=(Mark(0, "critical", "S5"),),
    legend=Legend("الذكر", "المعتاد", "المدى", (("critical", "قصة حرجة"),)),
    source="راصد",
)
EXTRACT = Extract("json", ("ISKP", "ISIS"), (9, 7), {"entity": "ISIS", "left_out": 0})


@pytest.mark.parametrize("recipe", [pytest.param(CHART, id="a chart"), pytest.param(EXTRACT, id="an export")])
def test_what_a_file_is_made_from_comes_back_as_it_was(recipe: Recipe) -> None:
    assert read(written(recipe)) == recipe


def test_it_is_plain_data() -> None:
    assert Chart.from_dict(json.loads(json.dumps(CHART.as_dict()))) == CHART


@pytest.mark.parametrize(
    ("top", "shown"),
    [
        pytest.param(0, (0, 1), id="nothing"),
        pytest.param(0.3, (0, 1), id="next to nothing"),
        pytest.param(3, (0, 1, 2, 3), id="three"),
        pytest.param(5, (0, 2, 4, 6), id="five"),
        pytest.param(12, (0, 5, 10, 15), id="twelve"),
        pytest.param(21, (0, 10, 20, 30), id="21"),
        pytest.param(1_234_567, (0, 500_000, 1_000_000, 1_500_000), id="more than a million"),
    ],
)
def test_the_scale(top: float, shown: tuple[int, ...]) -> None:
    assert levels(top) == shown
