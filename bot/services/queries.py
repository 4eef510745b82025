"""What people ask back: status, latest matches, the reasons of an alert."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core import baseline
from bot.core.feed_views import FeedsView, FeedView
from bot.core.feedback import AliasName, heard_by
from bot.core.health import ALARM, Alarm
from bot.core.model import Alert, Destination, Feed, Reading, Story
from bot.core.render.story import StoryView
from bot.core.routing import Verdict, concerns
from bot.core.timing import as_told
from bot.core.trend_views import STORIES_SHOWN, TrendView
from bot.core.views import HealthView, StatusView, WhyView
from bot.ports import Unit, Window
from bot.services.paces import pace
from watchlists.model import Watchlists
from watchlists.outlets import NO_OUTLETS, Outlets

_MOST_STORIES = 50
_COMPANY = 5
# A chat that is left alone for longer than this is shown; shorter pauses are usual.
_SHORT_HOLD = timedelta(minutes=1)
_FAILED = 20
_NEAR = timedelta(days=7)
# So long an unusual number of mentions is shown.
_UNUSUAL = timedelta(days=1)
# A day and a week.
_COUNTED = (timedelta(days=1), timedelta(days=7))


def status(
    unit: Unit, key: str, window: timedelta, watchlists: Watchlists, now: datetime, chat: Destination | None = None
) -> StatusView:
    """The status of an entity (with all that is part of it) or of an event type; muted counts are the chat's."""
    keys = keys_of(key, watchlists)
    span = Window(now - window, now)
    heard = unit.articles.heard(keys)
    return StatusView(
        key=key,
        now=now,
        window=window,
        paces={length: pace(unit, keys, length, now) for length in baseline.WINDOWS.values()},
        stories=unit.stories.recent(keys, span, _MOST_STORIES),
        named_with=unit.articles.named_with(keys, span, _COMPANY),
        sources=unit.articles.by_source(keys, span, _COMPANY),
        branches=sorted(keys - {key}),
        muted=_muted(unit, keys, span, chat),
        trend=next(reversed(unit.trends.since(now - _UNUSUAL, [key])), None),
        first_heard=heard[0] if heard else None,
        last_heard=heard[1] if heard else None,
        watchlists=watchlists,
        timezone=chat.timezone if chat else "UTC",
    )


def latest(unit: Unit, key: str | None, limit: int, watchlists: Watchlists, before: int | None) -> Sequence[Reading]:
    """The newest articles in which the key, or without one anything, was found."""
    return unit.articles.latest(keys_of(key, watchlists) if key else (), limit, before=before)


def keys_of(key: str, watchlists: Watchlists) -> frozenset[str]:
    """What a question about `key` covers: an entity with its branches, or the event type alone."""
    return watchlists.family(key) if key in watchlists.entities else frozenset({key})


def why(
    unit: Unit, alert_id: int, watchlists: Watchlists, chat: Destination, outlets: Outlets = NO_OUTLETS
) -> WhyView | None:
    """The decision behind an alert as one chat sees it; None when there is no such alert."""
    alert = unit.alerts.get(alert_id)
    story = unit.stories.get(alert.story_id) if alert else None
    if alert is None or story is None:
        return None
    told = as_told(story, alert)
    mine = [one for one in unit.chats.subscriptions(chat.id) if concerns(one, told.keys, watchlists)]
    since = _later(story, told, alert)
    rulings = unit.rulings.of(story.id)
    said = unit.feedback.of_alert(alert.id), unit.feedback.of_aliases(_aliases(story, alert))
    return WhyView(alert, told, watchlists, tuple(mine), chat.timezone, since, outlets, story, rulings, *said)


def _aliases(story: Story, alert: Alert) -> frozenset[AliasName]:
    """All by which somebody may have heard of the article that an alert is about."""
    readings = (one for one in story.readings if one.article.id == alert.article_id)
    return frozenset(one for reading in readings for one in heard_by(reading, (), Watchlists()))


def _later(story: Story, told: Story, alert: Alert) -> int:
    """How many reports came in after an alert; what a person put into the story had come in before."""
    if "held" in alert.known:
        return sum(one.article.received > alert.created for one in story.reports)
    return len(story.reports) - len(told.reports)


def story(
    unit: Unit, one: Story, watchlists: Watchlists, chat: Destination, now: datetime, outlets: Outlets = NO_OUTLETS
) -> StoryView:
    """A story as one chat sees it."""
    mutes = [mute for mute in unit.chats.mutes(now, chat.id) if (mute.scope, mute.key) == ("story", str(one.id))]
    decided = unit.rulings.reasons(one.id), watchlists, unit.rulings.of(one.id)
    return StoryView(one, *decided, mutes, chat.timezone, outlets)


def near(unit: Unit, one: Story, most: int) -> Sequence[Story]:
    """Other stories that share a name or an event with one and were told within a week of it, the most alike first."""
    span = Window(one.latest - _NEAR, one.latest + _NEAR)
    others = [other for other in unit.stories.recent(one.keys, span, _MOST_STORIES) if other.id != one.id]
    return sorted(others, key=lambda other: (-len(other.keys & one.keys), abs(other.latest - one.latest)))[:most]


def trend(unit: Unit, trend_id: int, watchlists: Watchlists, timezone: str) -> TrendView | None:
    """An unusual number of mentions with the stories behind it; None when there is no such trend."""
    found = unit.trends.get(trend_id)
    if found is None:
        return None
    stories = unit.stories.some([story for story, _ in found.count.stories[:STORIES_SHOWN]])
    return TrendView(found, stories, watchlists, timezone)


def health(unit: Unit, watchlists: Watchlists, now: datetime, timezone: str) -> HealthView:
    """How the bot is: what its admins were told of, how deliveries go, and what failed."""
    alarms = [Alarm.from_dict(json.loads(value)) for value in unit.state.all(ALARM).values()]
    return HealthView(
        now=now,
        alarms=alarms,
        counts=unit.outbox.counts(),
        oldest=unit.outbox.oldest(now),
        held=unit.outbox.held(now + _SHORT_HOLD),
        failed=unit.outbox.failed(_FAILED),
        watchlists=watchlists,
        timezone=timezone,
    )


def feeds(unit: Unit, now: datetime, timezone: str) -> FeedsView:
    """Every polled source, and the chats that are taken in."""
    listening = [chat for chat in unit.chats.all() if chat.listens and chat.access == "allowed"]
    return FeedsView(now, unit.feeds.all(), listening, timezone)


def feed(unit: Unit, one: Feed, now: datetime) -> FeedView:
    """One source with what came of it; articles are counted by the name that they carry."""
    spans = _COUNTED if one.title else ()
    return FeedView(one, now, *(unit.articles.from_source(one.title, Window(now - span, now)) for span in spans))


def _muted(unit: Unit, keys: frozenset[str], window: Window, chat: Destination | None) -> int:
    if chat is None:
        return 0
    held = [alert for alert, verdict in unit.alerts.held(chat.id, window) if verdict == Verdict.MUTED]
    stories = {alert.story_id: unit.stories.get(alert.story_id) for alert in held}
    return sum(1 for alert in held if (story := stories[alert.story_id]) and story.keys & keys)
