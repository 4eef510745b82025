"""/status: what an entity is doing now, against the usual."""

from datetime import timedelta

from bot.core.message import Button, Message, block
from bot.core.render.status import status_message
from bot.core.render.words import entry_name
from bot.services import queries
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request

_DEFAULT = timedelta(days=7)
_CHOICES = 8


def run(request: Request, desk: Desk) -> Message:
    """Status of the entity or event type named, in the window given (7 days by default)."""
    typed, window = parsing.trailing_length(request.words)
    if not typed:
        return _choose(request, desk)
    entry = parsing.entry_alone(" ".join(typed), desk, "status", "24h, 7d, 30d")
    view = queries.status(desk.unit, entry.key, window or _DEFAULT, desk.watchlists, desk.now, request.chat)
    return status_message(view, desk.texts)


def _choose(request: Request, desk: Desk) -> Message:
    """Without a name: the chat's own entities as buttons."""
    watched = [one.key for one in desk.unit.chats.subscriptions(request.chat.id) if one.scope in ("entity", "event")]
    question = block(desk.texts.say("Whose status? For example: {command}", command=COMMAND.example))
    names = [(entry_name(key, desk.watchlists, desk.texts), key) for key in watched[:_CHOICES]]
    buttons = tuple((Button(name, f"/status {key}"),) for name, key in names)
    return Message((question,), desk.texts.language, buttons)


COMMAND = Command(
    "status",
    "ENTITY [24h|7d|30d]",
    "/status ISKP 7d",
    lambda texts: texts.say("mentions and stories now against the usual"),
    run,
    aliases=("حالة",),
)
