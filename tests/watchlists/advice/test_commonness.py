"""How common a word is, by the shipped tables."""

import pytest

from watchlists.advice.commonness import RAREST, commonness, skeleton


@pytest.mark.parametrize("word", ["محمد", "حسین", "Mohamed", "Mohammad", "Muhamad", "Hocine", "Abdallah"])
def test_given_names(word: str) -> None:
    assert commonness().is_given(word)
    assert commonness().count(word) >= 1000


@pytest.mark.parametrize("word", ["أحمدي", "الحسن", "Ahmadi", "Rahimi"])
def test_names_made_of_given_names_are_common(word: str) -> None:
    assert commonness().is_derived(word)
    assert commonness().count(word) >= 300


@pytest.mark.parametrize("word", ["قسطورني", "Qasturni", "xyzzyq"])
def test_words_of_no_table_are_as_rare_as_can_be(word: str) -> None:
    assert commonness().count(word) == RAREST


@pytest.mark.parametrize("word", ["القاعدة", "الشباب", "على", "victory", "help"])
def test_ordinary_words(word: str) -> None:
    assert commonness().is_ordinary(word)


@pytest.mark.parametrize("word", ["a", "س"])
def test_a_letter_alone_is_as_common_as_can_be(word: str) -> None:
    assert commonness().count(word) >= 1_000_000


def test_a_skeleton_is_what_transliterators_agree_on() -> None:
    spellings = ("mohammed", "muhamad", "mohamed", "mahomed")
    assert {skeleton(one) for one in spellings} == {"mhmd"}
