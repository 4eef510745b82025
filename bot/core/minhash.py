"""Which texts are nearly the same, whatever stands above, before or behind them: MinHash signatures in bands (LSH).

A text is the set of its shingles: runs of three content words in their order. Two texts that share much of them agree
in some band of their signatures, so that a look into an index finds one by the other, however many there are. The
bands only lead there: how much of the shorter text stands in the other is told by the shingles of the beginnings.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from struct import pack
from typing import Final
from zlib import crc32

from rensa import RMinHash  # type: ignore[import-untyped]

from bot.core.stems import content_words, folded
from watchlists.normalize import words

SHINGLE: Final = 3
BANDS: Final = 12
ROWS: Final = 3
"""Texts of which half is the same (by Jaccard) agree in one of 12 bands of 3 rows in 4 cases of 5; at 0.7, in 99 of
100; at 0.2, in one of 11."""
_SEED: Final = 1
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
    hashed = _shingles(list(islice(content_words(read), _MOST)))
    return Sketch(_digest(read), frozenset(_bands(hashed)), frozenset(hashed[:_KEPT]))


def contained(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text that stands in the other, by the shingles of their beginnings."""
    return len(one & other) / max(1, min(len(one), len(other)))


def _digest(text: str) -> str:
    said = list(map(folded, words(text)))
    return blake2b(" ".join(said).encode(), digest_size=8).hexdigest() if len(said) >= _LEAST_WORDS else ""


def _shingles(stems: Sequence[str]) -> list[int]:
    """Hashes of the runs of words in their order. CRC-32 is quick and everywhere the same; it hides nothing."""
    runs = zip(*(stems[at:] for at in range(SHINGLE)), strict=False)
    return [crc32(" ".join(run).encode()) for run in runs]


def _bands(hashed: Sequence[int]) -> Iterator[str]:
    """Those of the beginning and of the whole, under the same names: a copy that was cut is known by its beginning."""
    if len(hashed) < _LEAST:
        return
    parts = [hashed] if len(hashed) <= _LEAD else [hashed[:_LEAD], hashed]
    flat = [one for part in parts for one in part]
    ends = [0, len(parts[0]), len(flat)][: len(parts) + 1]
    rows = RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, BANDS * ROWS, _SEED).to_rows()
    for row in rows:
        for band in range(BANDS):
            held = pack(f"<{ROWS}I", *row[band * ROWS : (band + 1) * ROWS])
            yield f"b{band}:{crc32(held):08x}"
