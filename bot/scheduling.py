"""The clock: what the bot does again and again, and when schedules are due.

APScheduler keeps the time. Its cron trigger does not compute when digests are due: it fires twice in the hour that
autumn repeats, and loses a time that spring skips at midnight (00:30 in Cairo).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.core.digest import next_time

# A job is late when it was not begun for so many of its intervals and so many seconds more; one run may take this long.
MISSED, GRACE = 3, 30.0
LONGEST_RUN = 900.0
# How often the clock on the wall is looked at, and what counts as set back; in seconds.
LOOKS_EVERY, SET_BACK = 1.0, 2.0

__all__ = ["Clock", "next_time"]


class Clock:
    """Runs jobs at intervals in the running event loop; one that is late runs once, and never beside itself."""

    def __init__(self, grace: float = GRACE) -> None:
        """A job may be begun so many seconds late."""
        self._grace = grace
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._jobs: dict[str, _Job] = {}
        self._offset = 0.0
        self._looking: asyncio.TimerHandle | None = None

    def every(self, seconds: float, job: Callable[[], Awaitable[object]], name: str) -> None:
        """Run `job` every so many seconds, first at once."""
        watched = self._jobs[name] = _Job(job, seconds)
        self._scheduler.add_job(
            watched.run,
            IntervalTrigger(seconds=seconds, timezone=UTC),
            id=name,
            name=name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),
        )

    def start(self) -> None:
        """Begin; needs a running event loop."""
        self._scheduler.start()
        self._offset = _offset()
        self._look()

    def stop(self) -> None:
        """End without waiting for a job that runs."""
        if self._looking is not None:
            self._looking.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _look(self) -> None:
        """The library goes by the clock on the wall: where that was set back, every job would stand still until it has
        caught up. So all of them are run at once."""
        offset = _offset()
        if offset < self._offset - SET_BACK:
            for name in self._jobs:
                self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))
        self._offset = offset
        self._looking = asyncio.get_running_loop().call_later(LOOKS_EVERY, self._look)

    @property
    def trouble(self) -> str | None:
        """Why jobs are not being run, None while they are."""
        if not self._scheduler.running:
            return "the scheduler is not running"
        late = [name for name, job in self._jobs.items() if job.is_late(self._grace)]
        return f"the scheduler has not run {', '.join(late)} for a while" if late else None


def _offset() -> float:
    """How far the clock on the wall is ahead of the one that is never set; in seconds."""
    return time.time() - time.monotonic()


class _Job:
    """A job that knows when it was run last."""

    def __init__(self, work: Callable[[], Awaitable[object]], seconds: float) -> None:
        self._work, self._seconds = work, seconds
        self._begun, self._under_way = time.monotonic(), False

    async def run(self) -> None:
        """Run it; cancelled at the end, it ends in silence, where the library would log a traceback."""
        self._begun, self._under_way = time.monotonic(), True
        try:
            await self._work()
        except asyncio.CancelledError:
            return
        finally:
            self._under_way = False

    def is_late(self, grace: float) -> bool:
        """Whether its next run is overdue, or this one takes suspiciously long."""
        patience = LONGEST_RUN if self._under_way else MISSED * self._seconds + grace
        return time.monotonic() - self._begun > patience
