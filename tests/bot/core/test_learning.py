"""Thresholds that people's rulings move: how far, how fast, and back."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.grouping import ENOUGH
from bot.core.learning import BOUND, MOST, Example, enough


def merges(points: float, number: int = 1) -> list[Example]:
    return [Example(True, points)] * number


def splits(points: float, number: int = 1) -> list[Example]:
    return [Example(False, points)] * number


TUNED = 3.0


@pytest.mark.parametrize(
    ("examples", "points", "joins"),
    [
        pytest.param([], 3.0, True, id="as tuned"),
        pytest.param([], 2.9, False, id="as tuned, under it"),
        pytest.param(splits(4, 5), 4, False, id="after five splits the sixth is kept apart"),
        pytest.param(splits(4, 2), 4, True, id="after two splits it is not yet"),
        pytest.param(splits(4.4, 5), 4.4, False, id="five splits near the bound"),
        pytest.param(merges(2, 5), 2, True, id="after five merges the sixth joins"),
        pytest.param(merges(2, 2), 2, False, id="after two merges it does not yet"),
        pytest.param(merges(1.6, 5), 1.6, True, id="five merges near the bound"),
        pytest.param(splits(3.2), 3.2, False, id="a single split just over"),
        pytest.param(merges(2.8), 2.8, True, id="a single merge just under"),
        pytest.param(splits(3.5), 3.5, True, id="a single split further off"),
        pytest.param(splits(4, 5) + merges(4, 5), 4, True, id="as many merges of the same"),
        pytest.param(splits(4, 9) + merges(3.5, 3), 4, False, id="more splits than merges below"),
        pytest.param(merges(4, 50), 2.9, False, id="merges over it confirm it"),
        pytest.param(splits(2, 50), 3, True, id="splits under it confirm it"),
        pytest.param(splits(9, 400), 4.6, True, id="splits out of reach raise nothing"),
        pytest.param(merges(-3, 400), 1.4, False, id="merges out of reach lower nothing"),
        pytest.param([Example(False), *merges(2, 5)], 2, True, id="one of another version"),
    ],
)
def test_what_is_joined_after_rulings(examples: Sequence[Example], points: float, joins: bool) -> None:
    assert (points >= enough(examples, TUNED)) is joins


def test_the_newest_rulings_count() -> None:
    old, new = splits(4, 9), merges(3.5, MOST)
    assert enough([*new, *old], TUNED) == TUNED
    assert enough([*splits(4, MOST), *merges(4, 9 * MOST)], TUNED) > 4


examples = st.lists(st.builds(Example, st.booleans(), st.none() | st.floats(-9, 20)), max_size=60)


@given(examples, st.integers())
def test_it_is_bounded_and_depends_on_nothing_but_what_was_ruled(found: list[Example], seed: int) -> None:
    mixed = Random(seed).sample(found, len(found))
    assert enough(found) == enough(mixed)
    assert abs(enough(found) - ENOUGH) <= BOUND


@given(examples)
def test_one_more_merge_never_raises_and_one_more_split_never_lowers(found: list[Example]) -> None:
    before = enough(found, TUNED)
    for points in (1.6, 2.9, 4.0):
        assert enough([*found, *merges(points)], TUNED) <= before + 1e-9
        assert enough([*found, *splits(points)], TUNED) >= before - 1e-9


def test_an_example_comes_back_from_its_json() -> None:
    one = Example(False, 2.5, True, 5.5)
    assert Example.from_dict({**one.as_dict(), "of a later version": 1}) == one
    assert Example.from_dict({"joined": True, "facts": 2, "own": 0.3}) == Example(True)
