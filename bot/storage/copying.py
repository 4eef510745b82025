"""Copies of the embedded database, taken and brought back."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.core.errors import StoreError
from bot.core.urls import sqlite_url
from bot.storage.engine import parse_url
from bot.storage.migrating import migrate, revision_state

_SIDE_FILES = ("-wal", "-shm")


def backup(url: str, file: Path) -> None:
    """Copy an SQLite database into a new file while others use it. Raises StoreError."""
    source = _path(url)
    if not source.exists():
        raise StoreError(f"there is no database at {source}; start the bot once, or set RASID_HOME", permanent=True)
    if file.exists():
        raise StoreError(f"{file} exists; name a new file", permanent=True)
    try:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(file)) as other:
            one.backup(other)
            other.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        file.unlink(missing_ok=True)
        raise StoreError(f"the copy {file} could not be written: {error}") from None


def restore(file: Path, url: str) -> Path | None:
    """Put a copy in the database's place and bring it to the newest schema.

    Returns where the former database was kept, None when there was none. Raises StoreError, changing nothing, when
    the file is no database of Rasid, or when the present one is in use.
    """
    target = _path(url)
    if not file.is_file() or revision_state(sqlite_url(file)) in ("empty", "newer"):
        raise StoreError(f"{file} is no database of this or an earlier version of Rasid", permanent=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = _set_aside(target)
    with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
    migrate(url)
    return kept


def _set_aside(target: Path) -> Path | None:
    """Move the present database away with all that belongs to it."""
    if not target.exists():
        return None
    _require_unused(target)
    kept = target.with_name(f"{target.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    target.rename(kept)
    for suffix in _SIDE_FILES:
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    return kept


def _require_unused(target: Path) -> None:
    """Fold the write-ahead log into the file, which fails while another program has it open."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as connection:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.Error:
        mode = "wal"
    if mode != "delete":
        raise StoreError(f"{target} is in use; stop the bot first")


def _path(url: str) -> Path:
    return Path(parse_url(url).database or "")
