"""What a fake server received, in order; tests wait on it instead of sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


class Journal(list[T]):
    """A list that can be waited on. Only `record` wakes those who wait."""

    def __init__(self) -> None:
        super().__init__()
        self._changed = asyncio.Event()

    def record(self, item: T) -> T:
        self.append(item)
        self._changed.set()
        self._changed = asyncio.Event()
        return item

    async def wait_for(self, predicate: Callable[[T], bool], within: float = 5.0, start: int = 0) -> T:
        """The first item from index `start` on that fits, now or later; AssertionError after `within` seconds."""
        try:
            async with asyncio.timeout(within):
                return await self._first(predicate, start)
        except TimeoutError:
            listed = "\n".join(f"  {item}" for item in self[start:]) or "  nothing"
            raise AssertionError(f"nothing that fits within {within} s; what came:\n{listed}") from None

    async def wait_for_count(self, count: int, within: float = 5.0) -> list[T]:
        """All items as soon as there are `count` of them."""
        await self.wait_for(lambda _: len(self) >= count, within)
        return list(self)

    async def stays_at(self, count: int, seconds: float) -> None:
        """AssertionError when more than `count` items are there within `seconds`."""
        await asyncio.sleep(seconds)
        assert len(self) == count, f"expected {count}, got {len(self)}: {self[count:]}"

    async def _first(self, predicate: Callable[[T], bool], start: int) -> T:
        position = start
        while True:
            while position < len(self):
                if predicate(self[position]):
                    return self[position]
                position += 1
            await self._changed.wait()


def peak(times: Iterable[float], window: float) -> int:
    """The most of `times` (seconds) in any half-open span of `window` seconds."""
    ordered = sorted(times)
    first = most = 0
    for last, moment in enumerate(ordered):
        while moment - ordered[first] >= window:
            first += 1
        most = max(most, last - first + 1)
    return most
