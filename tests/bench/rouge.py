"""ROUGE: how much of a summary's wording is that of a reference. F1 over Arabic words without marks and hamza seats.

Nothing is stemmed and no word is left out, so figures are lower than those of tools that do either.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from watchlists.normalize import key, words


class Rouge(NamedTuple):
    """F1 of single words, of pairs of words, and of the longest common subsequence of both texts as a whole."""

    one: float
    two: float
    longest: float


def rouge(reference: str, summary: str) -> Rouge:
    """The scores, 0 to 1, of a summary against a reference."""
    held, given = _folded(reference), _folded(summary)
    pairs = list(pairwise(held)), list(pairwise(given))
    return Rouge(
        _f1(_shared(held, given), len(held), len(given)),
        _f1(_shared(*pairs), *map(len, pairs)),
        _f1(_common(held, given), len(held), len(given)),
    )


def _folded(text: str) -> list[str]:
    return [key(word) for word in words(text)]


def _shared(one: Sequence[object], other: Sequence[object]) -> int:
    return (Counter(one) & Counter(other)).total()


def _f1(shared: int, one: int, other: int) -> float:
    return 2 * shared / (one + other) if one and other else 0.0


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence: bits of an integer stand for the words of `one` (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << at
    all_ones = row = (1 << len(one)) - 1
    for word in other:
        matched = row & places.get(word, 0)
        row = (row + matched | row - matched) & all_ones
    return len(one) - row.bit_count()
