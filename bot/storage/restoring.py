"""A copy put in the place of the embedded database."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.core.errors import StoreError
from bot.core.urls import sqlite_url
from bot.storage.beside import part_of, replace
from bot.storage.copying import Step, path_of, reason
from bot.storage.migrating import migrate
from bot.storage.sole import SUFFIX, sole
from bot.storage.sound import opened, require_sound

# What SQLite keeps beside a file. One that is left from another database would be played into the new one.
_SIDE_FILES = ("-wal", "-shm", "-journal")
_BUSY_SECONDS = 1.0
_PAGES = 2_000


def restore(file: Path, url: str, at: datetime, step: Step | None = None) -> Path | None:
    """Put a copy in the database's place, brought to the newest schema.

    Returns where the former database was kept, None when there was none; it can be restored in the same way. At any
    moment the database is the old one or the new one. Raises StoreError, changing nothing, where the copy is damaged,
    foreign or newer, or a bot or another program uses the present database.
    """
    target = path_of(url)
    require_sound(file)
    if target.exists() and file.samefile(target):
        raise StoreError(f"{file} is the database itself; name a copy", permanent=True)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with sole(url) as alone, part_of(target) as part:
            if not alone:
                raise _used(target)
            _fill(part, file, step)
            with _unused(target):
                kept = _kept(target, at)
                _own(part, target)
                replace(part, target)
            return kept
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{target} could not be restored: {reason(error)}") from None


def _fill(part: Path, file: Path, step: Step | None) -> None:
    """The copy in one file, in the newest schema."""

    def told(_status: int, left: int, total: int) -> None:
        if step is not None:
            step(total - left, total)

    with closing(opened(file)) as one, closing(sqlite3.connect(part)) as other:
        one.backup(other, pages=_PAGES, progress=told)
    migrate(sqlite_url(part))
    with closing(sqlite3.connect(part)) as other:
        other.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _unused(target: Path) -> Iterator[None]:
    """Fold the write-ahead log into the present database and keep others out; raises StoreError where one is in.

    A database that is too damaged for that is kept as it is, with what lies beside it.
    """
    if not target.exists():
        yield
        return
    with closing(sqlite3.connect(target, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
        try:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            mode = "wal" if "locked" in str(error) else "damaged"
        if mode == "wal":
            raise _used(target)
        yield


def _kept(target: Path, at: datetime) -> Path | None:
    """Give the present database a second name, and what lies beside it that name."""
    kept = _free(target, at) if target.exists() else None
    if kept is not None:
        try:
            os.link(target, kept)
        except OSError:  # a file system without links
            shutil.copy2(target, kept)
    for suffix in _SIDE_FILES:
        beside = target.with_name(target.name + suffix)
        if kept is None:
            beside.unlink(missing_ok=True)
        elif beside.exists():
            beside.rename(kept.with_name(kept.name + suffix))
    return kept


def _free(target: Path, at: datetime) -> Path:
    name = f"{target.name}.before-{at:%Y%m%dT%H%M%S}"
    names = (target.with_name(name + (f"-{number}" if number else "")) for number in count())
    return next(one for one in names if not one.exists())


def _own(part: Path, target: Path) -> None:
    """As the database before it, else as its folder: what root restored is still the bot's to write and to lock."""
    if os.geteuid() == 0:
        owner = (target if target.exists() else target.parent).stat()
        for file in (part, target.with_name(target.name + SUFFIX)):
            os.chown(file, owner.st_uid, owner.st_gid)


def _used(target: Path) -> StoreError:
    return StoreError(f"{target} is in use; stop the bot first")
