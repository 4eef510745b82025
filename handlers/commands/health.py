"""/health: whether all is well, what failed, and sending it again."""

from bot.core.message import Message
from bot.core.render.health import health_message
from bot.services import queries
from handlers.commands import parsing, watching
from handlers.commands.base import Command, Desk, Request

_RETRY = ("retry", "أعد", "اعد")


def run(request: Request, desk: Desk) -> Message:
    """Alone the state of everything; `retry 12 13` and `retry all` send what failed again."""
    if not request.words:
        return health_message(queries.health(desk.unit, desk.watchlists, desk.now, request.chat.timezone), desk.texts)
    if request.words[0].casefold() not in _RETRY or len(request.words) < 2:
        raise parsing.not_understood(desk, COMMAND.example)
    return _retry(request, desk)


def _retry(request: Request, desk: Desk) -> Message:
    every = request.words[1].casefold() in watching.ALL
    numbers = [parsing.number(word.removeprefix("#")) for word in request.words[1:]]
    if not every and None in numbers:
        raise parsing.not_understood(desk, COMMAND.example)
    chosen = None if every else [one for one in dict.fromkeys(numbers) if one is not None]
    revived, deliveries = _revived(chosen, desk)
    if revived:
        desk.unit.people.record(request.update.person, "retry", {"deliveries": deliveries}, desk.now)
    return desk.reply(desk.texts.count("{n} message will be sent again.", "{n} messages will be sent again.", revived))


def _revived(chosen: list[int] | None, desk: Desk) -> tuple[int, list[int] | str]:
    """How many are sent again, and which: those of the chosen that had failed."""
    if chosen is None:
        return desk.unit.outbox.revive(None, desk.now), "all"
    again = [one for one in chosen if desk.unit.outbox.revive([one], desk.now)]
    return len(again), again


COMMAND = Command(
    "health",
    "[retry N|all]",
    "/health retry 12",
    lambda texts: texts.say("whether all is well, and what failed"),
    run,
    "admin",
    aliases=("صحة",),
    examples=("صحة أعد الكل",),
)
