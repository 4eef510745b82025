"""The console over a store of each kind."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.storage import SqlStore
from tests.handlers.web.looking import Looked, looking
from watchlists import Matcher


@pytest.fixture
async def bot(store: SqlStore, shipped_matcher: Matcher) -> AsyncIterator[Looked]:
    """A console that speaks English."""
    async with looking(store, shipped_matcher) as one:
        yield one
