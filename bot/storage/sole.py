"""One bot on one embedded database: a claim that the system takes back when the process ends, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import URL

from bot.core.errors import StoreError
from bot.storage.engine import parse_url
from bot.storage.failures import place

SUFFIX = ".lock"
"""The file beside an SQLite database that a running bot holds locked. It may stay; only the lock counts."""


@contextmanager
def sole(url: str) -> Iterator[bool]:
    """Claim to be the only bot on an SQLite database while in the context; yields False where another one is.

    Raises StoreError when its folder cannot be used. Of a server: `claimed`.
    """
    parsed = parse_url(url)
    with _opened(parsed) as file:
        yield _lock(file, parsed)


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
