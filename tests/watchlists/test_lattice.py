"""One sentence with the readings of its words, and of words written in pieces."""

from __future__ import annotations

import pytest

from tests.watchlists.watched import Watched
from watchlists.lattice import Lazy, Sentence, read, retold, sifted
from watchlists.lexicon import Lexeme
from watchlists.normalize import tokens

ZWNJ, ZWSP = "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH SPACE}"
WATCHED = Watched(
    Lexeme("أفغانستان", "name"), Lexeme("داعش", "name"), Lexeme("عبدالله", "joined"), Lexeme("خراسان", "name")
)
AFGHANISTAN, ISIS, ABDALLAH, KHORASAN = range(4)


def edges(sentence: Sentence) -> list[tuple[int, int, int]]:
    """Every reading: from which word, to which, as what."""
    found = (edge for at in range(len(sentence.words)) for edge in sentence.starting(at))
    return [(edge.start, edge.end, edge.reading.lexeme) for edge in found]


READ = [
    pytest.param("قال داعش", [(1, 2, ISIS)], id="a word"),
    pytest.param("داعش وداعش", [(0, 1, ISIS), (1, 2, ISIS)], id="twice"),
    pytest.param("في أفغان ستان", [(1, 3, AFGHANISTAN)], id="two pieces"),
    pytest.param("في أفغان  \n ستان", [(1, 3, AFGHANISTAN)], id="two pieces with much white space"),
    pytest.param("أفغان-ستان", [], id="a hyphen parts"),
    pytest.param("أفغان، ستان", [], id="a comma parts"),
    pytest.param("و داعش", [(1, 2, ISIS)], id="a particle apart is a word of its own"),
    pytest.param("عبد الله", [], id="joined ones stand in no pieces"),
    pytest.param("عبدالله", [(0, 1, ABDALLAH)], id="joined"),
    pytest.param(f"أفغان{ZWNJ}ستان", [(0, 2, AFGHANISTAN)], id="non-joiner"),
    pytest.param(f"أف{ZWSP}غان{ZWNJ}ستان", [(0, 3, AFGHANISTAN)], id="glue of both kinds"),
    pytest.param(f"دا{ZWNJ}{ZWSP}عش", [(0, 2, ISIS)], id="glue twice"),
    pytest.param(f"{ZWNJ}داعش{ZWNJ} قال", [(0, 1, ISIS)], id="glue at the ends"),
    pytest.param(f"داعش{ZWNJ}خراسان", [(0, 1, ISIS), (1, 2, KHORASAN)], id="glue between two names"),
    pytest.param(ZWNJ.join("أفغانستان"), [(0, 9, AFGHANISTAN)], id="a letter each"),
    pytest.param(ZWNJ.join("ابتثج") + ZWNJ + ZWNJ.join("أفغانستان"), [], id="too many pieces"),
    pytest.param("", [], id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_read(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert sorted(edges(WATCHED.read(text))) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), READ)
def test_ending_holds_the_same_readings_as_starting(text: str, expected: list[tuple[int, int, int]]) -> None:
    sentence = WATCHED.read(text)
    found = (edge for at in range(len(sentence.words) + 1) for edge in sentence.ending(at))
    assert sorted((edge.start, edge.end, edge.reading.lexeme) for edge in found) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), READ)
def test_of_holds_the_readings_of_one_lexeme(text: str, expected: list[tuple[int, int, int]]) -> None:
    sentence = WATCHED.read(text)
    for lexeme in range(4):
        found = [(edge.start, edge.end, edge.reading.lexeme) for edge in sentence.of(lexeme)]
        assert sorted(found) == sorted(one for one in expected if one[2] == lexeme)


def test_nothing_starts_behind_the_last_word_or_ends_before_the_first() -> None:
    sentence = WATCHED.read("داعش")
    assert [list(sentence.starting(at)) for at in (1, 2)] == [[], []]
    assert list(sentence.ending(0)) == []


HOLDS = [
    pytest.param(0, 1, 1, False, id="not within reach"),
    pytest.param(0, 1, 2, True, id="at the end of the reach"),
    pytest.param(2, 1, 9, False, id="not itself"),
    pytest.param(3, -1, 1, True, id="before"),
    pytest.param(4, -1, 1, False, id="before, not within reach"),
    pytest.param(4, 1, 9, False, id="behind the last word"),
    pytest.param(0, -1, 9, False, id="before the first word"),
]


@pytest.mark.parametrize(("at", "side", "reach", "expected"), HOLDS)
def test_holds(at: int, side: int, reach: int, expected: bool) -> None:
    assert WATCHED.read("قال مصدر لداعش أمس إنه").holds(ISIS, at, side, reach) is expected


def test_a_word_in_pieces_is_held_anywhere() -> None:
    assert WATCHED.read("قال مصدر أمس في أفغان ستان").holds(AFGHANISTAN, 0, 1, 1)


BETWEEN = [
    pytest.param("داعش خراسان", "", id="white space"),
    pytest.param("داعش - خراسان", "-", id="hyphen"),
    pytest.param("داعش » ، «خراسان", "»،«", id="several"),
    pytest.param(f"داعش{ZWNJ}خراسان", ZWNJ, id="glue"),
    pytest.param("داعش\n\t\N{NO-BREAK SPACE}خراسان", "", id="white space of other kinds"),
]


@pytest.mark.parametrize(("text", "expected"), BETWEEN)
def test_between(text: str, expected: str) -> None:
    assert WATCHED.read(text).between(0) == expected


TEXTS = ["قال مصدر لداعش أمس", "أفغان ستان وداعش و داعش", "داعش", "لا شيء هنا", "في أفغانستان، قال داعش"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_sifted_sentence_is_that_which_is_read(text: str) -> None:
    slow, held = WATCHED.read(text), list(tokens(text))
    known = [word if word.readings or word.half or word.tail else None for word in slow.words]
    split = range(len(held) - 1)
    quick = sifted(text, (0, len(text)), [token.start for token in held], known, split, WATCHED.resolver)
    assert edges(quick) == edges(slow)
    assert (list(quick.tokens), [one.seen for one in quick.words]) == (
        list(slow.tokens),
        [one.seen for one in slow.words],
    )
    assert [quick.between(at) for at in split] == [slow.between(at) for at in split]


@pytest.mark.parametrize("text", TEXTS)
def test_a_retold_sentence_lacks_no_more_than_words_in_pieces(text: str) -> None:
    assert edges(retold(text, 0, len(text), WATCHED.memory)) == [
        one for one in edges(WATCHED.read(text)) if one[1] == one[0] + 1
    ]


def test_a_sentence_inside_a_text_has_the_offsets_of_the_text() -> None:
    text = "داعش. قال داعش. داعش"
    sentence = read(text, 6, 15, WATCHED.memory, WATCHED.resolver)
    assert [(token.text, token.start) for token in sentence.tokens] == [("قال", 6), ("داعش", 10)]
    assert edges(sentence) == [(1, 2, ISIS)]


def test_lazy_values_are_made_once_and_only_when_asked_for() -> None:
    made: list[int] = []

    def make(at: int) -> int:
        made.append(at)
        return at * at

    lazy = Lazy(5, make)
    assert (len(lazy), made) == (5, [])
    assert (lazy[2], lazy[2], lazy[3:]) == (4, 4, [9, 16])
    assert made == [2, 3, 4]
    assert lazy[-1] == 16
    with pytest.raises(IndexError):
        lazy[5]
