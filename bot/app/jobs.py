"""What the clock has done: each a while after it was done last, and a failure stops no other."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from bot.core.errors import RasidError
from bot.parts import Parts, utc_now
from bot.ports import Poller
from bot.scheduling import Clock
from bot.services.expiring import Expiring
from bot.services.polling import Polling
from bot.sources.folder import WatchedFolder

log = structlog.get_logger()

# Seconds between two ticks.
FEEDS_EVERY = 5.0
FOLDER_EVERY = 2.0
DIGESTS_EVERY = 10.0
TRENDS_EVERY = 300.0
PROPOSALS_EVERY = 30.0
SPELLINGS_EVERY = 30.0
# What is old is looked for once a day; what was left then is gone on with.
EXPIRY_EVERY = 600.0


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of one bot. `take` stores articles by a way, `ring` wakes whoever sends."""

    parts: Parts
    poller: Poller
    take: Callable[..., Any]
    ring: Callable[[], None]
    keep_days: int
    folder: WatchedFolder | None = None

    def plan(self, clock: Clock) -> None:
        """Give them to a clock."""
        polling = Polling(self.parts.store, self.poller, partial(self.take, way="feed"), utc_now)
        clock.every(FEEDS_EVERY, _guarded("feeds", polling.work), "feeds")
        clock.every(DIGESTS_EVERY, _guarded("digests", self._post_digests), "digests")
        clock.every(TRENDS_EVERY, _guarded("trends", self._look_for_trends), "trends")
        expiring = Expiring(self.parts.store, self.keep_days, utc_now)
        clock.every(EXPIRY_EVERY, _guarded("expiry", expiring.work), "expiry")
        clock.every(PROPOSALS_EVERY, _guarded("proposals", self._propose), "proposals")
        clock.every(SPELLINGS_EVERY, _guarded("spellings", self._look_for_spellings), "spellings")
        if self.folder is not None:
            clock.every(FOLDER_EVERY, _guarded("folder", self._read_folder), "folder")

    async def _post_digests(self) -> None:
        posted = await asyncio.to_thread(self.parts.digests.post, utc_now())
        if posted + await asyncio.to_thread(self.parts.waking.post, utc_now()):
            self.ring()

    async def _look_for_trends(self) -> None:
        if await asyncio.to_thread(self.parts.trends.look, utc_now()):
            self.ring()

    async def _propose(self) -> None:
        if await asyncio.to_thread(self.parts.proposing.look, utc_now()):
            self.ring()

    async def _look_for_spellings(self) -> None:
        if await asyncio.to_thread(self.parts.spellings.look, utc_now()):
            self.ring()

    async def _read_folder(self) -> None:
        assert self.folder is not None
        await asyncio.to_thread(self.folder.work, partial(self.take, way="folder"), utc_now())


def _guarded(name: str, job: Any) -> Any:
    """A clock's job whose failure is one line in the log; it is tried again at its next time."""

    async def work() -> None:
        try:
            await job()
        except RasidError as error:
            log.error("job.failed", job=name, problem=str(error))
        except Exception:
            log.exception("job.crashed", job=name)

    return work
