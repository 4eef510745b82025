"""What a digest says: which stories, in which groups and order, and when the next one is due."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.model import Schedule, Story, Subscription
from bot.core.routing import concerns, wanted_keys
from bot.core.scoring import rank
from watchlists.model import Watchlists

# More stories than this are counted, not listed: a digest fits one message of every platform.
STORIES_SHOWN = 15
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def window_of(schedule: Schedule, now: datetime) -> tuple[datetime, datetime]:
    """The time a digest covers: since the last one, else one period; at most a week more than its period."""
    period = _WEEK if schedule.weekday else _DAY
    start = schedule.last_at or now - period
    return max(start, now - period - _WEEK), now


def occurrence(schedule: Schedule) -> str:
    """The local time a schedule is due at, which runs once however often the clock shows it."""
    return schedule.next_at.astimezone(ZoneInfo(schedule.timezone)).strftime("%Y-%m-%dT%H:%M")


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


def _heading(story: Story, subscriptions: Sequence[Subscription], watchlists: Watchlists) -> str:
    """The subscribed entity of a story that was named most, else its most named entity, else an event."""
    asked = frozenset().union(*(wanted_keys(one, watchlists) for one in subscriptions))
    counts: dict[str, int] = {}
    for reading in story.readings:
        for mention in reading.findings.mentions:
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
    return max(sorted(counts), key=lambda key: (key in asked, counts[key]), default=min(story.keys))
