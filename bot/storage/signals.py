"""Processes wake one another through the server: NOTIFY, and a connection that listens."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, text

from bot.core.errors import StoreError
from bot.storage.engine import make_engine, parse_url
from bot.storage.failures import AWAY, explained, place

_CHANNEL = "rasid"
_TELL = text("SELECT pg_notify('rasid', topic) FROM unnest(CAST(:topics AS text[])) AS topic")
# Seconds after which whoever hears looks whether to go on.
_TURN = 1.0


class SqlSignals:
    """See the port `Signals`. A process hears what it tells itself, too, which wakes nobody in vain."""

    def __init__(self, url: str) -> None:
        self._url = parse_url(url)
        self._engine = make_engine(self._url, impatient=True).execution_options(isolation_level="AUTOCOMMIT")

    def tell(self, topics: Collection[str]) -> None:
        """See the port."""
        with explained(self._url), self._engine.connect() as connection:
            connection.execute(_TELL, {"topics": sorted(topics)})

    def hear(self, heard: Callable[[str], None], go_on: Callable[[], bool]) -> None:
        """See the port."""
        with explained(self._url), self._engine.connect() as connection:
            connection.exec_driver_sql(f"LISTEN {_CHANNEL}")
            try:
                while go_on():
                    for topic in _heard(connection, self._url):
                        heard(topic)
                    connection.exec_driver_sql("SELECT 1")  # or nobody would notice that the server is gone
            finally:
                connection.invalidate()

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()


def _heard(connection: Connection, url: URL) -> Iterator[str]:
    """What is told within a turn."""
    driver: Any = connection.connection.driver_connection
    try:
        yield from (one.payload for one in driver.notifies(timeout=_TURN))
    except psycopg.Error as error:
        raise StoreError(f"{place(url)} {AWAY} ({type(error).__name__})") from error
