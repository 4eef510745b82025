"""What tests of a stream need: articles, a stream that runs beside the test, and somebody who handles."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.core.arrivals import Arrival, Lane
from bot.core.model import Incoming
from bot.ports.arrivals import Carried, Handle, Put
from bot.streams import JetStream, Pace

CAME = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
PATIENCE = 60.0
QUICK = Pace(first_pause=0.05, longest_pause=0.2, longest_rest=0.5, linger=1.0, backoff=(2.0, 3.0), later=1.0)
"""For tests: what is not acknowledged comes again soon."""


def arrivals(number: int, lane: Lane = "fresh", said: str = "أعلنت البلدية فتح الجسر") -> list[Arrival]:
    """Articles that differ, by the address."""
    return [
        Arrival(Incoming("حبر", f"{said} {at}", url=f"https://news.test/{lane}/{at}"), "feeds", CAME, lane)
        for at in range(number)
    ]


class Hands:
    """Handles, and remembers what was delivered, in order."""

    def __init__(self) -> None:
        self.got: list[Carried] = []
        self.batches: list[int] = []

    async def __call__(self, batch: Sequence[Carried]) -> None:
        self.batches.append(len(batch))
        self.got.extend(batch)

    @property
    def articles(self) -> list[Arrival]:
        """Those that could be read."""
        return [one.arrival for one in self.got if one.arrival is not None]

    @property
    def keys(self) -> set[str]:
        """Of those, whatever was delivered twice once."""
        return {one.key for one in self.articles}


@asynccontextmanager
async def running(stream: JetStream, *handles: Handle, connected: bool = True) -> AsyncIterator[JetStream]:
    """The stream serves, and carries to each of these; `connected` waits until it is."""
    tasks = [asyncio.create_task(stream.serve()), *(asyncio.create_task(stream.carry(one)) for one in handles)]
    try:
        if connected:
            await until(lambda: stream.trouble is None)
        yield stream
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def put(stream: JetStream, some: Sequence[Arrival]) -> list[Put]:
    """As a worker thread does it."""
    return list(await asyncio.to_thread(stream.put, some))


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something; fails when it does not come."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come"
        await asyncio.sleep(0.02)


async def deeply(stream: JetStream, wanted: dict[Lane, int]) -> None:
    """Wait until the stream holds so many."""
    end = time.monotonic() + PATIENCE
    while (held := await stream.depths()) != wanted:
        assert time.monotonic() < end, f"it holds {dict(held)}"
        await asyncio.sleep(0.05)
