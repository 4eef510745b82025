"""Copies of the embedded database, taken while others use it."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.core.errors import StoreError
from bot.storage.beside import part_of, place_new
from bot.storage.engine import parse_url
from bot.storage.sound import damage

Step = Callable[[int, int], None]
"""Told now and then how many bytes are done, and of how many."""

_NAME = "rasid-{at:%Y%m%dT%H%M%SZ}.db"
_OURS = re.compile(r"rasid-\d{8}T\d{6}Z\.db")
_PATIENCE = 30.0
# So many instructions of SQLite's machine lie between two looks at how far it is: a row is a few.
_INSTRUCTIONS = 500


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was made and looked through: its size, and the older ones that were removed for it."""

    file: Path
    size: int
    removed: tuple[Path, ...] = ()


def backup(url: str, file: Path, step: Step | None = None) -> Copy:
    """Copy an SQLite database into a new file that only its owner may read, as it was at one moment.

    The copy holds whole transactions and no deleted rows; the file appears under its name when it is whole
    and was looked through. Raises StoreError, leaving nothing, where that cannot be.
    """
    source = path_of(url)
    if not source.exists():
        raise StoreError(f"there is no database at {source}; start the bot once, or set RASID_HOME", permanent=True)
    if file.exists():
        raise _taken(file)
    try:
        with part_of(file) as part:
            _copy(source, part, step)
            _require_whole(part, source)
            place_new(part, file)
    except FileExistsError:
        raise _taken(file) from None
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the copy {file} could not be written: {reason(error)}") from None
    return Copy(file, file.stat().st_size)


def backup_into(url: str, folder: Path, keep: int, at: datetime, step: Step | None = None) -> Copy:
    """Copy into a file of the folder that is named by the time (UTC), then remove all but the newest `keep` of such.

    Raises StoreError as `backup` does; then none is removed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(f"{folder} cannot be made: {error.strerror}", permanent=True) from None
    made = backup(url, folder / _NAME.format(at=at), step)
    return Copy(made.file, made.size, _removed(folder, keep))


def path_of(url: str) -> Path:
    """The file of an SQLite database."""
    return Path(parse_url(url).database or "")


def reason(error: Exception) -> str:
    """Why a file could not be written, in words that say what to do."""
    words = getattr(error, "strerror", None) or str(error)
    if "is full" in words or "No space left" in words:
        return "the disk is full; make room, or name a file on another disk"
    if "disk I/O error" in words or "File too large" in words:
        return f"{words}; look whether the disk is full or broken"
    return str(words)


def _copy(source: Path, part: Path, step: Step | None) -> None:
    """In one transaction that only reads: nobody waits for it, and it sees nothing of what is written meanwhile."""
    with closing(sqlite3.connect(source, timeout=_PATIENCE, isolation_level=None)) as connection:
        if step is not None:
            connection.set_progress_handler(_watch(connection, part, step), _INSTRUCTIONS)
        connection.execute("VACUUM INTO ?", (str(part.absolute()),))


def _require_whole(part: Path, source: Path) -> None:
    if why := damage(part):
        hint = "no copy was made; restore an earlier one, or stop the bot and copy the file as it is"
        raise StoreError(f"the database {source} is damaged ({why}): {hint}", permanent=True)


def _watch(connection: sqlite3.Connection, part: Path, step: Step) -> Callable[[], None]:
    """What SQLite calls in passing; a None lets it go on."""
    pages, free, size = (_pragma(connection, name) for name in ("page_count", "freelist_count", "page_size"))
    total = (pages - free) * size

    def watch() -> None:
        step(min(part.stat().st_size, total), total)

    return watch


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _removed(folder: Path, keep: int) -> tuple[Path, ...]:
    """The times in the names are in the order of the alphabet."""
    made = sorted(one for one in folder.iterdir() if _OURS.fullmatch(one.name))
    old = made[:-keep]
    for one in old:
        one.unlink(missing_ok=True)
    return tuple(old)


def _taken(file: Path) -> StoreError:
    return StoreError(f"{file} exists; name a new file", permanent=True)
