"""Run by Alembic: by the program over its own connection, by `alembic` in a checkout on RASID_DATABASE_URL."""

import os
from typing import Any

import structlog
from alembic import context
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection, text

from bot.storage.engine import make_engine, parse_url
from bot.storage.tables import metadata

log = structlog.get_logger()

# Two programs that migrate one server at once take turns. Any number, but always the same.
LOCK = 7_241_739
# Not in the metadata: each database has its own kind of text search.
SEARCH = ("articles_search", "ix_articles_normal")


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether `alembic check` compares a table or an index."""
    return not (kind in {"table", "index"} and (name or "").startswith(SEARCH))


def told(*_: Any, **given: Any) -> None:
    """Say in the log how far an upgrade is. Alembic gives all by name."""
    step = given["step"]
    if step.is_upgrade:
        log.info("database.revision", revision=step.up_revision_id, what=" ".join(step.up_revision.doc.split()))


def run(connection: Connection) -> None:
    """Run what Alembic was asked for, in the transaction of the connection. A database that is new has no upgrade to
    tell of."""
    begun = MigrationContext.configure(connection).get_current_heads()
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_name=include_name,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
        on_version_apply=told if begun else None,
    )
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    context.run_migrations()
    require_references(connection)


def require_references(connection: Connection) -> None:
    """SQLite's foreign keys are off while migrating: refuse a change that left one dangling."""
    if connection.dialect.name == "sqlite" and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
        raise CommandError(f"the migration would leave {len(broken)} rows without what they refer to")


def main() -> None:
    """Use the connection that was handed over, or open one."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        run(connection)
        return
    url = os.environ.get("RASID_DATABASE_URL")
    if not url:
        raise CommandError("set RASID_DATABASE_URL to the database to work on")
    with make_engine(parse_url(url), foreign_keys=False).begin() as opened:
        run(opened)


main()
