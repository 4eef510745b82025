"""The status of an entity, an event type, a list or everything: counted in the database, told by heads of stories."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import baseline
from bot.core.baseline import Count, Pace
from bot.core.grouping import OPEN_FOR
from bot.core.heads import Tally
from bot.core.model import Destination
from bot.core.status_view import StatusView, edges_back, lengths_with, mutes_of, watch_of
from bot.core.subjects import Subject, keys_of
from bot.ports import Asked, Unit, Window
from bot.services.paces import counted
from watchlists.model import Watchlists

_COMPANY, _OUTLETS = 40, 500
# No key at all would stand for any; this one is never found.
_NONE = frozenset({""})
# So long an unusual number of mentions is shown.
_UNUSUAL = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which stories are read: so many, from an offset on, each with so many of its newest reports; the open and grave
    ones first, or the `newest`."""

    stories: int = 5
    offset: int = 0
    readings: int = 20
    newest: bool = False


def status(
    unit: Unit,
    subject: Subject,
    window: timedelta,
    watchlists: Watchlists,
    now: datetime,
    chat: Destination | None = None,
    shown: Shown | None = None,
) -> StatusView:
    """The status of a subject in the last `window`; mutes, what was held back and what is watched are the chat's."""
    shown, keys = shown or Shown(), keys_of(subject, watchlists) or _NONE
    span, asked = Window(now - window, now), _asked(keys, window, now)
    counts = counted(unit, keys, lengths_with(window), now)
    tallies = {length: unit.heads.tally(_asked(keys, length, now)) for length in counts.paces}
    heard = unit.articles.heard(keys)
    mutes = unit.chats.mutes(now, chat.id) if chat else ()
    listed = unit.heads.newest if shown.newest else unit.heads.gravest
    mine = unit.chats.subscriptions(chat.id) if chat else ()
    return StatusView(
        subject=subject,
        now=now,
        window=window,
        paces=counts.paces,
        story_paces=_story_paces(unit, subject, keys, tallies, counts.oldest, now),
        tally=tallies[window],
        stories=listed(asked, shown.stories, shown.offset, shown.readings),
        named_with=unit.articles.named_with(keys, span, _COMPANY),
        sources=unit.articles.by_source(keys, span, _OUTLETS),
        shares=counts.shares(now - window),
        last_heard=heard[1] if heard else None,
        watchlists=watchlists,
        held=unit.alerts.held_by_verdict(chat.id, keys, span) if chat else {},
        mutes=mutes_of(keys, mutes, watchlists),
        muted_stories=frozenset(int(one.key) for one in mutes if one.scope == "story"),
        watch=watch_of(subject, keys, mine, watchlists) if chat else None,
        trend=next(reversed(unit.trends.since(now - _UNUSUAL, [subject.key])), None),
        timezone=chat.timezone if chat else "UTC",
        first=shown.offset,
    )


def _story_paces(
    unit: Unit,
    subject: Subject,
    keys: frozenset[str],
    tallies: Mapping[timedelta, Tally],
    oldest: datetime | None,
    now: datetime,
) -> Mapping[timedelta, Pace]:
    """The stories of a window against those of the windows before; of a list and of everything they are only counted,
    as their past is too much to look through while somebody waits."""
    wide = subject.scope in ("list", "all")

    def count(length: timedelta, stories: int) -> Count:
        past = timedelta(0) if wide else baseline.comparable(now, length, oldest)
        usable = past >= length / 2
        before = sum(unit.articles.stories(keys, edges_back(now - length, length, past))) if usable else 0
        return Count(stories, before, past)

    return baseline.paces({length: count(length, tally.stories) for length, tally in tallies.items()})


def _asked(keys: frozenset[str], window: timedelta, now: datetime) -> Asked:
    return Asked(keys, now - window, now - OPEN_FOR)
