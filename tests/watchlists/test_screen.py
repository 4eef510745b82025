"""The first look at new words never guesses less than a word can be, and seldom more."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import cycle

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watchlists import load, shipped
from watchlists.alphabet import RARE, alphabet
from watchlists.guards import vocabulary
from watchlists.guesses import Filter, Guesses
from watchlists.lexicon import Lexeme, Lexicon, Mode
from watchlists.marks import ALONE, ANCHOR, GUESSED, HALF, MIXED, TAIL, Marks
from watchlists.normalize import is_arabic, letters, tokens
from watchlists.resolve import Resolver, Word
from watchlists.screen import Screen, table

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


def most(lexeme: int) -> Marks:
    """Bits that tell lexemes apart, to see which of them are guessed."""
    return Marks(ANCHOR | GUESSED, 1 << lexeme % 64, root=lexeme + 1)


def screening(held: Lexicon) -> tuple[Screen, Resolver]:
    """A screen for the words of a lexicon, and what reads them."""
    return Screen.of(held, most), Resolver(held, vocabulary())


@cache
def both() -> tuple[Screen, Resolver]:
    return screening(lexicon())


def run(seen: str) -> bytes:
    return alphabet().encode(seen)


def looked(screen: Screen, seen: Sequence[str], *, edits: bool = True) -> Guesses:
    """What is guessed of some words."""
    runs = [run(one) for one in seen]
    lasts = np.cumsum([len(one) for one in runs])
    return screen.look(b"".join(runs), np.concatenate((lasts[:1] * 0, lasts[:-1])), lasts, edits=edits)


def passed(screen: Screen, seen: Sequence[str]) -> list[bool]:
    told: list[bool] = (looked(screen, seen).flags > 0).tolist()
    return told


def is_less(word: Word, flags: int, here: int, root: int) -> bool:
    """Whether less is guessed than a word can be."""
    lexemes = {one.lexeme for one in word.readings}
    bits = {1 << lexeme % 64 for lexeme in lexemes}
    pieces = (word.half and not flags & HALF) or (word.tail and not flags & TAIL)
    return bool(pieces) or any(not here & bit for bit in bits) or (root > 0 and bool(lexemes - {root - 1}))


def missed(screen: Screen, resolver: Resolver, words: Iterable[str]) -> list[str]:
    """The words that can be more than is guessed of them."""
    known = [one for one in dict.fromkeys(words) if one and RARE not in run(one)]
    guessed = looked(screen, known)
    rows = zip(known, guessed.flags.tolist(), guessed.here.tolist(), guessed.root.tolist(), strict=True)
    return [one for one, flags, *told in rows if not flags & MIXED and is_less(resolver.read(one), flags, *told)]


def is_watched(resolver: Resolver, seen: str) -> bool:
    """Whether a word is of any interest."""
    word = resolver.read(seen)
    return bool(word.readings) or word.half or word.tail


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


def forms() -> list[str]:
    """Every form in which a watched word is looked for."""
    held = lexicon()
    return [*held.forms, *held.loose, *held.halves, *held.tails, *held.fuzzy]


def test_every_watched_form_passes() -> None:
    """Behind no particle or one: the particles in turn."""
    screen, resolver = both()
    fronts = cycle(PARTICLES[:6])
    assert missed(screen, resolver, [front + one for front, one in zip(fronts, forms(), strict=False)]) == []


@pytest.mark.slow
def test_every_watched_form_passes_behind_every_particle() -> None:
    screen, resolver = both()
    assert missed(screen, resolver, [front + one for one in forms() for front in PARTICLES[:6]]) == []


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
    screen, resolver = screening(small)
    assert missed(screen, resolver, [front + one for one in one_edit(name)]) == []


def built(name: str, number: int) -> Lexicon:
    return Lexicon.build([Lexeme(name, "name", fuzzy=True)], vocabulary(), (number,))


def test_what_is_added_passes_and_what_was_there_still_does() -> None:
    screen = Screen.of(built("قندهار", 0), most)
    assert passed(screen, ["الظواهري", "والظواهرى", "الضواهري"]) == [False] * 3
    more = screen.adding(table((built("الظواهري", 1),), most), most)
    assert passed(more, ["الظواهري", "والظواهرى", "الضواهري"]) == [True] * 3
    assert passed(more, ["قندهار", "لقنذهار"]) == [True] * 2
    assert passed(screen, ["الظواهري"]) == [False]


NAMES = "قندهار الظواهري مقديشو أفغانستان خراسان الموصل لبنان غوتيريس أردوغان بعقوبة الفلوجة كابول".split()


@pytest.mark.parametrize("first", [0, 1, 12])
def test_however_often_words_are_added_all_are_looked_for(first: int) -> None:
    start = Lexicon.build([Lexeme(one, "name", fuzzy=True) for one in NAMES[:first]], vocabulary())
    screen = Screen.of(start, most) if first else Screen()
    for number, name in enumerate(NAMES[first:], first):
        screen = screen.adding(table((built(name, number),), most), most)
        held = looked(screen, [f"ل{one}" for one in NAMES])
        assert (held.here > 0).tolist() == [at <= number for at in range(len(NAMES))]
        assert held.root.tolist()[: number + 1] == list(range(1, number + 2))


def test_a_known_word_may_get_other_marks() -> None:
    screen = Screen.of(built("قندهار", 3), most)

    def marks(lexeme: int) -> Marks:
        return Marks(ALONE | GUESSED, 1 << 9, after=5, root=8)

    more = screen.adding(table((built("قندهار", 3),), marks), marks)
    assert looked(screen, ["قندهار"]).after.tolist() == [0]
    held = looked(more, ["قندهار"])
    assert (held.flags.tolist(), held.here.tolist(), held.after.tolist(), held.root.tolist()) == (
        [ALONE | ANCHOR | GUESSED], [1 << 3 | 1 << 9], [5], [0]
    )  # fmt: skip


def test_without_edits_only_what_is_spelt_so_is_guessed() -> None:
    screen = Screen.of(built("قندهار", 0), most)
    assert (looked(screen, ["قندهار", "وقندهار", "قنذهار", "قندهارر"], edits=False).here > 0).tolist() == [
        True, True, False, False
    ]  # fmt: skip


def test_few_unrelated_words_pass() -> None:
    small = Lexicon.build(
        [Lexeme(one, "name", fuzzy=True) for one in ("قندهار", "الظواهري", "أفغانستان", "مقديشو", "الموصل")],
        vocabulary(),
    )
    screen, resolver = screening(small)
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


MIXED_RUNS = [
    pytest.param("21هجوما", False, id="a number and a word of no interest"),
    pytest.param("21قندهار", True, id="a number and a name"),
    pytest.param("لkandahar", True, id="a particle and a Latin name"),
    pytest.param("وقنذهار7", True, id="a misspelt name and a number"),
    pytest.param("دا\N{ZERO WIDTH NON-JOINER}عش", True, id="glue: anything may stand there"),
    pytest.param("م23a", True, id="numbers and Latin letters: not sure where they part"),
]


@pytest.mark.parametrize(("seen", "watched"), MIXED_RUNS)
def test_of_runs_of_several_words_each_is_looked_at(seen: str, watched: bool) -> None:
    held = [Lexeme("قندهار", "name", fuzzy=True), Lexeme("kandahar", "name")]
    told = looked(Screen.of(Lexicon.build(held, vocabulary()), most), ["ظطظط", seen, "ظطظط"])
    assert [flags & MIXED for flags in told.flags.tolist()] == [0, MIXED, 0]
    assert (told.here > 0).tolist() == [False, watched, False]


def test_a_letter_alone_may_be_half_a_word() -> None:
    assert looked(both()[0], ["و", "a"]).flags.tolist()[0] & HALF


@pytest.mark.parametrize("count", [1, 2, 5, 500, 20_000])
def test_a_watched_word_passes_among_however_many(count: int) -> None:
    screen, resolver = both()
    words = [one for one in vocabulary().counts if RARE not in run(one)][:count]
    assert any(passed(screen, words))
    assert missed(screen, resolver, words) == []


@given(st.lists(st.integers(1, 2**64 - 1), max_size=200), st.lists(st.integers(1, 2**64 - 1), max_size=50))
def test_a_filter_holds_what_it_was_given(values: list[int], more: list[int]) -> None:
    first = Filter(np.array(values, np.uint64))
    assert first.holds(np.array(values, np.uint64)).all()
    assert first.adding(np.array(more, np.uint64)).holds(np.array(values + more, np.uint64)).all()


def test_a_filter_that_grows_still_seldom_holds_anything_else() -> None:
    chance = np.random.default_rng(5)
    held = Filter(np.zeros(0, np.uint64))
    for _ in range(30):
        held = held.adding(chance.integers(1, 2**63, 1_000).astype(np.uint64))
    assert held.holds(chance.integers(1, 2**63, 20_000).astype(np.uint64)).mean() < 0.2


def test_a_filter_seldom_holds_anything_else() -> None:
    chance = np.random.default_rng(3)
    values = chance.integers(1, 2**63, 20_000).astype(np.uint64)
    others = np.setdiff1d(chance.integers(1, 2**63, 20_000).astype(np.uint64), values)
    assert Filter(values).holds(others).mean() < 0.05
