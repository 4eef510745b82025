"""What events and a summary cost, against the yardstick on the same articles: those in which something is found."""

from collections.abc import Sequence
from statistics import median
from typing import TypeVar

from bot.summarizers.extractive import Extractive
from tests.bench.corpus import Corpus
from tests.bench.measure import ROUNDS, timed
from tests.bench.yardstick import Exact
from watchlists import Matcher
from watchlists.events import read_events
from watchlists.model import Document, Event, Findings, Hits, Watchlists
from watchlists.sentences import sentences

_WARMING = 1000  # articles

Pair = tuple[Document, Findings]
_Pair = TypeVar("_Pair")


def events_cost(matcher: Matcher, corpus: Corpus) -> str:
    """A line each for whole articles and for items as they are: the median of five rounds, on unseen articles."""
    exact = Exact(_aliases(matcher.watchlists))
    _read(matcher, _hit(matcher, corpus.known[:_WARMING]))
    return "\n".join(_events_line(matcher, exact, _hit(matcher, texts)) for texts in (corpus.unseen, corpus.natural))


def _events_line(matcher: Matcher, exact: Exact, found: Sequence[tuple[Document, Hits]]) -> str:
    rounds = [(_exact(exact, part), _read(matcher, part)) for part in _parts(found)]
    length = sum(len(document.text) for document, _ in found) // len(found)
    ratio = median(ours / theirs for theirs, ours in rounds)
    return f"events: {ratio:.2f} × exact, {len(found)} articles of {length:,} characters"


def _hit(matcher: Matcher, texts: Sequence[str]) -> list[tuple[Document, Hits]]:
    documents = [Document(text) for text in texts]
    return [pair for pair in zip(documents, matcher.hits_many(documents), strict=True) if pair[1]]


def _read(matcher: Matcher, part: Sequence[tuple[Document, Hits]]) -> float:
    def read(document: Document, hits: Hits) -> tuple[Event, ...]:
        spans = {name: sentences(text) for name, text in document.fields()}
        return read_events(document, spans, hits.phrases, hits.mentions, matcher.watchlists)

    return timed(lambda: [read(*pair) for pair in part])[1]


def cost(matcher: Matcher, corpus: Corpus) -> str:
    """One line: the median of five rounds on articles not met before."""
    summarizer, exact = Extractive.of(matcher.watchlists), Exact(_aliases(matcher.watchlists))
    _summarize(summarizer, _found(matcher, corpus.known[:_WARMING]))
    found = _found(matcher, corpus.unseen)
    rounds = [(_exact(exact, part), _summarize(summarizer, part)) for part in _parts(found)]
    ratio = median(ours / theirs for theirs, ours in rounds)
    length = sum(len(document.text) for document, _ in found) // len(found)
    return f"a summary: {ratio:.2f} × exact, {len(found)} articles of {length:,} characters"


def _parts(found: Sequence[_Pair]) -> list[Sequence[_Pair]]:
    return [found[at::ROUNDS] for at in range(ROUNDS)]


def _found(matcher: Matcher, texts: Sequence[str]) -> list[Pair]:
    documents = [Document(text) for text in texts]
    return [pair for pair in zip(documents, matcher.match_many(documents), strict=True) if pair[1]]


def _exact(index: Exact, part: Sequence[tuple[Document, object]]) -> float:
    return timed(lambda: [index.hits(document.text) for document, _ in part])[1]


def _summarize(summarizer: Extractive, part: Sequence[Pair]) -> float:
    return timed(lambda: [summarizer.summarize(*pair) for pair in part])[1]


def _aliases(lists: Watchlists) -> list[str]:
    named = [alias.text for one in lists.entities.values() for alias in one.spellings]
    return [*named, *(phrase.text for one in lists.events.values() for phrase in one.phrases)]
