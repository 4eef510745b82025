"""/settings empty and /settings trends: what comes where nothing happened, and where much is said."""

from collections.abc import Sequence

from bot.core.message import Button, Message
from bot.core.preferences import Empty, Preferences
from handlers.commands.base import Desk, Request
from handlers.commands.preferring import changed, prefer, refused

_EMPTY = ("empty", "فارغ", "الفارغ")
_TRENDS = ("trends", "اتجاهات", "الاتجاهات")
_FORMS: dict[str, Empty] = {
    **dict.fromkeys("line سطر".split(), "line"),
    **dict.fromkeys("silent صامت بلا".split(), "silent"),
}
_SWITCH = {
    **dict.fromkeys("on yes نعم تشغيل".split(), True),
    **dict.fromkeys("off no لا إيقاف ايقاف".split(), False),
}


def change(name: str, values: Sequence[str], request: Request, desk: Desk) -> Message | None:
    """`empty line|silent` or `trends on|off`; None where it is something else."""
    if name in _EMPTY:
        return _empty(_FORMS.get(" ".join(values)), request, desk)
    if name in _TRENDS:
        return _trends(_SWITCH.get(" ".join(values)), request, desk)
    return None


def lines(preferences: Preferences, desk: Desk) -> tuple[str, str]:
    """What is set."""
    return _said_empty(preferences.empty, desk), _said_trends(preferences.trends, desk)


def buttons(preferences: Preferences, desk: Desk) -> tuple[Button, ...]:
    """To what is not set."""
    say = desk.texts.say
    empty = (
        Button(say("No empty digests"), "/settings empty silent")
        if preferences.empty == "line"
        else Button(say("Empty digests too"), "/settings empty line")
    )
    trends = (
        Button(say("No trends"), "/settings trends off")
        if preferences.trends
        else Button(say("Trends too"), "/settings trends on")
    )
    return empty, trends


def _empty(form: Empty | None, request: Request, desk: Desk) -> Message:
    if form is None:
        problem = desk.texts.say("A digest of nothing is one line (line) or is not sent (silent).")
        raise refused(problem, "empty silent", desk)
    former = request.chat.preferences.empty
    prefer(request, desk, "empty", form, empty=form)
    return changed(_said_empty(form, desk), f"empty {former}", desk)


def _trends(on: bool | None, request: Request, desk: Desk) -> Message:
    if on is None:
        raise refused(desk.texts.say("Trends are told (on) or not (off)."), "trends off", desk)
    former = request.chat.preferences.trends
    prefer(request, desk, "trends", "on" if on else "off", trends=on)
    return changed(_said_trends(on, desk), f"trends {'on' if former else 'off'}", desk)


def _said_empty(form: Empty, desk: Desk) -> str:
    if form == "line":
        return desk.texts.say("A digest of nothing is one line.")
    return desk.texts.say("A digest of nothing is not sent.")


def _said_trends(on: bool, desk: Desk) -> str:
    if on:
        return desk.texts.say("Unusual numbers of mentions are told.")
    return desk.texts.say("Unusual numbers of mentions are not told.")
