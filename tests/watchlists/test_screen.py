"""The first look at new words never says no to one that may be watched, and seldom yes to one that is not."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watchlists import load, shipped
from watchlists.alphabet import RARE, alphabet
from watchlists.guards import vocabulary
from watchlists.lexicon import Lexeme, Lexicon, Mode
from watchlists.normalize import is_arabic, letters, tokens
from watchlists.resolve import Resolver
from watchlists.screen import Filter, Screen

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى"
PARTICLES = ("", "و", "ف", "ل", "ب", "ك", "ال", "وال", "بال", "لل", "ولل", "وبال", "فل", "ولال")
FOLDED = {
    "أ": "اإآ",
    "إ": "اأ",
    "آ": "اأ",
    "ا": "أإ",
    "ة": "ه",
    "ه": "ة",
    "ى": "ي",
    "ي": "ى",
    "ؤ": "وء",
    "ئ": "يء",
    "ء": "ؤ",
}
SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)


@cache
def lexicon() -> Lexicon:
    """The words of the shipped names and phrases, each as a word of a name, a phrase or a person."""
    modes: tuple[Mode, ...] = ("name", "phrase", "person", "single name", "noun")
    lists = load((shipped(),))
    entries = (*(one.spellings for one in lists.entities.values()), *(one.phrases for one in lists.events.values()))
    words = (letters(token.text) for held in entries for alias in held for token in tokens(alias.text))
    held = enumerate(dict.fromkeys(words))
    lexemes = [Lexeme(word, modes[at % len(modes)], fuzzy=is_arabic(word)) for at, word in held]
    return Lexicon.build(lexemes, vocabulary())


@cache
def both() -> tuple[Screen, Resolver]:
    return Screen(lexicon().keys, lexicon().fuzzy, alphabet()), Resolver(lexicon(), vocabulary())


def run(seen: str) -> bytes:
    return alphabet().encode(seen)


def is_watched(resolver: Resolver, seen: str) -> bool:
    """Whether a word is of any interest."""
    word = resolver.read(seen)
    return bool(word.readings) or word.half or word.tail


def passed(screen: Screen, seen: Sequence[str]) -> list[bool]:
    told: list[bool] = screen.passes([run(one) for one in seen]).tolist()
    return told


def missed(screen: Screen, resolver: Resolver, words: Iterable[str]) -> list[str]:
    """The words that may be watched and that the screen says no to."""
    known = [one for one in dict.fromkeys(words) if one and RARE not in run(one)]
    return [one for one, yes in zip(known, passed(screen, known), strict=True) if not yes and is_watched(resolver, one)]


def spoilt(word: str, chance: random.Random) -> str:
    """The word with one letter gone, doubled, changed, put in, swapped with the next, or spelt otherwise."""
    at = chance.randrange(len(word))
    left, here, right = word[:at], word[at], word[at + 1 :]
    letter = chance.choice(LETTERS)
    ways = (
        left + right, left + here * 2 + right, left + letter + right, left + here + letter + right,
        left + right[:1] + here + right[1:], left + chance.choice(FOLDED.get(here, here)) + right, letter + word,
    )  # fmt: skip
    return chance.choice(ways)


def spoilt_more(word: str, chance: random.Random) -> str:
    """The word spoilt up to three times, behind particles or not."""
    for _ in range(chance.randrange(4)):
        word = spoilt(word, chance) or word
    return chance.choice(PARTICLES) + word


def test_every_watched_form_passes() -> None:
    screen, resolver = both()
    forms = [*lexicon().forms, *lexicon().loose, *lexicon().halves, *lexicon().tails, *lexicon().fuzzy]
    assert missed(screen, resolver, [front + one for one in forms for front in PARTICLES[:6]]) == []


@SETTINGS
@given(st.randoms(use_true_random=False))
def test_whatever_may_be_watched_passes(chance: random.Random) -> None:
    screen, resolver = both()
    words = [one.seen for one in chance.sample(lexicon().lexemes, 150)]
    assert missed(screen, resolver, [spoilt_more(one, chance) for one in words]) == []


def one_edit(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        left, right = word[:at], word[at:]
        yield left + right[1:]
        yield left + right[1:2] + right[:1] + right[2:]
        for letter in LETTERS:
            yield left + letter + right
            yield left + letter + right[1:]


@pytest.mark.parametrize("name", ["قندهار", "الظواهري", "بوكو", "أفغانستان", "مسؤولية", "للي", "اااا", "وول", "لبنان"])
@pytest.mark.parametrize("front", ["", "و", "ل", "لل", "وبال"])
def test_every_edit_of_a_name_passes(name: str, front: str) -> None:
    small = Lexicon.build([Lexeme(name, "name", fuzzy=True), Lexeme("طرابلس", "name", fuzzy=True)], vocabulary())
    screen, resolver = Screen(small.keys, small.fuzzy, alphabet()), Resolver(small, vocabulary())
    assert missed(screen, resolver, [front + one for one in one_edit(name)]) == []


def test_what_is_added_passes_and_what_was_there_still_does() -> None:
    built = [Lexicon.build([Lexeme(name, "name", fuzzy=True)], vocabulary()) for name in ("قندهار", "الظواهري")]
    screen = Screen(built[0].keys, built[0].fuzzy, alphabet())
    assert passed(screen, ["الظواهري", "والظواهرى", "الضواهري"]) == [False] * 3
    screen.add(built[1].keys, built[1].fuzzy)
    assert passed(screen, ["الظواهري", "والظواهرى", "الضواهري"]) == [True] * 3
    assert passed(screen, ["قندهار", "لقنذهار"]) == [True] * 2


def test_few_unrelated_words_pass() -> None:
    small = Lexicon.build(
        [Lexeme(one, "name", fuzzy=True) for one in ("قندهار", "الظواهري", "أفغانستان", "مقديشو", "الموصل")],
        vocabulary(),
    )
    screen, resolver = Screen(small.keys, small.fuzzy, alphabet()), Resolver(small, vocabulary())
    chance = random.Random(7)
    made = {"".join(chance.choices(LETTERS, k=chance.randrange(4, 10))) for _ in range(20_000)}
    words = [one for one in made if not is_watched(resolver, one)]
    assert sum(passed(screen, words)) < len(words) // 50


def test_ordinary_words_mostly_do_not_pass_the_shipped_lists() -> None:
    screen, resolver = both()
    words = [one for one in vocabulary().counts if RARE not in run(one) and len(one) > 3]
    unwatched = [one for one in words if not is_watched(resolver, one)]
    assert len(unwatched) > len(words) // 2
    assert sum(passed(screen, unwatched)) < len(unwatched) // 4


def test_a_letter_alone_and_runs_of_several_words_pass() -> None:
    screen, _ = both()
    assert passed(screen, ["و", "21هجوما", "لisis", "دا\N{ZERO WIDTH NON-JOINER}عش"]) == [True] * 4


@pytest.mark.parametrize("count", [1, 2, 5, 500, 20_000])
def test_a_watched_word_passes_among_however_many(count: int) -> None:
    screen, resolver = both()
    words = [one for one in vocabulary().counts if RARE not in run(one)][:count]
    assert any(passed(screen, words))
    assert missed(screen, resolver, words) == []


@given(st.lists(st.integers(1, 2**64 - 1), max_size=200), st.lists(st.integers(1, 2**64 - 1), max_size=50))
def test_a_filter_holds_what_it_was_given(first: list[int], more: list[int]) -> None:
    one = Filter(np.array(first, np.uint64))
    one.add(np.array(more, np.uint64))
    assert one.holds(np.array(first + more, np.uint64)).all()


def test_a_filter_seldom_holds_anything_else() -> None:
    chance = np.random.default_rng(3)
    values = chance.integers(1, 2**63, 20_000).astype(np.uint64)
    others = np.setdiff1d(chance.integers(1, 2**63, 20_000).astype(np.uint64), values)
    assert Filter(values).holds(others).mean() < 0.01
