"""The journal that tests wait on, and the window count that flood limits are checked with."""

from __future__ import annotations

import pytest

from tests.fakes.journal import Journal, peak


@pytest.mark.parametrize(
    ("times", "window", "most"),
    [
        pytest.param([], 1.0, 0, id="nothing"),
        pytest.param([0.0, 1.0, 2.0], 1.0, 1, id="exactly a second apart"),
        pytest.param([0.0, 0.5, 0.9, 1.4], 1.0, 3, id="three within a second"),
        pytest.param([5.0, 0.1, 0.0], 1.0, 2, id="in any order"),
    ],
)
def test_peak(times: list[float], window: float, most: int) -> None:
    assert peak(times, window) == most


async def test_waiting_starts_where_it_is_told() -> None:
    journal: Journal[str] = Journal()
    journal.record("old")
    with pytest.raises(AssertionError, match="nothing that fits"):
        await journal.wait_for(lambda item: item == "old", 0.05, start=1)


async def test_staying_fails_when_more_comes() -> None:
    journal: Journal[str] = Journal()
    journal.record("one")
    journal.record("two")
    with pytest.raises(AssertionError, match="two"):
        await journal.stays_at(1, 0.01)
