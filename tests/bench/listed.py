"""The shipped lists, measured: hits alone, and with the events that are read from them."""

from collections.abc import Sequence
from statistics import median

from tests.bench import sides
from tests.bench.corpus import Corpus
from tests.bench.measure import LEAST, ROUNDS, timed
from tests.bench.yardstick import Exact
from watchlists import Matcher, load, shipped
from watchlists.model import Document, Watchlists

_SECONDS = 8.0  # of warming, at most


def shipped_lists(corpus: Corpus) -> str:
    """One line: the time of the shipped lists against the yardstick with the same aliases."""
    lists = load((shipped(),))
    aliases = _aliases(lists)
    matcher, built = timed(lambda: Matcher.compile(lists))
    exact, hits, findings = sides.exact(Exact(aliases)), sides.in_batches(matcher), _with_events(matcher)
    per_article = sides.warm(hits, corpus.known, _SECONDS)[1]
    size = max(LEAST, min(len(corpus.unseen) // ROUNDS, int(1 / per_article)))
    parts = [corpus.unseen[at * size : (at + 1) * size] for at in range(ROUNDS)]
    rounds = [[_seconds(run, part) for run in (exact, hits, findings)] for part in parts]
    alone, with_events = (median(one[at] / one[0] for one in rounds) for at in (1, 2))
    return (
        f"shipped lists, {len(aliases):,} aliases and phrases: {alone:.2f} × exact in batches, "
        f"{with_events:.2f} × with events; built in {built:.2f} s"
    )


def _seconds(run: sides.Run, texts: Sequence[str]) -> float:
    return timed(lambda: run(texts))[1]


def _with_events(matcher: Matcher) -> sides.Run:
    def run(texts: Sequence[str]) -> int:
        return sum(len(matcher.match_many([Document(text) for text in some])) for some in sides.batches(texts))

    return run


def _aliases(lists: Watchlists) -> list[str]:
    named = [alias.text for one in lists.entities.values() for alias in one.spellings]
    return [*named, *(phrase.text for one in lists.events.values() for phrase in one.phrases)]
