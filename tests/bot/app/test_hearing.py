"""Bells of this process and of others: who is woken, and where."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from structlog.testing import capture_logs

from bot.app.bells import Bells
from bot.core.errors import StoreError
from bot.loops import Loop, tasked

NEVER = 3600.0


@dataclass
class Wire:
    """What is told comes back, as from another process; breaks by turns."""

    breaks: list[Exception] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def tell(self, topics: Collection[str]) -> None:
        self.told += sorted(topics)

    def hear(self, heard: Callable[[str], None], go_on: Callable[[], bool]) -> None:
        if self.breaks:
            raise self.breaks.pop(0)
        heard("console")
        while go_on():
            time.sleep(0.01)


async def test_what_another_process_tells_is_woken_in_the_event_loop() -> None:
    """Events of asyncio bear no other thread."""
    bells, woken, threads = Bells(Wire()), asyncio.Event(), list[threading.Thread]()

    def wake() -> None:
        threads.append(threading.current_thread())
        woken.set()

    bells.also("console", wake)
    async with tasked(bells.hear(), "signals"), asyncio.timeout(20):
        await woken.wait()
    assert threads == [threading.current_thread()]


async def test_hearing_outlives_whatever_breaks_it() -> None:
    bells, woken = Bells(Wire([StoreError("away"), ValueError("odd")])), asyncio.Event()
    bells.also("console", woken.set)
    with capture_logs() as logs:
        async with tasked(bells.hear(), "signals"), asyncio.timeout(20):
            await woken.wait()
    assert [one["event"] for one in logs] == ["signals.lost", "signals.crashed"]


async def test_a_topic_wakes_all_loops_of_its_name() -> None:
    woken = list[str]()

    def loop(name: str) -> Loop:
        async def work() -> int:
            woken.append(name)
            return 0

        return Loop(name, work, NEVER)

    loops, bells = [loop(name) for name in ("deliver:slack", "deliver:telegram", "stories")], Bells()
    bells.hang(loops)
    tasks = [asyncio.create_task(one.run()) for one in loops]
    async with asyncio.timeout(20):
        while len(woken) < len(loops):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        woken.clear()
        bells.ring("deliver")
        while len(woken) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    for one in loops:
        one.stop()
    await asyncio.gather(*tasks)
    assert sorted(woken[:2]) == ["deliver:slack", "deliver:telegram"]
