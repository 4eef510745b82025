"""The benchmark of grouping runs and prints its figures; nothing is said of their size."""

import pytest

from tests.bench.grouping import grouping


@pytest.mark.slow
def test_a_small_benchmark_of_grouping() -> None:
    lines = list(grouping([40, 200], placed=30, pool=50))
    assert [line.partition(";")[0].split(",")[0] for line in lines] == ["grouping"] * 2
    assert "against 200 in open stories" in lines[1]
    assert "× the median at 40" in lines[1]
