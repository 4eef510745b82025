"""The words of a sentence with their keys, and the small vocabulary tests that every rule here is made of."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from watchlists.normalize import key, tokens, words

_CONJUNCTIONS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}"
_PREPOSITIONS = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}\N{ARABIC LETTER SEEN}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_LAM = "\N{ARABIC LETTER LAM}"
WAW = "\N{ARABIC LETTER WAW}"
_GAP = 8
_LONGEST = 64
# The two-letter words that و and ف are written onto; other words of three letters are left whole.
_SHORT = "في من عن مع لم لن لا ما أن إن قد لو"


class Word(NamedTuple):
    """One word: its offsets into the field, its safe key, and the first characters between it and the word before.

    `traits` are the bits of what it may be, by `trait` and `opening`; `readings` its key with and without proclitics.
    """

    text: str
    key: str
    start: int
    end: int
    gap: str
    traits: int
    readings: tuple[str, ...]

    def is_any(self, vocabulary: frozenset[str]) -> bool:
        """Whether the word, or what is left of it without proclitics and article, is in the vocabulary."""
        return not vocabulary.isdisjoint(self.readings)

    @property
    def number(self) -> bool:
        """Whether the word is written in digits."""
        return self.key.isdecimal()


def trait(may_be: Callable[[str], bool]) -> int:
    """A bit of `Word.traits` for the words whose key passes a test. Named once, when a module is read.

    News says the same words again and again, so what a word may be is asked once, and a rule that is about few words
    passes over the others at the price of a bit.
    """
    return _bit(may_be)


def opening(*texts: str) -> int:
    """A bit of `Word.traits` for the words with which a phrase of some texts may begin; looked up all at once."""
    return _bit(texts)


def _bit(held: Callable[[str], bool] | tuple[str, ...]) -> int:
    _TRAITS.append(held)
    return 1 << len(_TRAITS) - 1


_TRAITS: list[Callable[[str], bool] | tuple[str, ...]] = []


def split(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of `text[start:end]`; offsets count into `text`."""
    last, found = start, []
    for token in tokens(text, start, end):
        written, first, stop = token
        seen, traits, read = _known(written)
        found.append(Word(written, seen, first, stop, text[last:first][:_GAP], traits, read))
        last = stop
    return tuple(found)


@lru_cache(maxsize=65_536)
def _known(text: str) -> tuple[str, int, tuple[str, ...]]:
    seen = key(text[:_LONGEST])
    told, tests = _told()
    traits, read = 0, readings(seen)
    for reading in read:
        traits |= told.get(reading, 0)
    for bit, may_be in tests:
        if may_be(seen):
            traits |= bit
    return seen, traits, read


@cache
def _told() -> tuple[dict[str, int], tuple[tuple[int, Callable[[str], bool]], ...]]:
    """The bits of the words that are listed, and the tests that no list can tell."""
    told: dict[str, int] = {}
    tests = []
    for at, held in enumerate(_TRAITS):
        if isinstance(held, tuple):
            for word in openers(*held):
                told[word] = told.get(word, 0) | 1 << at
        else:
            tests.append((1 << at, held))
    return told, tuple(tests)


@lru_cache(maxsize=1024)
def vocabulary(text: str) -> frozenset[str]:
    """The keys of the words of a text."""
    return frozenset(map(key, words(text)))


@lru_cache(maxsize=16384)
def readings(seen: str) -> tuple[str, ...]:
    """A key as it stands, and what is left of it without و ف, without ب ل ك س, without the article."""
    if not seen:
        return ()
    found = [seen]
    if seen[0] in _CONJUNCTIONS and (len(seen) > 3 or seen[1:] in vocabulary(_SHORT)):
        found.append(seen[1:])
    found += [one[1:] for one in found if one[0] in _PREPOSITIONS and len(one) > 3]
    found += [_ARTICLE + one[1:] for one in found if seen[:3].count(_LAM) == 2 and one[0] == _LAM]
    found += [one[2:] for one in found if one.startswith(_ARTICLE) and len(one) > 4]
    return tuple(dict.fromkeys(found))


def is_definite(seen: str) -> bool:
    """Whether a key carries the article, also behind proclitics."""
    return any(one.startswith(_ARTICLE) for one in readings(seen)[:4]) and len(seen) > 4


def stands_at(listed: tuple[Word, ...], at: int, text: str) -> int:
    """How many words of the list at `at` make up one of the phrases of a text, which bars part; 0 for none.

    The first word may carry a proclitic; the longest phrase wins.
    """
    if at >= len(listed):
        return 0
    starts = _by_first(text)
    for reading in listed[at].readings:
        for rest in starts.get(reading, ()):
            if rest == tuple(word.key for word in listed[at + 1 : at + 1 + len(rest)]):
                return 1 + len(rest)
    return 0


def ends_at(listed: tuple[Word, ...], stop: int, text: str) -> int:
    """How many words of the list before `stop` make up one of the phrases of a text; 0 for none."""
    if stop <= 0:
        return 0
    for length in _lengths(text):
        if length <= stop and stands_at(listed, stop - length, text) == length:
            return length
    return 0


@lru_cache(maxsize=256)
def _by_first(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a text by the key of their first word: the keys of the others, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for one in text.split("|"):
        first, *rest = map(key, words(one))
        found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in found.items()}


@lru_cache(maxsize=64)
def openers(*texts: str) -> frozenset[str]:
    """The keys with which any phrase of some texts begins, whether bars part the phrases or each word is one."""
    found: set[str] = set()
    for text in texts:
        found.update(_by_first(text) if "|" in text else vocabulary(text))
    return frozenset(found)


@lru_cache(maxsize=256)
def _lengths(text: str) -> tuple[int, ...]:
    return tuple(sorted({len(words(one)) for one in text.split("|")}, reverse=True))
