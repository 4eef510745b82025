"""/unmute: end a mute of this chat before its time."""

from bot.core.message import Message
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request
from handlers.commands.mute import name, target


def run(request: Request, desk: Desk) -> Message:
    """End one mute."""
    if not request.words:
        raise parsing.refuse(
            desk, desk.texts.say("What shall be heard again? For example: {command}", command="/unmute ISKP")
        )
    scope, key = target(request.rest, desk, "unmute")
    what = name(scope, key, desk)
    if not desk.unit.chats.unmute(request.chat.id, scope, key, desk.now):
        return desk.reply(desk.texts.say("{what} is not muted here.", what=what))
    desk.unit.people.record(request.update.person, "unmute", {"chat": request.chat.id, scope: key}, desk.now)
    return desk.reply(desk.texts.say("{what} is heard again.", what=what))


COMMAND = Command(
    "unmute",
    "ENTITY|STORY|all",
    "/unmute ISKP",
    lambda texts: texts.say("end a mute"),
    run,
    "analyst",
)
