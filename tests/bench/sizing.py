"""How large a machine has to be: `python -m tests.bench.sizing [--articles N] [--entities N …] [--postgres]`.

A made-up wire of news (reports.py) goes through ingest, matching, grouping and alerting, for 500 chats, each row of the
table in a process of its own. Told are seconds of the processor, which others on the machine disturb less than the
clock, memory, and what the database takes. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from bot.clocks import utc_now
from bot.parts import assemble
from bot.storage import SqlStore, open_store
from bot.storage.copying import backup
from bot.storage.engine import make_engine
from handlers.commands.access import AccessRules
from tests.bench.bulk import Spent, bulk
from tests.bench.chats import settle, watching
from tests.bench.load import logged
from tests.bench.memory import resident
from tests.bench.reports import STEP, wire
from tests.bench.whole import peak
from tests.fakes.postgres import postgres_server

CHATS = 500
_HEAD = (
    "| database | entities | articles | articles in a second of the processor | MiB when the measurement begins "
    "| MiB at most | kB of database an article | backup: MB, seconds of the processor |"
)


@dataclass(frozen=True, slots=True)
class Row:
    """What one run took. `stored` is in bytes an article, the text search and everything that hangs on it included."""

    database: str
    entities: int
    articles: int
    processor: float
    start: float
    most: float
    stored: float
    saved: float = 0.0
    saving: float = 0.0

    def line(self) -> str:
        """As a row of the table."""
        copied = f"{self.saved / 1e6:.1f}, {self.saving:.2f}" if self.saved else "pg_dump"
        cells: list[object] = [self.database, f"{self.entities:,}", f"{self.articles:,}"]
        cells += [f"{self.articles / self.processor:,.0f}", f"{self.start:,.0f}", f"{self.most:,.0f}"]
        cells += [f"{self.stored / 1000:.1f}", copied]
        return "| " + " | ".join(map(str, cells)) + " |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the table."""
    options = _options(arguments)
    if options.one:
        print(json.dumps(asdict(measure(options.articles, options.entities[0], postgres=options.postgres))))
        return
    for line in table(options.articles, options.entities, postgres=options.postgres):
        print(line, flush=True)


def table(articles: int, entities: Sequence[int], *, postgres: bool) -> Iterator[str]:
    """The lines of the table, as they are known."""
    yield f"{os.cpu_count()} processors, {CHATS} chats, Python {sys.version.split()[0]}, {utc_now():%Y-%m-%d}"
    yield f"`rasid run` with the shipped lists holds {_running():,.0f} MiB after its start"
    yield _HEAD
    yield "|---|---" * 4 + "|"
    for on_server in (False, True) if postgres else (False,):
        for amount in entities:
            yield _alone(articles, amount, on_server).line()


def measure(articles: int, entities: int, *, postgres: bool) -> Row:
    """One row, in this process."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="rasid-sizing-")))
        stack.enter_context(logged())
        store, bare = (open_store(url, auto_migrate=True) for url in _urls(stack, home, postgres))
        stack.callback(store.close)
        stack.callback(bare.close)
        matcher, start = watching(entities), utc_now() - STEP * articles
        settle(store, matcher, CHATS, start)
        parts = assemble(store, matcher, AccessRules(frozenset(), "invite"), "ar", "UTC")
        at_start, empty = resident(), _bytes(store)
        done = bulk(parts, store, bare, wire(matcher, start), articles, articles)
        spent, stored = done.ingest + done.alerting, (_bytes(store) - empty) / articles
        row = Row(store.url.get_backend_name(), len(matcher.watchlists.entities), articles, spent.processor, at_start,
                  peak() / 1024, stored)  # fmt: skip
        return row if postgres else _with_copy(row, store, home)


def _with_copy(row: Row, store: SqlStore, home: Path) -> Row:
    url = store.url.render_as_string()
    spent = Spent.by(lambda: backup(url, home / "copy.db"))
    return Row(**asdict(row) | {"saved": (home / "copy.db").stat().st_size, "saving": spent.processor})


def _urls(stack: ExitStack, home: Path, postgres: bool) -> list[str]:
    if not postgres:
        return [f"sqlite:///{home / name}.db" for name in ("rasid", "bare")]
    server = stack.enter_context(postgres_server())
    return [server.url(server.create_database()) for _ in range(2)]


def _bytes(store: SqlStore) -> int:
    """What the database takes on the disk, with its write-ahead log folded in."""
    if store.url.get_backend_name() == "sqlite":
        file = Path(str(store.url.database))
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return file.stat().st_size
    engine = make_engine(store.url)
    with engine.begin() as held:
        size = held.scalar(text("SELECT pg_database_size(current_database())"))
    engine.dispose()
    return int(size or 0)


def _running() -> float:
    """MiB of a bot that has nothing to do, in an empty folder."""
    with TemporaryDirectory(prefix="rasid-sizing-") as home:
        own = {"RASID_HOME": home, "RASID_HTTP_PORT": "0", "RASID_LOG_FORMAT": "json"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RASID_")}
        command = [sys.executable, "-m", "bot", "run"]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        with subprocess.Popen(command, env=kept | own, **options) as bot:  # type: ignore[call-overload]
            for line in bot.stdout:
                if "rasid.started" in line:
                    break
            held = int(Path(f"/proc/{bot.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            bot.terminate()
            bot.stdout.read()
    return held / (1 << 20)


def _alone(articles: int, entities: int, on_server: bool) -> Row:
    """A row of a process of its own, whose memory holds nothing of another one's."""
    command = [sys.executable, "-m", "tests.bench.sizing", "--one", "--articles", str(articles)]
    command += ["--entities", str(entities), *(["--postgres"] if on_server else [])]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Row(**json.loads(done.stdout.splitlines()[-1]))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sizing", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--entities", type=int, nargs="+", default=[1_000, 10_000], help="what is watched for")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of our own, too")
    parser.add_argument("--one", action="store_true", help="one row, as JSON")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
