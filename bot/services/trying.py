"""What a text holds, and in how many of the newest stored articles aliases would have been, or were, found.

All of it takes a while, and is asked for by commands as errands (`bot/services/errands.py`).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from bot.core.model import Article, Reading
from bot.ports import Reader, Store, Unit, Window
from bot.services.proposing import DAYS, alone, mentions, places
from watchlists.model import Alias, Document, Field, Findings, Hits, Watchlists

# More take longer than somebody who types waits for. Own choice.
MOST: Final = 1_000
LONGEST: Final = 1.0
"""Seconds after which no further articles are begun: somebody waits for the answer. Own choice."""
_AT_ONCE: Final = 50
_MOST_COUNTED: Final = 500
_SAMPLES: Final = 3
_AROUND: Final = 60
_Places = dict[str, tuple[Field, int, int]]


@dataclass(frozen=True, slots=True)
class Trial:
    """Of so many `articles`, the newest of the last `days`, how many would have been `found`, with the words around
    some, of as many aliases as there are; and how many by each alias, which of two in one article counts for both."""

    articles: int
    found: int
    days: int
    samples: Sequence[str] = ()
    by_alias: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Trials:
    """Sets of aliases (or phrases), each tried by itself on the articles that are the newest at `now`."""

    sets: tuple[tuple[Alias, ...], ...]
    now: datetime
    event: bool = False

    def run(self, store: Store) -> Sequence[Trial]:
        """A trial a set, all on the same articles."""
        with store.begin(read_only=True) as unit:
            readings = newest(unit, self.now)
        return [trial(readings, some, event=self.event) for some in self.sets]


@dataclass(frozen=True, slots=True)
class Count:
    """How often an entry was found by one of its aliases, in the newest articles of the days before `now`."""

    key: str
    alias: str
    now: datetime

    def run(self, store: Store) -> int:
        """The number of mentions, or of events."""
        with store.begin(read_only=True) as unit:
            span = Window(self.now - timedelta(days=DAYS), self.now)
            readings = unit.articles.latest([self.key], _MOST_COUNTED, span)
        return sum(1 for one in readings for _ in mentions(one, (self.key, self.alias)))


@dataclass(frozen=True, slots=True)
class Matching:
    """What a text of `now` holds, by this matcher."""

    text: str
    now: datetime
    reader: Reader = field(compare=False)

    def run(self, _store: Store) -> tuple[Findings, Watchlists]:
        """With the lists by which it was found: others may be in force when it is answered."""
        return self.reader.match(Document(self.text, None, self.now)), self.reader.watchlists


def newest(unit: Unit, now: datetime) -> Sequence[Reading]:
    """The stored articles that aliases are tried on."""
    return unit.articles.newest(MOST, Window(now - timedelta(days=DAYS), now + timedelta(seconds=1)))


def trial(
    readings: Sequence[Reading],
    aliases: Sequence[Alias],
    *,
    event: bool = False,
    clock: Callable[[], float] = monotonic,
) -> Trial:
    """Match articles with these aliases (or phrases) alone, as many as are done in LONGEST seconds of the clock."""
    matcher, begun, hits = alone(*aliases, event=event), clock(), list[Hits]()
    for some in _batched(readings, _AT_ONCE) if aliases else ():
        hits += matcher.hits_many([one.article.document for one in some])
        if clock() - begun > LONGEST:
            break
    readings = readings[: len(hits)] if aliases else readings
    held = [(one.article, found) for one, hit in zip(readings, hits, strict=False) if (found := _by_alias(hit))]
    amounts = Counter(text for _, found in held for text in found)
    samples = [around(article, place) for article, place in _chosen(held)]
    by_alias = [(text, amounts[text]) for text in dict.fromkeys(one.text for one in aliases)]
    return Trial(len(readings), len(held), DAYS, samples, by_alias)


def around(article: Article, place: tuple[Field, int, int]) -> str:
    """The words around a place of an article, in one line."""
    field, start, end = place
    text = (article.title or "") if field == "title" else article.text
    return " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())


def _by_alias(hits: Hits) -> _Places:
    """Where each alias stands first."""
    texts = [*(one.alias for one in hits.mentions), *(one.phrase for one in hits.phrases)]
    found: _Places = {}
    for text, place in zip(texts, places(hits), strict=True):
        found.setdefault(text, place)
    return found


def _chosen(held: Sequence[tuple[Article, _Places]]) -> Iterator[tuple[Article, tuple[Field, int, int]]]:
    """The first article of each alias, then further ones."""
    first: dict[str, int] = {}
    for number, (_, found) in enumerate(held):
        for text in found:
            first.setdefault(text, number)
    shown = {number: text for text, number in reversed(first.items())}
    further = [number for number in range(min(len(held), _SAMPLES)) if number not in shown]
    for number in [*dict.fromkeys(first.values()), *further][:_SAMPLES]:
        article, found = held[number]
        yield article, found[shown.get(number, next(iter(found)))]


def _batched(readings: Sequence[Reading], size: int) -> Iterator[Sequence[Reading]]:
    """So many at a time, in order."""
    return (readings[at : at + size] for at in range(0, len(readings), size))
