"""/settings severity: from which severity on this chat is told at once, of all that it watches."""

from collections.abc import Mapping, Sequence

from bot.core.model import Destination, Subscription
from bot.core.render.words import ICONS, severity_name
from bot.core.routing import LEAST
from bot.core.subjects import typed_form
from handlers.commands import parsing
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Choice, Rows, Setting, prefer, refused
from handlers.commands.waking import wake
from watchlists.model import SEVERITIES, Severity

_USUAL = "usual"
_TYPED = (_USUAL, "default", "معتاد", "المعتاد")


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    """The severity of new subscriptions and of all that there are, but for those named after it (`ISKP=low`)."""
    least = parsing.severity(values[0]) if values else None
    others = _exceptions(values[1:])
    if others is None or (least is None and (not values or values[0] not in _TYPED)):
        problem = desk.texts.say(
            "Say from which severity on alerts come at once: low, medium, high, critical, or usual."
        )
        raise refused(problem, "severity high", desk)
    prefer(request, desk, least=least)
    for one in desk.unit.chats.subscriptions(request.chat.id):
        wanted = others.get(_named(one), least or LEAST[one.scope])
        changed = Subscription(one.destination_id, one.scope, one.key, wanted)
        desk.unit.chats.subscribe(changed, request.update.person, desk.now)
    wake(request, desk)


def _exceptions(values: Sequence[str]) -> Mapping[str, Severity] | None:
    """What is typed of single subscriptions; None where it cannot be read."""
    pairs = [value.rpartition("=") for value in values]
    found = {name: parsing.severity(least) for name, _, least in pairs if name}
    whole = {name: least for name, least in found.items() if least}
    return whole if len(whole) == len(values) else None


def _named(one: Subscription) -> str:
    return typed_form(one.scope, one.key).casefold()


def _typed(chat: Destination, desk: Desk) -> str:
    others = [f"{_named(one)}={one.least}" for one in _different(chat, desk)]
    return " ".join([chat.preferences.least or _USUAL, *others])


def _different(chat: Destination, desk: Desk) -> Sequence[Subscription]:
    """The subscriptions of another severity than the chat's."""
    least = chat.preferences.least
    return [one for one in desk.unit.chats.subscriptions(chat.id) if one.least != (least or LEAST[one.scope])]


def _line(chat: Destination, desk: Desk) -> str:
    texts, least = desk.texts, chat.preferences.least
    if least:
        said = texts.say("Alerts come at once from severity: {severity}", severity=severity_name(least, texts))
    else:
        said = texts.say("Alerts come at once from the usual severity")
    left = len(_different(chat, desk))
    differ = texts.count("({n} subscription differs)", "({n} subscriptions differ)", left)
    return f"{said} {differ}" if left else said


def _choices(_chat: Destination, desk: Desk) -> Rows:
    severities = [Choice(f"{ICONS[one]} {severity_name(one, desk.texts)}", one) for one in SEVERITIES]
    return severities[:2], severities[2:], [Choice(desk.texts.say("The usual"), _USUAL)]


def _note(_chat: Destination, desk: Desk) -> str:
    return desk.texts.say(
        "It holds for new subscriptions and for all that there are; the rest goes into the digest."
        " Usual is: everything of one entity or event, from high on of a list or of all."
    )


SETTING = Setting(
    "severity",
    ("least", "الخطورة", "خطورة", "الشدة"),
    "high",
    lambda texts: texts.say("Least severity"),
    _line,
    _typed,
    _change,
    _choices,
    note=_note,
)
