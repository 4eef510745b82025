"""Count in how many documents each Arabic word stands: `build_frequent.py CORPUS.jsonl… > frequent.tsv`.

A corpus is JSON Lines with `title` and `text` (or `tokens`). A word is counted as `normalize.letters` sees it.
Prints `documents<TAB>word word …`, the most frequent first, for words in at least `--least` documents. A word that
is only a particle before a word at least twice as frequent is left out: the matcher reads it off anyway.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from watchlists.clitics import splits
from watchlists.normalize import is_arabic, letters, words


def main() -> None:
    """Read the corpora named on the command line and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--least", type=int, default=3, help="documents a word must stand in (default 3)")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for document in _documents(options.corpus):
        counts.update(frozenset(filter(is_arabic, map(letters, words(document)))))
    kept = [(documents, word) for word, documents in counts.items() if documents >= options.least]
    ranked = sorted((row for row in kept if not _derived(row[1], counts)), key=lambda row: (-row[0], row[1]))
    for documents, rows in groupby(ranked, key=lambda row: row[0]):
        sys.stdout.write(f"{documents}\t{' '.join(word for _, word in rows)}\n")


def _derived(word: str, counts: Mapping[str, int]) -> bool:
    return any(counts.get(one.rest, 0) >= 2 * counts[word] for one in splits(word, least=3) if one.particles)


def _documents(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield " ".join([row.get("title") or "", row.get("text") or "", *row.get("tokens", ())])


if __name__ == "__main__":
    main()
