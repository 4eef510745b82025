"""What more match workers bring: `python -m tests.bench.scale [--articles N] [--workers 1 2 4] [--carrier …]`.

A made-up wire of news (reports.py) is taken in while nobody matches; then so many processes `rasid run --role match`
are started, and let go together: each has matched a first batch by then, and may store it from now on. Seconds of the
processor are told beside it, of the workers and of the database, which others on the machine disturb less than the
clock. Each row has a database of its own. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bot.clocks import utc_now
from bot.core.model import Incoming
from bot.services.accepting import Accepting
from bot.storage import SqlStore, open_store
from bot.streams import JetStream
from tests.bench.load import logged
from tests.bench.reports import STEP, wire
from tests.e2e.bot_process import Bot
from tests.e2e.team import start_all
from tests.fakes.nats import NatsServer, nats_server
from tests.fakes.postgres import PostgresServer, postgres_server
from watchlists import Matcher, load, shipped

CARRIERS = ("postgresql", "nats")
_TICK = os.sysconf("SC_CLK_TCK")
_BATCH = 200
_HEAD = (
    "| carried by | workers | articles a second | against one | ms of workers' processor an article "
    "| ms of the database's | taken in a second |"
)


@dataclass(frozen=True, slots=True)
class Row:
    """What one run took: `lasted` in seconds of the clock, `workers` and `database` in seconds of the processor."""

    carrier: str
    number: int
    articles: int
    lasted: float
    workers: float
    database: float
    taking: float

    @property
    def rate(self) -> float:
        """Articles a second of the clock."""
        return self.articles / self.lasted

    def line(self, first: Row) -> str:
        """As a row of the table."""
        each = 1000 / self.articles
        return (
            f"| {self.carrier} | {self.number} | {self.rate:,.0f} | {self.rate / first.rate:.2f} "
            f"| {self.workers * each:.1f} | {self.database * each:.1f} | {self.articles / self.taking:,.0f} |"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--carrier", nargs="+", default=CARRIERS, choices=CARRIERS)
    options = parser.parse_args(arguments)
    for line in scale(options.articles, options.workers, options.carrier):
        print(line, flush=True)


def scale(articles: int, workers: Sequence[int], carriers: Sequence[str] = CARRIERS) -> Iterator[str]:
    """The lines of the benchmark, as they are known."""
    news = list(islice(wire(Matcher.compile(load((shipped(),))), utc_now() - STEP * articles), articles))
    with logged(), ExitStack() as stack:
        database = stack.enter_context(postgres_server())
        yield f"scale: {articles:,} articles of a made-up wire, {os.cpu_count()} processors for all of it\n"
        yield _HEAD
        yield "|---" * 7 + "|"
        for carrier in carriers:
            rows: list[Row] = []
            for number in workers:
                with nats_server() as nats:  # a new one: it remembers what it was given
                    rows.append(asyncio.run(_measure(carrier, number, news, database, nats)))
                yield rows[-1].line(rows[0])


async def _measure(
    carrier: str, number: int, news: Sequence[Incoming], database: PostgresServer, nats: NatsServer
) -> Row:
    name = database.create_database()
    store = open_store(database.url(name), auto_migrate=True)
    settings = {"RASID_DATABASE_URL": database.url(name)}
    settings |= {"RASID_NATS_URL": nats.url} if carrier == "nats" else {}
    with TemporaryDirectory(prefix="rasid-scale-") as folder:
        team = [Bot(_made(Path(folder) / str(one)), settings, roles="match") for one in range(number)]
        try:
            async with _stream(nats.url if carrier == "nats" else None) as stream:
                begun = time.perf_counter()
                kept = await _take_in(Accepting(store, stream), news)
                taking = time.perf_counter() - begun
                with _held(database.dsn(name)) as let_go:
                    await start_all(team)
                    with _spent(database, team) as spent:
                        let_go()
                        lasted = await _drained(store, stream)
        finally:
            await asyncio.gather(*(one.kill() for one in team if one.process is not None))
            store.close()
    return Row(carrier, number, kept, lasted, spent["workers"], spent["database"], taking)


@asynccontextmanager
async def _stream(url: str | None) -> AsyncIterator[JetStream | None]:
    """One that is connected; none where there is no URL."""
    if url is None:
        yield None
        return
    stream = JetStream(url)
    serving = asyncio.create_task(stream.serve())
    while stream.trouble:  # noqa: ASYNC110 - it tells no event
        await asyncio.sleep(0.1)
    try:
        yield stream
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


@contextmanager
def _held(dsn: str) -> Iterator[Callable[[], None]]:
    """Nobody stores an article until what is given is called."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('rasid.ingest'))")
        yield connection.close


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


async def _take_in(accepting: Accepting, news: Sequence[Incoming]) -> int:
    """As a process of the role ingest does; how many were new."""
    kept = 0
    for at in range(0, len(news), _BATCH):
        taken = await asyncio.to_thread(accepting.take, news[at : at + _BATCH], utc_now(), "api")
        kept += sum(one.outcome == "accepted" for one in taken)
    return kept


async def _drained(store: SqlStore, stream: JetStream | None) -> float:
    """Seconds until nothing waits any more."""
    begun = time.perf_counter()
    while True:
        with store.begin(read_only=True) as unit:
            waits = sum(unit.arrivals.depths().values())
        waits += sum((await stream.depths()).values()) if stream else 0
        if not waits:
            return time.perf_counter() - begun
        await asyncio.sleep(0.1)


@contextmanager
def _spent(database: PostgresServer, team: Sequence[Bot]) -> Iterator[dict[str, float]]:
    """Seconds of the processor meanwhile, by who took them."""
    spent: dict[str, float] = {}
    before = _processor(_children(_postmaster(database))), _processor([_pid(one) for one in team])
    yield spent
    after = _processor(_children(_postmaster(database))), _processor([_pid(one) for one in team])
    spent |= {"database": after[0] - before[0], "workers": after[1] - before[1]}


def _postmaster(database: PostgresServer) -> int:
    return int((database.folder / "data" / "postmaster.pid").read_text().split()[0])


def _pid(bot: Bot) -> int:
    assert bot.process is not None
    assert bot.process.pid is not None
    return bot.process.pid


def _children(pid: int) -> list[int]:
    """It and those that it started."""
    found = [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()]
    return [pid, *(one for one in found if _stat(one)[1:2] == [str(pid)])]


def _processor(pids: Sequence[int]) -> float:
    """Seconds that these have used, with children that have ended."""
    return sum(sum(map(int, _stat(one)[11:15])) for one in pids) / _TICK


def _stat(pid: int) -> list[str]:
    """What the kernel says of a process, from its state on; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return ["", "", *["0"] * 20]


if __name__ == "__main__":
    main()
