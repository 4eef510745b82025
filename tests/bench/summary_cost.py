"""What a summary costs, against the yardstick on the same articles: those in which the shipped lists find something."""

from collections.abc import Sequence
from statistics import median

from bot.summarizers.extractive import Extractive
from tests.bench.corpus import Corpus
from tests.bench.measure import ROUNDS, timed
from tests.bench.yardstick import Exact
from watchlists import Matcher
from watchlists.model import Document, Findings, Watchlists

_WARMING = 1000  # articles

Pair = tuple[Document, Findings]


def cost(matcher: Matcher, corpus: Corpus) -> str:
    """One line: the median of five rounds on articles not met before."""
    summarizer, exact = Extractive.of(matcher.watchlists), Exact(_aliases(matcher.watchlists))
    _summarize(summarizer, _found(matcher, corpus.known[:_WARMING]))
    found = _found(matcher, corpus.unseen)
    rounds = [(_exact(exact, part), _summarize(summarizer, part)) for part in _parts(found)]
    ratio = median(ours / theirs for theirs, ours in rounds)
    length = sum(len(document.text) for document, _ in found) // len(found)
    return f"a summary: {ratio:.2f} × exact, {len(found)} articles of {length:,} characters"


def _parts(found: Sequence[Pair]) -> list[Sequence[Pair]]:
    return [found[at::ROUNDS] for at in range(ROUNDS)]


def _found(matcher: Matcher, texts: Sequence[str]) -> list[Pair]:
    documents = [Document(text) for text in texts]
    return [pair for pair in zip(documents, matcher.match_many(documents), strict=True) if pair[1]]


def _exact(index: Exact, part: Sequence[Pair]) -> float:
    return timed(lambda: [index.hits(document.text) for document, _ in part])[1]


def _summarize(summarizer: Extractive, part: Sequence[Pair]) -> float:
    return timed(lambda: [summarizer.summarize(*pair) for pair in part])[1]


def _aliases(lists: Watchlists) -> list[str]:
    named = [alias.text for one in lists.entities.values() for alias in one.spellings]
    return [*named, *(phrase.text for one in lists.events.values() for phrase in one.phrases)]
