"""Feeds that are due are polled; one that fails waits longer and never stops another.

    due -> poll -> what was not seen before -> the full text of its pages -> take, in batches -> mark as seen, save

What a feed says of itself (ETag, next poll) is stored after its items, together with the note that they were seen. So
a crash between repeats items, and the store knows their articles already.
"""

import asyncio
import random as random_module
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.core import polling
from bot.core.errors import StoreError
from bot.core.identity import item_digest
from bot.core.model import Feed, Incoming, Taken
from bot.core.urls import host_of, without_login
from bot.ports import Polled, Poller, Store

log = structlog.get_logger()

# How many feeds are fetched at once, one of a host, and how many of those may be feeds that failed the last time.
AT_ONCE, TROUBLED = 16, 8
# Items that are stored in one transaction.
BATCH = 200
# Seconds after which a round that still goes on looks for more feeds that are due, and after which it ends.
_LOOK_AGAIN, _ROUND = 5.0, 120.0
_MOST_DUE = 5_000


@dataclass(frozen=True, slots=True)
class Polling:
    """Polls feeds and hands their items to `take`, which returns when they are stored. `luck` is in [0, 1)."""

    store: Store
    poller: Poller
    take: Callable[[Sequence[Incoming], datetime], Sequence[Taken]]
    clock: Callable[[], datetime]
    luck: Callable[[], float] = random_module.random

    async def work(self) -> int:
        """Poll every feed that is due, some at once; returns how many.

        Feeds that become due meanwhile are polled too, for two minutes: a host that keeps others of its feeds
        waiting keeps nobody else. No feed is polled twice.
        """
        crowd = _Crowd(await asyncio.to_thread(self._due, self.clock()))
        async with asyncio.TaskGroup() as group:
            while True:
                if crowd.looks_again():
                    crowd.join(await asyncio.to_thread(self._more_due))
                for host, feed in crowd.next():
                    crowd.running[group.create_task(self._poll(feed))] = host, feed
                if not crowd.running:
                    return len(crowd.met)
                await crowd.wait()

    def _due(self, now: datetime) -> Sequence[Feed]:
        """In a transaction that may write: where the database takes nothing, no outlet is asked in vain."""
        with self.store.begin() as unit:
            return unit.feeds.due(now, _MOST_DUE)

    def _more_due(self) -> Sequence[Feed]:
        try:
            return self._due(self.clock())
        except StoreError as error:
            log.error("feeds.not_read", problem=str(error))
            return ()

    async def _poll(self, feed: Feed) -> None:
        now = self.clock()
        try:
            polled = _digested(await self.poller.poll(feed, now))
            new = await asyncio.to_thread(self._unseen, polled)
            whole = await self._complete(feed, new, now)
            await asyncio.to_thread(self._keep, polled, whole, now)
        except StoreError as error:
            log.error("feed.not_stored", feed=feed.id, problem=str(error))
        except Exception as error:
            log.exception("feed.crashed", feed=feed.id)
            await asyncio.to_thread(self._postpone, feed, error)

    def _unseen(self, polled: Polled) -> Sequence[Incoming]:
        """The items that are new, each once."""
        if not polled.items:
            return ()
        items = dict(zip(reversed(polled.digests), reversed(polled.items), strict=True))  # the first of equals stays
        with self.store.begin(read_only=True) as unit:
            unseen = set(unit.feeds.unseen(polled.feed.id, polled.digests))
        return [items[digest] for digest in dict.fromkeys(polled.digests) if digest in unseen]

    async def _complete(self, feed: Feed, new: Sequence[Incoming], now: datetime) -> Sequence[Incoming]:
        """At first contact as the feed gives them: nobody is told of them, and an outlet is not asked for a hundred
        pages at once. So too where an earlier version, which noted nothing as seen, read the feed last."""
        if not new or feed.succeeded is None or (feed.digest is None and feed.kind == "feed"):
            return new
        try:
            return await self.poller.complete(feed, new, now)
        except Exception:
            log.exception("pages.crashed", feed=feed.id)
            return new

    def _keep(self, polled: Polled, new: Sequence[Incoming], asked: datetime) -> None:
        now = self.clock()
        taken = [one for batch in _batches(new) for one in self.take(batch, now)]
        feed = polled.feed
        if feed.succeeded == asked:
            news = any(one.outcome == "accepted" for one in taken)
            dates = [item.published for item in polled.items if item.published]
            answered = polling.answered(feed, now, self.luck(), news=news, least=polled.least, dates=dates)
            # A mailbox bothers nobody: it says itself when it is looked at again, at once where more waits in it.
            feed = replace(feed, fresh=answered.fresh, gap=answered.gap) if feed.kind == "mail" else answered
        self._save(feed, polled.digests, now)
        write = log.warning if feed.errors else log.info
        told = {"items": len(polled.items), "new": len(new), "error": feed.error}
        write("feed.polled", feed=feed.id, url=without_login(feed.url), **told)

    def _postpone(self, feed: Feed, error: Exception) -> None:
        """Our own failure: it waits as after one of the outlet."""
        reason = f"could not be read ({type(error).__name__}); the log says more"
        now = self.clock()
        try:
            self._save(replace(polling.failed(feed, reason, now, self.luck()), off=False), (), now)
        except StoreError as problem:
            log.error("feed.not_stored", feed=feed.id, problem=str(problem))

    def _save(self, feed: Feed, digests: Collection[str], now: datetime) -> None:
        with self.store.begin() as unit:
            if unit.feeds.save(feed) and digests:
                unit.feeds.mark(feed.id, digests, now)


class _Crowd:
    """The feeds of one round: those that wait, longest due first, and those that are being polled."""

    def __init__(self, due: Sequence[Feed]) -> None:
        self.running: dict[asyncio.Task[None], tuple[str, Feed]] = {}
        self.met: set[int] = set()
        self._begun = self._looked = asyncio.get_running_loop().time()
        self.join(due)

    def looks_again(self) -> bool:
        """Whether it is time to look for feeds that are due; notes that it is done."""
        now = asyncio.get_running_loop().time()
        if now - self._looked < _LOOK_AGAIN or now - self._begun > _ROUND:
            return False
        self._looked = now
        return True

    def join(self, due: Sequence[Feed]) -> None:
        """What waits is what is due, but for whoever had a turn in this round."""
        self.waiting = [(host_of(feed.url) or feed.url, feed) for feed in due if feed.id not in self.met]

    def next(self) -> list[tuple[str, Feed]]:
        """Who is polled now; they had their turn."""
        if asyncio.get_running_loop().time() - self._begun > _ROUND:
            return []
        busy = {host for host, _ in self.running.values()}
        troubled = TROUBLED - sum(feed.errors > 0 for _, feed in self.running.values())
        chosen = polling.choose(self.waiting, busy, AT_ONCE - len(self.running), troubled)
        self.met |= {feed.id for _, feed in chosen}
        self.waiting = [one for one in self.waiting if one[1].id not in self.met]
        return chosen

    async def wait(self) -> None:
        """Until one is done, or it is time to look again."""
        done, _ = await asyncio.wait(self.running, timeout=_LOOK_AGAIN, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            del self.running[task]


def _digested(polled: Polled) -> Polled:
    return polled if polled.digests else replace(polled, digests=tuple(map(item_digest, polled.items)))


def _batches(items: Sequence[Incoming]) -> Iterator[Sequence[Incoming]]:
    return (items[at : at + BATCH] for at in range(0, len(items), BATCH))
