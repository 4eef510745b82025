"""Thin out a word-frequency list of English: `build_latin.py FREQUENCIES.tsv > latin.tsv`.

The list holds `word<TAB>share of all words`. Prints `occurrences per hundred million<TAB>word word …`, the most frequent
first, of words in plain Latin letters without case and accents, rounded to one digit as `general.tsv` is.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from watchlists.normalize import letters

_SCALE, _LEAST = 100_000_000, 50
_WORD = re.compile(r"[a-z]{2,}")


def main() -> None:
    """Read the list named on the command line and print what is kept of it."""
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        sys.stdout.writelines(f"{line}\n" for line in thinned(lines))


def thinned(lines: Iterable[str]) -> Iterator[str]:
    """The lines of the table."""
    found: dict[str, float] = defaultdict(float)
    for line in lines:
        word, share = line.rstrip("\n").split("\t")
        if _WORD.fullmatch(letters(word)):
            found[letters(word)] += float(share) * _SCALE
    ranked = sorted(((-_rounded(count), word) for word, count in found.items() if count >= _LEAST))
    for count, rows in groupby(ranked, key=lambda row: row[0]):
        yield f"{-count}\t{' '.join(word for _, word in rows)}"


def _rounded(count: float) -> int:
    """The count to one significant digit."""
    unit = int("1" + "0" * (len(str(int(count))) - 1))
    return int(count) // unit * unit


if __name__ == "__main__":
    main()
