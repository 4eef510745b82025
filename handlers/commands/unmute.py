"""/unmute: end a mute of this chat before its time."""

from bot.core.message import Message
from bot.core.model import MuteScope
from bot.core.routing import Verdict
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request
from handlers.commands.mute import name, target
from handlers.commands.waking import wake


def run(request: Request, desk: Desk) -> Message:
    """End one mute."""
    if not request.words:
        raise parsing.refuse(
            desk, desk.texts.say("What shall be heard again? For example: {command}", command="/unmute ISKP")
        )
    scope, key = target(request.rest, desk, "unmute")
    what = name(scope, key, desk)
    if not desk.unit.chats.unmute(request.chat.id, scope, key, desk.now):
        return desk.reply(_not_muted(scope, what, desk))
    desk.unit.people.record(request.update.person, "unmute", {"chat": request.chat.id, scope: key}, desk.now)
    wake(request, desk, Verdict.MUTED)
    return desk.reply(desk.texts.say("{what} is heard again.", what=what))


def _not_muted(scope: MuteScope, what: str, desk: Desk) -> str:
    if scope == "all":
        return desk.texts.say("This chat is not muted as a whole.")
    return desk.texts.say("{what} is not muted here.", what=what)


COMMAND = Command(
    "unmute",
    "ENTITY|STORY|all",
    "/unmute ISKP",
    lambda texts: texts.say("end a mute"),
    run,
    "analyst",
)
