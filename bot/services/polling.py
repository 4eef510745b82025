"""Feeds that are due are polled; one that fails waits longer and never stops another.

What a feed says of itself (ETag, next poll) is stored after its items, so a crash between repeats items that the
store knows already.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.core.errors import StoreError
from bot.core.model import Feed, Incoming, Taken
from bot.core.urls import without_login
from bot.ports import Polled, Poller, Store

log = structlog.get_logger()

# How many feeds are fetched at once.
AT_ONCE = 8
LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Polling:
    """Polls feeds and hands their items to `take`, which returns when they are stored."""

    store: Store
    poller: Poller
    take: Callable[[Sequence[Incoming], datetime], Sequence[Taken]]
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
        """In a transaction that may write: where the database takes nothing, no outlet is asked in vain."""
        with self.store.begin() as unit:
            return unit.feeds.due(now)

    async def _poll(self, feed: Feed, limit: asyncio.Semaphore) -> None:
        async with limit:
            try:
                polled = await self.poller.poll(feed, self.clock())
                await asyncio.to_thread(self._keep, polled)
            except StoreError as error:
                log.error("feed.not_stored", feed=feed.id, problem=str(error))
            except Exception as error:
                log.exception("feed.crashed", feed=feed.id)
                await asyncio.to_thread(self._postpone, feed, error)

    def _keep(self, polled: Polled) -> None:
        now = self.clock()
        taken = self.take(polled.items, now) if polled.items else ()
        news = any(one.outcome == "accepted" for one in taken)
        self._save(replace(polled.feed, fresh=now) if news else polled.feed)
        feed, write = polled.feed, log.warning if polled.feed.errors else log.info
        write("feed.polled", feed=feed.id, url=without_login(feed.url), items=len(polled.items), error=feed.error)

    def _postpone(self, feed: Feed, error: Exception) -> None:
        """Our own failure: wait twice as long each time, a day at most."""
        now = self.clock()
        wait = min(timedelta(seconds=feed.wait) * 2 ** min(feed.errors + 1, 20), LONGEST_WAIT)
        reason = f"could not be read ({type(error).__name__}); the log says more"
        try:
            self._save(replace(feed, polled=now, next_at=now + wait, errors=feed.errors + 1, error=reason))
        except StoreError as problem:
            log.error("feed.not_stored", feed=feed.id, problem=str(problem))

    def _save(self, feed: Feed) -> None:
        with self.store.begin() as unit:
            unit.feeds.save(feed)
