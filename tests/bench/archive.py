"""An archive of news in PostgreSQL, made by the server itself: 5,500 articles a day, as far back as they reach.

Nine of ten articles hold something: the three entities and the event of their story, and up to three others besides.
How often an entity is named falls with its rank (the first are in every fourth article, the last in one of 500);
stories have between one report and some forty. Every second story was told of, to four of fifty chats. Articles are
of the length of a feed's teaser, about 75 words. Ids rise with time.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, text

from bot.core.features import Features
from bot.core.message import Message
from bot.storage.columns import serialized, written
from bot.storage.searching import normal
from tests.bench.archive_sql import INDEXES, POOLS, STATEMENTS
from tests.bench.corpus import frequent
from tests.bench.newsstand import FREQUENT, NOW
from watchlists.model import Event, Mention, Place, Watchlists

A_DAY = 5_500
CHATS = 50
_SENTENCES, _TEMPLATES = 5_000, 400
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Archive:
    """So many articles, with the lists whose keys are named in them."""

    lists: Watchlists
    articles: int
    a_day: int = A_DAY

    @property
    def span(self) -> timedelta:
        """How far back it reaches."""
        return timedelta(days=self.articles / self.a_day)

    def fill(self, connection: Connection, told: Told) -> None:
        """Everything. Keys of other tables are not looked after meanwhile, and indexes are made when all rows are
        there: both take a fraction of the time."""
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text("SELECT setseed(0.5)"))
        self._pools(connection)
        indexes = connection.execute(text(INDEXES)).all()
        for name, _ in indexes:
            connection.execute(text(f"DROP INDEX {name}"))
        numbers = {
            "amount": self.articles,
            "now": NOW,
            "span": self.span,
            "chats": CHATS,
            "entities": len(self.lists.entities),
        }
        for statement in STATEMENTS:
            told(" ".join(statement.split()[:4]))
            connection.execute(text(statement), {one: numbers[one] for one in numbers if f":{one}" in statement})
        for name, definition in indexes:
            told(f"index {name}")
            connection.execute(text(definition))
        for table in ("articles", "stories", "alerts", "deliveries"):
            connection.execute(text(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"))

    def _pools(self, connection: Connection) -> None:
        """What rows are put together from, drawn beforehand."""
        rng = random.Random(11)
        for statement in POOLS:
            connection.execute(text(statement))
        connection.execute(text("INSERT INTO sentences VALUES (:id, :said, :normal)"), list(_sentences(rng)))
        connection.execute(text("INSERT INTO entities VALUES (:id, :key, :once, :twice)"), list(self._entities()))
        connection.execute(text("INSERT INTO events VALUES (:id, :key, :once, :twice)"), list(self._events()))
        connection.execute(text("INSERT INTO templates VALUES (:id, :features)"), list(_templates(rng)))
        message = serialized(written(Message(()).as_dict() | {"said": "خبر عاجل " * 40}))
        connection.execute(text("INSERT INTO messages VALUES (:message)"), {"message": message})

    def _entities(self) -> Iterator[dict[str, Any]]:
        keys = [FREQUENT, *(key for key in self.lists.entities if key != FREQUENT)]
        for number, key in enumerate(keys, 1):
            spans = [asdict(Mention(key, "الاسم", "الاسم", "text", at, at + 5, 98.0, ("clitic:ل",))) for at in (40, 90)]
            yield _pooled(number, key, spans)

    def _events(self) -> Iterator[dict[str, Any]]:
        place = (Place("قندهار", "KANDAHAR"),)
        for number, key in enumerate(self.lists.events, 1):
            spans = [
                asdict(Event(key, "هجوم", "هجوم", "text", at, at + 4, 97.0, (0, 82), places=place, killed=killed))
                for at, killed in ((33, 3), (70, None))
            ]
            yield _pooled(number, key, spans)


def rarest(lists: Watchlists) -> str:
    """The key that is named least."""
    return [key for key in lists.entities if key != FREQUENT][-1]


def _pooled(number: int, key: str, spans: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": number, "key": key, "once": json.dumps(spans[:1]), "twice": json.dumps(spans)}


def _sentences(rng: random.Random) -> Iterator[dict[str, Any]]:
    words, weights = frequent()
    for number in range(_SENTENCES):
        said = " ".join(rng.choices(words, cum_weights=weights, k=18)) + "."
        yield {"id": number, "said": said, "normal": normal(None, said)}


def _templates(rng: random.Random) -> Iterator[dict[str, Any]]:
    """Features of stories, as long as they are."""
    words, _ = frequent()
    for number in range(_TEMPLATES):
        shingles = frozenset(rng.randrange(2**32) for _ in range(60))
        made = Features(words=frozenset(rng.choices(words, k=100)), shingles=shingles)
        yield {"id": number, "features": serialized(written(made.as_dict()))}
