"""The status of one entity, event type, list or of everything."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from bot.core.baseline import Pace
from bot.core.chart import Chart
from bot.core.language import Texts
from bot.core.render.chart import ChartView, chart, compared
from bot.core.render.edits import kind_name
from bot.core.render.mentions import mentions_line
from bot.core.render.status_chat import chat_lines
from bot.core.render.words import entry_name, names, quoted, wish_name
from bot.core.status_view import StatusView
from bot.core.subjects import Subject
from bot.core.svg_chart import svg
from bot.services.charting import chart_view
from bot.services.finding import happened
from bot.services.status import Shown, status
from handlers.web.pages import asked
from handlers.web.pages.base import Desk, Page
from handlers.web.pages.cards import Card, card
from handlers.web.pages.status import windows

_STORIES, _EVENTS, _READINGS = 6, 6, 20
_COMPANY, _SOURCES = 12, 10


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its signs, and the same as rows: from when, mentions, what is usual."""

    picture: Markup
    about: Chart
    signs: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Somebody or something with a number of articles, and how much that is of the greatest, in percent."""

    name: str
    number: str
    part: int
    path: str | None = None


def view(desk: Desk) -> Mapping[str, Any]:
    """Everything that /status says, with the chart, and more of what happened."""
    subject = asked.subject(desk.path["key"], desk, "/status/{}")
    typed, window = asked.window(desk)
    shown = Shown(_STORIES + _EVENTS, 0, _READINGS, newest=True)
    seen = status(desk.unit, subject, window, desk.watchlists, desk.now, desk.chat, shown)
    path = asked.address("/status/{}", subject.typed)
    event = subject.key if subject.scope == "event" else None
    heads = happened(desk.unit, [subject], window, desk.now, desk.watchlists, _EVENTS, 0)
    return {
        "title": wish_name(subject.scope, subject.key, desk.watchlists, desk.texts),
        "about": list(_about(subject, desk)),
        "windows": windows(desk, path, typed),
        "span": desk.texts.span(window),
        "heard": desk.when(seen.last_heard) if seen.last_heard else None,
        "paces": [_pace(length, seen, desk.texts) for length in seen.paces],
        "drawn": _drawn(subject, window, desk) if seen.last_heard else None,
        "unusual": mentions_line(seen.trend, desk.texts) if seen.trend else None,
        "events": [card(one, desk, event=event, muted=one.story.id in seen.muted_stories) for one in heads.heads],
        "stories": _others(seen, [one.story.id for one in heads.heads], desk),
        "counted_stories": seen.tally.stories,
        "more": asked.address("/stories", about=subject.typed, window=typed),
        "others": _entries(seen.others[:_COMPANY], desk, typed),
        "places": _entries(seen.places[:_COMPANY], desk, typed),
        "shares": _entries(seen.shares[:_COMPANY], desk, typed) if len(seen.shares) > 1 else [],
        "sources": _counted([(quoted(name, 60), n, None) for name, n in seen.sources[:_SOURCES]], desk.texts),
        "chat_lines": [one.text for one in chat_lines(seen, desk.texts)],
    }


def _about(subject: Subject, desk: Desk) -> Iterator[tuple[str, str, str | None]]:
    """What it is: label, words, address."""
    say, lists = desk.texts.say, desk.watchlists
    entity = lists.entities.get(subject.key) if subject.scope == "entity" else None
    if entity is None:
        return
    yield say("Kind"), kind_name(entity.kind, desk.texts), None
    for above in lists.ancestors(entity.key):
        yield say("Part of"), entry_name(above, lists, desk.texts), asked.address("/status/{}", above)
    if parts := lists.family(entity.key) - {entity.key}:
        yield say("Counted with it"), names(sorted(parts), lists, desk.texts), None


def _pace(length: timedelta, seen: StatusView, texts: Texts) -> tuple[str, tuple[str, str], tuple[str, str]]:
    """A window, and of mentions and of stories how many and what is usual."""
    mentions, stories = seen.paces[length], seen.story_paces[length]
    return texts.span(length), _numbers(mentions, texts), _numbers(stories, texts)


def _numbers(pace: Pace, texts: Texts) -> tuple[str, str]:
    return texts.ltr(pace.mentions), compared(pace, texts)


def _others(seen: StatusView, shown: Collection[int], desk: Desk) -> list[Card]:
    """Its newest stories beside those that are shown already."""
    left = [one for one in seen.stories if one.story.id not in shown][:_STORIES]
    return [card(one, desk, muted=one.story.id in seen.muted_stories) for one in left]


def _drawn(subject: Subject, window: timedelta, desk: Desk) -> Drawn | None:
    """Of one entry only: what a list holds differs too much for a sum to say anything."""
    if subject.scope not in ("entity", "event"):
        return None
    counted = chart_view(desk.unit, subject.key, window, desk.watchlists, desk.now, desk.chat)
    about = chart(counted, desk.texts)
    legend = about.legend
    signs = (("bar", legend.mentions), ("usual", legend.usual), ("range", legend.range), *legend.severities)
    kept = tuple((sign, words) for sign, words in signs if words)
    return Drawn(Markup(svg(about)), about, kept, tuple(_rows(counted, desk)))  # noqa: S704  # svg() escapes


def _rows(counted: ChartView, desk: Desk) -> Iterator[tuple[str, str, str]]:
    for bar in counted.bars:
        usual = "" if bar.usual is None else desk.texts.ltr(round(bar.usual, 1))
        yield desk.when(bar.start), desk.texts.ltr(bar.mentions), usual


def _entries(pairs: Sequence[tuple[str, int]], desk: Desk, typed: str) -> list[Counted]:
    return _counted(
        [
            (entry_name(key, desk.watchlists, desk.texts), n, asked.address("/status/{}", key, window=typed))
            for key, n in pairs
        ],
        desk.texts,
    )


def _counted(rows: list[tuple[str, int, str | None]], texts: Texts) -> list[Counted]:
    top = max((n for _, n, _ in rows), default=0)
    return [Counted(name, texts.ltr(n), round(100 * n / top), path) for name, n, path in rows]


PAGE = Page("status", "/status/{key}", "status_entry.html", view)
