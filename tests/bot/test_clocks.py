"""Several machines mean the same moment, whatever their clocks show."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.cli import common
from bot.clocks import SharedClock, utc_now
from bot.storage import SqlStore

WAY = timedelta(milliseconds=20)


def compared(ahead: timedelta, way: timedelta = WAY) -> SharedClock:
    """A machine whose clock is ahead of the database's."""
    clock, asked = SharedClock(), utc_now()
    clock.compare(asked, asked + way / 2 - ahead, asked + way)
    return clock


@pytest.mark.parametrize("hours", [-30.0, -0.01, 0.01, 30.0])
def test_a_clock_that_is_off_goes_by_the_databases(hours: float) -> None:
    ahead = timedelta(hours=hours)
    clock = compared(ahead)
    assert abs(clock() + ahead - utc_now()) < timedelta(seconds=1)
    assert clock.trouble is not None
    assert ("ahead of" if hours > 0 else "behind") in clock.trouble


def test_what_is_off_by_less_than_half_a_minute_is_corrected_and_not_told() -> None:
    clock = compared(timedelta(seconds=10))
    assert clock.trouble is None
    assert abs(clock() + timedelta(seconds=10) - utc_now()) < timedelta(seconds=1)


def test_the_way_to_the_database_corrects_nothing() -> None:
    clock = compared(timedelta(milliseconds=200))
    assert abs(clock() - utc_now()) < timedelta(milliseconds=100)


@pytest.mark.parametrize("way", [timedelta(seconds=2), timedelta(seconds=-1)])
def test_an_answer_that_says_little_changes_nothing(way: timedelta) -> None:
    """It was long on its way, or the clock was set meanwhile."""
    assert compared(timedelta(hours=1), way).trouble is None


def test_it_is_logged_when_it_begins() -> None:
    clock = SharedClock()
    with capture_logs() as logs:
        for _ in range(3):
            asked = utc_now()
            clock.compare(asked, asked - timedelta(minutes=5), asked)
    assert [(one["event"], one["seconds"]) for one in logs] == [("clock.differs", 300)]


def test_a_command_goes_by_the_clock_of_the_database(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it stores is due for machines whose clock is right."""
    monkeypatch.setattr("bot.clocks.utc_now", lambda: utc_now() + timedelta(hours=1))
    assert abs(common.clock(store)() - utc_now()) < timedelta(seconds=2)
