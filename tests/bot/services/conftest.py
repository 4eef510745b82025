"""A newsroom over a store, on SQLite and PostgreSQL."""

from __future__ import annotations

import pytest

from bot.storage import SqlStore
from tests.bot.services.newsroom import Newsroom


@pytest.fixture
def room(store: SqlStore) -> Newsroom:
    """A newsroom that no chat listens to yet."""
    return Newsroom(store)
