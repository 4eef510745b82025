"""When a digest is due, and what is news of its window."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.clock import local_moment
from bot.core.model import Alert, Article, Schedule, Story

# Articles that come in later than this after their publication are an archive being read, no news.
LATE = timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# So long after an article came in it is stored, at most: it is fetched, read and matched in between. Own choice.
SETTLING = timedelta(minutes=15)
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
# The next of any schedule is in here, counted from the day before.
_DAYS_AHEAD = 11


def window_of(schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
    """The time a digest covers: since the last one, else one period; at most a week more than its period."""
    period = _WEEK if schedule.weekday else _DAY
    start = schedule.last_at or now - period
    return max(start, now - period - _WEEK), now


def occurrence(schedule: Schedule) -> str:
    """The local time and zone a schedule is due at, which runs once however often the clock shows it."""
    return f"{schedule.next_at.astimezone(ZoneInfo(schedule.timezone)):%Y-%m-%dT%H:%M} {schedule.timezone}"


def next_time(schedule: Schedule, after: datetime) -> datetime:
    """The first time strictly after `after` (aware) at which a digest is due, in UTC.

    A local time that the clocks show twice in autumn is due at its first showing; one that they skip in spring is due
    as long after the gap began as it lies in the gap (02:30 at 03:30), so that each date has exactly one.
    """
    zone, at = ZoneInfo(schedule.timezone), time.fromisoformat(schedule.at)
    first = after.astimezone(zone).date() - _DAY
    days = (first + turn * _DAY for turn in range(_DAYS_AHEAD))
    moments = (local_moment(day, at, zone) for day in days if schedule.weekday in (None, WEEKDAYS[day.weekday()]))
    return next(moment for moment in moments if moment > after)


def read_over(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """The publications that a digest of a window has to look at, for `falls_in` to choose from."""
    return start - LATE, end + LATE


def falls_in(article: Article, start: datetime, end: datetime) -> bool:
    """Whether an article is news of a window: by when it came in, so that one published before the last digest and
    received after it is not lost; one received more than LATE after its publication counts as of then."""
    late = article.received - article.published > LATE
    return start <= (article.published if late else article.received) < end


@dataclass(frozen=True, slots=True)
class Mark:
    """The ids of the newest article and the newest alert that there were when a digest was made."""

    article: int
    alert: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Where the digests of a schedule part. What came in before the last one and was stored after it, it could not see:
    that is told by this one; and what is stored while this one is made is left to the next."""

    last: Mark
    now: Mark


def is_news(article: Article, start: datetime, end: datetime, seen: Seen | None = None) -> bool:
    """As `falls_in`; with `seen` each article is told by one digest of a schedule, however long it took to store it, up
    to SETTLING."""
    if seen is None:
        return falls_in(article, start, end)
    missed = article.id > seen.last.article and falls_in(article, start - SETTLING, start)
    return article.id <= seen.now.article and (missed or falls_in(article, start, end))


def is_held_news(alert: Alert, start: datetime, seen: Seen | None = None) -> bool:
    """The same of an alert that was not sent, raised before the end of the window and up to SETTLING before its
    start."""
    if seen is None:
        return alert.created >= start
    return alert.id <= seen.now.alert and (alert.created >= start or alert.id > seen.last.alert)


def as_of(story: Story, end: datetime) -> Story:
    """A story as a digest at the end of its window told it: without what came in later, so that a later page of the
    digest goes on where the first one ended."""
    kept = tuple(one for one in story.readings if one.article.received < end)
    if not kept or len(kept) == len(story.readings):
        return replace(story, readings=kept)
    latest = max(one.article.published for one in kept)
    spoken = tuple(alert for alert in story.spoken if alert.created < end)
    later = len(spoken) < len(story.spoken)
    severity = spoken[-1].severity if spoken and later else story.severity
    return replace(story, readings=kept, latest=latest, spoken=spoken, severity=severity)
