"""The status overview: what the chat watches, and who and what is named most at the moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.baseline import WINDOWS
from bot.core.model import Subscription
from bot.core.render.chart import compared
from bot.core.render.words import entry_name, is_listed, severity_name, wish_name
from bot.core.subjects import typed_form
from bot.core.where import is_place
from bot.services.activity import Activity, activity, told
from handlers.web.pages import asked
from handlers.web.pages.base import Desk, Page

# Of the entries that stand in most stories so many are counted, and so many of what is watched.
_BUSIEST, _WATCHED = 36, 40
_HIGHEST = 20


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in words: mentions, what is usual, how many stories. `bars` are its mentions over the window: place and
    height up to 20."""

    name: str
    path: str
    mentions: str
    usual: str
    turn: str
    stories: str
    bars: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the chat watches; `row` where it is one entry of the lists."""

    name: str
    path: str
    least: str
    row: Row | None


def view(desk: Desk) -> Mapping[str, Any]:
    """What is watched, then groups and people, events and places, the most named first."""
    typed, window = asked.window(desk, "24h")
    stories = told(desk.unit, desk.watchlists, window, desk.now)
    mine = desk.unit.chats.subscriptions(desk.chat.id)[:_WATCHED]
    busiest, left = list(stories)[:_BUSIEST], len(list(stories)[_BUSIEST:])
    keys = dict.fromkeys((*busiest, *(one.key for one in mine if _is_entry(one, desk))))
    found = activity(desk.unit, keys, stories, desk.watchlists, window, desk.now)
    rows = {one.key: row(one, desk, typed) for one in found}
    return {
        "title": desk.texts.say("Status"),
        "windows": windows(desk, "/status", typed),
        "span": desk.texts.span(window),
        "wishes": [_wish(one, rows, desk, typed) for one in mine],
        "parts_of_page": _parts((one.key for one in found if one.key in stories), rows, desk),
        "left": desk.texts.count("and {n} more entry", "and {n} more entries", left) if left else "",
    }


def windows(desk: Desk, path: str, typed: str) -> Sequence[tuple[str, str, bool]]:
    """Links to the windows that there are: words, address, whether it is the one shown."""
    return [(desk.texts.span(length), f"{path}?window={one}", one == typed) for one, length in WINDOWS.items()]


def row(one: Activity, desk: Desk, typed: str) -> Row:
    """An entry in the reader's words."""
    texts, top = desk.texts, max(one.bars, default=0) or 1
    usual = compared(one.pace, texts)
    return Row(
        name=entry_name(one.key, desk.watchlists, texts),
        path=asked.address("/status/{}", one.key, window=typed),
        mentions=texts.count("{n} mention", "{n} mentions", one.pace.mentions),
        usual=usual,
        turn="up" if "↑" in usual else "",
        stories=texts.count("{n} story", "{n} stories", one.stories),
        bars=tuple((at, max(1, round(_HIGHEST * n / top))) for at, n in enumerate(one.bars) if n),
    )


def _parts(keys: Iterable[str], rows: Mapping[str, Row], desk: Desk) -> list[tuple[str, str, list[Row]]]:
    """Each part with its id on the page and its title; empty ones are left out."""
    kinds: dict[str, list[Row]] = {"who": [], "what": [], "where": []}
    for key in keys:
        is_event = key in desk.watchlists.events
        kinds["what" if is_event else "where" if is_place(key, desk.watchlists) else "who"].append(rows[key])
    say = desk.texts.say
    titles = (say("Groups and people"), say("What happened"), say("Where"))
    return [(kind, title, some) for (kind, some), title in zip(kinds.items(), titles, strict=True) if some]


def _is_entry(one: Subscription, desk: Desk) -> bool:
    return one.scope in ("entity", "event") and is_listed(one.scope, one.key, desk.watchlists)


def _wish(one: Subscription, rows: Mapping[str, Row], desk: Desk, typed: str) -> Wish:
    return Wish(
        name=wish_name(one.scope, one.key, desk.watchlists, desk.texts),
        path=asked.address("/status/{}", typed_form(one.scope, one.key), window=typed),
        least=severity_name(one.least, desk.texts),
        row=rows.get(one.key) if one.scope in ("entity", "event") else None,
    )


PAGE = Page("status", "/status", "status.html", view, lambda texts: texts.say("Status"))
