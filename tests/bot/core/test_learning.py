"""Thresholds that people's rulings move: how far, how fast, and back."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.grouping import ENOUGH, asked
from bot.core.learning import BOUND, MOST, Example, enough


def merges(own: float, number: int = 1, facts: int = 2) -> list[Example]:
    return [Example(True, facts, own)] * number


def splits(own: float, number: int = 1, facts: int = 2) -> list[Example]:
    return [Example(False, facts, own)] * number


TUNED = (1.0, 0.5, 0.2, 0.12, 0.0)


# At two points 0.2 is asked for.
@pytest.mark.parametrize(
    ("examples", "own", "joins"),
    [
        pytest.param([], 0.2, True, id="as tuned"),
        pytest.param([], 0.19, False, id="as tuned, under it"),
        pytest.param(splits(0.3, 5), 0.3, False, id="after five splits the sixth is kept apart"),
        pytest.param(splits(0.3, 2), 0.3, True, id="after two splits it is not yet"),
        pytest.param(splits(0.38, 5), 0.38, False, id="five splits near the bound"),
        pytest.param(merges(0.13, 5), 0.13, True, id="after five merges the sixth joins"),
        pytest.param(merges(0.13, 2), 0.13, False, id="after two merges it does not yet"),
        pytest.param(merges(0.105, 5), 0.105, True, id="five merges near the bound"),
        pytest.param(splits(0.21), 0.21, False, id="a single split just over"),
        pytest.param(merges(0.19), 0.19, True, id="a single merge just under"),
        pytest.param(splits(0.25), 0.25, True, id="a single split further off"),
        pytest.param(splits(0.3, 5) + merges(0.3, 5), 0.3, True, id="as many merges of the same"),
        pytest.param(splits(0.3, 9) + merges(0.25, 3), 0.3, False, id="more splits than merges below"),
        pytest.param(merges(0.3, 50), 0.19, False, id="merges over it confirm it"),
        pytest.param(splits(0.1, 50), 0.2, True, id="splits under it confirm it"),
        pytest.param(splits(0.9, 400), 0.45, True, id="splits out of reach raise nothing"),
        pytest.param(merges(0.01, 400), 0.15, False, id="merges out of reach lower nothing"),
        pytest.param(splits(0.3, 9, facts=3), 0.3, True, id="another number of facts"),
    ],
)
def test_what_is_joined_after_rulings(examples: Sequence[Example], own: float, joins: bool) -> None:
    assert (own >= enough(examples, TUNED)[2]) is joins


def test_more_facts_than_there_are_thresholds_count_as_the_most() -> None:
    assert enough(splits(0.03, 5, facts=9), TUNED)[-1] > 0.03


def test_between_two_points_both_thresholds_move_in_step() -> None:
    now = enough([Example(False, 2.5, 0.2)] * 5, TUNED)
    assert now[2] > TUNED[2]
    assert now[3] > TUNED[3]
    assert asked(2.5, TUNED) <= 0.2 < asked(2.5, now)
    assert (now[0], now[1], now[4]) == (TUNED[0], TUNED[1], TUNED[4])


def test_the_newest_rulings_count() -> None:
    old, new = splits(0.3, 9), merges(0.25, MOST)
    assert enough([*new, *old], TUNED) == TUNED
    assert enough([*new[: MOST - 9], *old], TUNED)[2] == TUNED[2]
    assert enough([*splits(0.3, MOST), *merges(0.3, 9 * MOST)], TUNED)[2] > 0.3


examples = st.lists(st.builds(Example, st.booleans(), st.floats(0, 9), st.floats(0, 1, allow_nan=False)), max_size=60)


@given(examples, st.integers())
def test_thresholds_are_bounded_and_depend_on_nothing_but_what_was_ruled(found: list[Example], seed: int) -> None:
    mixed = Random(seed).sample(found, len(found))
    assert enough(found) == enough(mixed)
    for facts, (now, tuned) in enumerate(zip(enough(found), ENOUGH, strict=True)):
        highest = tuned * BOUND if tuned else ENOUGH[facts - 1] / BOUND
        assert tuned / BOUND <= now <= highest


@given(examples)
def test_one_more_merge_never_raises_and_one_more_split_never_lowers(found: list[Example]) -> None:
    before = enough(found, TUNED)
    for own in (0.11, 0.19, 0.3):
        assert enough([*found, *merges(own)], TUNED)[2] <= before[2] + 1e-9
        assert enough([*found, *splits(own)], TUNED)[2] >= before[2] - 1e-9


def test_an_example_comes_back_from_its_json() -> None:
    one = Example(False, 2, 0.31, True, 5.5)
    assert Example.from_dict({**one.as_dict(), "of a later version": 1}) == one
