"""/status: what an entity is doing now, against the usual."""

from datetime import timedelta

from bot.core.message import Message
from bot.core.render.status import status_message
from bot.services import queries
from handlers.commands import parsing, picking
from handlers.commands.base import Command, Desk, Request

_DEFAULT = timedelta(days=7)


def run(request: Request, desk: Desk) -> Message:
    """Status of the entity or event type named, in the window given (7 days by default)."""
    typed, window = parsing.trailing_length(request.words)
    if not typed:
        question = desk.texts.say("Whose status? For example: {command}", command=COMMAND.example)
        return picking.pick("status", desk, request, question, rest=parsing.typed_rest(window))
    entry = parsing.entry_alone(" ".join(typed), desk, "status", "24h, 7d, 30d", parsing.typed_rest(window))
    view = queries.status(desk.unit, entry.key, window or _DEFAULT, desk.watchlists, desk.now, request.chat)
    return status_message(view, desk.texts)


COMMAND = Command(
    "status",
    "ENTITY [24h|7d|30d]",
    "/status ISKP 7d",
    lambda texts: texts.say("mentions and stories now against the usual"),
    run,
    aliases=("حالة",),
    examples=("/status daesh khorasan last 7 days", "حالة داعش خراسان ٧ أيام"),
)
