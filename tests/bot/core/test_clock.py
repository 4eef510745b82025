"""A local time in UTC, also where clocks are set back or ahead."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.core.clock import local_moment


@pytest.mark.parametrize(
    ("day", "at", "zone", "moment"),
    [
        pytest.param((3, 5), "08:00", "Asia/Baghdad", (3, 5, 5, 0), id="no change of clocks"),
        pytest.param((10, 25), "02:30", "Europe/Berlin", (10, 25, 0, 30), id="shown twice: the first"),
        pytest.param((3, 29), "02:30", "Europe/Berlin", (3, 29, 1, 30), id="never shown: by the offset before it"),
        pytest.param((3, 5), "00:00", "America/New_York", (3, 5, 5, 0), id="midnight elsewhere"),
    ],
)
def test_a_local_moment(day: tuple[int, int], at: str, zone: str, moment: tuple[int, int, int, int]) -> None:
    found = local_moment(date(2026, *day), time.fromisoformat(at), ZoneInfo(zone))
    assert found == datetime(2026, *moment, tzinfo=UTC)
