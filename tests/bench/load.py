"""The load benchmark: `python -m tests.bench.load [--articles N] [--long] [--postgres]`.

A made-up wire of news (reports.py) goes through the whole bot: in bulk, beside a bare insert of the same articles, and
then steadily, from article to send. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from bot import log
from bot.clocks import utc_now
from bot.parts import assemble
from bot.storage import SqlStore, open_store
from handlers.commands.access import AccessRules
from tests.bench.bulk import bulk
from tests.bench.chats import settle, watching
from tests.bench.reports import STEP, wire
from tests.bench.steady import LocalPlatform, steady
from tests.fakes.postgres import postgres_server

LONG, NOTED = 100_000, 10_000
_TITLE = "A made-up wire of news through the whole bot: in bulk, and steadily from article to send."


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured. `rate` is in articles a second."""

    articles: int = 10_000
    entities: int = 1_000
    chats: int = 500
    rate: float = 20.0
    seconds: float = 60.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = _options(arguments)
    amount = LONG if options.long else options.articles
    size = Size(amount, options.entities, options.chats, options.rate, options.seconds)
    for line in load(size, postgres=options.postgres):
        print(line, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    usual, parser = Size(), argparse.ArgumentParser(prog="python -m tests.bench.load", description=_TITLE)
    parser.add_argument("--articles", type=int, default=usual.articles, help="articles in bulk")
    parser.add_argument(
        "--entities", type=int, default=usual.entities, help="what is watched for, the shipped and more"
    )
    parser.add_argument("--chats", type=int, default=usual.chats, help="chats with subscriptions")
    parser.add_argument("--rate", type=float, default=usual.rate, help="articles a second when they come steadily")
    parser.add_argument(
        "--seconds", type=float, default=usual.seconds, help="how long they come steadily; 0: not at all"
    )
    parser.add_argument("--long", action="store_true", help=f"{LONG:,} articles in bulk: does memory grow?")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of our own instead of SQLite")
    return parser.parse_args(arguments)


def load(size: Size, *, postgres: bool = False) -> Iterator[str]:
    """The lines of the benchmark, as they are known."""
    with logged(), _databases(postgres) as (home, store, bare):
        matcher, start = watching(size.entities), utc_now() - STEP * size.articles
        yield (
            f"load: {size.chats:,} chats, {len(matcher.watchlists.entities):,} entities, {store.url.get_backend_name()}"
        )
        settle(store, matcher, size.chats, start)
        parts = assemble(store, matcher, AccessRules(frozenset({"telegram:1"}), "invite"), "ar", "UTC")
        news = wire(matcher, start)
        yield from bulk(parts, store, bare, news, size.articles, NOTED).lines()
        items = list(islice(news, int(size.rate * size.seconds)))
        if items:
            yield from asyncio.run(steady(parts, store, LocalPlatform(), items, size.rate, home)).lines()


@contextmanager
def _databases(postgres: bool) -> Iterator[tuple[Path, SqlStore, SqlStore]]:
    """A folder, the bot's database, and another for the bare insert; empty both, gone at the end."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="rasid-load-")))
        urls = [f"sqlite:///{home / name}.sqlite3" for name in ("rasid", "bare")]
        if postgres:
            server = stack.enter_context(postgres_server())
            urls = [server.url(server.create_database()) for _ in urls]
        stores = [open_store(url, auto_migrate=True) for url in urls]
        for one in stores:
            stack.callback(one.close)
        yield home, stores[0], stores[1]


@contextmanager
def logged() -> Iterator[None]:
    """Write the log as a bot in service does, to nowhere."""
    before = structlog.get_config()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        log.set_up("json", "info", stream=nowhere)
        try:
            yield
        finally:
            log.set_up("console", "warning", stream=sys.stderr)
            structlog.configure(**before)


if __name__ == "__main__":
    main()
