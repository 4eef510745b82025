"""One article: its whole text unaltered, with what was found in it and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.layout import linkable
from bot.core.model import Article, Reading
from bot.core.render.headline import article_title
from bot.core.render.how import explained
from bot.core.render.outlets import publisher_in_full
from bot.core.render.words import entry_name, figures, names, place_name, quoted, status_name
from handlers.web.pages import asked
from handlers.web.pages.base import Desk, MissingError, Page
from handlers.web.pages.marked import Hit, anchors, marked_text
from watchlists.model import Event, Field, Mention

# Of what was found so much is marked and listed; a page of more helps nobody.
_MOST = 400
_QUOTED = 120

_Found = Mention | Event


@dataclass(frozen=True, slots=True)
class Row:
    """Something found, in words: what the source says, what that is, by which spelling, what differed. `facts` are
    labels and words. `anchor` is the number of the mark in the text."""

    number: int
    anchor: int
    shown: str
    kind: str
    quote: str
    name: str
    path: str
    reason: str
    facts: tuple[tuple[str, str], ...]


def view(desk: Desk) -> Mapping[str, Any]:
    """The article of this number."""
    reading = _known(desk)
    article, texts = reading.article, desk.texts
    found = _ordered(reading)
    shown, left = found[:_MOST], len(found[_MOST:])
    hits = {field: _hits(field, shown, desk) for field in ("title", "text")}
    led = anchors(article.title or "", hits["title"]) | anchors(article.text, hits["text"])
    stories = desk.unit.stories.of_articles([article.id])
    return {
        "title": article_title(reading),
        "language_of": article.language if article.language in ("ar", "en") else "",
        "headline": marked_text(article.title, hits["title"]) if article.title else None,
        "body": marked_text(article.text, hits["text"]),
        "source": publisher_in_full(article, desk.outlets, desk.watchlists, texts),
        "facts": list(_facts(article, desk)),
        "url": article.url if linkable(article.url) else None,
        "story": stories.get(article.id),
        "rows": [_row(number, led[number], one, desk) for number, one in enumerate(shown, 1) if number in led],
        "number": texts.count("{n} thing found", "{n} things found", len(found)),
        "left": texts.count("and {n} more match", "and {n} more matches", left) if left else "",
    }


def _known(desk: Desk) -> Reading:
    number = asked.numbered(desk.path["id"], "")
    reading = desk.unit.articles.get(number) if number is not None else None
    if reading is None:
        raise MissingError(desk.texts.say("There is no such article."))
    return reading


def _ordered(reading: Reading) -> list[_Found]:
    """As they stand, the title first."""
    every: list[_Found] = [*reading.findings.mentions, *reading.findings.events]
    return sorted(every, key=lambda one: (one.field != "title", one.start, one.end))


def _facts(article: Article, desk: Desk) -> Iterator[str]:
    yield desk.when(article.published)
    if article.author:
        yield quoted(article.author, _QUOTED)
    if article.edition > 1:
        yield desk.texts.say("edition {n}", n=article.edition)
    if article.sample:
        yield desk.texts.say("sample")


def _hits(field: Field | str, found: Sequence[_Found], desk: Desk) -> list[Hit]:
    return [
        Hit(one.start, one.end, "mention" if isinstance(one, Mention) else "event", number, _why(one, desk))
        for number, one in enumerate(found, 1)
        if one.field == field
    ]


def _why(one: _Found, desk: Desk) -> str:
    """«Islamic State Khorasan — by “داعش خراسان”, score 98 — with the particle “ل”»."""
    facts = [words for _, words in _told(one, desk)] if isinstance(one, Event) else []
    return " — ".join(filter(None, (_name(one, desk), *facts, _reason(one, desk))))


def _row(number: int, anchor: int, one: _Found, desk: Desk) -> Row:
    return Row(
        number=number,
        anchor=anchor,
        shown=desk.texts.number(number),
        kind="mention" if isinstance(one, Mention) else "event",
        quote=quoted(one.text, _QUOTED),
        name=_name(one, desk),
        path=asked.address("/status/{}", _key(one)),
        reason=_reason(one, desk),
        facts=tuple(_told(one, desk)) if isinstance(one, Event) else (),
    )


def _key(one: _Found) -> str:
    return one.entity if isinstance(one, Mention) else one.event


def _name(one: _Found, desk: Desk) -> str:
    return entry_name(_key(one), desk.watchlists, desk.texts)


def _reason(one: _Found, desk: Desk) -> str:
    alias = one.alias if isinstance(one, Mention) else one.phrase
    texts, how = desk.texts, explained(one.how, desk.watchlists, desk.texts)
    by = texts.say("by “{alias}”, score {score}", alias=quoted(alias, _QUOTED), score=round(one.score))
    return texts.say("{by}; what differed: {how}", by=by, how=how) if how else by


def _told(one: Event, desk: Desk) -> Iterator[tuple[str, str]]:
    """What is said of an event, label and words; what is not told lacks."""
    say, lists, texts = desk.texts.say, desk.watchlists, desk.texts
    open_figures = (quoted(figure.text, _QUOTED) for figure in one.figures)
    told = (
        (say("Status"), status_name(one.status, texts)),
        (say("Of what"), entry_name(one.about, lists, texts) if one.about else ""),
        (say("By"), names(one.actors, lists, texts)),
        (say("Against"), names(one.targets, lists, texts)),
        (say("Where"), say(", ").join(place_name(place, lists, texts) for place in one.places)),
        (say("Casualties"), say(", ").join(dict.fromkeys(figures(one, texts)))),
        (say("Figures left open"), say(", ").join(dict.fromkeys(open_figures))),
        (say("When"), texts.ltr(one.when) if one.when else ""),
    )
    yield from ((label, words) for label, words in told if words)


PAGE = Page("stories", "/articles/{id}", "article.html", view)
