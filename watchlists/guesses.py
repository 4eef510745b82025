"""What is guessed of many words at once from their values: tables that say what a value may stand for."""

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from watchlists.marks import GUESSED, Marks
from watchlists.numbering import UNKNOWN, Numbering
from watchlists.patterns import Values

Places = NDArray[np.int64]
Owners = NDArray[np.int32]

_MIX = np.uint64(0xD6E8FEB86659FD93)
# Bits for each value: one look-up in thirty, or fewer, says yes to what is not there.
_BITS, _LEAST_BITS, _CROWDED = 32, 16, 8
# All bits of words.
EVERY = (1 << 64) - 1


class Filter:
    """A set of values that may say yes to one that it does not hold. Immutable."""

    def __init__(self, values: Values) -> None:
        size = max(_LEAST_BITS, int(len(values) * _BITS).bit_length())
        self._values, self._shift = values, np.uint64(64 - size)
        self._bits = np.zeros(1 << (size - 3), np.uint8)
        self._put(values)

    def adding(self, values: Values) -> "Filter":
        """A filter that holds these values too."""
        both = np.concatenate((self._values, values))
        if len(both) * _CROWDED > len(self._bits) * 8:
            return Filter(both)
        twin = copy(self)
        twin._values, twin._bits = both, self._bits.copy()
        twin._put(values)
        return twin

    def _put(self, values: Values) -> None:
        at = (values * _MIX) >> self._shift
        np.bitwise_or.at(self._bits, at >> np.uint64(3), np.uint8(1) << (at & np.uint64(7)).astype(np.uint8))

    def holds(self, values: Values) -> NDArray[np.bool_]:
        """For each value whether it may be held."""
        at = (values * _MIX) >> self._shift
        bits = self._bits[at >> np.uint64(3)] >> (at & np.uint64(7)).astype(np.uint8)
        return np.asarray(bits & np.uint8(1), np.bool_)


class Guesses(NamedTuple):
    """For each of some words what it may be at most: the columns of `Marks`, as arrays."""

    flags: NDArray[Any]
    here: NDArray[Any]
    before: NDArray[Any]
    after: NDArray[Any]
    root: NDArray[Any]

    @classmethod
    def nothing(cls, size: int) -> "Guesses":
        """So many words of no interest."""
        return cls(np.zeros(size, np.uint8), *(np.zeros(size, np.uint64) for _ in range(4)))


class Table:
    """Which lexemes a value may stand for, and what is marked for them at most. Immutable."""

    def __init__(self, values: Values, owners: Owners, marks: Callable[[int], Marks]) -> None:
        order = np.argsort(values, kind="stable")
        self.values, self.owners = values[order], owners[order]
        firsts = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), self.values[1:] != self.values[:-1])))
        firsts = firsts[: len(values)]
        distinct, owner = np.unique(self.owners, return_inverse=True)
        rows = list(zip(*map(marks, distinct.tolist()), strict=True)) or [()] * 5
        kinds = (np.uint8, *[np.uint64] * 4)
        columns = [np.array(row, kind) for row, kind in zip(rows, kinds, strict=True)]
        several = np.flatnonzero(np.diff(np.append(firsts, len(values))) > 1)
        group = owner[firsts].astype(np.int32)
        group[several] = len(distinct) + np.arange(len(several))
        self._marks = Guesses(*columns)
        if len(several):
            merged = [np.bitwise_or.reduceat(one[owner], firsts)[several] for one in columns[:-1]]
            roots = columns[-1][owner]
            least, most = (least_or_most.reduceat(roots, firsts)[several] for least_or_most in (np.minimum, np.maximum))
            merged.append(np.where(least == most, least, np.uint64(0)))
            self._marks = Guesses(*(np.concatenate(both) for both in zip(columns, merged, strict=True)))
        unique = self.values[firsts]
        self._filter, self._numbers = Filter(unique), Numbering()
        self._numbers.put(unique, group)

    def __len__(self) -> int:
        return len(self.values)

    def merged(self, others: "Iterable[Table]", marks: Callable[[int], Marks]) -> "Table":
        """One table of this and others, marked anew."""
        every = (self, *others)
        return Table(
            np.concatenate([one.values for one in every]), np.concatenate([one.owners for one in every]), marks
        )

    def mark(self, values: Values, rows: Places, guesses: Guesses) -> None:
        """Add what the values may stand for to the guesses of the words that they are of, by `rows`."""
        maybe = self._filter.holds(values).nonzero()[0]
        found = self._numbers.find(values[maybe])
        held = ((found != UNKNOWN) & (values[maybe] != 0)).nonzero()[0]
        if len(held):
            at, group = rows[maybe[held]], found[held]
            roots, known = self._marks.root[group], guesses.flags[at] & GUESSED > 0
            least, most = guesses.root.copy(), guesses.root.copy()
            least[at[~known]] = EVERY
            np.minimum.at(least, at, roots)
            np.maximum.at(most, at, roots)
            guesses.root[at] = np.where(least == most, most, np.uint64(0))[at]
            for column, marked in zip(guesses[:-1], self._marks[:-1], strict=True):
                np.bitwise_or.at(column, at, marked[group])
