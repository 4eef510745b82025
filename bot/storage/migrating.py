"""Bring a database to the newest schema, and say how far it is."""

from collections.abc import Callable, Collection
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection

from bot.core.errors import StoreError
from bot.storage.engine import make_engine, parse_url, reading
from bot.storage.failures import explained, place

log = structlog.get_logger()

# A database of a million articles takes a while where a table is written anew.
_TAKES = "the larger it is the longer it takes; ended in the middle it is as before, and the next start begins again"

RevisionState = Literal["current", "older", "newer", "empty"]


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade to the newest schema (or `revision`), in one transaction; two programs at once take turns.

    Raises StoreError when the database is away, locked, or newer than this program.
    """
    parsed, found = parse_url(url), revision_state(url)
    require_known(found, parsed)
    if found == "older":
        log.info("database.upgrading", database=place(parsed), megabytes=_megabytes(parsed), hint=_TAKES)
    _run(url, revision, command.upgrade)
    if found == "older":
        log.info("database.upgraded", database=place(parsed))


def downgrade(url: str, revision: str = "base") -> None:
    """Go back to an older schema; 'base' drops everything. Raises StoreError as `migrate` does."""
    require_known(revision_state(url), parse_url(url))
    _run(url, revision, command.downgrade)


def revision_state(url: str) -> RevisionState:
    """How the schema of a database compares with this program's. An SQLite file that is absent stays absent."""
    parsed = parse_url(url)
    if _absent(parsed):
        return "empty"
    engine = make_engine(parsed)
    try:
        with explained(parsed), reading(engine).begin() as connection:
            return state_of(connection)
    finally:
        engine.dispose()


def state_of(connection: Connection) -> RevisionState:
    """The same over an open connection."""
    return state_of_heads(MigrationContext.configure(connection).get_current_heads())


def state_of_heads(heads: Collection[str]) -> RevisionState:
    """The same of the revisions that a database names."""
    if not heads:
        return "empty"
    known, newest = _revisions()
    if not known.issuperset(heads):
        return "newer"
    return "current" if newest.issuperset(heads) else "older"


def require_known(found: RevisionState, url: URL) -> None:
    """Raise StoreError for a database that a later version of Rasid has changed."""
    if found == "newer":
        hint = "install that version, or restore a backup made before it"
        raise StoreError(f"{place(url)} was made by a newer version of Rasid: {hint}", permanent=True)


def require_current(found: RevisionState, url: URL) -> None:
    """Raise StoreError for a database that this program cannot work on as it is."""
    require_known(found, url)
    if found != "current":
        what = "has no tables yet" if found == "empty" else "is older than this version of Rasid"
        raise StoreError(f"{place(url)} {what}: run `rasid migrate`", permanent=True)


def script_location() -> str:
    """The folder of the migrations, in a checkout and in an installed wheel alike."""
    return str(files("migrations"))


def _run(url: str, revision: str, action: Callable[[Config, str], None]) -> None:
    parsed = parse_url(url)
    engine = make_engine(parsed, foreign_keys=False)  # rebuilding a table on SQLite would empty those that refer to it
    try:
        with explained(parsed), engine.begin() as connection:
            action(_config(connection), revision)
    finally:
        engine.dispose()


def _megabytes(url: URL) -> int | None:
    """Of an SQLite file; a server is not asked."""
    return round(Path(str(url.database)).stat().st_size / 1e6) if url.get_backend_name() == "sqlite" else None


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", script_location().replace("%", "%%"))
    return config


@cache
def _revisions() -> tuple[frozenset[str], frozenset[str]]:
    scripts = ScriptDirectory.from_config(_config())
    return frozenset(one.revision for one in scripts.walk_revisions()), frozenset(scripts.get_heads())


def _absent(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists()
