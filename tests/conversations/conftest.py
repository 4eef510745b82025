"""The store of a conversation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.storage import SqlStore


@pytest.fixture
def sqlite_store(sqlite_url: str, make_store: Callable[[str], SqlStore]) -> SqlStore:
    """A store on a migrated, empty SQLite file."""
    return make_store(sqlite_url)
