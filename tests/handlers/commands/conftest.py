"""A chat of an administrator, in English and in Arabic, on SQLite (what differs on PostgreSQL is the store's own)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.storage import SqlStore
from tests.handlers.commands.conversing import Room, room
from watchlists import Matcher


@pytest.fixture
def sqlite_store(sqlite_url: str, make_store: Callable[[str], SqlStore]) -> SqlStore:
    """A store on a migrated, empty SQLite file."""
    return make_store(sqlite_url)


@pytest.fixture
def english(sqlite_store: SqlStore, shipped_matcher: Matcher) -> Room:
    """A chat in English."""
    return room(sqlite_store, shipped_matcher, "en")


@pytest.fixture
def arabic(sqlite_store: SqlStore, shipped_matcher: Matcher) -> Room:
    """A chat in Arabic, of the same store."""
    return room(sqlite_store, shipped_matcher, "ar")
