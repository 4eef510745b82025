"""How connections to SQLite and to PostgreSQL are set up."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from bot.core.errors import StoreError
from bot.storage.columns import serialized

BUSY_SECONDS = 5.0
"""How long SQLite waits for another writer; `?timeout=` in the URL says otherwise."""
CONNECT_SECONDS = 10
# In seconds, and the last in milliseconds: https://www.postgresql.org/docs/current/libpq-connect.html
_IMPATIENT = {
    "connect_timeout": 3,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 3000,
}
DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}


class UrlError(StoreError):
    """A database URL that is no use. Never shows it: it may hold a password."""

    exit_code = 2


def parse_url(url: str) -> URL:
    """The URL with the driver that is installed, percent escapes decoded. Raises UrlError."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UrlError(_hint("cannot be read as a database URL"), permanent=True) from None
    driver = DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise UrlError(_hint(f"names {parsed.get_backend_name()}, which Rasid cannot use"), permanent=True)
    if driver == DRIVERS["sqlite"] and parsed.database in {None, "", ":memory:"}:
        raise UrlError(_hint("names no file, and an SQLite database in memory cannot be shared"), permanent=True)
    return parsed.set(drivername=driver)


def make_engine(url: URL, *, foreign_keys: bool = True, impatient: bool = False) -> Engine:
    """An engine for a parsed URL; connects to nothing yet. `foreign_keys` is SQLite's, off while migrating. Whoever is
    `impatient` hears within seconds that a server is gone."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, foreign_keys=foreign_keys)
    connect = {"connect_timeout": CONNECT_SECONDS} | (_IMPATIENT if impatient else {})
    connect = {name: value for name, value in connect.items() if name not in url.query}
    return create_engine(
        url, pool_pre_ping=True, hide_parameters=True, json_serializer=serialized, connect_args=connect
    )


def reading(engine: Engine) -> Engine:
    """The same connections, for transactions that only read: one snapshot, no lock, no write."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(only_reads=True)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite(url: URL, *, foreign_keys: bool) -> Engine:
    connect = {} if "timeout" in url.query else {"timeout": BUSY_SECONDS}
    engine = create_engine(url, hide_parameters=True, json_serializer=serialized, connect_args=connect)
    event.listen(engine, "connect", _set_up(foreign_keys=foreign_keys))
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(*, foreign_keys: bool) -> Callable[[Any, Any], None]:
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins late and loses updates: `_begin` does it instead
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"foreign_keys={int(foreign_keys)}"):
            connection.execute(f"PRAGMA {pragma}")

    return connected


def _begin(connection: Connection) -> None:
    only_reads = connection.get_execution_options().get("only_reads", False)
    connection.exec_driver_sql(f"PRAGMA query_only={int(only_reads)}")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def _hint(problem: str) -> str:
    return f"RASID_DATABASE_URL {problem}: use sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
