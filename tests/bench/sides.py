"""The two sides of the comparison, and one way to run each over articles."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from tests.bench.yardstick import Exact
from watchlists import Matcher
from watchlists.model import Document

BATCH = 64
Run = Callable[[Sequence[str]], int]


class _Batched(Protocol):
    def hits_many(self, documents: Sequence[Document]) -> Sequence[object]: ...


def in_batches(matcher: Matcher) -> Run:
    """Our matcher over batches of 64 articles; the run gives the number of articles."""

    def run(texts: Sequence[str]) -> int:
        return sum(len(_many(matcher, [Document(text) for text in some])) for some in batches(texts))

    return run


def one_by_one(matcher: Matcher) -> Run:
    """Our matcher, one article at a time."""
    return lambda texts: sum(1 for text in texts if matcher.hits(Document(text)))


def exact(index: Exact) -> Run:
    """The yardstick; it gains nothing from batches."""
    return lambda texts: sum(1 for text in texts if index.hits(text) is not None)


def warm(run: Run, texts: Sequence[str], seconds: float) -> tuple[int, float]:
    """Read articles for about so long at most; how many it were, and the seconds an article of the last bunch."""
    read, started, taken = 0, time.perf_counter(), 0.0
    for some in batches(texts):
        before = time.perf_counter()
        run(some)
        read, taken = read + len(some), (time.perf_counter() - before) / len(some)
        if before + taken * len(some) - started > seconds:
            break
    return read, taken


def batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The articles in bunches of 64."""
    return (texts[at : at + BATCH] for at in range(0, len(texts), BATCH))


def _many(matcher: Matcher, documents: Sequence[Document]) -> Sequence[object]:
    """By the batch where the matcher can."""
    many: Callable[[Sequence[Document]], Sequence[object]] | None = getattr(matcher, "hits_many", None)
    return many(documents) if many is not None else [matcher.hits(one) for one in documents]
