"""One bot on one database: a claim that the system takes back when the process ends, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import URL, text

from bot.core.errors import StoreError
from bot.storage.engine import make_engine, parse_url
from bot.storage.failures import explained, place

SUFFIX = ".lock"
"""The file beside an SQLite database that a running bot holds locked. It may stay; only the lock counts."""
# An advisory lock is a number; any will do that no other program on the same database uses. These are the letters.
_ADVISORY = int.from_bytes(b"rasid", "big")


@contextmanager
def sole(url: str) -> Iterator[bool]:
    """Claim to be the only bot on a database while in the context; yields False where another one is.

    On a server the claim also ends with the connection, so what builds on it must bear two bots for a while.
    Raises StoreError when the database or its folder cannot be used.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        with _file_lock(parsed) as alone:
            yield alone
    else:
        with _advisory_lock(parsed) as alone:
            yield alone


@contextmanager
def _file_lock(url: URL) -> Iterator[bool]:
    with _opened(url) as file:
        yield _lock(file, url)


def _opened(url: URL) -> BinaryIO:
    try:
        return Path(f"{url.database}{SUFFIX}").open("ab")
    except OSError as error:
        hint = f"this user has to be able to write the folder and {Path(str(url.database)).name}{SUFFIX} in it"
        raise StoreError(f"{place(url)} cannot be locked: {error.strerror}; {hint}", permanent=True) from error


def _lock(file: BinaryIO, url: URL) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        hint = "set RASID_HOME to a folder on a disk that knows locks"
        raise StoreError(f"{place(url)} cannot be locked: {error.strerror}; {hint}", permanent=True) from error
    return True


@contextmanager
def _advisory_lock(url: URL) -> Iterator[bool]:
    engine = make_engine(url).execution_options(isolation_level="AUTOCOMMIT")
    with explained(url):
        connection = engine.connect()
    try:
        with explained(url):
            alone = connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _ADVISORY})
        yield bool(alone)
    finally:
        connection.invalidate()  # ends the lock too; the server may be gone, so nothing is asked of it
        engine.dispose()
