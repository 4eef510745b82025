"""/unmute: end a mute of this chat before its time."""

from bot.core.message import Message
from bot.core.model import MuteScope
from bot.core.render.mutes import typed_form
from bot.core.routing import Verdict
from handlers.commands import picking, stories, watching
from handlers.commands.base import Command, Desk, Request
from handlers.commands.mute import name, target
from handlers.commands.waking import wake


def run(request: Request, desk: Desk) -> Message:
    """End one mute."""
    if not request.words:
        return _which(request, desk)
    mine = ((one.scope, one.key) for one in desk.unit.chats.mutes(desk.now, request.chat.id))
    scope, key = watching.stranded(request.rest, mine, desk) or target(request.rest, desk, "unmute")
    what = name(scope, key, desk)
    if not _end(scope, key, request, desk):
        return _noted(_not_muted(scope, what, desk), scope, request, desk)
    desk.unit.people.record(request.update.person, "unmute", {"chat": request.chat.id, scope: key}, desk.now)
    wake(request, desk, Verdict.MUTED)
    return _noted(desk.texts.say("{what} is heard again.", what=what), scope, request, desk)


def _which(request: Request, desk: Desk) -> Message:
    """What is muted."""
    mutes = desk.unit.chats.mutes(desk.now, request.chat.id)
    if not mutes:
        return desk.reply(desk.texts.say("Nothing is muted in this chat."))
    question = desk.texts.say("What shall be heard again? For example: {command}", command=COMMAND.example)
    choices = ((name(one.scope, one.key, desk), typed_form(one.scope, one.key)) for one in mutes)
    return picking.pick_of("unmute", desk, question, choices)


def _noted(said: str, scope: MuteScope, request: Request, desk: Desk) -> Message:
    return stories.with_note(desk.reply(said), request.rest if scope == "story" else "", desk)


def _end(scope: MuteScope, key: str, request: Request, desk: Desk) -> bool:
    """An event type may be muted as it was before event types had a scope of their own."""
    scopes = ("event", "entity") if scope == "event" else (scope,)
    ended = [desk.unit.chats.unmute(request.chat.id, one, key, desk.now) for one in scopes]
    return any(ended)


def _not_muted(scope: MuteScope, what: str, desk: Desk) -> str:
    if scope == "all":
        return desk.texts.say("This chat is not muted as a whole.")
    return desk.texts.say("{what} is not muted here.", what=what)


COMMAND = Command(
    "unmute",
    "ENTITY|event:EVENT|STORY|all",
    "/unmute ISKP",
    lambda texts: texts.say("end a mute"),
    run,
    "analyst",
    aliases=("ألغ كتم", "إلغاء كتم", "ألغ الكتم", "إلغاء الكتم", "فك كتم", "فك الكتم"),
    examples=("/unmute S5", "ألغ كتم داعش خراسان"),
)
