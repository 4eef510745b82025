"""The written forms of watched words, and the tables that find them."""

from __future__ import annotations

import pytest

from watchlists.guards import vocabulary
from watchlists.lexicon import Lexeme, Lexicon, Mode, forms_of

FORMS: list[object] = [
    pytest.param("حركة", "written", {"حركة"}, {"حركتا", "الحركة"}, id="written: as it stands"),
    pytest.param("حركة", "name", {"حركة", "حركتا"}, {"مدرسة"}, id="a head noun in a name takes number"),
    pytest.param("قاعدة", "definite", {"القاعدة"}, {"قاعدة"}, id="definite: the article is put before it"),
    pytest.param("القاعدة", "definite", {"القاعدة"}, {"قاعدة"}, id="definite: it stands with its article only"),
    pytest.param("Qaeda", "definite", {"Qaeda"}, set(), id="definite: Latin has none"),
    pytest.param("أبو", "name", {"أبو", "أبا", "أبي"}, {"أب"}, id="the cases of a kunya"),
    pytest.param("أبو", "single name", {"أبو"}, {"أبا"}, id="a kunya alone keeps its case"),
    pytest.param("بن", "person", {"بن", "ابن"}, set(), id="the spellings of a son"),
    pytest.param("طالبان", "single name", {"طالبان"}, {"طالب"}, id="a name by itself keeps to itself"),
    pytest.param("تفجير", "phrase", {"تفجير", "تفجيرا", "التفجير"}, {"انفجار"}, id="a word of a phrase"),
    pytest.param("على", "phrase", {"على"}, {"العلى"}, id="a function word of a phrase"),
    pytest.param("عبدالله", "joined", {"عبدالله"}, set(), id="joined: as written"),
]


@pytest.mark.parametrize(("seen", "mode", "among", "never"), FORMS)
def test_forms(seen: str, mode: Mode, among: set[str], never: set[str]) -> None:
    forms = {one.seen for one in forms_of(Lexeme(seen, mode), vocabulary())}
    assert among <= forms
    assert not never & forms
    assert next(iter(forms_of(Lexeme(seen, mode), vocabulary()))).code == ""


def built(*lexemes: Lexeme) -> Lexicon:
    return Lexicon.build(lexemes, vocabulary())


def test_lexemes_keep_their_order_as_numbers() -> None:
    lexicon = built(Lexeme("قندهار", "name"), Lexeme("داعش", "name"), Lexeme("قندهار", "written"))
    assert [one.seen for one in lexicon.lexemes] == ["قندهار", "داعش", "قندهار"]
    assert {one.lexeme for one in lexicon.forms["قندهار"]} == {0, 2}


def test_forms_are_found_by_their_safe_key_and_loosely_by_the_coarser() -> None:
    lexicon = built(Lexeme("أسامة", "written"), Lexeme("مصطفى", "written"))
    assert [one.lexeme for one in lexicon.forms["اسامه"]] == [0]
    assert "أسامة" not in lexicon.forms
    assert [one.lexeme for one in lexicon.loose["مصطفي"]] == [1]
    assert "اسامه" not in lexicon.loose


FUZZY = [
    pytest.param(Lexeme("قندهار", "single name", fuzzy=True), True, id="long"),
    pytest.param(Lexeme("قندهار", "single name"), False, id="not asked for"),
    pytest.param(Lexeme("كييف", "single name", fuzzy=True), False, id="too short alone"),
    pytest.param(Lexeme("علي", "name", fuzzy=True), True, id="short beside the rest of its name"),
    pytest.param(Lexeme("عل", "name", fuzzy=True), False, id="too short"),
    pytest.param(Lexeme("ا" * 33, "name", fuzzy=True), False, id="too long"),
]


@pytest.mark.parametrize(("lexeme", "fuzzy"), FUZZY)
def test_which_words_are_misspelt(lexeme: Lexeme, fuzzy: bool) -> None:
    assert bool(built(lexeme).fuzzy) is fuzzy


PIECES = [
    pytest.param(Lexeme("أفغانستان", "name"), "افغان", "ستان", True, id="a long word"),
    pytest.param(Lexeme("فتح", "name"), "ف", "تح", False, id="a short word"),
    pytest.param(Lexeme("عبدالرحمن", "joined"), "عبد", "الرحمن", False, id="joined from two"),
    pytest.param(Lexeme("Afghanistan", "name"), "afghan", "istan", False, id="Latin"),
]


@pytest.mark.parametrize(("lexeme", "half", "tail", "held"), PIECES)
def test_pieces_of_words(lexeme: Lexeme, half: str, tail: str, held: bool) -> None:
    lexicon = built(lexeme)
    assert (half in lexicon.halves, tail in lexicon.tails) == (held, held)
    assert lexicon.longest >= len(lexeme.seen) or not lexicon.forms


def test_what_may_be_misspelt_is_told_by_number() -> None:
    lexicon = built(
        Lexeme("أفغانستان", "name", fuzzy=True),
        Lexeme("أفغانستان", "person", fuzzy=True),
        Lexeme("مصطفى", "name"),
        Lexeme("داعش", "single name", fuzzy=True),
    )
    assert lexicon.fuzzy == {"افغانستان": (0, 1)}


def test_lexemes_may_have_numbers_of_their_own() -> None:
    lexicon = Lexicon.build((Lexeme("قندهار", "name", fuzzy=True),), vocabulary(), (7,))
    assert lexicon.fuzzy == {"قندهار": (7,)}
    assert {one.lexeme for held in lexicon.forms.values() for one in held} == {7}


def test_nothing_is_watched() -> None:
    lexicon = built()
    assert (lexicon.forms, lexicon.longest, lexicon.fuzzy) == ({}, 0, {})
