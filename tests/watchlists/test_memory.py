"""Each word is read once while it is remembered, room is bounded, and what is known of a word never depends on that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlists.alphabet import alphabet
from watchlists.guards import vocabulary
from watchlists.lexicon import Lexeme, Lexicon
from watchlists.marks import ALONE, GUESSED, MIXED, Marks
from watchlists.memory import LONG, Generation, Memory
from watchlists.normalize import letters
from watchlists.resolve import Resolver, Word
from watchlists.screen import Screen

NAMES = ("قندهار", "الظواهري", "داعش", "أفغانستان")
LEXICON = Lexicon.build([Lexeme(name, "name", fuzzy=True) for name in NAMES], vocabulary())
RESOLVER = Resolver(LEXICON, vocabulary())
# Made-up words near the names: of each the screen has to say that it is worth reading.
NEAR = tuple(f"{a}قندهار{b}" for a, b in product(("", "و", "ل", "ب", "وب"), "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"))
FAR = tuple(map("".join, product("طظضص", "ثذ", "غخ", "زظ", "شض")))


class Reader:
    """Reads words, and counts how often each was read."""

    def __init__(self, room: int = 1_000_000) -> None:
        self.read = Counter[str]()
        screen = Screen.of(LEXICON, lambda _: Marks(ALONE | GUESSED, 1))
        self.memory = Memory(self._word, self._marks, screen, room)

    def _word(self, seen: str) -> Word:
        self.read[seen] += 1
        return RESOLVER.read(seen)

    def _marks(self, word: Word) -> Marks:
        return Marks(ALONE if word.readings else 0, len(word.readings))

    def numbers(self, *words: str) -> tuple[Generation, list[int]]:
        """The numbers of words, and who knows them."""
        text = " ".join(words)
        held = alphabet().words(alphabet().encode(text))
        known, numbers = self.memory.numbers(held, lambda at: words[at])
        return known, numbers.tolist()

    def known(self, *words: str) -> list[Word | None]:
        """What is known of words by their numbers."""
        known, numbers = self.numbers(*words)
        return [self.memory.known(known, number) for number in numbers]


def expected(word: str) -> Word | None:
    """A word, or None for one of no interest."""
    held = RESOLVER.read(letters(word))
    return held if held.readings or held.half or held.tail else None


WORDS = [
    pytest.param("قندهار", id="a name"),
    pytest.param("لقنذهار", id="a name misspelt behind a particle"),
    pytest.param("ﻗﻨﺪﻫﺎﺭ", id="presentation forms"),
    pytest.param("قَندهارُ", id="marks"),
    pytest.param("مدرسة", id="no name"),
    pytest.param("و", id="half a word"),
    pytest.param("خطة", id="a short word"),
]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("beside", [0, 100], ids=["alone", "among many new words"])
def test_a_word_is_known_as_it_is_read(word: str, beside: int) -> None:
    reader = Reader()
    assert reader.known(*FAR[:beside], word)[-1] == expected(word)
    assert reader.memory.word(word) == RESOLVER.read(letters(word))


def test_equal_words_have_one_number_and_others_another() -> None:
    _, numbers = Reader().numbers("قندهار", "قَندهار", "داعش", "قندهار", "مدرسة", "كتاب")
    assert numbers[0] == numbers[1] == numbers[3]
    assert len(set(numbers)) == 4


def test_a_word_is_read_once() -> None:
    reader = Reader()
    reader.numbers(*NEAR, *NEAR)
    reader.numbers(*NEAR)
    for word in NEAR:
        reader.memory.word(word)
        reader.memory.word(word)
    assert set(reader.read) >= set(NEAR)
    assert max(reader.read.values()) <= 2  # once for the sieve, once word by word


def test_words_that_may_not_be_watched_are_not_read() -> None:
    reader = Reader()
    reader.numbers(*FAR, *NEAR)
    assert len(set(reader.read) & set(FAR)) < len(FAR) // 20


def test_marks_stand_under_the_number_once_a_word_is_read() -> None:
    reader = Reader()
    known, (name, other, mixed) = reader.numbers("قندهار", "مدرسة", "21قندهار")
    assert known.flags[[name, mixed]].tolist() == [ALONE | GUESSED, MIXED | ALONE | GUESSED]
    for number in (name, other, mixed):
        reader.memory.known(known, number)
    assert (known.flags[name], known.here[name]) == (ALONE, 1)
    assert (known.flags[other], known.here[other]) == (0, 0)
    assert known.flags[mixed] == ALONE | MIXED
    assert known.here[mixed] == 1


def test_a_word_is_read_when_it_is_asked_for_and_not_before() -> None:
    reader = Reader()
    known, (number,) = reader.numbers("لقنذهار")
    assert not reader.read
    assert reader.memory.known(known, number) == reader.memory.known(known, number) == expected("لقنذهار")
    assert reader.read == {"لقنذهار": 1}


LONG_WORDS = [
    pytest.param("ا" * 65, id="letters"),
    pytest.param("ﺍ" * 65, id="letters outside the alphabet"),
    pytest.param("ا" * 1_000_000, id="a million letters"),
]


@pytest.mark.parametrize("word", LONG_WORDS)
def test_a_long_word_is_not_remembered(word: str) -> None:
    reader = Reader()
    known, before = reader.numbers("قندهار")
    size = len(known)
    known, numbers = reader.numbers("قندهار", word, "داعش")
    assert numbers[:2] == [*before, LONG]
    assert known.flags[LONG] == ALONE | MIXED
    assert len(known) == size + 1


def test_room_is_bounded() -> None:
    reader, most = Reader(room=500), 0
    for at in range(0, 6_000, 100):
        known, _ = reader.numbers(*(f"ط{number}" for number in range(at, at + 100)))
        most = max(most, len(known))
    assert most <= 500 + 100 + LONG + 1


def test_a_full_generation_gives_way_and_still_knows_its_own_words() -> None:
    reader = Reader(room=50)
    old, (first, *_) = reader.numbers("قندهار", *NEAR[:60])
    young, _ = reader.numbers(*NEAR[60:80])
    assert young is not old
    assert reader.memory.known(old, first) == expected("قندهار")
    assert len(young) < len(old)


def test_words_in_use_are_taken_over_without_reading_them_anew() -> None:
    reader = Reader(room=50)
    reader.known("داعش", *NEAR[:60])
    reader.read.clear()
    assert reader.known("داعش", *NEAR[:60]) == [expected(one) for one in ("داعش", *NEAR[:60])]
    assert not reader.read


def test_words_of_the_time_before_last_are_read_anew() -> None:
    reader = Reader(room=50)
    for words in (NEAR[:60], NEAR[60:120], NEAR[120:]):
        reader.numbers(*words, *FAR)
    reader.read.clear()
    assert reader.known(NEAR[0]) == [expected(NEAR[0])]
    assert reader.read[NEAR[0]] == 1


@settings(deadline=None)
@given(
    st.lists(st.lists(st.sampled_from((*NEAR, *NAMES, *FAR[:9])), min_size=1, max_size=20), max_size=12),
    st.integers(0, 30),
)
def test_what_is_known_never_depends_on_the_room(batches: list[list[str]], room: int) -> None:
    reader = Reader(room)
    for batch in batches:
        assert reader.known(*batch) == [expected(one) for one in batch]


def test_many_threads_at_once_know_the_same() -> None:
    reader = Reader(room=100)
    batches = [(NEAR + FAR)[at : at + 30] for at in range(0, 170, 7)] * 8

    def known(batch: Sequence[str]) -> bool:
        return reader.known(*batch) == [expected(one) for one in batch]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(known, batches))
