"""The answer to /story: what a story holds, and why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.language import Texts
from bot.core.message import Block, Button, Message, Span, block, bold, pressable
from bot.core.model import Mute, Reading, Story
from bot.core.regrouping import numbered
from bot.core.render.headline import article_title, story_headline
from bot.core.render.mutes import mute_line
from bot.core.render.outlets import publisher
from bot.core.render.rulings import grouping_reason, ruling_line
from bot.core.render.words import ICONS, severity_name
from bot.core.rulings import Ruling
from watchlists.model import Watchlists
from watchlists.outlets import NO_OUTLETS, Outlets

REPORTS_SHOWN = 15
"""On one page."""
_ALERTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with why each of its articles stands there (by article id), what people decided of it, newest first, and
    the mutes of this chat that are about it alone."""

    story: Story
    reasons: Mapping[int, str]
    watchlists: Watchlists
    rulings: Sequence[Ruling] = ()
    mutes: Sequence[Mute] = field(default_factory=tuple)
    timezone: str = "UTC"
    outlets: Outlets = NO_OUTLETS
    addressed: Collection[int] = ()
    """The alerts that were sent to somebody, or kept from somebody who wanted them."""


def story_message(view: StoryView, texts: Texts, first: int = 1) -> Message:
    """Its reports are numbered, from `first` on; /split takes these numbers."""
    story, reports = view.story, numbered(view.story)
    headline = story_headline(story, view.watchlists, texts)
    title = block(bold(texts.ltr(f"S{story.id}")), f" {ICONS[story.severity]} {headline}", shape="heading")
    page = list(enumerate(reports, 1))[first - 1 : first - 1 + REPORTS_SHOWN]
    lines = [report_line(number, one, view, texts) for number, one in page]
    blocks = (title, *_facts(view, texts), *lines, *_decided(view, texts))
    return Message(blocks, texts.language, pressable(_buttons(view, texts, first + len(page), len(reports))))


def report_line(number: int, reading: Reading, view: StoryView, texts: Texts) -> Block:
    """«2. Outlet — 2026-03-05 08:00: its headline — the same facts»"""
    article = reading.article
    source, when = publisher(article, view.outlets, texts), texts.when(article.published, view.timezone)
    reason = grouping_reason(view.reasons.get(article.id, ""), texts)
    tail = f" — {reason}" if reason else ""
    title = Span(article_title(reading), url=article.url)
    return block(f"{texts.number(f'{number}.')} {source} — {when}: ", title, tail, shape="item")


def story_names(ids: Iterable[int], texts: Texts) -> str:
    """«S7, S9»"""
    return texts.say(", ").join(texts.ltr(f"S{one}") for one in ids)


def _facts(view: StoryView, texts: Texts) -> list[Block]:
    story = view.story
    said = texts.say(
        "Severity: {severity}; {reports}, {sources}; from {first} to {last}.",
        severity=severity_name(story.severity, texts),
        reports=texts.count("{n} report", "{n} reports", len(story.reports)),
        sources=texts.count("{n} source", "{n} sources", len(story.sources)),
        first=texts.when(min(story.opened, story.latest), view.timezone),
        last=texts.when(story.latest, view.timezone),
    )
    alerts = sorted(one.id for one in story.spoken if one.id in view.addressed)
    spoken = [texts.ltr(f"A{one}") for one in alerts[-_ALERTS_SHOWN:]]
    told = texts.say("Alerts: {alerts}", alerts=texts.say(", ").join(spoken)) if spoken else texts.say("No alert yet.")
    return [block(said), block(told)]


def _decided(view: StoryView, texts: Texts) -> list[Block]:
    lines = [ruling_line(one, texts, view.timezone) for one in view.rulings]
    lines += [mute_line(one, view.watchlists, texts, view.timezone) for one in view.mutes]
    return [block(line, shape="footer") for line in lines]


def _buttons(view: StoryView, texts: Texts, after: int, reports: int) -> list[list[Button]]:
    name = f"S{view.story.id}"
    row = [
        Button(texts.say("Mute for 4 hours"), f"/mute {name} 4h"),
        Button(texts.say("Merge…"), f"/merge {name}"),
    ]
    if reports > 1:
        row.append(Button(texts.say("Split…"), f"/split {name}"))
    more = [Button(texts.say("More"), f"/story {name} {after}")] if after <= reports else []
    return [row, more]
