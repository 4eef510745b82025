"""What the database's errors mean, in one line, without secrets."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError, StatementError

from bot.core.errors import StoreError


class Failure(NamedTuple):
    """Words in the driver's message, what to say, and whether trying again is no use."""

    words: str
    message: str
    permanent: bool


FAILURES = (
    Failure(
        "is locked|is busy|table is locked", "is locked by another program: close that program or try again", False
    ),
    Failure("disk is full|No space left", "cannot grow, the disk is full: make room and try again", False),
    Failure("disk I/O error|File too large", "cannot be written: look whether the disk is full or broken", False),
    Failure(
        "readonly|read-only|Permission denied|permission denied",
        "may not be written: check who owns it and what its permissions are",
        True,
    ),
    Failure("unable to open", "cannot be opened: check that its folder exists and may be written", True),
    Failure("not a database|malformed", "is damaged or no SQLite file: restore a backup or name another file", True),
    Failure(
        "no such table|no such column|does not exist|has no column",
        "lacks what this version of Rasid needs: run `rasid migrate`",
        True,
    ),
    Failure("password authentication failed|no password supplied", "refuses the user or the password", True),
)
AWAY = "does not answer: check that it runs and that RASID_DATABASE_URL is right"


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn what SQLAlchemy raises into StoreError; a wrong value in a call stays the ValueError it was."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(error, url) from error
    except StatementError as error:
        raise (error.orig or error) from error
    except SQLAlchemyError as error:
        raise StoreError(f"{place(url)} {AWAY} ({_first_line(str(error), url)})") from error


def place(url: URL) -> str:
    """Which database, without user and password."""
    if url.get_backend_name() == "sqlite":
        return f"The database {url.database}"
    host = url.host or _first(url.query.get("host")) or "localhost"
    return f"The database {url.database} on {host}"


def _explain(error: DBAPIError, url: URL) -> StoreError:
    detail = _first_line(str(error.orig), url)
    for failure in FAILURES:
        if re.search(failure.words, detail):
            return StoreError(f"{place(url)} {failure.message} ({detail})", permanent=failure.permanent)
    if isinstance(error, (IntegrityError, ProgrammingError)):
        return StoreError(f"{place(url)} refused a change ({detail})", permanent=True)
    return StoreError(f"{place(url)} {AWAY} ({detail})")


def _first_line(detail: str, url: URL) -> str:
    line = next(iter(detail.strip().splitlines()), "no reason given")
    for secret in filter(None, (url.password, _first(url.query.get("password")))):
        line = line.replace(str(secret), "***")
    return line


def _first(value: str | tuple[str, ...] | None) -> str | None:
    return value[0] if isinstance(value, tuple) else value
