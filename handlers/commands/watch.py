"""/watch: subscribe this chat, or have what is said in it read."""

from bot.core.message import Message, block
from bot.core.model import Subscription
from bot.core.render.words import severity_name
from bot.core.routing import LEAST
from bot.core.subjects import typed_form
from handlers.commands import listening, parsing, picking, pressing, watching
from handlers.commands.base import Command, Desk, Request
from watchlists.model import SEVERITIES


def run(request: Request, desk: Desk) -> Message:
    """Subscribe to an entity, an event type, a list or everything, from a least severity on; `here` listens. A
    subscription that there is keeps its level where none is said."""
    words = request.words
    if listening.is_here(words):
        return listening.begin(request, desk)
    typed, least = parsing.without_severity(words)
    rest = parsing.typed_rest(least)
    if not typed:
        return _whom(request, desk, rest)
    scope, key = watching.wish(" ".join(typed), desk, "watch", _severities(desk), rest)
    former = watching.current(scope, key, request.chat, desk)
    kept = former.least if former else request.chat.preferences.least or LEAST[scope]
    subscription = Subscription(request.chat.id, scope, key, least or kept)
    desk.unit.chats.subscribe(subscription, request.update.person, desk.now)
    desk.unit.people.record(request.update.person, "watch", {"chat": request.chat.id, scope: key}, desk.now)
    return _confirm(subscription, former, request, desk)


def _whom(request: Request, desk: Desk, rest: str) -> Message:
    """What is not watched yet."""
    question = desk.texts.say("Whom shall I watch? For example: {command}", command=COMMAND.example)
    mine = {one.key for one in desk.unit.chats.subscriptions(request.chat.id)}
    return picking.pick("watch", desk, request, question, rest=rest, but=mine)


def _severities(desk: Desk) -> str:
    return desk.texts.say(", ").join(severity_name(one, desk.texts) for one in SEVERITIES)


def _confirm(subscription: Subscription, former: Subscription | None, request: Request, desk: Desk) -> Message:
    say, name = desk.texts.say, watching.label(subscription.scope, subscription.key, desk)
    same = former == subscription
    first = (
        say("This chat watches {name} already.", name=name) if same else say("This chat now watches {name}.", name=name)
    )
    severity = severity_name(subscription.least, desk.texts)
    second = say("Alerts from severity {severity} on come at once, the rest in the digest.", severity=severity)
    buttons = () if same else ((pressing.undo(_back(subscription, former), request, desk),),)
    return Message((block(first), block(second, shape="footer")), desk.texts.language, buttons)


def _back(subscription: Subscription, former: Subscription | None) -> str:
    """Back to what was: no subscription, or one from another severity on."""
    typed = typed_form(subscription.scope, subscription.key)
    return f"/watch {typed} {former.least}" if former else f"/unwatch {typed}"


COMMAND = Command(
    "watch",
    "here|ENTITY|event:EVENT|list:LIST|all [low|medium|high|critical]",
    "/watch ISKP",
    lambda texts: texts.say("alerts about it in this chat"),
    run,
    "analyst",
    aliases=("تابع", "متابعة", "راقب", "ارصد"),
    examples=("/watch event:suicide_bombing", "/watch list:groups critical", "تابع داعش خراسان عالية"),
)
