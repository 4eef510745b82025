"""How far apart two words are, and whether one may be the other misspelt."""

from __future__ import annotations

import pytest

from watchlists.learning.respelling import Respelling, edits, folded, is_grammar, readings


@pytest.mark.parametrize(
    ("word", "name", "told"),
    [
        pytest.param("غوتيرش", "غوتيريش", (1, 0), id="a weak letter less"),
        pytest.param("جوتيرس", "غوتيريش", (3, 0), id="three as transliterators differ"),
        pytest.param("موغاديشو", "مقديشو", (3, 0), id="of the ways to align them the cheapest"),
        pytest.param("نتنياههو", "نتنياهو", (1, 0), id="a letter doubled"),
        pytest.param("غوتيرلش", "غوتيريش", (0, 1), id="another letter"),
        pytest.param("قندهرا", "قندهار", (0, 1), id="letters that changed places"),
        pytest.param("غوتيريش", "غوتيريش", (0, 0), id="the same"),
        pytest.param("قندهار", "غوتيريش", (0, 0), id="another word"),
    ],
)
def test_edits_and_how_many_of_them_transliterators_make(word: str, name: str, told: tuple[int, int]) -> None:
    assert edits(word, name) == told


@pytest.mark.parametrize(
    ("word", "name", "same"),
    [
        pytest.param("القندهاري", "قندهار", True, id="nisba with the article"),
        pytest.param("الداعشي", "داعش", True, id="nisba of a group"),
        pytest.param("طالبات", "طالبان", True, id="two endings on one stem"),
        pytest.param("الحوثيين", "الحوثيون", True, id="case"),
        pytest.param("وقندهار", "قندهار", True, id="a particle"),
        pytest.param("القندهار", "قندهار", True, id="the article"),
        pytest.param("قندعار", "قندهار", False, id="a letter"),
        pytest.param("نتانياهو", "نتنياهو", False, id="a letter more"),
    ],
)
def test_what_grammar_makes_of_a_name(word: str, name: str, same: bool) -> None:
    assert is_grammar(word, name) is same


@pytest.mark.parametrize(
    ("word", "name", "read"),
    [
        pytest.param("نتانياهو", "نتنياهو", "نتانياهو", id="rare enough"),
        pytest.param("وجوفنتس", "يوفنتوس", "جوفنتس", id="behind a particle"),
        pytest.param("فرانس", "فرنسا", None, id="written too often"),
        pytest.param("فريقا", "أفريقيا", None, id="a form of a usual word"),
        pytest.param("برلماني", "رومانيا", None, id="no particle, but a letter of a word"),
        pytest.param("ساهره", "القاهره", None, id="another letter, and no article"),
        pytest.param("المنوبيه", "منوبه", None, id="a feminine nisba"),
        pytest.param("حراس", "حماس", None, id="too short"),
    ],
)
def test_a_word_that_stands_alone(word: str, name: str, read: str | None) -> None:
    found = Respelling().alone(readings(word), name)
    assert (found.text if found else None) == read


def test_a_place_is_not_taken_for_what_is_written_now_and_then() -> None:
    respelling = Respelling()
    assert respelling.alone(readings("فايسبوك"), "فيسبوك") is not None
    assert respelling.alone(readings("فايسبوك"), "فيسبوك", place=True) is None


@pytest.mark.parametrize(
    ("word", "name", "person", "first", "told", "may"),
    [
        pytest.param("حرم", "حرام", False, False, True, True, id="an ordinary word in its place"),
        pytest.param("حرم", "حرام", False, False, False, False, id="where nothing else tells whose name it is"),
        pytest.param("حرب", "حرام", False, False, True, False, id="another word"),
        pytest.param("غوتيريس", "غوتيريش", True, False, True, True, id="a family name"),
        pytest.param("العمري", "العامري", True, False, True, True, id="a short family name"),
        pytest.param("براهيمي", "ابراهيم", True, False, True, False, id="nisba and a letter: another family"),
        pytest.param("براهيمي", "ابراهيم", False, False, True, True, id="the same in the name of a group"),
        pytest.param("سليمان", "سليم", True, True, True, False, id="another given name"),
        pytest.param("محمود", "محمد", True, True, True, False, id="a usual given name"),
    ],
)
def test_a_word_of_a_name_of_several(word: str, name: str, person: bool, first: bool, told: bool, may: bool) -> None:
    found = Respelling().aligned(readings(word), name, person=person, first=first, told=told)
    assert (found is not None) is may


def test_spellings_that_the_matcher_takes_for_one_are_one() -> None:
    assert folded("الجولنى") == folded("الجولني")
