"""The database: whether it is there, of this version, whole, and how large."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.check.finding import Finding, Kind, Look
from bot.core.errors import RasidError

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.storage.migrating import RevisionState

OLDER = Kind(201, "error", "the database is of an earlier version", "run rasid migrate")
NEWER = Kind(202, "error", "the database is of a later version", "install that version of Rasid, or restore a backup")
EMPTY = Kind(203, "info", "there is no database yet", "rasid run makes it on SQLite; on a server run rasid migrate")
AWAY = Kind(204, "error", "the database cannot be used", "look at RASID_DATABASE_URL and the server")
SIZE = Kind(205, "info", "how large the SQLite file is", "RASID_KEEP_DAYS says how long articles are kept")
DAMAGED = Kind(206, "error", "SQLite finds damage in the file", "stop the bot and restore a backup: rasid restore FILE")
KINDS = (OLDER, NEWER, EMPTY, AWAY, SIZE, DAMAGED)
_ITSELF = "rasid backup FILE keeps it as it is; then rasid run brings it to this version by itself"


def examine(look: Look) -> Iterator[Finding]:
    """Its version; of the embedded one also its size and whether SQLite finds it whole."""
    from bot.storage.migrating import revision_state

    try:
        state = revision_state(look.settings.url)
    except RasidError as error:
        yield AWAY.found(f"the database cannot be used: {error}")
        return
    if state != "current":
        yield _stale(state, look.settings)
    elif look.settings.embedded:
        yield from _file(look.settings.url)


def _stale(state: "RevisionState", settings: "Settings") -> Finding:
    """An error where `rasid run` would refuse the database."""
    by_itself = settings.embedded or settings.auto_migrate
    if state == "newer":
        return NEWER.found(NEWER.meaning)
    if state == "empty":
        return EMPTY.found(EMPTY.meaning, level=None if by_itself else "error")
    return OLDER.found(OLDER.meaning, _ITSELF, "info") if by_itself else OLDER.found(OLDER.meaning)


def _file(url: str) -> Iterator[Finding]:
    from bot.storage.engine import parse_url
    from bot.storage.integrity import damage

    path = Path(str(parse_url(url).database))
    yield SIZE.found(f"{path} is {path.stat().st_size / 1_000_000:.1f} MB large")
    try:
        if found := damage(url):
            yield DAMAGED.found(f"{path} is damaged: {found}")
    except RasidError as error:
        yield AWAY.found(f"the database cannot be used: {error}")
