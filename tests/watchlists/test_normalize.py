"""Folding words and finding them in a text."""

import pytest

from watchlists.normalize import is_word, key, letters, loose, safe, tokens, words

LETTERS = [
    pytest.param("وَدَاعِشُ", "وداعش", id="vowel marks"),
    pytest.param("دا\N{ARABIC TATWEEL}عش", "داعش", id="tatweel"),
    pytest.param("\N{RIGHT-TO-LEFT MARK}داعش\N{ARABIC LETTER MARK}", "داعش", id="bidi controls"),
    pytest.param("ﺩﺍﻋﺶ", "داعش", id="presentation forms"),
    pytest.param("ﷲ", "الله", id="ligature"),
    pytest.param("داعش\N{ARABIC FATHATAN ISOLATED FORM}", "داعش", id="isolated mark makes no space"),
    pytest.param("\N{ARABIC LETTER KEHEH}ابل", "كابل", id="Persian kaf"),
    pytest.param("عل\N{ARABIC LETTER FARSI YEH}", "علي", id="Persian ya"),
    pytest.param("\N{ARABIC LETTER PEH}اريس", "باريس", id="Persian pe"),
    pytest.param("\N{ARABIC LETTER ALEF WASLA}لله", "الله", id="alef wasla"),
    pytest.param("الرحم\N{ARABIC LETTER SUPERSCRIPT ALEF}ن", "الرحمن", id="superscript alef"),
    pytest.param("٢٠٢٤", "2024", id="Arabic-Indic digits"),
    pytest.param("۲۰۲۴", "2024", id="Persian digits"),
    pytest.param("ISIS", "isis", id="Latin case"),
    pytest.param("Qā\N{COMBINING CEDILLA}ida", "qaida", id="Latin accents"),
    pytest.param("ＩＳＩＳ", "isis", id="full-width Latin"),
    pytest.param("آل", "آل", id="alef forms are letters of their own"),
    pytest.param("", "", id="nothing"),
]


@pytest.mark.parametrize(("word", "seen"), LETTERS)
def test_letters(word: str, seen: str) -> None:
    assert letters(word) == seen


def test_safe_folds_alefs_and_ta_marbuta_and_keeps_the_length() -> None:
    assert safe("أإآاةهىؤئ") == "ااااههىؤئ"
    assert key("أُسامة") == "اسامه"


LOOSE = [
    pytest.param("علي", (), id="nothing to fold"),
    pytest.param("على", ("علي",), id="maqsura"),
    pytest.param("مسؤول", ("مسوول", "مسءول"), id="seat as its letter or as hamza"),
    pytest.param("گاندي", ("غاندي", "كاندي"), id="gaf as ghain or kaf"),
]


@pytest.mark.parametrize(("word", "coarser"), LOOSE)
def test_loose(word: str, coarser: tuple[str, ...]) -> None:
    assert loose(word) == coarser


TOKENS = [
    pytest.param("قال داعش،", ["قال", "داعش"], id="punctuation"),
    pytest.param("#داعش_خراسان", ["داعش", "خراسان"], id="hashtag"),
    pytest.param("لISIS", ["ل", "ISIS"], id="two scripts"),
    pytest.param("21هجوما", ["21", "هجوما"], id="digits before letters"),
    pytest.param("F16 و3.5", ["F16", "و", "3", "5"], id="digits after Latin letters"),
    pytest.param("a \N{ARABIC TATWEEL} b", ["a", "b"], id="tatweel alone is a dash"),
    pytest.param("حزب\N{ZERO WIDTH NON-JOINER}الله", ["حزب", "الله"], id="non-joiner"),
    pytest.param("داعش\N{RIGHT-TO-LEFT MARK} قال", ["داعش", "قال"], id="control at the end is left out"),
    pytest.param("\ud800داعش\udfff", ["داعش"], id="unpaired surrogates"),
    pytest.param("москва 東京", ["москва", "東京"], id="other scripts"),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(text: str, expected: list[str]) -> None:
    found = list(tokens(text))
    assert [one.text for one in found] == expected == words(text)
    assert all(text[one.start : one.end] == one.text for one in found)


def test_every_word_has_letters() -> None:
    chars = [chr(code) for code in range(0x20000) if is_word(chr(code))]
    assert len(chars) > 60_000
    assert [char for char in chars if not letters(char)] == []


def test_a_mark_that_stands_by_itself_is_no_word() -> None:
    assert words("\N{ARABIC LIGATURE SHADDA WITH DAMMATAN ISOLATED FORM} قال") == ["قال"]
    assert letters("داعش\N{ARABIC LIGATURE SHADDA WITH FATHA ISOLATED FORM}") == "داعش"


def test_tokens_of_a_part_count_from_the_whole() -> None:
    assert [(one.text, one.start) for one in tokens("أب جد هو", 3, 5)] == [("جد", 3)]
