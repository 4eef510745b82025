"""What the clock has done: each a while after it was done last, and a failure stops no other.

Feeds are polled by one process at a time, and so is all that is posted and put away: whoever has the duty.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from bot.core.errors import RasidError
from bot.core.processes import SCHEDULES, SOURCES, Role
from bot.parts import Parts
from bot.ports import Duties, Poller
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

Job = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of one process. `take` stores articles by a way, `ring` wakes whoever sends. A folder is watched by
    every process that has one: it lies on a machine."""

    parts: Parts
    poller: Poller
    take: Callable[..., Any]
    ring: Callable[[], None]
    keep_days: int
    duties: Duties
    folder: WatchedFolder | None = None

    def plan(self, clock: Clock, roles: Collection[Role]) -> None:
        """Give those of the roles to a clock."""
        if "ingest" in roles:
            self._plan_sources(clock)
        if "alert" in roles:
            self._plan_schedules(clock)

    def _plan_sources(self, clock: Clock) -> None:
        polling = Polling(self.parts.store, self.poller, partial(self.take, way="feed"), self.parts.clock)
        clock.every(FEEDS_EVERY, self._on_duty(SOURCES, _guarded("feeds", polling.work)), "feeds")
        if self.folder is not None:
            clock.every(FOLDER_EVERY, _guarded("folder", self._read_folder), "folder")

    def _plan_schedules(self, clock: Clock) -> None:
        expiring = Expiring(self.parts.store, self.keep_days, self.parts.clock)
        jobs: tuple[tuple[float, str, Job], ...] = (
            (DIGESTS_EVERY, "digests", self._post_digests),
            (TRENDS_EVERY, "trends", self._look_for_trends),
            (EXPIRY_EVERY, "expiry", expiring.work),
            (PROPOSALS_EVERY, "proposals", self._propose),
            (SPELLINGS_EVERY, "spellings", self._look_for_spellings),
        )
        for seconds, name, job in jobs:
            clock.every(seconds, self._on_duty(SCHEDULES, _guarded(name, job)), name)

    def _on_duty(self, duty: str, job: Job) -> Job:
        """The job of whoever has the duty; who has not stands by."""

        async def work() -> None:
            if self.duties.holds(duty):
                await job()

        return work

    async def _post_digests(self) -> None:
        now = self.parts.clock()
        posted = await asyncio.to_thread(self.parts.digests.post, now)
        if posted + await asyncio.to_thread(self.parts.waking.post, now):
            self.ring()

    async def _look_for_trends(self) -> None:
        if await asyncio.to_thread(self.parts.trends.look, self.parts.clock()):
            self.ring()

    async def _propose(self) -> None:
        if await asyncio.to_thread(self.parts.proposing.look, self.parts.clock()):
            self.ring()

    async def _look_for_spellings(self) -> None:
        if await asyncio.to_thread(self.parts.spellings.look, self.parts.clock()):
            self.ring()

    async def _read_folder(self) -> None:
        assert self.folder is not None
        await asyncio.to_thread(self.folder.work, partial(self.take, way="folder"), self.parts.clock())


def _guarded(name: str, job: Any) -> Job:
    """A clock's job whose failure is one line in the log; it is tried again at its next time."""

    async def work() -> None:
        try:
            await job()
        except RasidError as error:
            log.error("job.failed", job=name, problem=str(error))
        except Exception:
            log.exception("job.crashed", job=name)

    return work
