"""Articles come in: identify, match, store with their matches and put into a story, in one transaction.

An article that is stored already changes nothing, so a source may repeat what it is not sure to have handed over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.core import grouping, scoring
from bot.core.features import Features, features_of
from bot.core.grouping import Grouping, Placing
from bot.core.identity import fingerprint, identity_of
from bot.core.model import Article, Incoming, Reading, Taken
from bot.ports import Reader, Store, Unit
from watchlists.model import Document, Findings, Watchlists

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Ingest:
    """Takes articles into the store. `reader` gives the matcher in force."""

    store: Store
    reader: Callable[[], Reader]

    def take(self, items: Sequence[Incoming], now: datetime) -> list[Taken]:
        """Store a batch, all of it or, where the database fails (StoreError), nothing of it.

        An article that a source dates later than `now` counts as published now.
        """
        reader = self.reader()
        dated = [_dated(item, now) for item in items]
        findings = _findings(reader, dated)
        with self.store.begin() as unit:
            return [_take(unit, *pair, reader.watchlists, now) for pair in zip(dated, findings, strict=True)]


def document(item: Incoming) -> Document:
    """The part of an article that the matcher reads."""
    return Document(item.text, item.title, item.published)


def _dated(item: Incoming, now: datetime) -> Incoming:
    return replace(item, published=min(item.published, now)) if item.published else item


def _findings(reader: Reader, items: Sequence[Incoming]) -> Sequence[Findings]:
    """What is found in each; one article that the matcher cannot bear is stored without, and stops no other."""
    try:
        return reader.match_many([document(item) for item in items])
    except Exception:
        return [_findings_of_one(reader, item) for item in items]


def _findings_of_one(reader: Reader, item: Incoming) -> Findings:
    try:
        return reader.match(document(item))
    except Exception:
        log.exception("match.crashed", source=item.source, identity=identity_of(item))
        return Findings()


def _take(unit: Unit, item: Incoming, findings: Findings, watchlists: Watchlists, now: datetime) -> Taken:
    reading = unit.articles.add(item, identity_of(item), fingerprint(item.title, item.text), findings, now)
    if reading is None:
        return Taken("duplicate")
    if not findings:
        return Taken("accepted", reading.article.id)
    return Taken("accepted", reading.article.id, _group(unit, reading, watchlists, None if item.silent else now))


def _group(unit: Unit, reading: Reading, watchlists: Watchlists, due: datetime | None) -> int:
    """Put a reading into its story and have the story looked at."""
    article = reading.article
    features = features_of(article, reading.findings, watchlists)
    severity = scoring.severity_of(reading.findings, watchlists)
    placing = _placing(unit, article, features)
    story_id = placing.story_id or unit.stories.create(features, severity, article.published, due)
    unit.stories.attach(story_id, article.id, features, placing.reason, severity, due)
    return story_id


def _placing(unit: Unit, article: Article, features: Features) -> Placing:
    """A later edition stands where the earlier one does; any other article where it fits."""
    known = unit.stories.of_identity(article.identity) if article.edition > 1 else None
    if known is not None:
        return Placing(Grouping.EDITION, known)
    candidates = unit.stories.candidates(features.keys, article.published - grouping.OPEN_FOR)
    return grouping.place(features, candidates, article.published)
