"""Search inside words: an FTS5 trigram table on SQLite, a pg_trgm index on PostgreSQL where it may be had."""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

revision = "0002"
down_revision = "0001"

# `normal` is read from the articles themselves, so that no text is stored twice.
SQLITE = (
    "CREATE VIRTUAL TABLE articles_search USING fts5"
    "(normal, content='articles', content_rowid='id', tokenize='trigram', columnsize=0)",
    "INSERT INTO articles_search (rowid, normal) SELECT id, normal FROM articles",
    "CREATE TRIGGER articles_search_insert AFTER INSERT ON articles BEGIN "
    "INSERT INTO articles_search (rowid, normal) VALUES (new.id, new.normal); END",
    "CREATE TRIGGER articles_search_delete AFTER DELETE ON articles BEGIN "
    "INSERT INTO articles_search (articles_search, rowid, normal) VALUES ('delete', old.id, old.normal); END",
    "CREATE TRIGGER articles_search_update AFTER UPDATE OF normal ON articles BEGIN "
    "INSERT INTO articles_search (articles_search, rowid, normal) VALUES ('delete', old.id, old.normal); "
    "INSERT INTO articles_search (rowid, normal) VALUES (new.id, new.normal); END",
)
SQLITE_DOWN = (
    "DROP TRIGGER articles_search_insert",
    "DROP TRIGGER articles_search_delete",
    "DROP TRIGGER articles_search_update",
    "DROP TABLE articles_search",
)


def upgrade() -> None:
    """Make the index over the articles that are there, and keep it."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _run(connection, SQLITE)
    elif _has_trigrams(connection):
        _run(connection, ["CREATE INDEX ix_articles_normal ON articles USING gin (normal gin_trgm_ops)"])


def downgrade() -> None:
    """Drop the index. The extension stays, others may use it."""
    connection = op.get_bind()
    _run(
        connection, SQLITE_DOWN if connection.dialect.name == "sqlite" else ["DROP INDEX IF EXISTS ix_articles_normal"]
    )


def _has_trigrams(connection: Connection) -> bool:
    """False where the extension is absent and may not be made: searches then read every article."""
    try:
        with connection.begin_nested():
            _run(connection, ["CREATE EXTENSION IF NOT EXISTS pg_trgm"])
    except DBAPIError:
        return False
    return True


def _run(connection: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.execute(text(statement))
