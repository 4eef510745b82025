"""Throughput in bulk: articles in batches through ingest and alerting, beside a bare insert of the same articles.

The three take turns batch by batch, so that what slows the machine down slows all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Engine, func, select, update

from bot.core.identity import fingerprint
from bot.core.model import Incoming
from bot.parts import Parts
from bot.storage import SqlStore
from bot.storage.engine import make_engine
from bot.storage.searching import normal
from bot.storage.tables import articles, deliveries, matches, stories
from tests.bench.measure import timed
from tests.bench.memory import resident
from tests.bench.sides import BATCH


@dataclass(slots=True)
class Bulk:
    """What was measured: articles, seconds of each part, and (articles, MiB) on the way."""

    articles: int = 0
    bare: float = 0.0
    ingest: float = 0.0
    alerting: float = 0.0
    matched: int = 0
    stories: int = 0
    written: int = 0
    memory: list[tuple[int, float]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The figures, a line each."""
        bare, whole = self.articles / self.bare, self.ingest + self.alerting
        yield (
            f"bulk: {self.articles:,} articles, {self.matched:,} hold something, "
            f"{self.stories:,} stories, {self.written:,} messages written"
        )
        for name, seconds in (("ingest", self.ingest), ("alerting", self.alerting), ("both", whole)):
            yield (
                f"  {name:<9}{self.articles / seconds:>7,.0f} articles/s, "
                f"{seconds / self.bare:>6.2f} × the time of a bare insert ({bare:,.0f} rows/s)"
            )
        yield "  memory   " + " · ".join(f"{mib:,.0f} MiB after {number:,}" for number, mib in self.memory)


def bulk(parts: Parts, store: SqlStore, bare: SqlStore, wire: Iterator[Incoming], amount: int, every: int) -> Bulk:
    """Take so many articles and speak of them; the memory is noted at the start and after each `every`."""
    done, engine = Bulk(memory=[(0, resident())]), make_engine(bare.url)
    while done.articles < amount:
        batch = list(islice(wire, min(BATCH, amount - done.articles)))
        _batch(done, parts, engine, batch)
        if done.articles >= done.memory[-1][0] + every or done.articles == amount:
            done.memory.append((done.articles, resident()))
    engine.dispose()
    _count(done, store)
    return done


def _batch(done: Bulk, parts: Parts, engine: Engine, batch: Sequence[Incoming]) -> None:
    now = max(item.published for item in batch if item.published)
    rows = [_row(item, number, now) for number, item in enumerate(batch, done.articles)]
    done.articles += len(batch)
    done.bare += timed(lambda: _insert(engine, rows))[1]
    done.ingest += timed(lambda: parts.ingest.take(batch, now))[1]
    done.alerting += timed(lambda: _speak(parts, now))[1]


def _insert(engine: Engine, rows: Sequence[dict[str, Any]]) -> None:
    with engine.begin() as connection:
        connection.execute(articles.insert(), rows)


def _speak(parts: Parts, now: datetime) -> None:
    while parts.alerting.speak(now):
        pass


def _row(item: Incoming, number: int, now: datetime) -> dict[str, Any]:
    said = {"title": item.title, "text": item.text, "normal": normal(item.title, item.text)}
    named = {"identity": str(number), "edition": 1, "fingerprint": fingerprint(item.title, item.text)}
    told = {"source": item.source, "external_id": item.external_id, "language": "ar"}
    return said | named | told | {"published": item.published, "received": now}


def _count(done: Bulk, store: SqlStore) -> None:
    """How much there was; and what was written is taken as sent, to leave an empty outbox behind."""
    engine = make_engine(store.url)
    with engine.begin() as connection:
        done.matched = connection.scalar(select(func.count(matches.c.article_id.distinct()))) or 0
        done.stories = connection.scalar(select(func.count()).select_from(stories)) or 0
        sent = update(deliveries).where(deliveries.c.state == "pending")
        done.written = connection.execute(sent.values(state="sent", finished=deliveries.c.created)).rowcount
    engine.dispose()
