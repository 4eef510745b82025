"""Whether a file is a whole SQLite database of Rasid. Looking changes nothing, not even a file beside it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from bot.core.errors import StoreError
from bot.storage.migrating import state_of_heads

_MAGIC = b"SQLite format 3\0"
# Of every version so far.
_TABLES = frozenset({"alembic_version", "articles", "matches", "stories", "alerts", "deliveries"})
# SQLite 3.44 and later wants to write while it looks at a text index; what it says then tells nothing of the file.
_NO_FINDING = "readonly database"


def require_sound(file: Path) -> None:
    """Raise StoreError unless a file is an undamaged database of this or an earlier version of Rasid."""
    _require_sqlite(file)
    if why := damage(file):
        raise StoreError(f"{file} is damaged ({why}); take another copy", permanent=True)
    with closing(opened(file)) as connection:
        _require_rasid(connection, file)


def damage(file: Path) -> str | None:
    """What is broken in an SQLite file; None where it is whole. Reads all of it."""
    try:
        with closing(opened(file)) as connection:
            for (line,) in connection.execute("PRAGMA integrity_check(1)"):
                if line != "ok" and _NO_FINDING not in line:
                    return str(line.splitlines()[-1])
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return f"a row of {broken[0]} lacks what it refers to" if broken else None


def opened(file: Path) -> sqlite3.Connection:
    """A connection that only reads. Without a write-ahead log beside it the file may be on a disk that is read-only."""
    log = file.with_name(file.name + "-wal")
    alone = "" if log.exists() else "&immutable=1"
    return sqlite3.connect(f"file:{quote(os.fsencode(file.absolute()))}?mode=ro{alone}", uri=True)


def _require_sqlite(file: Path) -> None:
    try:
        with file.open("rb") as held:
            start = held.read(len(_MAGIC))
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}", permanent=True) from None
    if start != _MAGIC:
        raise StoreError(f"{file} is no SQLite database; name a file that rasid backup made", permanent=True)


def _require_rasid(connection: sqlite3.Connection, file: Path) -> None:
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not found >= _TABLES:
        raise StoreError(f"{file} is a database, but none of Rasid; name a file that rasid backup made", permanent=True)
    heads = [head for (head,) in connection.execute("SELECT version_num FROM alembic_version")]
    if (state := state_of_heads(heads)) in ("empty", "newer"):
        why = "holds no version" if state == "empty" else "was made by a newer version of Rasid"
        raise StoreError(f"{file} {why}: install that version, or name an older copy", permanent=True)
