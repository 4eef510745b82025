"""Which of many new words may be watched at all, all at once: never a false no, seldom a false yes.

Reading a word means to look up every word that it may be without its particles, and what is left of each without one
letter. Here the same is asked of a filter of bits (Bloom, 1970) for all new words of a batch together: each word is a
polynomial over its letters, so that the value of any end of it, and of that end without a letter, is one product away.
For whole words all letters that a fold makes one count as one; an edit counts what the safe fold leaves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from watchlists.alphabet import RARE, Alphabet
from watchlists.clitics import CONJUNCTIONS, PREPOSITIONS
from watchlists.normalize import ALEF, ARTICLE, LAM, is_arabic, is_glue, loose, safe

Values = NDArray[np.uint64]

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xD6E8FEB86659FD93), np.uint64(0xA0761D6478BD642F))
# What tells the values of words that lack a letter from others; places are powers of the base from here on.
_LONGER, _SHORTER, _PLACES = np.uint64(0xE7037ED1A0B428DB), np.uint64(0x8EBC6AF09C88C6E3), 128
# Bits for each entry, of which each sets two: one look-up in 400 says yes to what is not there.
_BITS = 40
_LEAST_BITS, _CROWDED = 16, 8
_LEAST_LETTERS = 3
_AT_ONCE = 8_192
_ARABIC, _OTHER, _GLUE = 1, 2, 4


class Filter:
    """A set of values that may say yes to one that it does not hold. `add` keeps what it said yes to."""

    _bits: NDArray[np.uint8]
    _shift: np.uint64
    _held = 0

    def __init__(self, values: Values) -> None:
        size = max(_LEAST_BITS, int(len(values) * _BITS).bit_length())
        self._shift = np.uint64(64 - size)
        self._bits = np.zeros(1 << (size - 3), np.uint8)
        self.add(values)

    @property
    def is_crowded(self) -> bool:
        """Whether it holds so many more values than it was made for that it says yes too often."""
        return self._held * _CROWDED > len(self._bits) * 8

    def copy(self) -> "Filter":
        """The same, to be added to."""
        twin = copy(self)
        twin._bits = self._bits.copy()
        return twin

    def add(self, values: Values) -> None:
        """Hold these values too."""
        self._held += len(values)
        for mix in _MIX:
            at = (values * mix) >> self._shift
            np.bitwise_or.at(self._bits, at >> np.uint64(3), np.uint8(1) << (at & np.uint64(7)).astype(np.uint8))

    def holds(self, values: Values) -> NDArray[np.bool_]:
        """For each value whether it may be held."""
        found = self._at(values, _MIX[0])
        held = np.flatnonzero(found)
        found[held] = self._at(values[held], _MIX[1])
        return found

    def _at(self, values: Values, mix: np.uint64) -> NDArray[np.bool_]:
        at = (values * mix) >> self._shift
        bits = self._bits[at >> np.uint64(3)] >> (at & np.uint64(7)).astype(np.uint8)
        return np.asarray(bits & np.uint8(1), np.bool_)


class _Words(NamedTuple):
    """Words as rows: their seen letters, their lengths, and the values of the ends of each, by where it begins."""

    letters: NDArray[np.uint8]
    lengths: NDArray[np.int64]
    safe: Values
    loose: Values


class Screen:
    """What `Resolver.read` would look up, as filters.

    `whole` are all keys that a word itself may be found by, `names` those that it may misspell by one edit.
    """

    def __init__(self, whole: Iterable[str], names: Iterable[str], alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._safe, self._loose = _codes(alphabet, safe), _codes(alphabet, _loosely(alphabet))
        self._powers = np.cumprod(np.concatenate((np.ones(1, np.uint64), np.full(255, _BASE))))
        self._prepositions, self._conjunctions = (self._among(some) for some in (PREPOSITIONS, CONJUNCTIONS))
        self._kinds = np.array([_kind(char) for char in alphabet.decoding], np.uint8)
        self._whole = Filter(self._values(whole))
        self._edits = Filter(self._around(names))

    @property
    def is_crowded(self) -> bool:
        """Whether so many keys were added that it is better made anew."""
        return self._whole.is_crowded or self._edits.is_crowded

    def add(self, whole: Iterable[str], names: Iterable[str]) -> None:
        """Look for these keys too."""
        self._whole.add(self._values(whole))
        self._edits.add(self._around(names))

    def anew(self, whole: Iterable[str], names: Iterable[str]) -> "Screen":
        """A screen for these keys alone."""
        twin = copy(self)
        twin._whole, twin._edits = Filter(self._values(whole)), Filter(self._around(names))
        return twin

    def adding(self, whole: Iterable[str], names: Iterable[str]) -> "Screen":
        """A screen for these keys too."""
        both = copy(self)
        both._whole, both._edits = self._whole.copy(), self._edits.copy()
        both.add(whole, names)
        return both

    def passes(self, runs: Sequence[bytes]) -> NDArray[np.bool_]:
        """For each run of `Words.runs`, without `RARE`, whether it may be a watched word or a piece of one."""
        words = self._words(runs)
        passed = self._is_no_word(words)
        for rows, starts, front in self._views(words):
            if len(rows):
                passed[rows[self._view(words, rows, starts, front)]] = True
        return passed

    def _is_no_word(self, words: _Words) -> NDArray[np.bool_]:
        """Which rows are one letter, which may be half of a word, or letters of several kinds, hence several words."""
        kinds = np.bitwise_or.reduce(self._kinds[words.letters], axis=1)
        return np.asarray((words.lengths == 1) | ((kinds != _ARABIC) & (kinds != _OTHER)), np.bool_)

    def _views(self, words: _Words) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], str]]:
        """The ways to read the words, as `clitics.splits` does: which, from where on, and with what put before."""
        first, second, third = words.letters[:, :3].T
        lam = self._bytes(LAM)[0]
        conjunctions, prepositions = self._conjunctions[first], self._prepositions[first]
        stacked = conjunctions & self._prepositions[second]
        every = (np.arange(len(first)), np.flatnonzero(conjunctions | prepositions), np.flatnonzero(stacked))
        yield np.concatenate(every), np.repeat((0, 1, 2), tuple(map(len, every))), ""
        merged = (
            np.flatnonzero((first == lam) & (second == lam)),
            np.flatnonzero(conjunctions & (second == lam) & (third == lam)),
        )
        for front in (ALEF, ARTICLE):
            yield np.concatenate(merged), np.repeat((1, 2), tuple(map(len, merged))), front

    def _view(self, words: _Words, rows: NDArray[np.int64], starts: NDArray[np.int64], front: str) -> NDArray[np.bool_]:
        """Whether the words of these rows may be watched, each read from its start with `front` before it.

        A letter may be gone from any place; what is said to be gone before the start or behind the end is none.
        """
        ends = words.safe[rows]
        places = np.arange(int(words.lengths[rows].max()))
        rest, within = ends[np.arange(len(rows)), starts], np.maximum(places - starts[:, None], 0)
        without = rest[:, None] + self._powers[within] * (ends[:, places + 1] - ends[:, places])
        without = np.where(places >= starts[:, None], self._put(front, without, self._safe), np.uint64(0))
        edits = np.concatenate(
            (
                self._put(front, rest, self._safe)[:, None] * _LONGER,
                without * _SHORTER,
                without + self._powers[within + len(front) + _PLACES],
            ),
            axis=1,
        )
        found = self._edits.holds(edits.ravel()).reshape(edits.shape).any(axis=1)
        return np.asarray(found | self._whole.holds(self._put(front, words.loose[rows, starts], self._loose)), np.bool_)

    def _around(self, names: Iterable[str]) -> Values:
        """The values by which a word one edit from a name is known.

        It is the name without a letter; or it is the name once a letter of its own is gone; or both are the same once
        a letter is gone from the same place of both, or from neighbouring places where two are swapped.
        """
        return _piecewise(self._around_some, self._runs(names))

    def _around_some(self, runs: Sequence[bytes]) -> Values:
        letters = _letters(runs)
        ends, lengths = self._ends(letters, self._safe), np.fromiter(map(len, runs), np.int64, len(runs))
        held = [ends[:, 0] * _SHORTER]
        for gone in range(letters.shape[1]):
            without = self._without(ends[lengths > gone], 0, gone)
            held += [without * _LONGER, *(without + self._place(gone + near) for near in (-1, 0, 1))]
        return np.concatenate(held)

    def _without(self, ends: Values, start: int, gone: int) -> Values:
        """The values of words from `start` on without the letter at `gone`."""
        return np.asarray(ends[:, start] + self._powers[gone - start] * (ends[:, gone + 1] - ends[:, gone]), np.uint64)

    def _place(self, at: int) -> np.uint64:
        return np.uint64(self._powers[at + _PLACES])

    def _put(self, front: str, rest: Values, codes: Values) -> Values:
        """The values of words that begin with these letters, from those of what follows."""
        for code in codes[self._bytes(front)][::-1]:
            rest = code + _BASE * rest
        return rest

    def _words(self, runs: Sequence[bytes]) -> _Words:
        letters, lengths = _letters(runs), np.fromiter(map(len, runs), np.int64, len(runs))
        return _Words(letters, lengths, self._ends(letters, self._safe), self._ends(letters, self._loose))

    def _ends(self, letters: NDArray[np.uint8], codes: Values) -> Values:
        count, width = letters.shape
        ends = np.zeros((count, width + 1), np.uint64)
        for at in range(width - 1, -1, -1):
            ends[:, at] = codes[letters[:, at]] + _BASE * ends[:, at + 1]
        return ends

    def _values(self, words: Iterable[str]) -> Values:
        return _piecewise(lambda runs: self._ends(_letters(runs), self._loose)[:, 0], self._runs(words))

    def _runs(self, words: Iterable[str]) -> list[bytes]:
        encoded = (self._alphabet.encode(word) for word in words)
        return [run for run in encoded if RARE not in run]

    def _among(self, chars: str) -> NDArray[np.bool_]:
        """For each byte whether it is one of these letters."""
        among = np.zeros(0x100, np.bool_)
        among[self._bytes(chars)] = True
        return among

    def _bytes(self, chars: str) -> NDArray[np.uint8]:
        return np.frombuffer(self._alphabet.encode(chars), np.uint8)


def _piecewise(tell: Callable[[Sequence[bytes]], Values], runs: Sequence[bytes]) -> Values:
    """The values of many runs, of which so few are told at once that what is needed for it takes little memory."""
    parts = [tell(runs[at : at + _AT_ONCE]) for at in range(0, len(runs), _AT_ONCE)]
    return np.concatenate(parts) if parts else np.zeros(0, np.uint64)


def _letters(runs: Sequence[bytes]) -> NDArray[np.uint8]:
    """The runs as rows of equal length."""
    lengths = np.fromiter(map(len, runs), np.int64, len(runs))
    letters = np.zeros((len(runs), max(_LEAST_LETTERS, int(lengths.max(initial=0)))), np.uint8)
    letters[np.arange(letters.shape[1]) < lengths[:, None]] = np.frombuffer(b"".join(runs), np.uint8)
    return letters


def _kind(char: str) -> int:
    if char == "\0":
        return 0
    return _ARABIC if is_arabic(char) else _GLUE if is_glue(char) else _OTHER


def _codes(alphabet: Alphabet, fold: Callable[[str], str]) -> Values:
    """A number for each byte, the same for letters with the same fold; nought for the byte that is no letter."""
    return np.array([ord(fold(char)) * 2 + 1 if code else 0 for code, char in enumerate(alphabet.decoding)], np.uint64)


def _loosely(alphabet: Alphabet) -> Callable[[str], str]:
    """A fold that makes one whatever any loose fold makes one."""
    groups: dict[str, str] = {}
    for char in filter(is_arabic, alphabet.decoding):
        same = {safe(char), *loose(safe(char))}
        same |= {other for other, first in groups.items() if first in {groups.get(one) for one in same}}
        groups |= dict.fromkeys(same, min(same))
    return lambda char: groups.get(safe(char), char)
