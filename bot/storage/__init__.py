"""The database: SQLite in a file, or PostgreSQL. Fills the ports of the same names."""

from bot.storage.migrating import migrate, revision_state
from bot.storage.store import SqlStore, open_store

__all__ = ["SqlStore", "migrate", "open_store", "revision_state"]
