"""The quick alphabet says of every text what `normalize` and `sentences` say of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlists.alphabet import RARE, alphabet
from watchlists.normalize import is_glue, letters, tokens
from watchlists.sentences import MARKS

ZWNJ, ZWSP, TATWEEL = "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH SPACE}", "\N{ARABIC TATWEEL}"

# Every kind of character that texts are made of, each often enough to stand beside every other.
KINDS = (
    st.sampled_from("اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةءؤئ"),
    st.sampled_from("پچژگکیےہھۀۃڤٱ"),
    st.sampled_from("abzAZéİßЖ東"),
    st.sampled_from("09٠٩۰۹²½"),
    st.sampled_from(" \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u2003\u2028\u2029"),
    st.sampled_from(".!?؟…۔،؛:-–—_/|'\"«»()[]"),
    st.sampled_from((ZWNJ, ZWSP, TATWEEL, "\u200d", "\u200f", "\u202e", "\u2066", "\ufeff", "\u00ad", "\ufe0f")),
    st.sampled_from("\u064b\u064e\u0651\u0652\u0670\u0610\u06d6\u08f0\u0301\u20dd"),
    st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
    st.characters(categories=["Cs", "Cc", "Cf", "Mn"]),
    st.characters(),
)
TEXTS = st.lists(st.one_of(KINDS), max_size=30).map("".join)


def spans(text: str) -> list[tuple[int, int]]:
    """Where each run of the text stands."""
    known = alphabet()
    encoded = known.encode(text)
    return [(start, known.end(encoded, start)) for start in known.words(encoded).starts.tolist()]


def runs(text: str) -> list[bytes]:
    """The runs of the text."""
    return alphabet().words(alphabet().encode(text)).runs()


@given(TEXTS)
def test_one_byte_stands_for_one_character(text: str) -> None:
    assert len(alphabet().encode(text)) == len(text)


@given(TEXTS)
def test_each_run_has_its_start_and_its_end(text: str) -> None:
    held = spans(text)
    assert len(held) == len(runs(text))
    assert held == sorted(held)
    assert all(before[1] <= after[0] for before, after in pairwise(held))
    assert all(start < end <= len(text) for start, end in held)


@given(TEXTS)
def test_every_word_stands_within_one_run(text: str) -> None:
    inside = [token for start, end in spans(text) for token in tokens(text, start, end)]
    assert inside == list(tokens(text))


@given(TEXTS)
def test_a_run_begins_with_its_first_word_or_with_glue(text: str) -> None:
    for start, end in spans(text):
        first = next(tokens(text, start, end), None)
        assert is_glue(text[start]) if first is None or first.start > start else first.start == start


@given(TEXTS)
def test_a_run_without_rare_letters_reads_as_its_words_do(text: str) -> None:
    known = alphabet()
    for run, span in zip(runs(text), spans(text), strict=True):
        if RARE not in run:
            there = [letters(token.text) for token in tokens(text, *span)]
            assert [letters(token.text) for token in tokens(known.word(run))] == there


@given(TEXTS)
def test_a_run_of_one_word_is_what_a_reader_sees_of_it(text: str) -> None:
    known = alphabet()
    for run, (start, end) in zip(runs(text), spans(text), strict=True):
        held = [letters(token.text) for token in tokens(text, start, end)]
        if RARE not in run and len(held) == 1 and not any(map(is_glue, text[start:end])):
            assert known.word(run) == held[0]


@given(TEXTS)
def test_the_ends_are_all_marks_that_may_end_a_sentence(text: str) -> None:
    known = alphabet()
    assert known.ends(known.encode(text)).tolist() == [at for at, char in enumerate(text) if char in MARKS]


@given(TEXTS, st.integers(0, 30))
def test_a_text_cut_at_a_space_has_the_runs_of_both_parts(text: str, at: int) -> None:
    assert runs(f"{text[:at]} {text[at:]}") == runs(text[:at]) + runs(text[at:])


@given(st.lists(st.one_of(TEXTS, st.sampled_from(("داعش", "دَاعِش", "داعش2", "شعاد"))), max_size=8).map(" ".join))
def test_values_are_the_same_for_the_same_letters_and_others_for_others(text: str) -> None:
    words = alphabet().words(alphabet().encode(text))
    assert len(words) == len(words.values) == len(words.lengths)
    assert words.lengths.tolist() == [len(run) for run in words.runs()]
    assert [words.run(at) for at in range(len(words))] == words.runs()
    assert len(set(words.values.tolist())) == len(set(words.runs()))
    assert len(dict(zip(words.runs(), words.values.tolist(), strict=True))) == len(set(words.values.tolist()))


@given(TEXTS)
def test_the_rare_runs_are_those_with_a_letter_outside(text: str) -> None:
    words = alphabet().words(alphabet().encode(text))
    assert words.rare().tolist() == [at for at, run in enumerate(words.runs()) if RARE in run]


LONG_TEXTS = [
    pytest.param("قال داعش، " * 30_000, id="words"),
    pytest.param("د\u064e\u0627عش " * 50_000, id="marked words"),
    pytest.param(f"{'ا' * 300_000} داعش", id="a long word before another"),
    pytest.param(f"قال {'ا' * 300_000} داعش", id="a long word between others"),
    pytest.param(f"قال {'-' * 300_000} داعش", id="a long line"),
    pytest.param("ﺩﺍﻋﺶ " * 55_000, id="rare words"),
    pytest.param("د" + "\u064e" * 300_000 + "اعش", id="a short word under many marks"),
    pytest.param("ا" * 300_000 + "داعش", id="a long word that ends in a name"),
]


@pytest.mark.parametrize("text", LONG_TEXTS)
def test_a_long_text_is_read_in_pieces_as_its_words_are(text: str) -> None:
    known = alphabet()
    words, held = known.words(known.encode(text)), list(tokens(text))
    assert words.starts.tolist() == [token.start for token in held]
    alone = {word: known.words(known.encode(word)) for word in {token.text for token in held}}
    assert words.runs() == [alone[token.text].run(0) for token in held]
    short = [at for at, token in enumerate(held) if len(words.run(at)) <= 64]
    assert words.values[short].tolist() == [int(alone[held[at].text].values[0]) for at in short]


RUNS = [
    pytest.param("قال داعش، أمس", ["قال", "داعش", "أمس"], id="words"),
    pytest.param("دَاعِشُ", ["داعش"], id="marks"),
    pytest.param(f"دا{TATWEEL}عش {TATWEEL} قال", ["داعش", "قال"], id="tatweel in a word and alone"),
    pytest.param("\u202eداعش\u202c", ["داعش"], id="controls"),
    pytest.param("کابل و پاریس", ["كابل", "و", "باريس"], id="Persian letters"),
    pytest.param("ISIS-K", ["isis", "k"], id="Latin"),
    pytest.param("٢٠٢٤ ۲۰۲۴ 2024", ["2024"] * 3, id="digits"),
    pytest.param("21هجوما", ["21هجوما"], id="digits before letters are one run"),
    pytest.param("لISIS", ["لisis"], id="two scripts are one run"),
    pytest.param(f"حزب{ZWNJ}الله", [f"حزب{ZWNJ}الله"], id="glue stays where it stood"),
    pytest.param("داعش_خراسان", ["داعش", "خراسان"], id="hashtag"),
    pytest.param("قال\0داعش", ["قال", "داعش"], id="NUL parts"),
    pytest.param("قال\u2028داعش\x85ثم", ["قال", "داعش", "ثم"], id="line separators"),
    pytest.param(" \t\n، \u064e", [], id="no word"),
    pytest.param("", [], id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), RUNS)
def test_runs(text: str, expected: list[str]) -> None:
    known = alphabet()
    assert [known.word(run) for run in runs(text)] == expected


RARELY = [
    pytest.param("ﺩﺍﻋﺶ", id="presentation forms"),
    pytest.param("ﷲ", id="ligature"),
    pytest.param("café", id="accent"),
    pytest.param("москва", id="another script"),
    pytest.param("\U0001d400", id="a letter beyond the first plane"),
]


@pytest.mark.parametrize("word", RARELY)
def test_letters_outside_the_alphabet_do_not_say_which_word_it_is(word: str) -> None:
    (run,) = runs(word)
    assert RARE in run
    assert spans(f" {word}.") == [(1, 1 + len(word))]


@pytest.mark.parametrize("char", ["\ud800", "\U0001f4a3", "\u20dd", "\ufe0f", "\0"])
def test_what_is_no_letter_never_makes_a_word_rare(char: str) -> None:
    known = alphabet()
    assert {known.word(run) for run in runs(f"قال {char} داعش{char}")} == {"قال", "داعش"}
