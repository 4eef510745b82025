"""All sources: the feeds by how they are, those that need somebody first, and what else articles come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.core.bidi import strip_controls
from bot.core.feed_state import FeedState, by_state, feed_name, state_of
from bot.core.model import Destination, Feed
from bot.core.render.feeds import full_text, state_clause, state_count
from bot.core.urls import host_of, without_login
from bot.services import queries
from handlers.web.pages import sheets
from handlers.web.pages.base import Desk, Page

COUNTED: Final = (timedelta(days=7), timedelta(days=1))
"""A week and its last day are counted."""
_PAGE = 100
_SHOWN = 80
# Sources that are no feeds, and chats, that are named.
_OTHERS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A feed in words. `text` is empty where full texts are fetched as usual; `day` and `week` are None where nothing
    can be counted."""

    id: int
    name: str
    host: str
    state: FeedState
    clause: str
    read: str
    fresh: str
    gap: str
    text: str
    day: int | None
    week: int | None


Counts = Mapping[str, Sequence[int]]


def view(desk: Desk) -> Mapping[str, Any]:
    """A page of the feeds, and the others."""
    held = queries.feeds(desk.unit, desk.now, desk.chat.timezone)
    groups = {state: feeds for state, feeds in by_state(held.feeds, desk.now).items() if feeds}
    page = sheets.sheet(desk, [one for feeds in groups.values() for one in feeds], _PAGE, "/feeds")
    counts = desk.unit.articles.per_source(edges(desk.now))
    return {
        "title": desk.texts.say("Sources"),
        "summary": [(state, state_count(state, len(feeds), desk.texts)) for state, feeds in groups.items()],
        "sheet": page,
        "rows": [_row(one, counts, desk) for one in page.rows],
        "counted": counts is not None,
        "others": _others(held.feeds, counts or {}),
        "listening": [_chat(one) for one in held.listening[:_OTHERS]],
        "about": desk.about,
    }


def edges(now: datetime) -> tuple[datetime, datetime, datetime]:
    """Where the week, its last day and now are."""
    return now - COUNTED[0], now - COUNTED[1], now


def shown(feed: Feed) -> Feed:
    """The feed without a login in its address, or in what its last read said."""
    return replace(feed, url=without_login(feed.url), error=feed.error and without_login(feed.error))


def _row(one: Feed, counts: Counts | None, desk: Desk) -> Row:
    feed, texts = shown(one), desk.texts
    week = None if counts is None or not feed.title else counts.get(feed.title, (0, 0))
    return Row(
        id=feed.id,
        name=strip_controls(feed.title or host_of(feed.url) or feed_name(feed))[:_SHOWN],
        host=host_of(feed.url),
        state=state_of(feed, desk.now),
        clause=state_clause(feed, desk.now, texts),
        read=_ago(feed.succeeded, desk),
        fresh=_ago(feed.fresh, desk),
        gap=texts.span(timedelta(seconds=feed.gap)) if feed.gap else "",
        text="" if feed.pages == "auto" else full_text(feed, texts),
        day=None if week is None else week[1],
        week=None if week is None else sum(week),
    )


def _ago(moment: datetime | None, desk: Desk) -> str:
    return desk.texts.say("{ago} ago", ago=desk.texts.span(desk.now - moment)) if moment else ""


def _others(feeds: Sequence[Feed], counts: Counts) -> list[tuple[str, int, int]]:
    """What sent articles this week and is no feed: name, a day's, a week's; those of most first."""
    known = {one.title for one in feeds}
    found = [(name, held[1], sum(held)) for name, held in counts.items() if name not in known]
    ranked = sorted(found, key=lambda one: (-one[2], one[0]))[:_OTHERS]
    return [(strip_controls(name)[:_SHOWN], day, week) for name, day, week in ranked]


def _chat(one: Destination) -> str:
    return strip_controls(one.title or f"{one.address.platform}:{one.address.chat}")[:_SHOWN]


PAGE = Page("feeds", "/feeds", "feeds.html", view, lambda texts: texts.say("Sources"))
