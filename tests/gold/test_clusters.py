"""Scores of groupings, on examples small enough to be counted by hand."""

from __future__ import annotations

import pytest

from tests.gold.clusters import Score, groups, score

# Five items, true groups abc and de.
TRUE = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}


@pytest.mark.parametrize(
    ("found", "pairs", "pure", "whole"),
    [
        pytest.param("11122", (4, 0, 0), 1.0, 1.0, id="the same groups"),
        pytest.param("77733", (4, 0, 0), 1.0, 1.0, id="under other names"),
        pytest.param("12345", (0, 0, 4), 1.0, (3 * 1 / 3 + 2 * 1 / 2) / 5, id="every item alone"),
        pytest.param("11111", (4, 6, 0), (3 * 3 / 5 + 2 * 2 / 5) / 5, 1.0, id="all in one"),
        pytest.param(
            "11222", (2, 2, 2), (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5, (2 / 3 + 2 / 3 + 1 / 3 + 2) / 5, id="one moved"
        ),
        pytest.param("11322", (2, 0, 2), 1.0, (2 / 3 + 2 / 3 + 1 / 3 + 2) / 5, id="one left out"),
    ],
)
def test_score(found: str, pairs: tuple[int, int, int], pure: float, whole: float) -> None:
    one = score(dict(zip("abcde", found, strict=True)), TRUE)
    assert (one.items, one.right, one.joined, one.apart) == (5, *pairs)
    assert [one.b_precision, one.b_recall] == pytest.approx([pure, whole])


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        pytest.param(
            "de", Score(2, 1, 2, 0, pure=2 / 3 + 2 / 3, whole=2.0), id="what it was joined with is of another part"
        ),
        pytest.param("ab", Score(2, 1, 0, 2, pure=2.0, whole=2 / 3 + 2 / 3), id="what it lacks is of another part"),
        pytest.param("", Score(), id="nothing"),
    ],
)
def test_score_of_a_part(of: str, expected: Score) -> None:
    found = dict(zip("abcde", "11222", strict=True))
    assert score(found, TRUE, of) == expected


def test_items_grouped_by_one_only_are_refused() -> None:
    with pytest.raises(ValueError, match="not grouped by both: b, c"):
        score({"a": 1, "b": 1}, {"a": 1, "c": 1})


@pytest.mark.parametrize(
    ("one", "f1", "b_f1"),
    [
        pytest.param(Score(4, 3, 1, 2, pure=3.0, whole=2.0), 2 / 3, 0.6, id="harmonic mean"),
        pytest.param(Score(), 1.0, 1.0, id="nothing to get wrong"),
        pytest.param(Score(2, 0, 0, 1, pure=2.0, whole=1.0), 0.0, 2 / 3, id="the only pair is apart"),
    ],
)
def test_f1(one: Score, f1: float, b_f1: float) -> None:
    assert [one.f1, one.b_f1] == pytest.approx([f1, b_f1])


def test_scores_add_up() -> None:
    one = Score(1, 2, 3, 4, 0.5, 0.25)
    assert one + one == Score(2, 4, 6, 8, 1.0, 0.5)


def test_groups() -> None:
    assert groups(TRUE) == {1: {"a", "b", "c"}, 2: {"d", "e"}}
