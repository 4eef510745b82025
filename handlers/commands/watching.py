"""What /watch, /unwatch and /list share: from typed words to the thing that is subscribed to, and its name."""

from collections.abc import Iterable
from typing import TypeVar

from bot.core.message import Block, block
from bot.core.model import Destination, Scope, Subscription
from bot.core.render.words import ICONS, is_listed, severity_name, wish_name
from handlers.commands import parsing
from handlers.commands.base import Desk

ALL = ("all", "الكل")
_NAMED = ("entity", "event", "list")
_Held = TypeVar("_Held", bound=str)
_WHOLE = tuple(f"{word} " for word in ALL)


def wish(typed: str, desk: Desk, command: str, choices: str = "", rest: str = "") -> tuple[Scope, str]:
    """`ISKP`, `event:bombing`, `list:groups` or `all` as scope and key; what may follow it are the `choices`. The
    `rest` is what else was typed, for the buttons that ask back."""
    kind, colon, name = typed.partition(":")
    if choices and typed.casefold().startswith(_WHOLE):
        raise parsing.wrong_value(typed.split(maxsplit=1)[1], desk, choices)
    if typed.casefold() in ALL:
        return "all", "*"
    if colon and kind.casefold() == "list":
        return "list", _list(name.strip(), desk)
    plain = parsing.plain_name(typed)
    if choices:
        entry = parsing.entry_alone(plain, desk, command, choices, rest)
    else:
        entry = parsing.entry(plain, desk, command, rest)
    return ("event" if entry.key in desk.watchlists.events else "entity"), entry.key


def stranded(typed: str, held: Iterable[tuple[_Held, str]], desk: Desk) -> tuple[_Held, str] | None:
    """What a chat holds under this very key (also after `event:` and so on), and no list knows any more; else None.
    It can always be ended, though nothing leads to it by name."""
    kind, colon, name = typed.partition(":")
    plain = name.strip() if colon and kind.casefold() in ("list", "event", "entity") else typed
    alike = ((scope, key) for scope, key in held if key.casefold() == plain.casefold())
    return next((one for one in alike if one[0] in _NAMED and not is_listed(*one, desk.watchlists)), None)


def refuse_many(typed: str, desk: Desk, command: str) -> None:
    """Refuse a list or everything (`list:groups`, `all`) after a command that takes one entity or event type."""
    kind, colon, _ = typed.partition(":")
    if typed.casefold() in ALL or (colon and kind.strip().casefold() == "list"):
        raise parsing.one_thing(typed, desk, f"/{command} ISKP")


def label(scope: Scope, key: str, desk: Desk) -> str:
    """What is subscribed to, by name."""
    return wish_name(scope, key, desk.watchlists, desk.texts)


def current(scope: Scope, key: str, chat: Destination, desk: Desk) -> Subscription | None:
    """The chat's present subscription to it."""
    mine = desk.unit.chats.subscriptions(chat.id)
    return next((one for one in mine if (one.scope, one.key) == (scope, key)), None)


def line(subscription: Subscription, desk: Desk) -> Block:
    """A subscription as an item of a list."""
    least = severity_name(subscription.least, desk.texts)
    name = label(subscription.scope, subscription.key, desk)
    text = desk.texts.say("{name} — at once from {severity}", name=name, severity=least)
    return block(f"{ICONS[subscription.least]} {text}", shape="item")


def _list(slug: str, desk: Desk) -> str:
    slugs = {one.slug.casefold(): one.slug for one in desk.watchlists.lists}
    if slug.casefold() not in slugs:
        known = desk.texts.say(", ").join(map(desk.texts.ltr, slugs.values()))
        raise parsing.refuse(desk, desk.texts.say("There is no such list. The lists are: {names}", names=known))
    return slugs[slug.casefold()]
