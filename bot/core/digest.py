"""What a digest says: which stories, in which groups and order, and when the next one is due."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.model import Article, Schedule, Story, Subscription
from bot.core.routing import concerns, wanted_keys
from bot.core.scoring import rank
from bot.core.views import lead_event, lead_reading
from watchlists.model import Watchlists

# More stories than this are counted, not listed: a digest fits one message of every platform.
STORIES_SHOWN = 15
# Articles that come in later than this after their publication are an archive being read, no news.
LATE = timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
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
    moments = (_moment(day, at, zone) for day in days if schedule.weekday in (None, WEEKDAYS[day.weekday()]))
    return next(moment for moment in moments if moment > after)


def read_over(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """The publications that a digest of a window has to look at, for `falls_in` to choose from."""
    return start - LATE, end + LATE


def falls_in(article: Article, start: datetime, end: datetime) -> bool:
    """Whether an article is news of a window: by when it came in, so that one published before the last digest and
    received after it is not lost; one received more than LATE after its publication counts as of then."""
    late = article.received - article.published > LATE
    return start <= (article.published if late else article.received) < end


def wanted(stories: Iterable[Story], subscriptions: Sequence[Subscription], watchlists: Watchlists) -> list[Story]:
    """The stories a chat asked for, the most serious first, then those with most sources, then the newest."""
    chosen = [story for story in stories if any(concerns(one, story.keys, watchlists) for one in subscriptions)]
    return sorted(chosen, key=lambda story: (-rank(story.severity), -len(story.sources), -story.latest.timestamp()))


def grouped(
    stories: Sequence[Story], subscriptions: Sequence[Subscription], watchlists: Watchlists
) -> list[tuple[str, Sequence[Story]]]:
    """Stories under the key that stands for each, groups in the order of their first story."""
    groups: dict[str, list[Story]] = {}
    for story in stories:
        groups.setdefault(_heading(story, subscriptions, watchlists), []).append(story)
    return list(groups.items())


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time in UTC; fold 0 takes the first of two showings, and in a gap the offset from before it."""
    return datetime.combine(day, at, zone).replace(fold=0).astimezone(UTC)


def _heading(story: Story, subscriptions: Sequence[Subscription], watchlists: Watchlists) -> str:
    """What stands for a story: what the chat asked for by name, else who did it, whom it befell, where, what."""
    standing = list(_standing(story, watchlists))
    named = [one for one in subscriptions if one.scope in ("entity", "event")]
    asked = frozenset().union(*(wanted_keys(one, watchlists) for one in named))
    return next((key for key in standing if key in asked), next(iter(standing), min(story.keys)))


def _standing(story: Story, watchlists: Watchlists) -> Iterator[str]:
    """The keys of a story in the order in which they may stand for it: actors and targets of its leading event, the
    other entities by how often they are named (at a tie the one named first), places after all others, then events."""
    if not story.readings:
        return
    lead = lead_event(lead_reading(story, watchlists), watchlists)
    if lead is not None:
        yield from (*lead.actors, *lead.targets)
    mentions = (mention.entity for reading in story.reports for mention in reading.findings.mentions)
    found = [key for key, _ in Counter(mentions).most_common()]
    yield from sorted(found, key=lambda key: _is_place(key, watchlists))
    if lead is not None:
        yield lead.event
    yield from (event.event for reading in story.reports for event in reading.findings.events)


def _is_place(key: str, watchlists: Watchlists) -> bool:
    entity = watchlists.entities.get(key)
    return entity is not None and entity.kind == "place"
