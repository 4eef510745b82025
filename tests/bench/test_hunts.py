"""The measure of hunts measures hunts."""

import pytest

from bot.storage import SqlStore
from tests.bench.hunts import measure


@pytest.mark.slow
def test_a_hunt_finds_what_was_put_there(sqlite_url: str) -> None:
    first, *lines = measure(SqlStore(sqlite_url), 120, ["WADI"])
    assert "found in 3 of 120" in first
    assert len(lines) == 2
