"""The clock: jobs at intervals, first at once, never beside themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import time_machine

from bot.core.model import Schedule
from bot.scheduling import Clock, next_time


@pytest.fixture(name="clock")
async def _clock() -> AsyncIterator[Clock]:
    clock = Clock()
    yield clock
    clock.stop()


async def test_the_first_time_is_at_once(clock: Clock) -> None:
    begun = asyncio.Event()

    async def job() -> None:
        begun.set()

    clock.every(3600, job, "hourly")
    clock.start()
    async with asyncio.timeout(20):
        await begun.wait()


async def test_a_job_runs_again_and_again(clock: Clock) -> None:
    times = asyncio.Semaphore(0)

    async def job() -> None:
        times.release()

    clock.every(0.05, job, "job")
    clock.start()
    async with asyncio.timeout(20):
        for _ in range(3):
            await times.acquire()


async def test_a_slow_job_is_never_beside_itself_and_holds_up_no_other(clock: Clock) -> None:
    let_go, others = asyncio.Event(), asyncio.Semaphore(0)
    under_way = 0

    async def slow() -> None:
        nonlocal under_way
        under_way += 1
        await let_go.wait()

    async def quick() -> None:
        others.release()

    clock.every(0.02, slow, "slow")
    clock.every(0.02, quick, "quick")
    clock.start()
    async with asyncio.timeout(20):
        for _ in range(5):
            await others.acquire()
    assert under_way == 1
    let_go.set()


async def test_a_job_that_breaks_runs_again(clock: Clock) -> None:
    times = asyncio.Semaphore(0)

    async def job() -> None:
        times.release()
        raise ZeroDivisionError

    clock.every(0.02, job, "job")
    clock.start()
    async with asyncio.timeout(20):
        for _ in range(2):
            await times.acquire()


async def test_running_until_stopped(clock: Clock) -> None:
    assert clock.trouble == "the scheduler is not running"
    clock.stop()
    clock.start()
    assert clock.trouble is None
    clock.stop()
    await asyncio.sleep(0)
    assert clock.trouble is not None


async def test_a_job_that_is_not_run_any_more_is_told_of() -> None:
    impatient = Clock(grace=-1e9)
    impatient.every(3600, nothing, "digests")
    impatient.start()
    assert impatient.trouble == "the scheduler has not run digests for a while"
    impatient.stop()


async def nothing() -> None:
    """A job without work."""


async def test_stop_does_not_wait_for_a_job(clock: Clock) -> None:
    begun = asyncio.Event()

    async def endless() -> None:
        begun.set()
        await asyncio.Event().wait()

    clock.every(1, endless, "endless")
    clock.start()
    async with asyncio.timeout(20):
        await begun.wait()
        clock.stop()


def test_when_schedules_are_due_is_told_here_too() -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert next_time(Schedule(1, 1, "08:00", None, "UTC", now), now) == datetime(2026, 3, 2, 8, tzinfo=UTC)


async def test_a_clock_that_is_set_back_stops_no_job(clock: Clock) -> None:
    turns: asyncio.Queue[None] = asyncio.Queue()

    async def job() -> None:
        await turns.put(None)

    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC)) as machine:
        clock.every(0.05, job, "job")
        clock.start()
        await asyncio.wait_for(turns.get(), 20)
        machine.shift(-3600)
        for _ in range(3):
            await asyncio.wait_for(turns.get(), 20)
