"""/status: what an entity is doing now, against the usual."""

from datetime import timedelta

from bot.core.message import Message
from bot.core.render.status import status_message, stories_message
from bot.services.status import Shown, status
from handlers.commands import asking, parsing, picking
from handlers.commands.base import Command, Desk, Request

_DEFAULT = timedelta(days=7)
_A_PAGE = 8
_STORIES = ("stories", "قصص")


def run(request: Request, desk: Desk) -> Message:
    """Status of what is named, in the window given (7 days by default); with `stories` behind it all its stories."""
    words, first = _paged(request.words)
    typed, window = parsing.trailing_length(words)
    rest = parsing.typed_rest(window)
    if not typed:
        question = desk.texts.say("Whose status? For example: {command}", command=COMMAND.example)
        return picking.pick("status", desk, request, question, rest=rest)
    subject = asking.subject(typed, desk, "status", asking.lengths(desk), rest)
    shown = Shown() if first is None else Shown(_A_PAGE, first)
    view = status(desk.unit, subject, window or _DEFAULT, desk.watchlists, desk.now, request.chat, shown)
    return status_message(view, desk.texts) if first is None else stories_message(view, desk.texts)


def _paged(words: tuple[str, ...]) -> tuple[tuple[str, ...], int | None]:
    """Words without `stories [from:N]` at their end, and from which one on; None for no list of stories."""
    rest, first = asking.page(words)
    if len(rest) > 1 and rest[-1].casefold() in _STORIES:
        return rest[:-1], first
    return words, None


COMMAND = Command(
    "status",
    "ENTITY|event:EVENT|list:LIST|all [24h|7d|30d]",
    "/status ISKP 7d",
    lambda texts: texts.say("mentions and stories now against the usual"),
    run,
    aliases=("حالة",),
    examples=("/status daesh khorasan last 7 days", "حالة داعش خراسان ٧ أيام"),
)
