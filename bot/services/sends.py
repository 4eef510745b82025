"""Many sends at once, counted and waited for together."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any


class Sends:
    """The sends that are under way."""

    def __init__(self) -> None:
        self.running: set[asyncio.Task[None]] = set()
        self.claimed = 0
        self.trouble: BaseException | None = None

    def start(self, work: Iterable[Coroutine[Any, Any, None]]) -> None:
        """Begin some more."""
        tasks = {asyncio.create_task(one) for one in work}
        self.running |= tasks
        self.claimed += len(tasks)

    async def wait(self, seconds: float) -> None:
        """Until all have ended, at most so long; the first failure is kept."""
        done, self.running = await asyncio.wait(self.running, timeout=seconds)
        for task in done:
            self.trouble = self.trouble or task.exception()

    async def cancel(self) -> None:
        """End what is still under way."""
        for task in self.running:
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)
