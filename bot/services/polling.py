"""Feeds that are due are polled; one that fails waits longer and never stops another.

What a feed says of itself (ETag, next poll) is stored after its items, so a crash between repeats items that the
store knows already.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.core.model import Feed, Incoming
from bot.ports import Poller, Store

log = structlog.get_logger()

AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Polling:
    """Polls feeds and hands their items to `take`, which returns when they are stored."""

    store: Store
    poller: Poller
    take: Callable[[Sequence[Incoming], datetime], Any]
    clock: Callable[[], datetime]

    async def work(self) -> int:
        """Poll every feed that is due, some at once; returns how many."""
        now = self.clock()
        feeds = await asyncio.to_thread(self._due, now)
        limit = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for feed in feeds:
                group.create_task(self._poll(feed, limit))
        return len(feeds)

    def _due(self, now: datetime) -> Sequence[Feed]:
        with self.store.begin() as unit:
            return unit.feeds.due(now)

    async def _poll(self, feed: Feed, limit: asyncio.Semaphore) -> None:
        async with limit:
            try:
                polled = await self.poller.poll(feed, self.clock())
                await asyncio.to_thread(self._keep, polled.items, polled.feed)
            except Exception as error:
                log.exception("feed.crashed", feed=feed.id, error=type(error).__name__)

    def _keep(self, items: Sequence[Incoming], feed: Feed) -> None:
        if items:
            self.take(items, self.clock())
        with self.store.begin() as unit:
            unit.feeds.save(feed)
        log.info("feed.polled", feed=feed.id, items=len(items), error=feed.error)
