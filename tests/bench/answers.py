"""How long people wait for an answer on a full database.

    python -m tests.bench.answers [--articles 100000] [--turns 7] [--postgres] [--url URL]

The database is filled by bulk inserts (newsstand.py): with 100,000 articles there are 1,000,000 mentions. Then each
question is asked in turns as a person would ask it, from the typed words to the finished message, in a transaction of
its own; the median and the slowest turn are printed. With `--url` the database of an earlier run is asked, or an empty
one is filled, and left.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from bot.core.model import Address, Destination, Person, Subscription, Update
from bot.parts import Parts, assemble
from bot.storage import SqlStore
from bot.storage.engine import make_engine
from bot.storage.store import open_store
from handlers.commands.access import AccessRules
from tests.bench.bulk import Spent
from tests.bench.newsstand import FAMILY, FREQUENT, NOW, OFTEN, RARELY, Newsstand, settle
from tests.fakes.postgres import postgres_server
from watchlists import Matcher, load, shipped

PERSON, ADDRESS = Person("telegram", "1", "bench"), Address("telegram", "1")
QUESTIONS = (
    f"/status {FREQUENT} 24h",
    f"/status {FREQUENT} 7d",
    f"/status {FREQUENT} 30d",
    f"/status {FAMILY} 30d",
    "/status event:bombing 30d",
    "/status list:groups 30d",
    "/status all 30d",
    f"/status {FREQUENT} 30d stories",
    f"/latest {FREQUENT}",
    f"/latest bombing {FREQUENT}",
    "/events 30d",
    "/events bombing 30d",
    f"/events bombing {FREQUENT} 30d",
    f"/search {OFTEN}",
    f"/search {RARELY}",
    f"/search {OFTEN} {RARELY}",
    "/why A1",
    "/list",
    "/digest now",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, a line each."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.answers", description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--turns", type=int, default=7)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of our own instead of SQLite")
    parser.add_argument("--url", help="a database to keep: filled where it is empty")
    options = parser.parse_args(arguments)
    for line in answers(options.articles, options.turns, postgres=options.postgres, url=options.url):
        print(line, flush=True)


def answers(amount: int, turns: int, *, postgres: bool = False, url: str | None = None) -> Iterator[str]:
    """The lines of the benchmark, as they are known."""
    matcher = Matcher.compile(load((shipped(),)))
    with _store(url, postgres=postgres) as store:
        _fill(store, matcher, amount)
        bot = assemble(store, matcher, AccessRules(frozenset({PERSON.label})), "ar", "UTC")
        kind = "SQLite" if store.url.get_backend_name() == "sqlite" else "PostgreSQL"
        yield f"answers: {amount:,} articles on {kind}"
        for question in QUESTIONS:
            yield _line(question, [Spent.by(lambda typed=question: ask(bot, typed)) for _ in range(turns)])  # type: ignore[misc]


def _line(question: str, spent: Sequence[Spent]) -> str:
    clock = [one.clock * 1000 for one in spent]
    processor = statistics.median(one.processor * 1000 for one in spent)
    return (
        f"  {statistics.median(clock):>6,.0f} ms at the median, {max(clock):>6,.0f} at most, "
        f"{processor:>6,.0f} of this processor: {question}"
    )


def ask(bot: Parts, typed: str) -> None:
    """Reading and writing as the bot does, and nothing is kept."""
    bot.answering.answer(Update(ADDRESS.platform, typed, ADDRESS, PERSON, typed), NOW)


@contextmanager
def _store(url: str | None, *, postgres: bool) -> Iterator[SqlStore]:
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="rasid-answers-")))
        where = url or f"sqlite:///{home / 'rasid.sqlite3'}"
        if postgres and not url:
            server = stack.enter_context(postgres_server())
            where = server.url(server.create_database())
        store = open_store(where, auto_migrate=True)
        stack.callback(store.close)
        yield store


def _fill(store: SqlStore, matcher: Matcher, amount: int) -> None:
    with store.begin() as unit:
        if unit.articles.last_id():
            return
        chat, _ = unit.chats.meet(ADDRESS, private=True, title="bench", language="ar", timezone="UTC", access="allowed")
        for key in (FREQUENT, FAMILY):
            unit.chats.subscribe(Subscription(chat.id, "entity", key, "low"), PERSON, NOW)
    _insert(store, matcher, amount, chat)


def _insert(store: SqlStore, matcher: Matcher, amount: int, chat: Destination) -> None:
    engine = make_engine(make_url(store.url))
    stand = Newsstand(matcher.watchlists, amount)
    with engine.begin() as connection:
        stand.fill(connection)
        stand.hold(connection, chat.id)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            settle(connection)
    engine.dispose()


if __name__ == "__main__":
    main()
