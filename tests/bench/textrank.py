"""TextRank: sentences that share words with many others rank high (Mihalcea and Tarau 2004). A baseline."""

import math
from collections.abc import Sequence

import numpy as np

from watchlists.normalize import key, words
from watchlists.sentences import sentences

_DAMPING, _STEPS, _CLOSE = 0.85, 100, 1e-6
_SENTENCES = 200  # more are left out: the matrix is square


def textrank(text: str, count: int = 3) -> str:
    """The sentences that rank highest, at most `count`, in the order of the text."""
    pieces = [text[start:end] for start, end in sentences(text)][:_SENTENCES]
    ranks = _ranks([[key(word) for word in words(piece)] for piece in pieces])
    best = sorted(range(len(pieces)), key=lambda at: (-ranks[at], at))[:count]
    return " ".join(pieces[at] for at in sorted(best))


def _ranks(held: Sequence[Sequence[str]]) -> Sequence[float]:
    """Of each sentence, by power iteration over the similarities; all the same where none shares a word."""
    size = len(held)
    links = np.array([[_similar(one, other) * (one is not other) for other in held] for one in held]).reshape(
        size, size
    )
    sums = links.sum(axis=1, keepdims=True)
    steps = np.divide(links, sums, out=np.full((size, size), 1 / max(size, 1)), where=sums > 0)
    ranks = np.full(size, 1 / max(size, 1))
    for _ in range(_STEPS):
        before, ranks = ranks, (1 - _DAMPING) / max(size, 1) + _DAMPING * ranks @ steps
        if np.abs(ranks - before).sum() < _CLOSE:
            break
    return [float(one) for one in ranks]


def _similar(one: Sequence[str], other: Sequence[str]) -> float:
    """Shared words, set against the lengths."""
    length = math.log(max(1, len(one))) + math.log(max(1, len(other)))
    return len(set(one) & set(other)) / length if length else 0.0
