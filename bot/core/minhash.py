"""Which texts are nearly the same, whatever stands above, before or behind them: MinHash signatures in bands (LSH).

A text is the set of its shingles: runs of three content words in their order. Two texts that share much of them agree
in some band of their signatures, so that a look into an index finds one by the other, however many there are. The
bands only lead there: how much of the shorter text stands in the other is told by the shingles of the beginnings.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Final
from zlib import crc32

import numpy as np
from rensa import RMinHash  # type: ignore[import-untyped]

from bot.core.stems import folded, stem
from watchlists.normalize import words

SHINGLE: Final = 3
BANDS: Final = 8
ROWS: Final = 2
"""Texts of which half is the same (by Jaccard) agree in one of 8 bands of 2 rows in 9 cases of 10; at 0.7, in 995 of
1,000; at 0.2, in 28 of 100. As the beginning has a signature of its own, 99 of 100 planted copies agree in one whose
shorter text stands in the other to 0.7 or more (tests/bot/core/test_minhash.py plants some)."""
_SEED: Final = 1
# Odd, and so large that each word counts in all bits that are kept. Own choices.
_FACTORS: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
_UPPER: Final = np.uint64(32)
_REMEMBERED: Final = 32_768
# Texts with fewer shingles say too little to be known by them. Own choice.
_LEAST: Final = 6
# The beginning has a signature of its own: a copy may end there. Own choices, as how much is read and how much kept.
_LEAD: Final = 50
_MOST: Final = 200
_LETTERS: Final = 3_000
_KEPT: Final = 100
_LEAST_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a text is known again by: a digest of the words of its first 3,000 letters (empty for a very short one), the
    bands of its signature, and the shingles of its beginning. The same on every machine."""

    digest: str = ""
    bands: frozenset[str] = frozenset()
    shingles: frozenset[int] = frozenset()


def sketch(text: str) -> Sketch:
    """What a text is known again by."""
    read = text[:_LETTERS]
    said = words(read)
    hashed = _shingles(list(islice(filter(None, map(stem, said)), _MOST)))
    return Sketch(_digest(said), frozenset(_bands(hashed)), frozenset(hashed[:_KEPT]))


def contained(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text that stands in the other, by the shingles of their beginnings."""
    return len(one & other) / max(1, min(len(one), len(other)))


def _digest(said: Sequence[str]) -> str:
    if len(said) < _LEAST_WORDS:
        return ""
    return blake2b(" ".join(map(folded, said)).encode(), digest_size=8).hexdigest()


def _shingles(stems: Sequence[str]) -> list[int]:
    """Hashes of the runs of words in their order, of 32 bits."""
    numbers = np.fromiter(map(_number, stems), np.uint64, len(stems))
    runs = len(stems) - SHINGLE + 1
    return _mixed([numbers[at : at + runs] for at in range(SHINGLE)]) if runs > 0 else []


@lru_cache(_REMEMBERED)
def _number(word: str) -> int:
    """CRC-32 is quick and everywhere the same; it hides nothing."""
    return crc32(word.encode())


def _mixed(columns: Sequence["np.ndarray[tuple[int], np.dtype[np.uint64]]"]) -> list[int]:
    """One number of 32 bits for those that stand beside one another, in their order. What overflows is meant to."""
    mixed = sum(column * factor for column, factor in zip(columns, _FACTORS, strict=False))
    return list((mixed >> _UPPER).tolist())


def _bands(hashed: Sequence[int]) -> Iterator[str]:
    """Those of the beginning and of the whole, under the same names: a copy that was cut is known by its beginning."""
    if len(hashed) < _LEAST:
        return
    parts = [hashed] if len(hashed) <= _LEAD else [hashed[:_LEAD], hashed]
    flat = [one for part in parts for one in part]
    ends = [0, len(parts[0]), len(flat)][: len(parts) + 1]
    rows = RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, BANDS * ROWS, _SEED).to_rows()
    held = np.array(rows, np.uint64).reshape(-1, ROWS)
    for at, number in enumerate(_mixed([held[:, row] for row in range(ROWS)])):
        yield f"b{at % BANDS}:{number:08x}"
