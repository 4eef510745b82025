"""How long a hunt takes in many stored articles, with one process and with several.

python -m tests.bench.hunts [--articles 100000] [--keys WADI ISKP] [--url postgresql+psycopg://…]

The articles are the news of the bench, again and again under another number each, about 3 kB; a made-up council stands
in one of fifty. Times say as much of the machine as of the program: the ratio is what to look at.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from typing import Any

from sqlalchemy import delete, insert, update

from bot.clocks import utc_now
from bot.core.hunts import BEGINNING, Hunt, NewHunt
from bot.core.model import Address
from bot.locales import load_texts
from bot.services.crew import cores
from bot.services.hunting import Hunting
from bot.services.lists import Lists
from bot.storage import SqlStore, open_store
from bot.storage.engine import make_engine
from bot.storage.tables import articles, matches
from tests.bench.bulk import Spent
from tests.bench.corpus import read
from tests.bench.memory import resident
from watchlists import Matcher, load, shipped
from watchlists.files import entries
from watchlists.model import Entity

COUNCIL = Entity("WADI", "organization", {"ar": "مجلس حراس الوادي", "en": "Wadi Guards Council"})
SENTENCE = "وقال مجلس حراس الوادي إن الطريق إلى السوق القديم مفتوح."
_EVERY, _AT_ONCE = 50, 2_000


def fill(store: SqlStore, amount: int) -> None:
    """So many articles of the last 80 days, in which nothing was found yet; nobody will search their words."""
    engine, rows = make_engine(store.url), _rows(amount)
    while some := list(islice(rows, _AT_ONCE)):
        with engine.begin() as connection:
            connection.execute(insert(articles), some)
    engine.dispose()


def _rows(amount: int) -> Iterator[dict[str, Any]]:
    now, texts = utc_now(), read().known
    for number, text in enumerate(islice(cycle(texts), amount)):
        said = f"{text} {SENTENCE}" if number % _EVERY == 0 else text
        at = now - timedelta(days=80) * (1 - number / amount)
        named = {"identity": str(number), "edition": 1, "fingerprint": str(number), "source": f"outlet {number % 200}"}
        yield {**named, "published": at, "received": at, "language": "ar", "text": said, "normal": ""}


def hunt(store: SqlStore, lists: Lists, key: str, hands: int) -> tuple[Hunt, Spent]:
    """A hunt from nothing known to its end, and what it took, its processes included."""
    _forget(store)
    held = lists().watchlists
    entry = held.entities.get(key) or held.events[key]
    with store.begin() as unit:
        chat, _ = unit.chats.meet(
            Address("telegram", "1"), private=True, title="", language="ar", timezone="UTC", access="allowed"
        )
        new = unit.hunts.add(NewHunt(chat.id, entry.key, "bench", entries.written(entry), BEGINNING), utc_now())
    url = store.url.render_as_string(hide_password=False)
    before = _others()
    hunting = Hunting(store, lists, load_texts(), utc_now, partial(SqlStore, url), hands=hands, few=0)
    spent, others = Spent.by(hunting.work), _others()
    taken = Spent(spent.clock, spent.processor + others - before)
    with store.begin(read_only=True) as unit:
        done = unit.hunts.get(new.id)
    assert done is not None
    assert done.state == "done"
    return done, taken


def _line(done: Hunt, spent: Spent) -> str:
    rate, alone = done.looked / spent.clock, done.looked / spent.processor
    rates = f"{rate:>7,.0f} articles/s, {alone:>7,.0f} in a second of the processor"
    return f"{rates}; {spent.clock:.1f} s, {spent.processor:.1f} s of the processor"


def _others() -> float:
    """Seconds of the processor that processes took which this one started and that are over."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _forget(store: SqlStore) -> None:
    engine = make_engine(store.url)
    with engine.begin() as connection:
        connection.execute(delete(matches))
        connection.execute(update(articles).where(articles.c.matched).values(matched=False))
    engine.dispose()


def measure(store: SqlStore, amount: int, keys: list[str]) -> Iterator[str]:
    """A line a key."""
    matcher = Matcher.compile(load([shipped()])).adding([COUNCIL])
    lists = Lists(store, matcher)
    fill(store, amount)
    for key in keys:
        one, alone = hunt(store, lists, key, 1)
        _, together = hunt(store, lists, key, cores())
        yield f"hunt for {key}: found in {one.found:,} of {one.looked:,}; {resident():,.0f} MiB here"
        yield f"  here               {_line(one, alone)}"
        yield f"  {cores()} processes        {_line(one, together)}, {alone.clock / together.clock:.2f} × as fast"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keys", nargs="+", default=["WADI", "ISKP", "bombing"])
    parser.add_argument("--url")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(given.url or f"sqlite:///{folder}/bench.sqlite3", auto_migrate=True)
        for line in measure(store, given.articles, given.keys):
            print(line, flush=True)
        store.close()


if __name__ == "__main__":
    main()
