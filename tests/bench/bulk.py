"""Throughput in bulk: articles in batches through ingest and alerting, beside a bare insert of the same articles.

The three take turns batch by batch, so that what slows the machine down slows all of them. The time of the processor is
told beside that of the clock: where others work on the machine too, it says what the machine could do alone (with
SQLite, which works in this process).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
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
from tests.bench.memory import resident
from tests.bench.sides import BATCH


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the clock, and of the processor."""

    clock: float = 0.0
    processor: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.clock + other.clock, self.processor + other.processor)

    @classmethod
    def by(cls, work: Callable[[], object]) -> Spent:
        """What some work took."""
        clock, processor = time.perf_counter(), time.process_time()
        work()
        return cls(time.perf_counter() - clock, time.process_time() - processor)


@dataclass(slots=True)
class Bulk:
    """What was measured: articles, what each part took, and (articles, MiB) on the way."""

    articles: int = 0
    bare: Spent = Spent()
    ingest: Spent = Spent()
    alerting: Spent = Spent()
    matched: int = 0
    stories: int = 0
    written: int = 0
    memory: list[tuple[int, float]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The figures, a line each."""
        whole = self.ingest + self.alerting
        yield (
            f"bulk: {self.articles:,} articles, {self.matched:,} hold something, "
            f"{self.stories:,} stories, {self.written:,} messages written"
        )
        named = {"bare rows": self.bare, "ingest": self.ingest, "alerting": self.alerting, "both": whole}
        yield from (self._line(name, spent) for name, spent in named.items())
        yield "  memory   " + " · ".join(f"{mib:,.0f} MiB after {number:,}" for number, mib in self.memory)

    def _line(self, name: str, spent: Spent) -> str:
        """Of one part, beside a bare insert of the same rows."""
        rate, alone = self.articles / spent.clock, self.articles / spent.processor
        return (
            f"  {name:<10}{rate:>7,.0f}/s, {alone:>6,.0f} in a second of the processor; "
            f"{spent.clock / self.bare.clock:.2f} × ({spent.processor / self.bare.processor:.2f} ×) a bare insert"
        )


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
    done.bare += Spent.by(lambda: _insert(engine, rows))
    done.ingest += Spent.by(lambda: parts.ingest.take(batch, now))
    done.alerting += Spent.by(lambda: _speak(parts, now))


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
