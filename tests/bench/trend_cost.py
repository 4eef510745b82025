"""What a look for unusual numbers of mentions costs with many articles stored.

python -m tests.bench.trend_cost [--articles 100000] [--entities 300] [--url postgresql+psycopg://…]
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Connection, insert, make_url

from bot.core.model import Address, Person, Subscription
from bot.locales import load_texts
from bot.services.trends import Trends
from bot.storage import SqlStore, open_store
from bot.storage.engine import make_engine
from bot.storage.tables import articles, matches, stories, story_articles
from tests.bench.chats import watching
from watchlists import Matcher

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PERSON = Person("telegram", "1", "bench")
_A_STORY = 3
_AT_ONCE = 10_000


def fill(connection: Connection, matcher: Matcher, amount: int, days: int = 30) -> None:
    """So many articles of the last days, each with two entities, three to a story; some entities are named much."""
    rng, keys = random.Random(3), list(matcher.watchlists.entities)
    weights = list(accumulate(1 / (3 + rank) for rank in range(len(keys))))
    for first in range(1, amount + 1, _AT_ONCE):
        rows = [
            _rows(number, amount, days, rng, keys, weights)
            for number in range(first, min(first + _AT_ONCE, amount + 1))
        ]
        for table, at in ((articles, 0), (stories, 1), (matches, 2), (story_articles, 3)):
            connection.execute(insert(table), [one for row in rows for one in row[at]])


def _rows(
    number: int, amount: int, days: int, rng: random.Random, keys: list[str], weights: list[float]
) -> tuple[list[dict[str, Any]], ...]:
    at = NOW - timedelta(days=days) * (1 - number / (amount + 1))
    source, story = f"outlet {rng.randrange(200)}", (number - 1) // _A_STORY + 1
    named = set(rng.choices(keys, cum_weights=weights, k=2))
    facts = {"identity": str(number), "edition": 1, "fingerprint": str(number), "published": at, "received": at}
    article = {"id": number, **facts, "matched": True, "source": source, "language": "ar", "text": "", "normal": ""}
    match = {"article_id": number, "kind": "entity", "published": at, "source": source, "amount": 1, "spans": []}
    new = {"id": story, "opened": at, "latest": at, "severity": "low", "features": {}, "articles": _A_STORY}
    place = {"article_id": number, "story_id": story, "published": at, "reason": "same_words", "grounds": {}}
    return [article], [new] if number % _A_STORY == 1 else [], [match | {"key": key} for key in named], [place]


def cost(url: str, amount: int, entities: int) -> Iterator[str]:
    """Seconds of a first look, which measures the past of everybody, and of one five minutes later."""
    store, matcher = open_store(url, auto_migrate=True), watching(entities)
    engine = make_engine(make_url(url))
    with engine.begin() as connection:
        fill(connection, matcher, amount)
    engine.dispose()
    _watch(store, matcher)
    trends = Trends(store, lambda: matcher, load_texts())
    yield f"trends: {amount:,} articles of 30 days, {entities} entities watched"
    for name, at in (("first look", NOW), ("five minutes later", NOW + timedelta(minutes=5))):
        begun, cpu = perf_counter(), process_time()
        trends.look(at)
        took, cpu = perf_counter() - begun, process_time() - cpu
        yield f"  {name}: {took:.1f} s, of which {cpu:.1f} s on a processor, {1000 * cpu / entities:.1f} ms an entity"
    store.close()


def on_sqlite(amount: int, entities: int) -> Iterator[str]:
    """The same in a new file."""
    with tempfile.TemporaryDirectory() as folder:
        yield from cost(f"sqlite:///{folder}/bench.sqlite3", amount, entities)


def _watch(store: SqlStore, matcher: Matcher) -> None:
    with store.begin() as unit:
        chat, _ = unit.chats.meet(
            Address("telegram", "1"), private=True, title="x", language="ar", timezone="UTC", access="allowed"
        )
        for key in matcher.watchlists.entities:
            unit.chats.subscribe(Subscription(chat.id, "entity", key, "low"), PERSON, NOW)


def main() -> None:
    """Print them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.trend_cost", description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--entities", type=int, default=300)
    parser.add_argument("--url", help="an empty database; a new SQLite file unless given")
    options = parser.parse_args()
    size = options.articles, options.entities
    for line in cost(options.url, *size) if options.url else on_sqlite(*size):
        print(line, flush=True)


if __name__ == "__main__":
    main()
