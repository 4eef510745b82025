"""What people ask back: the reasons of an alert, a story, how the bot is."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.feed_views import FeedsView, FeedView
from bot.core.feedback import AliasName, heard_by
from bot.core.health import ALARM, Alarm
from bot.core.model import Alert, Destination, Feed, Story
from bot.core.render.story import StoryView
from bot.core.routing import concerns
from bot.core.team_views import TeamView
from bot.core.timing import as_told
from bot.core.trend_views import STORIES_SHOWN, TrendView
from bot.core.views import HealthView, WhyView
from bot.ports import Unit, Window
from watchlists.model import Watchlists
from watchlists.outlets import NO_OUTLETS, Outlets

_MOST_STORIES = 50
# A chat that is left alone for longer than this is shown; shorter pauses are usual.
_SHORT_HOLD = timedelta(minutes=1)
_FAILED = 20
_NEAR = timedelta(days=7)
# A day and a week.
_COUNTED = (timedelta(days=1), timedelta(days=7))


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
    told = unit.alerts.addressed([alert.id for alert in one.spoken])
    return StoryView(one, *decided, mutes, chat.timezone, outlets, told)


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
        team=team(unit, now),
    )


def team(unit: Unit, now: datetime) -> TeamView:
    """The processes that run, and the articles that wait to be matched."""
    running = [one for one in unit.processes.all() if one.runs(now)]
    return TeamView(running, unit.arrivals.depths(), unit.arrivals.oldest(), now)


def feeds(unit: Unit, now: datetime, timezone: str) -> FeedsView:
    """Every polled source, and the chats that are taken in."""
    listening = [chat for chat in unit.chats.all() if chat.listens and chat.access == "allowed"]
    return FeedsView(now, unit.feeds.all(), listening, timezone)


def feed(unit: Unit, one: Feed, now: datetime) -> FeedView:
    """One source with what came of it; articles are counted by the name that they carry."""
    spans = _COUNTED if one.title else ()
    return FeedView(one, now, *(unit.articles.from_source(one.title, Window(now - span, now)) for span in spans))
