"""Articles to measure on: news from a file, else text made of frequent words.

The file is JSON Lines with `text`, and `date` or `published` where it has one: `$RASID_BENCH_CORPUS`, else the news in
the shared folder. Nothing is downloaded.
"""

import json
import os
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate, islice
from pathlib import Path

SHARED = Path(os.environ.get("RASID_SHARED", Path(__file__).parents[3] / "shared"))
NEWS = SHARED / "data" / "news" / "ant-corpus-v1.jsonl"
_ENOUGH = 2500  # bytes; the last text carries an article to 3 kB on average, about what news agencies write
_MADE = 4000
_SENTENCE, _PARAGRAPH = 22, 3


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where the articles come from, and the articles: `known` to warm up with, `unseen` to measure on.

    `natural` are further unseen ones, at the length in which they were published.
    """

    source: str
    known: tuple[str, ...]
    unseen: tuple[str, ...]
    natural: tuple[str, ...]


def read() -> Corpus:
    """The older six tenths of the articles are known; the newer ones are unseen, the newest tenth stays as it is."""
    path = Path(os.environ.get("RASID_BENCH_CORPUS", NEWS))
    texts = _news(path) if path.is_file() else list(islice(made(), _MADE))
    first, second = len(texts) * 6 // 10, len(texts) * 9 // 10
    source = path.name if path.is_file() else f"made of frequent words (there is no {path.name})"
    known, unseen = joined(texts[:first]), joined(texts[first:second])
    return Corpus(source, tuple(known), tuple(unseen), tuple(texts[second:]))


def joined(texts: Iterable[str]) -> Iterator[str]:
    """Texts put together until they are an article long, each in a paragraph of its own."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text.encode("utf-8", "surrogatepass")) + 1
        if size >= _ENOUGH:
            yield "\n".join(held)
            held, size = [], 0


def frequent() -> tuple[list[str], list[int]]:
    """The words of news and their summed frequencies."""
    lines = (files("watchlists") / "words" / "frequent.tsv").read_text("utf-8").splitlines()
    counted = [
        (word, int(count)) for count, _, listed in (line.partition("\t") for line in lines) for word in listed.split()
    ]
    return [word for word, _ in counted], list(accumulate(count for _, count in counted))


def _news(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines if line.strip()]
    return [one["text"] for one in sorted(articles, key=_day) if one["text"]]


def _day(article: Mapping[str, object]) -> str:
    return str(article.get("published") or article.get("date") or "")


def made() -> Iterator[str]:
    """Articles without sense and without end, but with the words of news as often as news has them."""
    rng = random.Random(0)
    words, weights = frequent()
    while True:
        drawn = iter(rng.choices(words, cum_weights=weights, k=rng.randint(60, 300)))
        sentences = [" ".join(sentence) + "." for sentence in _bunches(drawn, _SENTENCE)]
        yield "\n".join(" ".join(some) for some in _bunches(iter(sentences), _PARAGRAPH))


def _bunches(items: Iterator[str], size: int) -> Iterator[Sequence[str]]:
    while bunch := [one for _, one in zip(range(size), items, strict=False)]:
        yield bunch
