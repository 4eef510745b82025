"""What grows with the archive: `python -m tests.bench.at_size [--articles 2000000] [--turns 5] [--only WORDS …]`.

A PostgreSQL of its own makes two archives (archive.py): one of so many articles, and one of their newest tenth. Each
question (asking.py) is asked of both in turns, through the code that asks it in service. Told are the milliseconds and
the pages of 8 kB that were looked at, of both and as a ratio, and what was read from end to end. With `--server URL`
that server is used, and what an earlier run made there is asked again. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from sqlalchemy import create_engine, make_url, text

from bot.storage import SqlStore
from bot.storage.engine import make_engine
from bot.storage.store import open_store
from tests.bench import asking, chats
from tests.bench.archive import CHATS, Archive
from tests.bench.asking import Asker
from tests.bench.bulk import Spent
from tests.bench.load import logged
from tests.bench.newsstand import NOW, settle
from tests.bench.plans import Plan, explained
from tests.fakes.postgres import postgres_server
from watchlists import Matcher, load, shipped

SERVER = {
    "shared_buffers": "4GB",
    "effective_cache_size": "12GB",
    "maintenance_work_mem": "1GB",
    "work_mem": "32MB",
    "max_wal_size": "16GB",
    "random_page_cost": "1.1",
    "fsync": "on",
    "full_page_writes": "on",
}
"""What a machine of 16 GB with an SSD is given; autovacuum is off, so that it does not work while others are timed."""
PARTS = 10
# A table that is smaller is read from end to end faster than through an index.
_LARGE = 5_000
_SIZES = """
SELECT relname, reltuples::bigint, pg_table_size(pg_class.oid), pg_indexes_size(pg_class.oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= 1000
ORDER BY pg_total_relation_size(pg_class.oid) DESC
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One question, of the tenth and of the whole: milliseconds at the median, and pages."""

    name: str
    spent: tuple[float, float]
    pages: tuple[int, int]
    scans: tuple[str, ...]

    def line(self) -> str:
        """As a row of the table, the ratios first."""
        cells = [_ratio(*self.pages), _ratio(*self.spent), *(f"{one:,}" for one in self.pages)]
        cells += [f"{one:,.1f}" for one in self.spent]
        return f"| `{self.name}` | " + " | ".join(cells) + f" | {', '.join(self.scans)} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, a line each."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.at_size", description=(__doc__ or "").split(":")[0])
    parser.add_argument("--articles", type=int, default=2_000_000)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=(), help="questions that hold one of these words")
    parser.add_argument("--plans", action="store_true", help="each statement of the whole with its pages and indexes")
    parser.add_argument("--server", help="URL of a database of a server in which further ones may be made")
    options = parser.parse_args(arguments)
    with logged(), _server(options.server) as server:
        for line in at_size(server, options.articles, options.turns, options.only, plans=options.plans):
            print(line, flush=True)


def at_size(server: str, articles: int, turns: int, only: Sequence[str], *, plans: bool = False) -> Iterator[str]:
    """The lines, as they are known."""
    matcher = Matcher.compile(load((shipped(),)))
    with ExitStack() as stack:
        amounts = (articles // PARTS, articles)
        stores = [stack.enter_context(_archive(server, one, matcher)) for one in amounts]
        tenth, whole = (Asker(store, matcher) for store in stores)
        yield f"at size: {amounts[0]:,} and {articles:,} articles; " + ", ".join(f"{a} {b}" for a, b in SERVER.items())
        yield "| question | pages × | time × | pages, tenth | whole | ms, tenth | whole | read from end to end |"
        yield "|---|---:|---:|---:|---:|---:|---:|---|"
        for name, do in asking.of(only).items():
            row, seen = _asked(name, do, tenth, whole, turns)
            yield row.line()
            yield from (_shown(one) for one in seen if plans)
        yield from _sizes(stores[1])


def _asked(name: str, do: Callable[[Asker], object], tenth: Asker, whole: Asker, turns: int) -> tuple[Row, list[Plan]]:
    """The first turn of each is for its plans, and is not timed."""
    seen = [_plans(do, one) for one in (tenth, whole)]
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
        for asker, taken in zip((tenth, whole), spent, strict=True):
            taken.append(Spent.by(lambda asker=asker: do(asker)).clock * 1000)  # type: ignore[misc]
    pages = [sum(plan.pages for plan in some) for some in seen]
    scans = sorted({f"{table} {rows:,}" for plan in seen[1] for table, rows in plan.scans if rows >= _LARGE})
    medians = [statistics.median(one) for one in spent]
    return Row(name, (medians[0], medians[1]), (pages[0], pages[1]), tuple(scans)), seen[1]


def _plans(do: Callable[[Asker], object], asker: Asker) -> list[Plan]:
    with explained(asker.engine) as seen:
        do(asker)
    return seen


def _shown(plan: Plan) -> str:
    indexes = ", ".join(sorted(plan.indexes)) or "-"
    return f"    {plan.pages:>9,} pages {plan.spent:>9.1f} ms  {indexes}: {plan.statement[:3000]}"


def _ratio(before: float, after: float) -> str:
    return f"{after / before:.1f}" if before else "-"


def _sizes(store: SqlStore) -> Iterator[str]:
    yield "| table | rows | bytes a row | of these in indexes |"
    yield "|---|---:|---:|---:|"
    with make_engine(store.url).connect() as connection:
        for name, rows, table, indexes in connection.execute(text(_SIZES)):
            yield f"| {name} | {rows:,} | {(table + indexes) / rows:,.0f} | {indexes / rows:,.0f} |"


@contextmanager
def _server(url: str | None) -> Iterator[str]:
    if url:
        yield url
        return
    with postgres_server(SERVER) as server:
        yield server.url(server.create_database())


@contextmanager
def _archive(server: str, articles: int, matcher: Matcher) -> Iterator[SqlStore]:
    """The store of an archive of so many articles, which is made where it is not there."""
    name = f"archive_{articles}"
    url, made = make_url(server).set(database=name), _made(server, name)
    store = open_store(url.render_as_string(hide_password=False), auto_migrate=True)
    try:
        if made:
            _fill(store, matcher, articles)
        yield store
    finally:
        store.close()


def _made(server: str, name: str) -> bool:
    """Whether the database was made: it is not, where there is one."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        there = connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name})
        if not there:
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return not there


def _fill(store: SqlStore, matcher: Matcher, articles: int) -> None:
    begun = time.monotonic()

    def told(doing: str) -> None:
        print(f"{articles:,} articles, {time.monotonic() - begun:,.0f} s: {doing}", file=sys.stderr, flush=True)

    chats.settle(store, matcher, CHATS, NOW)
    engine = make_engine(store.url)
    with engine.begin() as connection:
        Archive(matcher.watchlists, articles).fill(connection, told)
    told("vacuum")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        settle(connection)
    engine.dispose()


if __name__ == "__main__":
    main()
