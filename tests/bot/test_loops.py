"""Loops work while there is work, sleep until rung, and outlive failures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from bot.core.errors import StoreError
from bot.loops import Bell, Loop, pause_after

# Much longer than any test takes: who wakes earlier was woken.
NEVER = 3600.0
LOCKED = StoreError("The database is locked")


@dataclass
class Work:
    """Does what it is given, turn by turn: a number of things done, or a failure. Then nothing."""

    turns: list[int | Exception] = field(default_factory=list)
    calls: int = 0
    called: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def __call__(self) -> int:
        self.calls += 1
        async with self.called:
            self.called.notify_all()
        turn = self.turns.pop(0) if self.turns else 0
        if isinstance(turn, Exception):
            raise turn
        return turn

    async def until(self, calls: int) -> None:
        async with asyncio.timeout(20), self.called:
            await self.called.wait_for(lambda: self.calls >= calls)


@asynccontextmanager
async def running(work: Work, idle: float = NEVER, then: Callable[[], None] | None = None) -> AsyncIterator[Loop]:
    loop = Loop("deliver", work, idle, then)
    task = asyncio.create_task(loop.run())
    try:
        yield loop
    finally:
        loop.stop()
        async with asyncio.timeout(20):
            await task


async def settled() -> None:
    """Let everything run that can run now."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_it_works_on_while_there_is_work_then_sleeps() -> None:
    work = Work([3, 1])
    async with running(work):
        await work.until(3)
        await settled()
        assert work.calls == 3


async def test_it_wakes_by_itself() -> None:
    work = Work()
    async with running(work, idle=0.001):
        await work.until(3)


async def test_a_bell_wakes_it_from_any_thread() -> None:
    work = Work()
    async with running(work) as loop:
        await work.until(1)
        await settled()
        await asyncio.to_thread(loop.bell.ring)
        await work.until(2)


async def test_a_ring_while_it_works_is_kept() -> None:
    work = Work()
    async with running(work) as loop:
        loop.bell.ring()
        await work.until(2)


async def test_who_waits_for_its_work_is_told_after_work_was_done() -> None:
    told: list[int] = []
    work = Work([2, 0])
    async with running(work, then=lambda: told.append(work.calls)):
        await work.until(2)
        await settled()
    assert told == [1]


async def test_it_outlives_failures_and_says_what_troubles_it() -> None:
    work = Work([LOCKED, ValueError("x")])
    async with running(work) as loop:
        await work.until(1)
        await settled()
        assert loop.trouble == "The database is locked"
        loop.bell.ring()
        await work.until(2)
        await settled()
        assert loop.trouble == "ValueError"
        loop.bell.ring()
        await work.until(3)
        await settled()
        assert loop.trouble is None


@pytest.mark.parametrize(("failures", "seconds"), [(1, 1), (2, 2), (5, 16), (7, 60), (10**9, 60)])
def test_the_pauses_grow_up_to_a_minute(failures: int, seconds: float) -> None:
    assert pause_after(failures) == seconds


async def test_it_tries_again_by_itself() -> None:
    work = Work([LOCKED])
    async with running(work):
        await work.until(2)


async def test_a_failure_of_who_is_told_is_a_failure_too() -> None:
    def deaf() -> None:
        raise ZeroDivisionError

    work = Work([1])
    async with running(work, then=deaf) as loop:
        await work.until(1)
        await settled()
        assert loop.trouble == "ZeroDivisionError"
        loop.bell.ring()
        await work.until(2)


async def test_the_same_failure_is_logged_once_and_its_end_too() -> None:
    work = Work([LOCKED, LOCKED, LOCKED])
    with capture_logs() as lines:
        async with running(work) as loop:
            for turn in range(1, 5):
                await work.until(turn)
                await settled()
                loop.bell.ring()
    assert [line["event"] for line in lines] == ["loop.failed", "loop.recovered"]
    assert lines[0]["problem"] == "The database is locked"


async def test_stop_lets_it_finish_what_is_under_way() -> None:
    begun, go_on, ended = asyncio.Event(), asyncio.Event(), []

    async def slow() -> int:
        begun.set()
        await go_on.wait()
        ended.append(True)
        return 1

    loop = Loop("slow", slow, NEVER)
    task = asyncio.create_task(loop.run())
    await begun.wait()
    loop.stop()
    await settled()
    assert not task.done()
    go_on.set()
    await task
    assert ended == [True]


@pytest.mark.parametrize("turns", [[], [LOCKED]], ids=["asleep", "in a pause after a failure"])
async def test_stop_wakes_it(turns: list[int | Exception]) -> None:
    """Or `running` waits in vain."""
    work = Work(list(turns))
    async with running(work):
        await work.until(1)
        await settled()
    assert work.calls == 1


async def test_cancelling_is_no_failure() -> None:
    begun = asyncio.Event()

    async def endless() -> int:
        begun.set()
        await asyncio.Event().wait()
        return 0

    loop = Loop("endless", endless, NEVER)
    task = asyncio.create_task(loop.run())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert loop.trouble is None


async def test_a_bell_wakes_one_wait() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    await bell.wait(NEVER)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await bell.wait(NEVER)


async def test_a_bell_that_nobody_rings_lets_go() -> None:
    await Bell().wait(0.001)


def test_a_bell_of_a_loop_that_ended_may_be_rung() -> None:
    async def make() -> Bell:
        return Bell()

    asyncio.run(make()).ring()
