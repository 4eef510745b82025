"""A process that has read the whole program, and the tables that come with it, once: commands are forked from it.

It is only ever loaded by that process. What is in memory by its end stays there, so no fork looks for garbage in it: a
page that is looked at is a page that is copied.
"""

from __future__ import annotations

import gc
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from structlog.testing import capture_logs

import bot
import handlers
import migrations
import watchlists
from bot.core.model import Incoming
from bot.core.urls import sqlite_url
from bot.locales import load_texts
from bot.services.ingest import Ingest
from bot.storage.store import open_store
from handlers.commands.registry import words
from tests.bot.cli.running import ATTACK, GROUPS
from watchlists import Matcher, load
from watchlists.advice.commonness import commonness
from watchlists.guards import vocabulary
from watchlists.outlets import Outlets

# What libraries read once they are asked for something.
_LIBRARIES = (
    "babel.numbers",
    "encodings.utf_8_sig",
    "psycopg",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "typer._click.decorators",
)


def _read_program() -> None:
    for name in (*_LIBRARIES, *_modules()):
        import_module(name)


def _modules() -> Iterator[str]:
    """Everything but what runs when it is read."""
    for package in (bot, handlers, migrations, watchlists):
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if one.name not in ("bot.__main__", "migrations.env"):
                yield one.name


def _read_tables() -> None:
    """Those that every command needs, and, by way of one article, those that are read by need."""
    for table in (load_texts, words, vocabulary, commonness):
        table()
    with TemporaryDirectory(prefix="rasid-warm-") as home:
        Path(home, "groups.yaml").write_text(GROUPS, encoding="utf-8")
        matcher, outlets = Matcher.compile(load([Path(home, "groups.yaml")])), Outlets(())
        store = open_store(sqlite_url(Path(home, "rasid.db")))
        now = datetime.now(UTC)
        with capture_logs():
            Ingest(store, lambda: matcher, lambda: outlets).take([Incoming("warm", ATTACK, "1", published=now)], now)
        store.close()


_read_program()
_read_tables()
gc.collect()
gc.freeze()
