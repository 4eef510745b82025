"""The table of sizes has a cell for each of its columns; measuring it takes too long for a test."""

import pytest

from tests.bench.sizing import _HEAD, Row


@pytest.mark.parametrize("saved", [0.0, 57_900_000.0])
def test_a_row_fills_the_columns(saved: float) -> None:
    line = Row("sqlite", 1_000, 3_000, 20.0, 400.0, 512.4, 19_200.0, saved, 0.29).line()
    assert line.count("|") == _HEAD.count("|")
    assert "| 1,000 | 3,000 | 150 | 400 | 512 | 19.2 |" in line
