"""Politeness: how often a host is asked, and for how long it wants to be left alone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from weakref import WeakValueDictionary

# Own choices: seconds between the starts of two requests to a host, and how many of them may be under way.
GAP: Final = 1.0
AT_ONCE: Final = 2
_LONGEST_PAUSE: Final = timedelta(days=1)
# Names that are remembered before those that mean nothing any more are forgotten.
_MANY: Final = 1000


@dataclass
class Hosts:
    """When each host may be asked. `clock` and `sleep` are in seconds and belong together."""

    gap: float = GAP
    clock: Callable[[], float] = field(default_factory=lambda: asyncio.get_running_loop().time)
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    _free: dict[str, float] = field(default_factory=dict)
    _turns: WeakValueDictionary[str, asyncio.Semaphore] = field(default_factory=WeakValueDictionary)
    _held: dict[str, datetime] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the host may be asked; it counts as being asked until the block ends."""
        turns = self._turns.get(host)
        if turns is None:
            turns = self._turns[host] = asyncio.Semaphore(AT_ONCE)
        async with turns:
            await self.wait(host)
            yield

    async def wait(self, host: str) -> None:
        """Wait for the gap after the last start, however many requests are under way."""
        now = self.clock()
        start = max(now, self._free.get(host, now))
        if len(self._free) >= _MANY:
            self._free = {name: free for name, free in self._free.items() if free > now}
        self._free[host] = start + self.gap
        if start > now:
            await self.sleep(start - now)

    def hold(self, host: str, seconds: float, now: datetime) -> None:
        """Leave a host alone for so long, a day at most."""
        until = now + min(timedelta(seconds=min(seconds, _LONGEST_PAUSE.total_seconds())), _LONGEST_PAUSE)
        if len(self._held) >= _MANY:
            self._held = {name: end for name, end in self._held.items() if end > now}
        self._held[host] = max(until, self._held.get(host, until))

    def held(self, host: str, now: datetime) -> datetime | None:
        """Until when a host is left alone; None when it may be asked."""
        until = self._held.get(host)
        return until if until is not None and until > now else None
