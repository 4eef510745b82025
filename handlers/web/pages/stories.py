"""Stories of a window, the open and grave ones first; or, where something is searched for, articles."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.core.baseline import WINDOWS
from bot.core.found_view import FoundView
from bot.core.model import Reading
from bot.core.render.headline import article_title
from bot.core.render.outlets import publisher
from bot.core.render.words import severity_name, wish_name
from bot.core.searched import marked, snippet, wanted
from bot.core.subjects import Subject
from bot.services.finding import search, stories
from handlers.web.pages import asked
from handlers.web.pages.base import Desk, Page
from handlers.web.pages.cards import card
from watchlists.model import SEVERITIES

_A_PAGE, _FARTHEST, _FOUND = 20, 5_000, 15
_LONGEST_TITLE = 160


def view(desk: Desk) -> Mapping[str, Any]:
    """What is searched for where the address holds words `q`, else stories as its form asks."""
    words = asked.words(desk, "q")
    typed, window = asked.window(desk)
    every = {
        "title": desk.texts.say("Stories"),
        "q": words,
        "window": typed,
        "windows": [(one, desk.texts.span(length)) for one, length in WINDOWS.items()],
        "severity": asked.severity(desk) or "",
        "severities": [(one, severity_name(one, desk.texts)) for one in SEVERITIES[1:]],
        "about": asked.words(desk, "about"),
        "found": _searched(words, desk) if words else None,
    }
    return {**every, **({"page": None} if words else _listed(window, typed, desk))}


def _listed(window: timedelta, typed: str, desk: Desk) -> Mapping[str, Any]:
    about, least = asked.words(desk, "about"), asked.severity(desk)
    subject = asked.subject(about, desk, "/stories?about={}") if about else Subject("all")
    grave = frozenset(SEVERITIES[SEVERITIES.index(least) :]) if least else frozenset()
    first = asked.number(desk, "from", _FARTHEST)
    tally, heads = stories(desk.unit, subject, grave, window, desk.now, desk.watchlists, _A_PAGE, first)
    number = desk.texts.count("{n} story", "{n} stories", tally.stories)
    told = {"stories": number, "window": desk.texts.span(window)}
    return {
        "page": {
            "name": wish_name(subject.scope, subject.key, desk.watchlists, desk.texts) if about else "",
            "told": desk.texts.say("{stories} in {window}", **told),
            "open": desk.texts.count("{n} open", "{n} open", tally.open) if tally.open else "",
            "cards": [card(one, desk) for one in heads],
            **_leafing(first, tally.stories, {"about": about, "severity": least, "window": typed}),
        }
    }


def _leafing(first: int, stories: int, query: Mapping[str, object]) -> Mapping[str, str | None]:
    """The addresses of the page before and the page after this one."""
    after = first + _A_PAGE
    goes_on = after < stories and after <= _FARTHEST
    return {
        "before": asked.address("/stories", **query, **{"from": max(0, first - _A_PAGE)}) if first else None,
        "after": asked.address("/stories", **query, **{"from": after}) if goes_on else None,
    }


def _searched(words: str, desk: Desk) -> Mapping[str, Any]:
    before = asked.number(desk, "before", 10**12)
    keys = wanted(words)
    found = search(desk.unit, words, _FOUND, before or None) if keys else FoundView()
    after = asked.address("/stories", q=words, before=found.last) if found.more else None
    return {"hits": [_hit(one, found, keys, desk) for one in found.readings], "after": after, "before": before}


def _hit(one: Reading, found: FoundView, keys: Sequence[str], desk: Desk) -> Mapping[str, Any]:
    article = one.article
    story = found.stories.get(article.id)
    title = article.title[:_LONGEST_TITLE] if article.title else article_title(one)
    return {
        "path": f"/articles/{article.id}",
        "title": marked(title, keys),
        "pieces": snippet(article.text, keys),
        "source": publisher(article, desk.outlets, desk.texts),
        "when": desk.when(article.published),
        "story": (f"S{story}", f"/stories/S{story}") if story else None,
    }


PAGE = Page("stories", "/stories", "stories.html", view, lambda texts: texts.say("Stories"))
