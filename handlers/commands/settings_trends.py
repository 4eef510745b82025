"""/settings trends: whether this chat hears of unusual numbers of mentions."""

from collections.abc import Mapping, Sequence

from bot.core.model import Destination
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Choice, Rows, Setting, prefer, refused

_TYPED: Mapping[str, bool] = {
    **dict.fromkeys("on yes نعم تشغيل".split(), True),
    **dict.fromkeys("off no لا إيقاف ايقاف".split(), False),
}


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    on = _TYPED.get(" ".join(values))
    if on is None:
        raise refused(desk.texts.say("Trends are told (on) or not (off)."), "trends off", desk)
    prefer(request, desk, trends=on)


def _line(chat: Destination, desk: Desk) -> str:
    if chat.preferences.trends:
        return desk.texts.say("Unusual numbers of mentions are told.")
    return desk.texts.say("Unusual numbers of mentions are not told.")


def _choices(_chat: Destination, desk: Desk) -> Rows:
    say = desk.texts.say
    return ([Choice(say("Trends too"), "on"), Choice(say("No trends"), "off")],)


SETTING = Setting(
    "trends",
    ("اتجاهات", "الاتجاهات"),
    "off",
    lambda texts: texts.say("Trends"),
    _line,
    lambda chat, _desk: "on" if chat.preferences.trends else "off",
    _change,
    _choices,
)
