"""An entity or a story in a few lines: what is passed on to other chats, and what a page of its own begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.baseline import Pace
from bot.core.language import Texts
from bot.core.layout import clean_text
from bot.core.message import Block, Message, Span, block, bold
from bot.core.model import Story
from bot.core.offer import Choice
from bot.core.render.headline import article_title, story_headline
from bot.core.render.outlets import publisher
from bot.core.render.words import ICONS, entry_name
from watchlists.model import Watchlists
from watchlists.outlets import Outlets

# A usual below this is next to nothing, and no factor is told of it. As in the status.
_ALMOST_NONE = 0.5
_REPORTS_SHOWN = 3
_STORIES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class GlanceView:
    """An entity or event type now: mentions by window (shortest first), its newest stories, when it was heard last."""

    key: str
    now: datetime
    paces: Sequence[tuple[timedelta, Pace]]
    stories: Sequence[Story]
    last_heard: datetime | None
    watchlists: Watchlists
    outlets: Outlets
    timezone: str = "UTC"


def glance_choice(view: GlanceView, texts: Texts) -> Choice:
    """The entity, to be sent somewhere."""
    name = entry_name(view.key, view.watchlists, texts)
    blocks = [block(bold(texts.say("{name} ({key})", name=name, key=view.key)), shape="heading")]
    blocks += [block(pace_line(length, pace, texts), shape="item") for length, pace in view.paces]
    blocks += [_line(one, view, texts) for one in view.stories[:_STORIES_SHOWN]]
    blocks.append(block(_heard(view, texts), shape="footer"))
    return Choice(name, described(view, texts), Message(tuple(blocks), texts.language))


def story_choice(story: Story, view: GlanceView, texts: Texts) -> Choice:
    """One of its stories, to be sent somewhere."""
    headline = f"{ICONS[story.severity]} {story_headline(story, view.watchlists, texts)}"
    reports = [_report(story, number, view, texts) for number in range(len(story.reports))[-_REPORTS_SHOWN:]]
    blocks = (block(bold(headline), shape="heading"), *reversed(reports))
    return Choice(headline, _told(story, view, texts), Message(blocks, texts.language))


def described(view: GlanceView, texts: Texts) -> str:
    """How much is said of it at the moment, in a line."""
    return pace_line(*view.paces[0], texts) if view.last_heard else _heard(view, texts)


def pace_line(length: timedelta, pace: Pace, texts: Texts) -> str:
    """«↑ 14 mentions in 24 hours, usually 1.3 (×10.8)»."""
    mentions, span = texts.count("{n} mention", "{n} mentions", pace.mentions), texts.span(length)
    if pace.usual is None:
        return texts.say("{mentions} in the last {span}", mentions=mentions, span=span)
    if pace.usual < _ALMOST_NONE:
        return texts.say("{mentions} in {span}, usually almost none", mentions=mentions, span=span)
    told = {"mentions": mentions, "span": span, "usual": pace.usual}
    if not (pace.arrow and pace.factor):  # less of so little says nothing, and «×0.0» no more than the arrow does
        said = texts.say("{mentions} in {span}, usually {usual}", **told)
    else:
        said = texts.say("{mentions} in {span}, usually {usual} (×{factor})", factor=pace.factor, **told)
    return f"{pace.arrow} {said}".strip()


def _heard(view: GlanceView, texts: Texts) -> str:
    if view.last_heard is None:
        return texts.say("Nothing was found about it yet.")
    ago = texts.span(max(view.now - view.last_heard, timedelta(minutes=1)))
    return texts.say("Last heard {ago} ago.", ago=ago)


def _line(story: Story, view: GlanceView, texts: Texts) -> Block:
    headline = story_headline(story, view.watchlists, texts)
    return block(f"{ICONS[story.severity]} {headline} — {_told(story, view, texts)}", shape="item")


def _told(story: Story, view: GlanceView, texts: Texts) -> str:
    sources = texts.count("{n} source", "{n} sources", len(story.sources))
    return texts.parted(" · ").join((sources, texts.when(story.latest, view.timezone)))


def _report(story: Story, number: int, view: GlanceView, texts: Texts) -> Block:
    reading = story.reports[number]
    article = reading.article
    outlet, when = publisher(article, view.outlets, texts), texts.when(article.published, view.timezone)
    return block(f"{outlet} — {when}: ", Span(clean_text(article_title(reading)), url=article.url), shape="item")
