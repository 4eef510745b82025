"""One row of the table: names, articles and both sides, measured in turn within one run.

Each round takes articles that nothing has seen yet, some for the batches and some for one by one, and the yardstick
reads the same right before: what slows the machine down slows both. A ratio is the median over the rounds.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from rapidfuzz import fuzz, process

from tests.bench import sides
from tests.bench.aliases import names
from tests.bench.corpus import Corpus
from tests.bench.names import Name, watched
from tests.bench.recall import by_exact, by_matcher, recall
from tests.bench.yardstick import FOLD, Exact
from watchlists import Matcher
from watchlists.model import Document, Entity

ROUNDS = 5
WHOLE = 5000  # articles of a whole process
_WARMING, _ROUND, _PROCESS = 12.0, 1.2, 15.0  # seconds at most, roughly; a fast matcher needs none of them
LEAST = 16  # articles of a round
_ALIKE = 90.0

T = TypeVar("T")


@dataclass(slots=True)
class Row:
    """What was measured with so many names. Times in seconds, of articles per article; ratios against the yardstick."""

    names: int
    built: float = 0.0
    exact_built: float = 0.0
    added: float | None = None
    warmed: int = 0
    articles: int = 0
    exact: float = 0.0
    batches: float = 0.0
    single: float = 0.0
    natural: float = 0.0
    whole: float = 0.0
    whole_articles: int = 0
    peak: int = 0
    exact_peak: int = 0
    rapidfuzz: float = 0.0
    hits: float = 0.0
    exact_hits: float = 0.0
    recall: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)


def measure(amount: int, corpus: Corpus) -> Row:
    """Everything with that many names."""
    listed, row = names(amount), Row(amount)
    matcher, row.built = timed(lambda: Matcher.compile(watched(listed)))
    index, row.exact_built = timed(lambda: Exact([one.text for one in listed]))
    row.warmed, row.single = sides.warm(sides.in_batches(matcher), corpus.known, _WARMING)  # to size the rounds by
    _rounds(row, matcher, index, corpus)
    row.recall = recall(listed, {"rasid": by_matcher(matcher), "exact": by_exact(index)})
    row.rapidfuzz = _rapidfuzz(listed, corpus.unseen[: 3 if amount <= 10_000 else 1]) / (row.batches * row.exact)
    row.added = _added(matcher)
    _count(row, matcher, index, corpus.unseen[:64])
    _whole(row, listed, [*corpus.known, *corpus.unseen])
    return row


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result of some work, and the seconds it took."""
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def _rounds(row: Row, matcher: Matcher, index: Exact, corpus: Corpus) -> None:
    exact, batched, single = sides.exact(index), sides.in_batches(matcher), sides.one_by_one(matcher)
    size = max(LEAST, min(len(corpus.unseen) // (2 * ROUNDS), int(_ROUND / row.single)))
    parts = [corpus.unseen[at * size : (at + 1) * size] for at in range(2 * ROUNDS)]
    of_batches = [_against(exact, batched, part) for part in parts[::2]]
    of_singles = [_against(exact, single, part) for part in parts[1::2]]
    of_natural = [_against(exact, batched, part) for part in _parts(corpus.natural, 3 * size)]
    row.articles = size * ROUNDS
    row.exact = median(reading / size for reading, _ in of_batches)
    row.batches, row.single, row.natural = map(_ratio, (of_batches, of_singles, of_natural))


def _parts(texts: Sequence[str], size: int) -> list[Sequence[str]]:
    size = min(size, len(texts) // ROUNDS)
    return [texts[at * size : (at + 1) * size] for at in range(ROUNDS)]


def _against(exact: sides.Run, ours: sides.Run, texts: Sequence[str]) -> tuple[float, float]:
    return timed(lambda: exact(texts))[1], timed(lambda: ours(texts))[1]


def _ratio(rounds: Sequence[tuple[float, float]]) -> float:
    return median(ours / exact for exact, ours in rounds)


def _rapidfuzz(listed: Sequence[Name], texts: Sequence[str]) -> float:
    """Seconds an article of trying every name on the whole text."""
    folded = [one.text.translate(FOLD) for one in listed]
    taken = (
        timed(
            lambda text=text: process.extract(  # type: ignore[misc]
                text.translate(FOLD), folded, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=None
            )
        )[1]
        for text in texts
    )
    return median(taken)


def _added(matcher: Matcher) -> float:
    """Seconds of adding a name to the compiled ones, of several words that are partly new; the median of ten."""
    more = [Entity(f"MORE{at}", "organization", {"ar": f"مجلس الاختبار رقم {at}"}) for at in range(10)]
    return median(timed(lambda one=one: matcher.adding([one]))[1] for one in more)  # type: ignore[misc]


def _count(row: Row, matcher: Matcher, index: Exact, texts: Sequence[str]) -> None:
    words = sum(len(text.split()) for text in texts) / 1000
    row.hits = sum(len(matcher.hits(Document(text)).mentions) for text in texts) / words
    row.exact_hits = sum(len(index.hits(text)) for text in texts) / words


def _whole(row: Row, listed: Sequence[Name], texts: Sequence[str]) -> None:
    """A process for each side, from nothing to the last article."""
    row.whole_articles = min(len(texts), WHOLE, max(LEAST, int(_PROCESS / (row.batches * row.exact))))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "input.json"
        held = {"names": [(one.text, one.kind) for one in listed], "texts": texts[: row.whole_articles]}
        path.write_text(json.dumps(held), encoding="utf-8")
        exact, row.exact_peak = _process("exact", path)
        ours, row.peak = _process("rasid", path)
        row.whole = ours / exact


def _process(side: str, path: Path) -> tuple[float, int]:
    """Wall clock seconds, and MiB at the peak."""
    command = [sys.executable, "-m", "tests.bench.whole", side, str(path)]
    done, taken = timed(lambda: subprocess.run(command, check=True, capture_output=True, text=True))
    return taken, int(done.stdout)
