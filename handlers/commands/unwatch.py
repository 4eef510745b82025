"""/unwatch: end a subscription of this chat, or the reading of what is said in it."""

from bot.core.message import Message, block
from bot.core.subjects import typed_form
from handlers.commands import listening, picking, pressing, watching
from handlers.commands.base import Command, Desk, Request


def run(request: Request, desk: Desk) -> Message:
    """End one subscription; `all` ends only the one to everything, `here` only listening."""
    if listening.is_here(request.words):
        return listening.end(request, desk)
    if not request.words:
        return _which(request, desk)
    mine = ((one.scope, one.key) for one in desk.unit.chats.subscriptions(request.chat.id))
    unlisted = watching.stranded(request.rest, mine, desk)
    scope, key = unlisted or watching.wish(request.rest, desk, "unwatch")
    name = watching.label(scope, key, desk)
    former = watching.current(scope, key, request.chat, desk)
    if former is None or not desk.unit.chats.unsubscribe(request.chat.id, scope, key):
        return desk.reply(desk.texts.say("This chat does not watch {name}.", name=name))
    desk.unit.people.record(request.update.person, "unwatch", {"chat": request.chat.id, scope: key}, desk.now)
    undo = pressing.undo(f"/watch {typed_form(scope, key)} {former.least}", request, desk)
    said = block(desk.texts.say("This chat no longer watches {name}.", name=name))
    return Message((said,), desk.texts.language, () if unlisted else ((undo,),))


def _which(request: Request, desk: Desk) -> Message:
    """What the chat watches."""
    question = desk.texts.say("What shall I stop watching? For example: {command}", command=COMMAND.example)
    mine = desk.unit.chats.subscriptions(request.chat.id)
    choices = ((watching.label(one.scope, one.key, desk), typed_form(one.scope, one.key)) for one in mine)
    return picking.pick_of("unwatch", desk, question, choices)


COMMAND = Command(
    "unwatch",
    "here|ENTITY|event:EVENT|list:LIST|all",
    "/unwatch ISKP",
    lambda texts: texts.say("no more alerts about it"),
    run,
    "analyst",
    aliases=("أوقف", "ألغ", "إلغاء", "ألغ متابعة", "إلغاء متابعة", "أوقف متابعة"),
    examples=("/unwatch all", "ألغ متابعة داعش خراسان"),
)
