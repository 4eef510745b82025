"""The clock: what the bot does again and again, and when schedules are due.

APScheduler keeps the time. Its cron trigger does not compute when digests are due: it fires twice in the hour that
autumn repeats, and loses a time that spring skips at midnight (00:30 in Cairo).
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.core.digest import next_time

__all__ = ["Clock", "next_time"]


class Clock:
    """Runs jobs at intervals in the running event loop; one that is late runs once, and never beside itself."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def every(self, seconds: float, job: Callable[[], Awaitable[object]], name: str) -> None:
        """Run `job` every so many seconds, first at once."""
        self._scheduler.add_job(
            job,
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

    def stop(self) -> None:
        """End without waiting for a job that runs."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    @property
    def running(self) -> bool:
        """Whether jobs are being run."""
        return bool(self._scheduler.running)
