"""What is said to somebody whose role does not suffice: who may, and how they come by it."""

from bot.core.answer import Reply
from bot.core.model import Role
from handlers.commands.base import Desk, Request


def refused(needed: Role, request: Request, desk: Desk) -> Reply:
    """The refusal; who pressed a button reads it alone."""
    return Reply(desk.reply(*_lines(needed, request, desk)), "whisper")


def _lines(needed: Role, request: Request, desk: Desk) -> tuple[str, ...]:
    say, grant = desk.texts.say, f"/users role {request.update.person.label} {needed} {request.chat.id}"
    if request.update.extra.get("masked"):
        return (say("Who speaks as a channel may only read here. Send this again in your own name."),)
    if request.update.extra.get("apart"):
        return (
            say("This is a conversation between people: here you may only read. Write to me directly, or in a group."),
        )
    match needed:
        case "admin":
            return (say("Only an administrator may do that."),)
        case "chat_admin" if not request.chat.private and "chat_admin" not in request.update.extra:
            unknown = say(
                "I cannot see who they are. An administrator of the bot makes you one: {command}", command=grant
            )
            return say("Only an administrator of this chat may do that."), unknown
        case "chat_admin":
            return (say("Only an administrator of this chat may do that."),)
    asked = say("An administrator of this chat or of the bot makes you one: {command}", command=grant)
    return say("Here you may only read; that is for analysts."), asked
