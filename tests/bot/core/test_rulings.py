"""What follows of what people decided."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.core.rulings import parted, survivor


@pytest.mark.parametrize(
    ("merged", "one", "now"),
    [
        pytest.param({}, 5, 5, id="not merged"),
        pytest.param({7: 5}, 7, 5, id="merged"),
        pytest.param({7: 5, 5: 3}, 7, 3, id="merged on"),
        pytest.param({7: 5, 5: 7}, 7, 7, id="a circle ends"),
    ],
)
def test_where_a_story_is(merged: Mapping[int, int], one: int, now: int) -> None:
    assert survivor(one, merged) == now


@pytest.mark.parametrize(
    ("merged", "found"),
    [
        pytest.param({}, {1: {2, 3}, 2: {1}, 3: {1}}, id="as they were split"),
        pytest.param({1: 9}, {9: {2, 3}, 2: {9}, 3: {9}}, id="one was merged into a third"),
        pytest.param({2: 1}, {1: {3}, 3: {1}}, id="and merged again"),
    ],
)
def test_stories_that_were_parted(merged: Mapping[int, int], found: Mapping[int, set[int]]) -> None:
    assert parted([(1, 2), (1, 3)], merged) == found
