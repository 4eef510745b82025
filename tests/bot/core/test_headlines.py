"""What headlines have in common."""

from dataclasses import replace

import pytest

from bot.core.features import Features
from bot.core.headlines import same_outlet, told


def report(*headlines: str, words: str = "") -> Features:
    return Features(headlines=frozenset(headlines), words=frozenset(words.split()))


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        pytest.param(
            report("أ\tكلمة1 كلمة2", words="كلمة1 كلمة2"), report("ب\tكلمة1 كلمة2", words="كلمة1 كلمة2"), 2, id="all"
        ),
        pytest.param(report("أ\tكلمة1 كلمة2"), report("ب\tكلمة3", words="كلمة1 كلمة2"), 1, id="one side's"),
        pytest.param(report("أ\tكلمة1 كلمة2"), report("ب\tكلمة3", words="كلمة1"), 0.5, id="half of it"),
        pytest.param(
            report("أ\tكلمة1", words="كلمة1"), report("ب\tكلمة1", words="كلمة1"), 1, id="too short to tell all"
        ),
        pytest.param(
            report("أ\tكلمة5", words="كلمة1 كلمة2"),
            report("ب\tكلمة6 كلمة4", "ج\tكلمة1 كلمة2"),
            1,
            id="the nearest headline",
        ),
        pytest.param(report("أ\tكلمة1"), report("ب\tكلمة3", words="كلمة4"), 0, id="nothing"),
        pytest.param(report(), report(), 0, id="no headline"),
    ],
)
def test_how_much_the_other_side_says(one: Features, other: Features, share: float) -> None:
    assert told(one, other, {}) == pytest.approx((share, share))


def test_what_many_stories_say_tells_less() -> None:
    one, other = report("أ\tكلمة1 كلمة2"), report("ب\tكلمة3", words="كلمة1 كلمة2")
    assert told(one, other, {"كلمة1": 1.0}) == pytest.approx((0.5, 0.5))


def test_names_found_in_both_are_told_apart() -> None:
    one, other = report("أ\tكلمة1 كلمة2"), report("ب\tكلمة3", words="كلمة1 كلمة2")
    found = frozenset({"كلمة1"})
    assert told(replace(one, found=found), replace(other, found=found), {}) == pytest.approx((1, 0.5))
    assert told(replace(one, found=found), other, {}) == pytest.approx((1, 1))


def test_words_of_all_headlines() -> None:
    assert report("أ\tكلمة1 كلمة2", "ب\tكلمة4").said == {"كلمة1", "كلمة2", "كلمة4"}


def test_an_outlet_that_told_before() -> None:
    story = report("أ\tكلمة1", "ب\tكلمة4")
    assert same_outlet(report("ب\tكلمة5"), story)
    assert not same_outlet(report("ج\tكلمة1"), story)
