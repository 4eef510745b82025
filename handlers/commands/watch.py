"""/watch: subscribe this chat, or have what is said in it read."""

from bot.core.message import Button, Message, block
from bot.core.model import Subscription
from bot.core.render.words import severity_name
from bot.core.routing import LEAST
from handlers.commands import listening, parsing, watching
from handlers.commands.base import Command, Desk, Request
from watchlists.model import SEVERITIES


def run(request: Request, desk: Desk) -> Message:
    """Subscribe to an entity, an event type, a list or everything, from a least severity on; `here` listens."""
    words = request.words
    if listening.is_here(words):
        return listening.begin(request, desk)
    least = parsing.severity(words[-1]) if len(words) > 1 else None
    typed = " ".join(words[:-1] if least else words)
    if not typed:
        raise parsing.refuse(
            desk, desk.texts.say("Whom shall I watch? For example: {command}", command=COMMAND.example)
        )
    scope, key = watching.wish(typed, desk, "watch", _severities(desk))
    former = watching.current(scope, key, request.chat, desk)
    subscription = Subscription(request.chat.id, scope, key, least or request.chat.preferences.least or LEAST[scope])
    desk.unit.chats.subscribe(subscription, request.update.person, desk.now)
    desk.unit.people.record(request.update.person, "watch", {"chat": request.chat.id, scope: key}, desk.now)
    return _confirm(subscription, former, desk)


def _severities(desk: Desk) -> str:
    return desk.texts.say(", ").join(severity_name(one, desk.texts) for one in SEVERITIES)


def _confirm(subscription: Subscription, former: Subscription | None, desk: Desk) -> Message:
    say, name = desk.texts.say, watching.label(subscription.scope, subscription.key, desk)
    same = former == subscription
    first = (
        say("This chat watches {name} already.", name=name) if same else say("This chat now watches {name}.", name=name)
    )
    severity = severity_name(subscription.least, desk.texts)
    second = say("Alerts from severity {severity} on come at once, the rest in the digest.", severity=severity)
    buttons = () if same else ((_undo(subscription, former, desk),),)
    return Message((block(first), block(second, shape="footer")), desk.texts.language, buttons)


def _undo(subscription: Subscription, former: Subscription | None, desk: Desk) -> Button:
    """Back to what was: no subscription, or one from another severity on."""
    typed = watching.typed_form(subscription.scope, subscription.key)
    return Button(desk.texts.say("Undo"), f"/watch {typed} {former.least}" if former else f"/unwatch {typed}")


COMMAND = Command(
    "watch",
    "here|ENTITY|event:EVENT|list:LIST|all [low|medium|high|critical]",
    "/watch ISKP",
    lambda texts: texts.say("alerts about it in this chat"),
    run,
    "analyst",
    aliases=("تابع", "متابعة"),
)
