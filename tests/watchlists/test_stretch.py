"""The words around a place of a batch are those of its sentence, with the readings that a whole sentence has."""

from __future__ import annotations

import pytest

from tests.watchlists.watched import Watched
from watchlists.batch import Batch, Text
from watchlists.lexicon import Lexeme
from watchlists.stretch import Stretch

WATCHED = Watched(Lexeme("داعش", "name", fuzzy=True), Lexeme("خراسان", "name", fuzzy=True))
TEXTS = (
    "قال مصدر. إن لداعش في خراسان فرعا؟ نعم",
    "",
    "داعش",
    "في 3.5 كيلومتر من خراسان، هجوم لداعش\nوآخر",
    "«دَاعِش» ــ خُراســان… قال",
)


def stretch(number: int, word: str, around: int) -> tuple[Stretch, str]:
    """The words at most so many away from the first of these letters, and the text."""
    batch = Batch.of(TEXTS, WATCHED.memory)
    place = next(at for at in range(*batch.bounds[number : number + 2]) if batch.seen(at) == word)
    return Stretch(batch, number, *Text(batch, number).window(place, around)), TEXTS[number]


SEEN = [
    pytest.param(0, "لداعش", 9, "إن لداعش في خراسان فرعا", id="a sentence"),
    pytest.param(0, "لداعش", 1, "إن لداعش في", id="so many words"),
    pytest.param(0, "قال", 4, "قال مصدر", id="the first sentence"),
    pytest.param(0, "نعم", 4, "نعم", id="the last"),
    pytest.param(2, "داعش", 4, "داعش", id="a word is all"),
    pytest.param(3, "خراسان", 5, "في 3 5 كيلومتر من خراسان هجوم لداعش", id="a dot that ends nothing, a line that does"),
    pytest.param(4, "خراسان", 2, "داعش خراسان", id="marks and tatweel"),
]


@pytest.mark.parametrize(("number", "word", "around", "expected"), SEEN)
def test_a_stretch_ends_with_its_sentence(number: int, word: str, around: int, expected: str) -> None:
    held, _ = stretch(number, word, around)
    assert " ".join(one.seen for one in held.words) == expected


@pytest.mark.parametrize(("number", "word"), [(0, "خراسان"), (3, "لداعش"), (4, "داعش")])
def test_a_stretch_quotes_the_text_and_reads_as_the_whole_sentence_does(number: int, word: str) -> None:
    held, text = stretch(number, word, 9)
    first, last = held.tokens[0].start, held.tokens[len(held.tokens) - 1].end
    whole = WATCHED.read(text[first:last])
    assert [text[one.start : one.end] for one in held.tokens] == [one.text for one in whole.tokens]
    for at in range(len(held.words) + 1):
        assert list(held.starting(at)) == list(whole.starting(at))
        assert list(held.ending(at)) == list(whole.ending(at))
    assert [held.between(at) for at in range(len(held.tokens) - 1)] == [
        whole.between(at) for at in range(len(whole.tokens) - 1)
    ]
