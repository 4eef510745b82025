"""The page that a person has with the bot: what they watch, what they were told lately, and where to go from here."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.language import Texts
from bot.core.message import Button, Message, block, bold, pressable
from bot.core.model import Alert, Destination, Story, Subscription
from bot.core.render.headline import story_headline
from bot.core.render.words import ICONS, entry_name, is_listed, severity_name, wish_name
from bot.core.subjects import typed_form
from watchlists.model import Watchlists

SUBSCRIPTIONS_SHOWN = 10
ALERTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class HomeView:
    """What a person's own chat watches, and its newest alerts with their stories, the newest first."""

    chat: Destination
    subscriptions: Sequence[Subscription]
    alerts: Sequence[tuple[Alert, Story]]
    watchlists: Watchlists


def home_sections(view: HomeView, texts: Texts) -> list[Message]:
    """Each with its own buttons."""
    return [_heading(view, texts), *_subscriptions(view, texts), *_alerts(view, texts), _ways(texts)]


def closed_sections(texts: Texts) -> list[Message]:
    """For somebody who is not let in: nothing but how to ask."""
    lines = (texts.say("This bot is private."), texts.say("Write “start” to me under Messages to ask for access."))
    return [Message(tuple(map(block, lines)), texts.language)]


def _heading(view: HomeView, texts: Texts) -> Message:
    title = block(bold(texts.say("What you watch")), shape="heading")
    note = () if view.subscriptions else (block(texts.say("You watch nothing yet.")),)
    buttons = () if view.subscriptions else ((Button(texts.say("What can be watched"), "/list"),),)
    return Message((title, *note), texts.language, buttons)


def _subscriptions(view: HomeView, texts: Texts) -> list[Message]:
    shown = [_subscription(one, view, texts) for one in view.subscriptions[:SUBSCRIPTIONS_SHOWN]]
    left = len(view.subscriptions) - len(shown)
    more = texts.count("and {n} more", "and {n} more", left)
    return [*shown, *([Message((block(more),), texts.language)] if left else [])]


def _subscription(one: Subscription, view: HomeView, texts: Texts) -> Message:
    name = wish_name(one.scope, one.key, view.watchlists, texts)
    least = texts.say("at once from: {severity}", severity=severity_name(one.least, texts))
    row = [Button(texts.say("Watch no longer"), f"/unwatch {typed_form(one.scope, one.key)}")]
    if one.scope in ("entity", "event") and is_listed(one.scope, one.key, view.watchlists):
        row = [
            Button(texts.say("Status"), f"/status {one.key}"),
            Button(texts.say("Latest"), f"/latest {one.key}"),
            *row,
        ]
    return Message((block(f"{ICONS[one.least]} ", bold(name), f" — {least}"),), texts.language, pressable([row]))


def _alerts(view: HomeView, texts: Texts) -> list[Message]:
    title = Message((block(bold(texts.say("Latest alerts")), shape="heading"),), texts.language)
    if not view.alerts:
        return [title, Message((block(texts.say("No alert in the last week.")),), texts.language)]
    return [title, *(_alert(alert, story, view, texts) for alert, story in view.alerts[:ALERTS_SHOWN])]


def _alert(alert: Alert, story: Story, view: HomeView, texts: Texts) -> Message:
    headline = story_headline(story, view.watchlists, texts)
    told = texts.parted(" · ").join((texts.ltr(f"A{alert.id}"), texts.when(alert.created, view.chat.timezone)))
    blocks = (block(f"{ICONS[alert.severity]} {headline} — {told}"),)
    row = [Button(texts.say("Why?"), f"/why A{alert.id}"), *_of(story, view, texts)]
    return Message(blocks, texts.language, pressable([row]))


def _of(story: Story, view: HomeView, texts: Texts) -> list[Button]:
    """The status of the first entity that the story names."""
    named = (mention.entity for reading in story.reports for mention in reading.findings.mentions)
    first = next(named, None)
    return [Button(entry_name(first, view.watchlists, texts), f"/status {first}")] if first else []


def _ways(texts: Texts) -> Message:
    row = (
        Button(texts.say("What can be watched"), "/list"),
        Button(texts.say("Settings"), "/settings"),
        Button(texts.say("Help"), "/help"),
    )
    note = block(texts.say("Answers come under Messages."), shape="footer")
    return Message((note,), texts.language, (row,))
