"""Thin out a word-frequency list of general Arabic: `build_general.py FREQUENCIES.tsv > general.tsv`.

The list holds `word<TAB>share of all words`. Spellings are summed by the safe key (`normalize.key`). Prints
`occurrences per hundred million<TAB>word word …`, the most frequent first, rounded to one digit so that few lines
remain. Left out are words rarer than `--least`, and `and` before a word far more frequent: the matcher reads it off
anyway.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from watchlists.normalize import is_arabic, key

_SCALE = 100_000_000
_SHORTEST = 3
_OFTEN = 10
_WAW = "\N{ARABIC LETTER WAW}"


def main() -> None:
    """Read the list named on the command line and print what is kept of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("frequencies", type=Path)
    parser.add_argument("--least", type=int, default=20, help="occurrences per hundred million words (default 20)")
    options = parser.parse_args()
    found = _read(options.frequencies)
    kept = [(_rounded(count), word) for word, count in found.items() if count >= options.least]
    ranked = sorted((row for row in kept if not _derived(row[1], found)), key=lambda row: (-row[0], row[1]))
    for count, rows in groupby(ranked, key=lambda row: row[0]):
        sys.stdout.write(f"{count}\t{' '.join(word for _, word in rows)}\n")


def _read(path: Path) -> Mapping[str, float]:
    found: dict[str, float] = defaultdict(float)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, share = line.rstrip("\n").split("\t")
            folded = key(word)
            if len(folded) >= _SHORTEST and all(map(is_arabic, folded)):
                found[folded] += float(share) * _SCALE
    return found


def _derived(word: str, found: Mapping[str, float]) -> bool:
    """Whether a word is but `and` before a word far more frequent."""
    return word.startswith(_WAW) and found.get(word[1:], 0) >= _OFTEN * found[word]


def _rounded(count: float) -> int:
    """The count to one significant digit."""
    unit = int("1" + "0" * (len(str(int(count))) - 1))
    return int(count) // unit * unit


if __name__ == "__main__":
    main()
