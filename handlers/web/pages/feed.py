"""One feed: how it is, what can be done, and the newest that it brought."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.core.bidi import strip_controls
from bot.core.feed_state import feed_name, state_of
from bot.core.layout import linkable
from bot.core.model import Feed, Reading
from bot.core.render.feeds import feed_details
from bot.core.render.words import names, quoted
from bot.ports import Window
from bot.services import queries
from handlers.web.numbers import whole
from handlers.web.pages.base import Desk, MissingError, Page
from handlers.web.pages.feeds import shown

_MOST_DIGITS = 9
_SHOWN = 80
_NEWEST = 15
_LATELY = timedelta(days=30)


def view(desk: Desk) -> Mapping[str, Any]:
    """Everything that is known of one feed. Raises MissingError."""
    feed = shown(_feed(desk))
    name = strip_controls(feed_name(feed))[:_SHOWN]
    return {
        "title": name,
        "feed": feed,
        "link": feed.url if linkable(feed.url) else None,
        "state": state_of(feed, desk.now),
        "lines": feed_details(queries.feed(desk.unit, feed, desk.now), desk.texts),
        "articles": [_line(one, desk) for one in _newest(feed, desk)],
    }


def _feed(desk: Desk) -> Feed:
    typed = desk.path["id"]
    number = whole(typed, _MOST_DIGITS)
    found = desk.unit.feeds.get(number) if number is not None else None
    if found is None:
        said = desk.texts.say("There is no source “{number}”.", number=quoted(typed, _SHOWN))
        raise MissingError(said, [(desk.texts.say("Sources"), "/feeds")])
    return found


def _newest(feed: Feed, desk: Desk) -> Sequence[Reading]:
    if not feed.title:  # articles are known by the name that they carry
        return ()
    return desk.unit.articles.of_source(feed.title, Window(desk.now - _LATELY, desk.now), _NEWEST)


def _line(one: Reading, desk: Desk) -> tuple[str, str, str, str]:
    """Title, address, time and who or what is named in it."""
    article = one.article
    title = " ".join(strip_controls(article.title or article.text[:_SHOWN]).split())
    return (
        title,
        f"/articles/{article.id}",
        desk.when(article.published),
        names(sorted(one.findings.keys()), desk.watchlists, desk.texts),
    )


PAGE = Page("feeds", "/feeds/{id}", "feed.html", view)
