"""The time of the database, compared with this machine's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.clocks import TOLD, SharedClock, utc_now

ASKED = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WAY = SECOND / 10


def compared(ahead: timedelta, way: timedelta = WAY, clock: SharedClock | None = None) -> SharedClock:
    """A clock of a machine that is so far ahead of its database; the answer takes so long, as long each way."""
    clock = clock or SharedClock()
    clock.compare(ASKED, ASKED + way / 2 - ahead, ASKED + way)
    return clock


def off(clock: SharedClock) -> timedelta:
    """How far it goes before this machine's, to a second."""
    found = utc_now() - clock()
    return timedelta(seconds=round(found.total_seconds()))


def test_before_it_is_compared_it_is_the_machines() -> None:
    assert (off(SharedClock()), SharedClock().trouble, SharedClock()().tzinfo) == (0 * SECOND, None, UTC)


@pytest.mark.parametrize(
    ("ahead", "shown"),
    [
        pytest.param(90 * SECOND, 90 * SECOND, id="ahead"),
        pytest.param(-90 * SECOND, -90 * SECOND, id="behind"),
        pytest.param(2 * SECOND, 2 * SECOND, id="a little"),
        pytest.param(0 * SECOND, 0 * SECOND, id="the same"),
    ],
)
def test_it_shows_the_time_of_the_database(ahead: timedelta, shown: timedelta) -> None:
    assert off(compared(ahead)) == shown


@pytest.mark.parametrize("ahead", [SECOND / 5, -SECOND / 5, SECOND / 4])
def test_what_the_way_may_take_corrects_nothing(ahead: timedelta) -> None:
    clock = compared(9 * SECOND)
    compared(ahead, clock=clock)
    before = utc_now()
    assert before <= clock() <= utc_now()


@pytest.mark.parametrize(
    "way",
    [pytest.param(SECOND + WAY, id="long on its way"), pytest.param(-WAY, id="the clock was set back meanwhile")],
)
def test_an_answer_that_says_little_changes_nothing(way: timedelta) -> None:
    clock = compared(9 * SECOND)
    compared(50 * SECOND, way, clock)
    assert off(clock) == 9 * SECOND


def test_a_second_on_the_way_is_not_too_long() -> None:
    assert off(compared(9 * SECOND, SECOND)) == 9 * SECOND


def test_it_is_mended_by_the_next_comparison() -> None:
    clock = compared(90 * SECOND)
    assert clock.trouble
    compared(0 * SECOND, clock=clock)
    assert off(clock) == 0 * SECOND
    assert clock.trouble is None


@pytest.mark.parametrize(
    ("ahead", "trouble"),
    [
        pytest.param(TOLD, None, id="so much is borne"),
        pytest.param(TOLD + SECOND, "31 s ahead of the database's", id="ahead"),
        pytest.param(-TOLD - SECOND, "31 s behind the database's", id="behind"),
    ],
)
def test_a_clock_that_is_far_off_is_told_of_once(ahead: timedelta, trouble: str | None) -> None:
    with capture_logs() as lines:
        clock = compared(ahead)
        assert (clock.trouble is None) if trouble is None else (trouble in str(clock.trouble))
        compared(ahead, clock=clock)
        compared(0 * SECOND, clock=clock)
        compared(9 * ahead, clock=clock)
    told = [line["seconds"] for line in lines if line["event"] == "clock.differs"]
    assert told == [round(one.total_seconds()) for one in (ahead, 9 * ahead) if abs(one) > TOLD]
