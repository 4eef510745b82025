"""Loops that work while there is work, sleep until a bell rings or a while has passed, and outlive failures."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import structlog

from bot.core.errors import RasidError

log = structlog.get_logger()

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 60.0
# How long the loops may finish what is under way when the bot is told to end; `docker stop` gives it ten seconds.
LAST_WORK = 6.0


class Bell:
    """Wakes one loop, from any thread. Ringing while nobody waits is kept. Made in the running event loop."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._home = asyncio.get_running_loop()

    def ring(self) -> None:
        """Wake the loop."""
        if not self._home.is_closed():
            self._home.call_soon_threadsafe(self._event.set)

    async def wait(self, seconds: float) -> None:
        """Return when rung, or after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()


def pause_after(failures: int) -> float:
    """Seconds until the next try after so many failures in a row: doubling, up to a minute."""
    return min(_FIRST_PAUSE * 2.0 ** min(failures, 10), _LONGEST_PAUSE)


Idle = float | Callable[[], Awaitable[float]]


class Loop:
    """Calls `work` again and again, and `then` after work was done. `idle` is in seconds, or says how many.

    `trouble` is the last failure's sentence, None while all is well.
    """

    def __init__(
        self, name: str, work: Callable[[], Awaitable[int]], idle: Idle, then: Callable[[], None] | None = None
    ) -> None:
        self.name, self.bell = name, Bell()
        self.trouble: str | None = None
        self._work, self._idle, self._then = work, idle, then
        self._stopping = False

    async def run(self) -> None:
        """Until `stop`, then finish what is under way. After a failure it tries again, after a growing pause."""
        failures = 0
        while not self._stopping:
            try:
                done = await self._work()
                if done and self._then is not None:
                    self._then()
                idle = 0.0 if done else await self._idle_for()
            except Exception as error:
                self._note(error)
                failures += 1
                await self._rest(pause_after(failures))
                continue
            failures = 0
            self._recovered()
            if not done:
                await self._rest(idle)

    def stop(self) -> None:
        """End after what is under way."""
        self._stopping = True
        self.bell.ring()

    async def _idle_for(self) -> float:
        return await self._idle() if callable(self._idle) else self._idle

    async def _rest(self, seconds: float) -> None:
        if not self._stopping:
            await self.bell.wait(seconds)

    def _recovered(self) -> None:
        if self.trouble is not None:
            log.info("loop.recovered", loop=self.name)
        self.trouble = None

    def _note(self, error: Exception) -> None:
        """Log a failure once, not at every try."""
        sentence = str(error) if isinstance(error, RasidError) else type(error).__name__
        if sentence == self.trouble:
            return
        self.trouble = sentence
        if isinstance(error, RasidError):
            log.error("loop.failed", loop=self.name, problem=sentence)
        else:
            log.exception("loop.crashed", loop=self.name)


@asynccontextmanager
async def looping(loops: Sequence[Loop]) -> AsyncIterator[None]:
    """Run loops; at the end let all of them finish what is under way, for a while."""
    tasks = [asyncio.create_task(loop.run(), name=loop.name) for loop in loops]
    try:
        yield
    finally:
        for loop in loops:
            loop.stop()
        _, unfinished = await asyncio.wait(tasks, timeout=LAST_WORK)
        for one in unfinished:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def tasked(work: Any, name: str) -> AsyncIterator[None]:
    """Run something that is cancelled at the end."""
    task = asyncio.create_task(work, name=name)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
