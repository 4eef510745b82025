"""The clock: when schedules are due (APScheduler's triggers), and what the bot does again and again."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.core.model import Schedule


def next_time(schedule: Schedule, after: datetime) -> datetime:
    """The first time strictly after `after` (aware) at which a digest is due, in UTC.

    A local time that the clocks skip in spring is due at the first moment after the gap; one that they show twice
    in autumn is due at its first showing.
    """
    hour, minute = (int(part) for part in schedule.at.split(":"))
    zone = ZoneInfo(schedule.timezone)
    trigger = CronTrigger(hour=hour, minute=minute, day_of_week=schedule.weekday or "*", timezone=zone)
    found = trigger.get_next_fire_time(None, after + timedelta(microseconds=1))
    if found is None:
        raise ValueError(f"the schedule {schedule.at} in {schedule.timezone} is never due")
    return _in_utc(found)


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("UTC"))


class Clock:
    """Runs jobs at intervals in the running event loop; one that is late runs once, and never beside itself."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=ZoneInfo("UTC"))

    def every(self, seconds: float, job: Callable[[], Awaitable[object]], name: str) -> None:
        """Run `job` every so many seconds, first at once."""
        self._scheduler.add_job(
            job,
            IntervalTrigger(seconds=seconds, timezone=ZoneInfo("UTC")),
            id=name,
            name=name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=datetime.now(ZoneInfo("UTC")),
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
