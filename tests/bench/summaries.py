"""Summaries against abstracts by journalists: `python -m tests.bench.summaries [CORPUS.jsonl]`.

Items of the corpus have `id`, `title`, `text` and `abstract` (see corpus.py for where it is looked for). Compared are
Rasid's summary, the first sentence, the first three, whole, cut at 400 characters and as many as fit there, and
TextRank. One half of the items, by a hash of their id, was looked at when weights were chosen; the other was held out.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import mean

import numpy as np

from bot.summarizers.extractive import Extractive
from bot.summarizers.lead import Lead
from bot.summarizers.quoting import LONGEST
from tests.bench import corpus
from tests.bench.rouge import rouge
from tests.bench.summary_cost import cost, events_cost
from tests.bench.textrank import textrank
from watchlists import Matcher, load, shipped
from watchlists.model import Document, Findings, Mention
from watchlists.normalize import key, words
from watchlists.sentences import sentences

_ALIKE = 0.8  # of the words: the abstract is nearly the first sentence
_DRAWN = 2000
# Found in the title and nowhere else: what lets every article have a summary, and prefers no sentence.
_ANYTHING = Findings((Mention("", "", "", "title", 0, 0, 100.0),))

Summarize = Callable[[Document, Findings], str]


@dataclass(frozen=True, slots=True)
class Item:
    """An article with its abstract, and what the shipped lists find in it."""

    document: Document
    abstract: str
    findings: Findings
    held_out: bool

    @property
    def is_lead(self) -> bool:
        """Whether the abstract is, or nearly is, the first sentence."""
        first = _words(_first(self.document.text, 1))
        held = _words(self.abstract)
        return len(first & held) >= _ALIKE * max(1, len(first), len(held))


def read(path: Path) -> list[tuple[str, Document, str]]:
    """Id, article and abstract of every item that has one."""
    with path.open(encoding="utf-8") as lines:
        held = [json.loads(line) for line in lines if line.strip()]
    return [(one["id"], Document(one["text"], one["title"]), one["abstract"]) for one in held if one.get("abstract")]


def without_lead(document: Document, abstract: str) -> Document | None:
    """The article without its first paragraph; None where that is not the abstract, or nothing else is there."""
    first, _, rest = document.text.lstrip().partition("\n")
    held = _words(abstract)
    if not sentences(rest) or len(held & _words(first)) < _ALIKE * len(held):
        return None
    return Document(rest, document.title)


def systems(summarizer: Extractive) -> Mapping[str, Summarize]:
    """What is compared, by name; ours first."""
    return {
        "Rasid": lambda document, findings: summarizer.summarize(document, findings).text or "",
        "lead-1": lambda document, _: _first(document.text, 1),
        "lead-3": lambda document, _: _first(document.text, 3),
        "lead-3, cut at 400": lambda document, _: _first(document.text, 3)[:LONGEST],
        "lead-3, as many as fit in 400": lambda document, findings: Lead().summarize(document, findings).text or "",
        "TextRank": lambda document, _: textrank(document.text),
    }


def margin(ours: Sequence[float], others: Sequence[float]) -> tuple[float, float, float]:
    """The mean difference, with its 95 % interval by a paired bootstrap."""
    differences = np.subtract(ours, others)
    drawn = np.random.default_rng(0).choice(differences, (_DRAWN, len(differences))).mean(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(differences.mean()), float(low), float(high)


def table(items: Sequence[Item], compared: Mapping[str, Summarize]) -> Iterator[str]:
    """Lines of a table: each system with its scores and how far Rasid's ROUGE-L is ahead."""
    yield "| | ROUGE-1 | ROUGE-2 | ROUGE-L | characters | Rasid is ahead by (ROUGE-L) |"
    yield "|---|---|---|---|---|---|"
    ours: list[float] = []
    for name, summarize in compared.items():
        given = [summarize(item.document, item.findings) for item in items]
        scores = [rouge(item.abstract, text) for item, text in zip(items, given, strict=True)]
        longest = [score.longest for score in scores]
        ahead = "{:+.3f} ({:+.3f} to {:+.3f})".format(*margin(ours, longest)) if ours else ""
        ours = ours or longest
        figures = " | ".join(f"{mean(column):.3f}" for column in zip(*scores, strict=True))
        yield f"| {name} | {figures} | {mean(map(len, given)):.0f} | {ahead} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.summaries", description=__doc__.split("\n")[0])
    parser.add_argument("path", type=Path, nargs="?", default=Path(os.environ.get("RASID_BENCH_CORPUS", corpus.NEWS)))
    path = parser.parse_args().path
    if not path.is_file():
        sys.exit(f"there is no {path.name}: give a corpus with abstracts")
    matcher = Matcher.compile(load((shipped(),)))
    compared = systems(Extractive.of(matcher.watchlists))
    articles = corpus.read()
    print(events_cost(matcher, articles), cost(matcher, articles), sep="\n", flush=True)
    for name, items in _sets(matcher, read(path)):
        for held_out in (False, True):
            some = [item for item in items if item.held_out is held_out]
            if some:
                half = "held out" if held_out else "chosen on"
                print(f"\n{name}; {half}: {len(some)} articles", *table(some, compared), sep="\n", flush=True)


def _sets(matcher: Matcher, held: Sequence[tuple[str, Document, str]]) -> Iterator[tuple[str, list[Item]]]:
    """The articles as published, those of them whose abstract is not their first sentence, and those cut short."""
    cut = ((name, without_lead(document, abstract), abstract) for name, document, abstract in held)
    published = _items(matcher, held)
    views = {
        "as published": published,
        "as published, where the abstract is not the first sentence": [one for one in published if not one.is_lead],
        "without the paragraph that is the abstract": _items(matcher, [(n, d, a) for n, d, a in cut if d is not None]),
    }
    for view, items in views.items():
        yield f"{view}, something watched", [item for item in items if item.findings is not _ANYTHING]
        yield f"{view}, every article", items


def _items(matcher: Matcher, held: Sequence[tuple[str, Document, str]]) -> list[Item]:
    found = matcher.match_many([document for _, document, _ in held])
    return [
        Item(document, abstract, findings or _ANYTHING, bool(sha256(name.encode()).digest()[0] % 2))
        for (name, document, abstract), findings in zip(held, found, strict=True)
    ]


def _first(text: str, count: int) -> str:
    return " ".join(text[start:end] for start, end in sentences(text)[:count])


def _words(text: str) -> set[str]:
    return set(map(key, words(text)))


if __name__ == "__main__":
    main()
