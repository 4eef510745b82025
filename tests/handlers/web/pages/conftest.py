"""The console over a store of each kind, and a store of one kind for what does not depend on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from bot.storage import SqlStore
from tests.handlers.web.looking import Looked, looking
from watchlists import Matcher


@pytest.fixture
async def bot(store: SqlStore, shipped_matcher: Matcher) -> AsyncIterator[Looked]:
    """A console that speaks English."""
    async with looking(store, shipped_matcher) as one:
        yield one


@pytest.fixture
def sqlite_store(sqlite_url: str, make_store: Callable[[str], SqlStore]) -> SqlStore:
    """A migrated, empty SQLite database."""
    return make_store(sqlite_url)
