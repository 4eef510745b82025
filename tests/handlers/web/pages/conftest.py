"""What nothing of depends on the kind of database runs on one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.storage import SqlStore


@pytest.fixture
def sqlite_store(sqlite_url: str, make_store: Callable[[str], SqlStore]) -> SqlStore:
    """A migrated, empty SQLite database."""
    return make_store(sqlite_url)
