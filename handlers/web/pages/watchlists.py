"""Every list in force, with its entities and events, and a search over all of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, get_args
from urllib.parse import quote

from bot.core.bidi import strip_controls
from bot.core.language import Texts
from bot.core.render.edits import kind_name
from bot.core.render.words import entry_name, quoted, severity_name
from handlers.web.pages import asked, sheets
from handlers.web.pages.base import Desk, MissingError, Page
from watchlists.model import Entity, EventType, Kind, Watchlist

SPAN: Final = timedelta(days=30)
"""Over so long mentions are counted."""
EVENT: Final = "event"
_PAGE = 50
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it stands in the table; `mentions` is of the last SPAN."""

    path: str
    key: str
    name: str
    kind: str
    above: tuple[str, str] | None
    aliases: int
    mentions: int
    edited: bool


def view(desk: Desk) -> Mapping[str, Any]:
    """The lists, and a page of the entries that are asked for."""
    slug, kind, typed = (asked.words(desk, name) for name in ("list", "kind", "q"))
    _require(desk, slug, kind)
    keys, near = _found(desk, typed)
    chosen = [one for one in _ordered(desk, keys, slug) if not kind or _kind(one) == kind]
    page = sheets.sheet(desk, chosen, _PAGE, "/watchlists")
    return {
        "title": desk.texts.say("Watchlists"),
        "lists": [_summary(one, desk) for one in desk.watchlists.lists],
        "kinds": [(one, kind_word(one, desk.texts)) for one in (*get_args(Kind), EVENT)],
        "asked": {"q": typed, "list": slug, "kind": kind},
        "sheet": page,
        "rows": _rows(page.rows, desk),
        "near": [entry_link(key, desk) for key in near],
    }


def entry_path(key: str) -> str:
    """The address of an entry's page."""
    return f"/watchlists/{quote(key, safe='')}"


def entry_link(key: str, desk: Desk) -> tuple[str, str]:
    """The address of an entry's page, and its name in the reader's language with its key."""
    name = entry_name(key, desk.watchlists, desk.texts)
    return entry_path(key), desk.texts.say("{name} ({key})", name=name, key=strip_controls(key))


def kind_word(kind: str, texts: Texts) -> str:
    """What an entry is; an event type among them."""
    kinds: tuple[Kind, ...] = get_args(Kind)
    return next((kind_name(one, texts) for one in kinds if one == kind), texts.say("event type"))


def _kind(entry: Entity | EventType) -> str:
    return entry.kind if isinstance(entry, Entity) else EVENT


def _require(desk: Desk, slug: str, kind: str) -> None:
    if slug and all(one.slug != slug for one in desk.watchlists.lists):
        raise MissingError(desk.texts.say("There is no list “{name}”.", name=quoted(slug, _SHOWN)))
    if kind and kind not in (*get_args(Kind), EVENT):
        raise MissingError(desk.texts.say("There is no kind “{name}”.", name=quoted(kind, _SHOWN)))


def _found(desk: Desk, typed: str) -> tuple[Sequence[str] | None, Sequence[str]]:
    """The keys that a search gives, the entry that is called exactly so first, or None for no search; where it gives
    nothing, those of entries that are spelled like it."""
    if not typed:
        return None, ()
    exact, near = desk.reader.resolve(typed)
    keys = list(dict.fromkeys([*([exact.key] if exact else []), *desk.reader.holding(typed)]))
    return keys, () if keys else near


def _ordered(desk: Desk, keys: Sequence[str] | None, slug: str) -> list[Entity | EventType]:
    lists = desk.watchlists
    held: dict[str, Entity | EventType] = {**lists.entities, **lists.events}
    wanted: Collection[str] = lists.members(slug) if slug else held.keys()
    return [held[key] for key in (held if keys is None else keys) if key in wanted]


def _summary(one: Watchlist, desk: Desk) -> tuple[str, str, str]:
    """The slug of a list, its title, and how much it holds."""
    amount = desk.texts.count("{n} entry", "{n} entries", len(one.entities) + len(one.events))
    return one.slug, desk.texts.shown(strip_controls(desk.texts.name(one.title) or one.slug)), amount


def _rows(entries: Sequence[Entity | EventType], desk: Desk) -> list[Row]:
    edges = (desk.now - SPAN, desk.now)
    counts = desk.unit.articles.amounts([one.key for one in entries], edges) if entries else {}
    edited = {one.edit.key for one in desk.unit.list_edits.in_force()}
    return [_row(one, counts[one.key][0], one.key in edited, desk) for one in entries]


def _row(one: Entity | EventType, mentions: int, edited: bool, desk: Desk) -> Row:
    name = entry_name(one.key, desk.watchlists, desk.texts)
    above = next(desk.watchlists.ancestors(one.key), None)
    said = kind_word(_kind(one), desk.texts)
    if isinstance(one, EventType):
        said = desk.texts.say("{kind}, {severity}", kind=said, severity=severity_name(one.severity, desk.texts))
    aliases = len(one.spellings if isinstance(one, Entity) else one.phrases)
    parent = (entry_path(above), entry_name(above, desk.watchlists, desk.texts)) if above else None
    return Row(entry_path(one.key), one.key, name, said, parent, aliases, mentions, edited)


PAGE = Page("watchlists", "/watchlists", "watchlists.html", view, lambda texts: texts.say("Watchlists"))
