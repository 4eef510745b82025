"""The benchmark of grouping: `python -m tests.bench.grouping [--articles N …] [--postgres]`.

How long it takes to put one article into its story (find the open stories that it may join, decide, write), against so
many articles in open stories. These are made of the reports of a made-up wire (reports.py), whose names and acts
thousands of stories share: each story has the facts of one of them, and words of its own. They are written straight
into the tables; what is measured is done by the bot's own code. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from math import log
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, text

from bot.clocks import utc_now
from bot.core.features import Features, features_of
from bot.core.grouping import OPEN_FOR
from bot.core.identity import fingerprint
from bot.core.minhash import BANDS
from bot.core.model import Article, Incoming, NewArticle
from bot.core.open_stories import OpenStories, Placed, Wanted
from bot.storage import SqlStore, open_store
from bot.storage.engine import make_engine
from bot.storage.tables import articles, stories, story_articles, story_keys, story_marks
from tests.bench.chats import watching
from tests.bench.corpus import frequent
from tests.bench.load import logged
from tests.bench.reports import STEP, wire
from tests.fakes.postgres import postgres_server
from watchlists import Matcher
from watchlists.model import Document, Findings

SIZES = (1_000, 10_000, 100_000)
ENTITIES, POOL, PLACED = 1_000, 400, 200
_A_STORY = 2
_CHUNK = 2_000
_OWN_WORDS = 0.6


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds that each article took, against so many articles in open stories."""

    articles: int
    candidates: float
    times: Sequence[float]
    cpu: Sequence[float]

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def late(self) -> float:
        """The slowest one in twenty takes at least so long."""
        return quantiles(self.times, n=20)[-1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.grouping", description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, nargs="+", default=list(SIZES), help="articles in open stories")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of our own instead of SQLite")
    options = parser.parse_args()
    for line in grouping(options.articles, postgres=options.postgres):
        print(line, flush=True)


def grouping(sizes: Sequence[int], *, placed: int = PLACED, pool: int = POOL, postgres: bool = False) -> Iterator[str]:
    """The lines of the benchmark, as they are known; the stories have the facts of `pool` reports."""
    matcher = watching(ENTITIES)
    with logged(), ExitStack() as stack:
        first: Took | None = None
        for size in sizes:
            took = _measured(stack, matcher, size, placed, pool, postgres=postgres)
            first = first or took
            yield _line(took, first, "PostgreSQL" if postgres else "SQLite")


def _line(took: Took, first: Took, database: str) -> str:
    growth = f"{median(took.cpu) / median(first.cpu):.2f} × the median at {first.articles:,}"
    logarithm = f"the logarithm grew {log(took.articles) / log(first.articles):.2f} ×"
    return (
        f"grouping, {database}: one article against {took.articles:,} in open stories, {took.candidates:.0f} of them "
        f"compared: median {took.median:.1f} ms, p95 {took.late:.1f} ms; of the processor {median(took.cpu):.1f} ms, "
        f"{growth}; {logarithm}"
    )


def _measured(stack: ExitStack, matcher: Matcher, size: int, placed: int, pool: int, *, postgres: bool) -> Took:
    home = Path(stack.enter_context(TemporaryDirectory(prefix="rasid-grouping-")))
    url = f"sqlite:///{home / 'rasid.sqlite3'}"
    if postgres:
        server = stack.enter_context(postgres_server())
        url = server.url(server.create_database())
    store = open_store(url, auto_migrate=True)
    stack.callback(store.close)
    made = _pool(matcher, pool + placed)
    _fill(store, [features for _, features in made[:pool]], size)
    return _placed(store, made[pool:], size)


def _pool(matcher: Matcher, amount: int) -> list[tuple[Incoming, Features]]:
    """So many reports in which something is found, published within the last hours, with their features."""
    found: list[tuple[Incoming, Features]] = []
    start = utc_now() - STEP * 20 * amount
    for item in wire(matcher, start):
        findings = matcher.match(Document(item.text, item.title, item.published))
        if findings:
            found.append((item, features_of(_article(item), findings, matcher.watchlists)))
            if len(found) == amount:
                break
    return found


def _article(item: Incoming) -> Article:
    published = item.published or utc_now()
    return Article(1, "i", 1, item.source, item.title, item.text, None, "ar", published, published)


def _fill(store: SqlStore, pool: Sequence[Features], size: int) -> None:
    """Write so many articles in open stories."""
    rng, engine = random.Random(size), make_engine(store.url)
    words = frequent()[0]
    for first in range(0, size // _A_STORY, _CHUNK):
        numbers = range(first, min(first + _CHUNK, size // _A_STORY))
        made = [_varied(rng, rng.choice(pool), words) for _ in numbers]
        with engine.begin() as connection:
            _write(connection, rng, [number + 1 for number in numbers], made)
    with engine.begin() as connection:
        _settle(connection)
    engine.dispose()


def _settle(connection: Connection) -> None:
    """As a database is that has been in service: ids go on behind those written, and PostgreSQL knows what it holds."""
    if connection.dialect.name == "postgresql":
        for table in ("articles", "stories"):
            connection.execute(text(f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}"))
        connection.execute(text("analyze"))


def _varied(rng: random.Random, one: Features, words: Sequence[str]) -> Features:
    """The same facts in other words, of another text."""
    kept = frozenset(word for word in sorted(one.words) if word in one.found or rng.random() > _OWN_WORDS)
    own = frozenset(rng.choices(words, k=len(one.words) - len(kept)))
    bands = (f"b{band}:{rng.getrandbits(32):08x}" for band in range(BANDS))
    rare = (f"w:{word}" for word in rng.sample(sorted(kept | own), k=min(8, len(kept | own))))
    marks = {mark for mark in one.marks if mark.startswith("f:")}
    shingles = frozenset(rng.getrandbits(32) for _ in one.shingles)
    return replace(
        one, words=kept | own, texts=frozenset(), shingles=shingles, marks=frozenset(marks.union(bands, rare))
    )


def _write(connection: Connection, rng: random.Random, ids: Sequence[int], made: Sequence[Features]) -> None:
    now = utc_now()
    latest = {one: now - OPEN_FOR * 0.9 * rng.random() for one in ids}
    pairs = list(zip(ids, made, strict=True))
    told = [(one * _A_STORY + turn, one) for one in ids for turn in range(_A_STORY)]
    connection.execute(articles.insert(), [_row(number, latest[one]) for number, one in told])
    connection.execute(stories.insert(), [_story(one, latest[one], features) for one, features in pairs])
    keys = [{"story_id": one, "key": key, "latest": latest[one]} for one, made_ in pairs for key in made_.index]
    connection.execute(story_keys.insert(), keys)
    marks = [{"story_id": one, "mark": mark, "seen": latest[one]} for one, made_ in pairs for mark in made_.marks]
    connection.execute(story_marks.insert(), marks)
    standing = {"reason": "new", "grounds": {}}
    rows = [{"article_id": number, "story_id": one, "published": latest[one]} | standing for number, one in told]
    connection.execute(story_articles.insert(), rows)


def _row(number: int, published: datetime) -> dict[str, Any]:
    said = {"title": "خبر", "text": "نص", "normal": "خبر نص", "source": "wire", "language": "ar"}
    named = {"identity": f"i{number}", "edition": 1, "fingerprint": f"f{number}"}
    return {"id": number} | said | named | {"published": published, "received": published}


def _story(story_id: int, latest: datetime, features: Features) -> dict[str, Any]:
    held = {"opened": latest, "latest": latest, "severity": "low", "articles": _A_STORY}
    return {"id": story_id} | held | {"features": features.as_dict()}


def _placed(store: SqlStore, pool: Sequence[tuple[Incoming, Features]], size: int) -> Took:
    """Put articles into stories, each in a transaction of its own."""
    times, cpu, compared = [], [], []
    now = utc_now()
    for number, (item, features) in enumerate(pool):
        name = f"new{number}"
        new = NewArticle(item, name, fingerprint(item.title, f"{name} {item.text}"), Findings())
        with store.begin() as unit:
            (reading,) = unit.articles.add([new], now)
            if reading is None:
                raise RuntimeError(f"article {name} was stored before")
            start, used = time.perf_counter(), time.process_time()
            found = unit.stories.candidates([Wanted.by(features, now)])
            story_id, placing = OpenStories(found, {}).place(reading.article, features)
            unit.stories.put(
                [Placed(reading.article, features, "low", None, story_id, placing.reason, placing.grounds)]
            )
            times.append(1000 * (time.perf_counter() - start))
            cpu.append(1000 * (time.process_time() - used))
            compared.append(len(found))
    warm = len(times) // 10
    return Took(size, sum(compared) / len(compared), times[warm:], cpu[warm:])


if __name__ == "__main__":
    main()
