"""How long matching takes, as a ratio to reading the same articles; nothing is asserted about time.

Articles come from $RASID_BENCH_CORPUS (JSON Lines with `text`), else from the news in the shared folder, else from the
demo's own articles, repeated.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import pytest

from bot.samples import read_samples
from watchlists import Matcher, load, shipped
from watchlists.model import Alias, Document, Entity, Watchlist, Watchlists
from watchlists.normalize import words

ARTICLES = 1000
ROUNDS = 5
SHARED = Path(os.environ.get("RASID_SHARED", Path(__file__).parents[3] / "shared"))
NEWS = "data/news/ant-corpus-v1.jsonl"

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module", name="documents")
def _documents() -> list[Document]:
    return [Document(text) for text in islice(_texts(), ARTICLES)]


@pytest.mark.parametrize("aliases", [pytest.param(0, id="shipped lists"), 1_000, 10_000])
def test_matching_against_reading(aliases: int, documents: list[Document]) -> None:
    lists = _made_of(documents, aliases) if aliases else load((shipped(),))
    started = time.perf_counter()
    matcher = Matcher.compile(lists)
    built = time.perf_counter() - started
    found = matcher.match_many(documents)  # the first round warms the table of words
    rounds = [_round(documents, matcher) for _ in range(ROUNDS)]
    ratios = [matching / reading for reading, matching in rounds]
    hits = sum(len(one.mentions) + len(one.events) for one in found)
    print(
        f"\n{aliases or 'shipped':>8} aliases: {median(ratios):6.1f} times reading"
        f" ({min(ratios):.1f}-{max(ratios):.1f}), {hits} hits in {len(documents)} articles,"
        f" built in {built:.2f} s"
    )
    assert hits


def _round(documents: Sequence[Document], matcher: Matcher) -> tuple[float, float]:
    """Seconds of reading (splitting into words) and of matching, one after the other."""
    reading = _timed(lambda: [words(document.text) for document in documents])
    return reading, _timed(lambda: matcher.match_many(documents))


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _made_of(documents: Sequence[Document], amount: int) -> Watchlists:
    """A list of that many names of two words, taken from the articles themselves."""
    names: dict[str, None] = {}
    for document in documents:
        listed = [word for word in words(document.text) if len(word) > 3]
        names |= {f"{one} {other}": None for one, other in zip(listed[::3], listed[1::3], strict=False)}
    chosen = islice(names, amount)
    entities = [Entity(f"K{at}", "other", {"ar": name}, (Alias(name),)) for at, name in enumerate(chosen)]
    return Watchlists((Watchlist("bench", {"en": "bench"}, tuple(entities)),))


def _texts() -> Iterator[str]:
    path = Path(os.environ.get("RASID_BENCH_CORPUS", SHARED / NEWS))
    if not path.is_file():
        print(f"\nno corpus at {path}: measured on the demo's articles, repeated")
        return cycle([item.text for item in read_samples(datetime.now(UTC))])
    with path.open(encoding="utf-8") as lines:
        return iter([json.loads(line)["text"] for line in islice(lines, ARTICLES)])
