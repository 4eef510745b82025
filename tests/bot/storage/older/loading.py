"""Databases as each older version left them: `000N.sql`, made by that version's own program.

Its commands watched, muted, planned a digest, added a feed, rated, invited, edited lists, hunted and split a story, as
far as it had them; its bot read five invented articles and wrote the alerts, of which some were delivered. No program
was ever released with 0001 as its newest schema; that one was taken back from 0002 by the program of 0002.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, DateTime, MetaData, Table, func, select, text

from bot.core.urls import sqlite_url
from bot.storage import migrate
from bot.storage.engine import make_engine, parse_url

REVISIONS = tuple(sorted(one.stem for one in Path(__file__).parent.glob("*.sql")))
# One moment after the newest of them was made.
LATER = datetime(2026, 11, 28, tzinfo=UTC)
_OWN_TO_A_DATABASE = ("articles_search", "sqlite_")

Rows = dict[str, list[dict[str, Any]]]


def load(revision: str, url: str, folder: Path) -> None:
    """Make the database of a revision at an empty URL, on SQLite or PostgreSQL."""
    on_server = not url.startswith("sqlite")
    file = folder / f"older-{revision}.db" if on_server else Path(parse_url(url).database or "")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((Path(__file__).parent / f"{revision}.sql").read_text("utf-8"))
    if on_server:
        migrate(url, revision)
        _carry(file, url)


def rows(url: str, like: Rows | None = None) -> Rows:
    """Everything that is stored; with `like` only the tables and columns that are there, too."""
    with connected(url) as connection:
        found = {table.name: _all(connection, table) for table in _tables(connection)}
    if like is None:
        return found
    return {name: _narrowed(found.get(name, []), like[name]) for name in like}


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A transaction of its own."""
    engine = make_engine(parse_url(url))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _narrowed(found: list[dict[str, Any]], like: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = like[0].keys() if like else ()
    return [{name: row.get(name) for name in names} for row in found]


def _tables(connection: Connection) -> list[Table]:
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: not name.startswith(_OWN_TO_A_DATABASE))
    return metadata.sorted_tables


def _all(connection: Connection, table: Table) -> list[dict[str, Any]]:
    found = [dict(row) for row in connection.execute(select(table)).mappings()]
    return sorted(found, key=lambda row: json.dumps(row, default=str, sort_keys=True))


def _carry(file: Path, url: str) -> None:
    """Copy every row to a server of the same revision."""
    with connected(sqlite_url(file)) as source:
        stored = {
            table.name: [dict(row) for row in source.execute(text(f'SELECT * FROM "{table.name}"')).mappings()]
            for table in _tables(source)
        }
    with connected(url) as target:
        target.execute(text("SET session_replication_role = replica"))  # rows may refer to later ones
        for table in _tables(target):
            target.execute(table.delete())
            if made := [_converted(table, row) for row in stored[table.name]]:
                target.execute(table.insert(), made)
            _count_on(target, table)


def _converted(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name], value) for name, value in row.items()}


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, JSON):
        return json.loads(value)
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return bool(value) if isinstance(column.type, Boolean) else value


def _count_on(target: Connection, table: Table) -> None:
    """New rows get the numbers after those that were carried over."""
    for column in table.primary_key.columns:
        name = {"table": table.name, "column": column.name}
        counter = target.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), name)
        if counter:
            last = select(func.coalesce(func.max(column), 1)).scalar_subquery()
            target.execute(select(func.setval(counter, last)))
