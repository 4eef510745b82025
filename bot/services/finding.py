"""Stored articles and stories that people ask for: the latest, those of a search, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.found_view import FoundView
from bot.core.grouping import OPEN_FOR
from bot.core.heads import Head, Tally
from bot.core.model import Reading
from bot.core.subjects import Subject, keys_of
from bot.ports import Asked, Unit, Window
from watchlists.model import Severity, Watchlists

_FOREVER = datetime.max.replace(tzinfo=UTC)
_READINGS = 20


@dataclass(frozen=True, slots=True)
class Happened:
    """Of so many stories in which something happened a page."""

    stories: int
    heads: Sequence[Head]


def latest(
    unit: Unit,
    subjects: Sequence[Subject],
    limit: int,
    watchlists: Watchlists,
    before: int | None = None,
    since: datetime | None = None,
) -> FoundView:
    """The newest articles in which one of each of the subjects was found, or without any something."""
    wide = not subjects or subjects[0].scope == "all"
    keys = frozenset() if wide else keys_of(subjects[0], watchlists)
    if not wide and not keys:
        return FoundView()
    beside = keys_of(subjects[1], watchlists) if len(subjects) > 1 else ()
    window = Window(since, _FOREVER) if since else None
    return _with_numbers(unit, unit.articles.latest(keys, limit + 1, window, before, beside), limit)


def search(unit: Unit, typed: str, limit: int, before: int | None = None) -> FoundView:
    """The newest articles that hold all the words and phrases."""
    return _with_numbers(unit, unit.articles.search(typed, limit + 1, before), limit)


def stories(
    unit: Unit,
    subject: Subject,
    severities: frozenset[Severity],
    window: timedelta,
    now: datetime,
    watchlists: Watchlists,
    limit: int,
    offset: int,
) -> tuple[Tally, Sequence[Head]]:
    """The stories of a window about a subject, of some severities or (without any) of all: how many there are, and a
    page of them, the open ones first, the gravest first."""
    keys = keys_of(subject, watchlists) or frozenset({""})
    asked = Asked(keys, now - window, now - OPEN_FOR, severities=severities)
    return unit.heads.tally(asked), unit.heads.gravest(asked, limit, offset, _READINGS)


def happened(
    unit: Unit,
    subjects: Sequence[Subject],
    window: timedelta,
    now: datetime,
    watchlists: Watchlists,
    limit: int,
    offset: int,
) -> Happened:
    """The stories of a window in which something happened, newest first: an event of this type, one with this entity,
    or both."""
    asked = _happenings(subjects, now - window, now, watchlists)
    tally = unit.heads.tally(asked)
    return Happened(tally.stories, unit.heads.newest(asked, limit, offset, _READINGS))


def happened_by_type(
    unit: Unit, window: timedelta, now: datetime, watchlists: Watchlists
) -> tuple[int, Sequence[tuple[str, int]]]:
    """How many stories of a window hold an event, and how many one of each type, most first."""
    asked = _happenings((), now - window, now, watchlists)
    return unit.heads.tally(asked).stories, unit.heads.by_key(asked)


def _happenings(subjects: Sequence[Subject], since: datetime, now: datetime, watchlists: Watchlists) -> Asked:
    types = frozenset(watchlists.events)
    named = [keys_of(one, watchlists) for one in subjects if one.scope != "all"]
    keys = next((some for some in named if some <= types), types)
    beside = next((some for some in named if not some <= types), frozenset())
    return Asked(keys, since, now - OPEN_FOR, beside - types)


def _with_numbers(unit: Unit, found: Sequence[Reading], limit: int) -> FoundView:
    shown = found[:limit]
    stories = unit.stories.of_articles([one.article.id for one in shown])
    return FoundView(shown, stories, unit.heads.last_alerts(set(stories.values())), len(found) > limit)
