"""One entry of the watchlists, whole: its names, every alias with its conditions, and what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from bot.core.message import Message
from bot.core.render.advice import advice_line
from bot.core.render.conditions import alias_conditions, level_name
from bot.core.render.edits import edit_made
from bot.core.render.feedback import rejected_line
from bot.core.render.proposals import proposal_lines
from bot.core.render.words import entry_name, quoted, severity_name, status_name
from bot.ports import Window
from handlers.web.html import message_html
from handlers.web.pages.base import Desk, MissingError, Page
from handlers.web.pages.watchlists import SPAN, entry_link, entry_path, kind_word
from watchlists.advice.among import of_aliases
from watchlists.model import Alias, Entity, EventType

_SHOWN = 60
_LONGEST = 200
# Edits and warnings that are shown, newest first and in order.
_MOST = 50
# More aliases are not looked over while somebody waits; `rasid watchlist check` does it.
_LOOKED_OVER = 120


@dataclass(frozen=True, slots=True)
class AliasRow:
    """An alias in words; `fired` is how many spans stood by it. Without a `source` it is from where its entry is."""

    text: str
    level: str
    conditions: Sequence[str]
    source: str | None
    fired: int


def view(desk: Desk) -> Mapping[str, Any]:
    """Everything that is known of the entry. Raises MissingError with those that are spelled like it."""
    one = _entry(desk)
    counts = desk.unit.articles.by_alias(one.key, _window(desk))
    aliases = one.spellings if isinstance(one, Entity) else one.phrases
    return {
        "title": entry_name(one.key, desk.watchlists, desk.texts),
        "entry": one,
        "is_event": isinstance(one, EventType),
        "list": _list_of(one, desk),
        "aliases": _alias_rows(aliases, counts, desk),
        "mentions": desk.unit.articles.amounts([one.key], (desk.now - SPAN, desk.now))[one.key][0],
        "status_path": f"/status/{quote(one.key, safe='')}",
        "said": _said(one, desk),
        **_about(one, desk),
        **_judged(one, aliases, desk),
    }


def _entry(desk: Desk) -> Entity | EventType:
    typed = desk.path["key"][:_LONGEST]
    found, near = desk.reader.resolve(typed)
    if found is None:
        said = desk.texts.say("No entry of the watchlists is called “{name}”.", name=quoted(typed, _SHOWN))
        links = [entry_link(key, desk) for key in near] or [("/watchlists", desk.texts.say("Watchlists"))]
        raise MissingError(said, [(name, path) for path, name in links])
    return found


def _window(desk: Desk) -> Window:
    return Window(desk.now - SPAN, desk.now)


def _list_of(one: Entity | EventType, desk: Desk) -> tuple[str, str]:
    held = next(held for held in desk.watchlists.lists if one.key in desk.watchlists.members(held.slug))
    return f"/watchlists?list={quote(held.slug, safe='')}", desk.texts.name(held.title) or held.slug


def _alias_rows(aliases: Sequence[Alias], counts: Mapping[str, int], desk: Desk) -> list[AliasRow]:
    """Those by which most was found first, then as the file has them."""
    rows = [_alias(alias, counts.get(alias.text, 0), desk) for alias in aliases]
    return sorted(rows, key=lambda row: -row.fired)


def _alias(alias: Alias, fired: int, desk: Desk) -> AliasRow:
    level, conditions = level_name(alias.match, desk.texts), alias_conditions(alias, desk.texts)
    return AliasRow(alias.text, level, conditions, alias.source, fired)


def _about(one: Entity | EventType, desk: Desk) -> Mapping[str, Any]:
    """What it is, and what it belongs to."""
    if isinstance(one, EventType):
        severity = severity_name(one.severity, desk.texts)
        status = status_name(one.status, desk.texts) or desk.texts.say("it happened")
        return {
            "kind": kind_word("event", desk.texts),
            "severity": severity,
            "status": status,
            "above": [],
            "parts": [],
        }
    lists = desk.watchlists
    parts = [held.key for held in lists.entities.values() if next(lists.ancestors(held.key), None) == one.key]
    return {
        "kind": kind_word(one.kind, desk.texts),
        "above": [_link(key, desk) for key in lists.ancestors(one.key)],
        "parts": [_link(key, desk) for key in parts],
    }


def _link(key: str, desk: Desk) -> tuple[str, str]:
    return entry_path(key), entry_name(key, desk.watchlists, desk.texts)


def _said(one: Entity | EventType, desk: Desk) -> Sequence[str]:
    """What was changed of it in chat, newest first."""
    edits = [made for made in desk.unit.list_edits.in_force() if made.edit.key == one.key][-_MOST:]
    return [edit_made(made, desk.texts, desk.chat.timezone) for made in reversed(edits)]


def _judged(one: Entity | EventType, aliases: Sequence[Alias], desk: Desk) -> Mapping[str, Any]:
    """What people said of its alerts, what is proposed, and what is to be said of its aliases."""
    tallies = desk.unit.feedback.of_aliases([(one.key, alias.text) for alias in aliases])
    rejected = [rejected_line(text, held, desk.texts) for (_, text), held in tallies.items() if held.rejected]
    return {"rejected": rejected[:_MOST], "proposed": _proposed(one, desk), "advice": _advice(one, aliases, desk)}


def _proposed(one: Entity | EventType, desk: Desk) -> Markup:
    held = [made for made in desk.unit.proposals.open() if made.key == one.key][:_MOST]
    lines = [line for made in held for line in proposal_lines(made, desk.watchlists, desk.texts)]
    return message_html(Message(tuple(lines), desk.texts.language))


def _advice(one: Entity | EventType, aliases: Sequence[Alias], desk: Desk) -> Sequence[str]:
    """As `rasid watchlist check` says it of a file."""
    looked = aliases[:_LOOKED_OVER]
    held = (desk.reader.resolve(alias.text)[0] for alias in looked)
    others = {other.key: other for other in held if other is not None and other.key != one.key}
    return [advice_line(advice, desk.texts) for advice in of_aliases(one, looked, others.values())][:_MOST]


PAGE = Page("watchlists", "/watchlists/{key}", "entry.html", view)
