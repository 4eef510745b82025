"""What /chart, /export and /brief are about: an entity or an event type, and the time that is looked at."""

from bot.core.message import Button, Message, block
from bot.core.render.words import entry_name
from handlers.commands import parsing, watching
from handlers.commands.base import Desk, Request
from watchlists.model import Entity, EventType

WINDOWS = "24h, 7d, 30d"
_KINDS = ("event", "entity", "حدث", "كيان")
_CHOICES = 8
# Longer than any name.
_LONGEST = 200


def subject(typed: tuple[str, ...], desk: Desk, command: str, choices: str) -> Entity | EventType:
    """The entity or event type named, with `event:` before it or not; what else may follow are the `choices`."""
    whole = " ".join(typed)
    if watching.is_many(whole):
        raise parsing.one_thing(whole, desk, f"/{command} ISKP")
    before, window = parsing.trailing_length(typed[:-1])
    if window is not None and desk.reader.resolve(_name(before)[:_LONGEST])[0] is not None:
        raise parsing.wrong_value(typed[-1], desk, choices)
    return parsing.entry_alone(_name(typed), desk, command, choices)


def offer(question: str, command: str, request: Request, desk: Desk) -> Message:
    """Asked without a name: what this chat watches, as buttons."""
    watched = [one.key for one in desk.unit.chats.subscriptions(request.chat.id) if one.scope in ("entity", "event")]
    names = [(entry_name(key, desk.watchlists, desk.texts), key) for key in dict.fromkeys(watched)]
    buttons = tuple((Button(name, f"/{command} {key}"),) for name, key in names[:_CHOICES])
    return Message((block(question),), desk.texts.language, buttons)


def _name(typed: tuple[str, ...]) -> str:
    kind, colon, name = " ".join(typed).partition(":")
    return name.strip() if colon and kind.strip().casefold() in _KINDS else " ".join(typed)
