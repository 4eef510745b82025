"""What one process does for all on a server: an advisory lock for each duty, on a connection that is kept.

The server gives a lock free when the connection ends. A process that is killed frees it at once; of one that hangs, or
whose machine is gone, the server (PostgreSQL 14 or later) ends the connection after FREED_AFTER without a sign; before
that the process itself has stopped counting on what it holds.
"""

import time
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.ports import Claim
from bot.storage.engine import make_engine, parse_url
from bot.storage.failures import explained
from bot.storage.owners import OWN
from bot.storage.sole import sole

FREED_AFTER = 6.0
"""Seconds without a sign of life after which the server takes back what a process held."""
TRUSTED_FOR = 4.0
"""Seconds after its last sign for which a process counts on what it holds: less than the above, by what work that is
under way takes to end."""
# An advisory lock is a number; any will do that no other program on the same database uses. These are the letters.
_PRESENCE = int.from_bytes(b"rasid", "big")
_DUTY = text("SELECT pg_try_advisory_lock(hashtext('rasid.duty'), hashtext(:duty))")
_ALONE = text("SELECT pg_try_advisory_lock(:key)")
_PRESENT = text("SELECT pg_try_advisory_lock_shared(:key)")
_NOT_ALONE = text("SELECT pg_advisory_unlock(:key)")
_SIGN = text("SELECT 1")
_FREED = text(f"SET idle_session_timeout = '{FREED_AFTER:g}s'")
_NEWEST_SETTING = 140000  # idle_session_timeout came with PostgreSQL 14


@contextmanager
def claimed(url: str) -> Iterator[Claim]:
    """Come to work on a database, until the context ends. Raises StoreError when it cannot be used.

    On SQLite the first one is alone and does everything; who is not alone there has no business with it.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        with sole(url) as alone:
            yield _FileClaim(alone)
        return
    duties = SqlDuties(parsed)
    try:
        duties.open()
        yield duties
    finally:
        duties.close()


@dataclass(frozen=True, slots=True)
class _FileClaim:
    """See the port `Claim`: of who locked the file of an embedded database."""

    alone: bool
    name: str | None = None
    held: Collection[str] = ()

    def holds(self, duty: str) -> bool:
        return self.alone

    def share(self) -> None: ...

    def look(self, wanted: Collection[str]) -> None: ...


class SqlDuties:
    """See the port `Claim`. Not for several threads at once, but for `holds`."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._engine = make_engine(url, impatient=True).execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None
        self._held: frozenset[str] = frozenset()
        self._signed = 0.0
        self._lets_in = self._present = self._shuts_out = self._named = self._is_timed = False
        self.alone = False
        self.name: str | None = uuid.uuid4().hex

    def open(self) -> None:
        """Come to the database, and see whether anybody is there. Raises StoreError."""
        with explained(self._url):
            self.alone = self._shuts_out = bool(self._connect().scalar(_ALONE, {"key": _PRESENCE}))

    def share(self) -> None:
        """See the port."""
        self._lets_in = True
        with explained(self._url):
            self._stand_in(self._connect())

    def look(self, wanted: Collection[str]) -> None:
        """See the port."""
        begun = time.monotonic()
        try:
            with explained(self._url):
                connection = self._connect()
                self._sign(connection)
                self._stand_in(connection)
                new = {duty for duty in wanted if duty not in self._held and connection.scalar(_DUTY, {"duty": duty})}
        except Exception:
            self._let_go()
            raise
        self._held, self._signed = self._held | new, begun

    def holds(self, duty: str) -> bool:
        """See the port."""
        return duty in self._held and time.monotonic() - self._signed < TRUSTED_FOR

    @property
    def held(self) -> Collection[str]:
        """See the port."""
        return self._held if time.monotonic() - self._signed < TRUSTED_FOR else frozenset()

    def close(self) -> None:
        """Let go of everything."""
        self._let_go()
        self._engine.dispose()

    def _connect(self) -> Connection:
        if self._connection is None:
            connection = self._connection = self._engine.connect()
            connection.exec_driver_sql("SET statement_timeout = '4s'")
            self._is_timed = False
        return self._connection

    def _sign(self, connection: Connection) -> None:
        """From the first sign on the server misses the next; what a process does before, to start, may take long."""
        version = getattr(connection.connection.dbapi_connection, "info").server_version  # noqa: B009 - psycopg's
        timed = self._is_timed or version < _NEWEST_SETTING
        connection.execute(_SIGN if timed else _FREED)
        self._is_timed = True

    def _stand_in(self, connection: Connection) -> None:
        """Be one of those who are there, so that nobody who comes thinks to be alone, nor takes this process for gone.
        Where the first one does not let others in yet, it is tried again at the next look."""
        self._named = self._named or bool(connection.scalar(OWN, {"name": self.name}))
        if self._lets_in and not self._present:
            self._present = bool(connection.scalar(_PRESENT, {"key": _PRESENCE}))
        if self._present and self._shuts_out:
            connection.execute(_NOT_ALONE, {"key": _PRESENCE})
            self._shuts_out = False

    def _let_go(self) -> None:
        """The server may be gone, so nothing is asked of it."""
        self._held, self._present, self._shuts_out = frozenset(), False, False
        self._named = False
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.invalidate()
                connection.close()
