"""The answer to /sources: which outlets report a story, since when, with links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.core.language import Texts
from bot.core.message import Block, Button, Message, Span, block, bold, pressable
from bot.core.model import Reading, Story
from bot.core.render.headline import article_title
from bot.core.render.outlets import publisher_in_full
from watchlists.model import Watchlists
from watchlists.outlets import NO_OUTLETS, Outlets

PAGE: Final = 15
"""Reports on one page."""


@dataclass(frozen=True, slots=True)
class SourcesView:
    """A story of which alert `alert_id` speaks."""

    story: Story
    alert_id: int
    watchlists: Watchlists
    timezone: str = "UTC"
    outlets: Outlets = NO_OUTLETS


def sources_message(view: SourcesView, texts: Texts, first: int = 1) -> Message:
    """Outlet by outlet in the order in which they first reported; from report number `first` on."""
    reports = _by_outlet(view.story)
    page = reports[first - 1 : first - 1 + PAGE]
    sources = texts.count("{n} source", "{n} sources", len(view.story.sources))
    told = texts.count("{n} report", "{n} reports", len(reports))
    title = block(bold(texts.say("Sources of story {story}", story=f"S{view.story.id}")), shape="heading")
    facts = block(texts.say("{sources}, {reports}", sources=sources, reports=told))
    after = first + len(page)
    more = [Button(texts.say("More"), f"/sources A{view.alert_id} {after}")] if after <= len(reports) else []
    show = Button(texts.say("Show {story}", story=f"S{view.story.id}"), f"/story S{view.story.id}")
    return Message((title, facts, *_lines(page, view, texts)), texts.language, pressable([[show, *more]]))


def _by_outlet(story: Story) -> list[Reading]:
    order = {source: number for number, source in enumerate(story.sources)}
    return sorted(story.reports, key=lambda one: (order[one.article.source], one.article.published, one.article.id))


def _lines(page: Sequence[Reading], view: SourcesView, texts: Texts) -> Iterator[Block]:
    for _, told in groupby(page, key=lambda one: one.article.source):
        reports = list(told)
        yield block(bold(publisher_in_full(reports[0].article, view.outlets, view.watchlists, texts)))
        for one in reports:
            when = texts.when(one.article.published, view.timezone)
            yield block(f"{when}: ", Span(article_title(one), url=one.article.url), shape="item")
