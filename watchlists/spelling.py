"""The values of words, and of what is left of them without a letter: polynomials over their letters, modulo 2 ** 64.

For whole words all letters that a fold makes one count as one; an edit counts what the safe fold leaves.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from watchlists.alphabet import RARE, Alphabet, alphabet
from watchlists.guesses import Owners, Places
from watchlists.normalize import is_arabic, loose, safe
from watchlists.patterns import Values

# Runs of more letters are read anew each time.
LONGEST = 64
# What tells the values of words that lack a letter from others; places are powers of the base from here on.
_LONGER, _SHORTER, _PLACES = np.uint64(0xE7037ED1A0B428DB), np.uint64(0x8EBC6AF09C88C6E3), 128
# So many letters are looked at together: with articles put back they are fewer than the powers of the alphabet.
_AT_ONCE = 1 << 16


class _Spelt(NamedTuple):
    """Values of words: as a fold leaves them; and of what the safe fold leaves of them, and of that without a letter.

    `rows` tells for each of `left` of which word it is, `places` which letter is gone.
    """

    loose: Values
    safe: Values
    left: Values
    rows: Places
    places: Places


class Speller:
    """Values of words, and of what is left of them without a letter. Immutable."""

    def __init__(self, known: Alphabet) -> None:
        self._alphabet = known
        self._safe, self._loose = _codes(known, safe), _codes(known, _loosely(known))
        self._step, self._powers = known.inverses[1], known.powers

    def wholes(self, words: Sequence[str], owners: Sequence[int]) -> tuple[Values, Owners]:
        """The values of words by their loosest fold, and whose they are."""
        told = [(spelt.loose, whose) for spelt, whose in self._spelt(words, owners, edits=False)]
        return joined(told)

    def edits(self, words: Sequence[str], owners: Sequence[int]) -> tuple[Values, Owners]:
        """The values by which a word one edit from these is known, and whose they are.

        It is the word without a letter; or it is the word once a letter of its own is gone; or both are the same once a
        letter is gone from the same place of both, or from neighbouring places where two are swapped.
        """
        told: list[tuple[Values, Owners]] = []
        for spelt, whose in self._spelt(words, owners, edits=True):
            gone = spelt.left + self._powers[spelt.places + _PLACES]
            told += [
                (spelt.safe * _SHORTER, whose),
                (spelt.left * _LONGER, whose[spelt.rows]),
                (gone, whose[spelt.rows]),
            ]
        return joined(told)

    def asked(self, spelt: _Spelt) -> tuple[Values, Places]:
        """The values to ask for to learn which `edits` words may be, and the row of each."""
        here, next_one = (spelt.left + self._powers[spelt.places + _PLACES + near] for near in (0, 1))
        values = np.concatenate((spelt.safe * _LONGER, spelt.left * _SHORTER, here, next_one))
        return values, np.concatenate((np.arange(len(spelt.safe)), spelt.rows, spelt.rows, spelt.rows))

    def spelt(self, letters: NDArray[np.uint8], firsts: Places, lasts: Places, *, edits: bool) -> _Spelt:
        """The values of the words `letters[first:last]`; without `edits` only as they stand."""
        loose = self._sums(self._loose, letters)
        back, none = self._alphabet.inverses[firsts], firsts[:0]
        wholes = (loose[lasts] - loose[firsts]) * back
        if not edits:
            return _Spelt(wholes, wholes[:0], wholes[:0], none, none)
        sums = self._sums(self._safe, letters)
        start, end, lengths = sums[firsts], sums[lasts], lasts - firsts
        rows = np.repeat(np.arange(len(firsts)), lengths)
        places = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        left = (sums[:-1] - sums[1:] * self._step)[places + firsts[rows]] + (end * self._step - start)[rows]
        return _Spelt(wholes, (end - start) * back, left * back[rows], rows, places)

    def _sums(self, codes: Values, letters: NDArray[np.uint8]) -> Values:
        sums = np.zeros(len(letters) + 1, np.uint64)
        np.cumsum(codes.take(letters) * self._powers[: len(letters)], out=sums[1:])
        return sums

    def _spelt(self, words: Sequence[str], owners: Sequence[int], *, edits: bool) -> Iterator[tuple[_Spelt, Owners]]:
        """Bunches of words with their owners.

        Words with a letter outside the alphabet, and very long ones, are left out: no value is asked for them.
        """
        letters = np.frombuffer(self._alphabet.encode(" ".join(words)), np.uint8)
        borders = (letters == ord(" ")).nonzero()[0]
        firsts, lasts = np.concatenate(([0], borders + 1)), np.append(borders, len(letters))
        rare = np.searchsorted(firsts, (letters == RARE).nonzero()[0], "right") - 1
        known = (lasts > firsts) & (lasts - firsts <= LONGEST)
        known[rare] = False
        whose, firsts, lasts = np.array(owners or [0], np.int32)[known], firsts[known], lasts[known]
        for some in bunches(lasts):
            start = firsts[some][0]
            piece = letters[start : lasts[some][-1]]
            yield self.spelt(piece, firsts[some] - start, lasts[some] - start, edits=edits), whose[some]


@cache
def speller() -> Speller:
    """The speller of the alphabet, made at the first call."""
    return Speller(alphabet())


def bunches(ends: Places) -> Iterator[slice]:
    """Words by where they end, in bunches of so many letters that their powers are known."""
    at = 0
    while at < len(ends):
        before = int(ends[at - 1]) if at else 0
        last = max(at + 1, int(np.searchsorted(ends, before + _AT_ONCE, "right")))
        yield slice(at, last)
        at = last


def joined(told: Sequence[tuple[Values, Owners]]) -> tuple[Values, Owners]:
    """Values with their owners, one after the other."""
    if not told:
        return np.zeros(0, np.uint64), np.zeros(0, np.int32)
    values, owners = zip(*told, strict=True)
    return np.concatenate(values), np.concatenate(owners)


def _codes(known: Alphabet, fold: Callable[[str], str]) -> Values:
    """A number for each byte, the same for letters with the same fold; nought for the byte that is no letter."""
    return np.array([ord(fold(char)) * 2 + 1 if code else 0 for code, char in enumerate(known.decoding)], np.uint64)


def _loosely(known: Alphabet) -> Callable[[str], str]:
    """A fold that makes one whatever any loose fold makes one."""
    groups: dict[str, str] = {}
    for char in filter(is_arabic, known.decoding):
        same = {safe(char), *loose(safe(char))}
        same |= {other for other, first in groups.items() if first in {groups.get(one) for one in same}}
        groups |= dict.fromkeys(same, min(same))
    return lambda char: groups.get(safe(char), char)
