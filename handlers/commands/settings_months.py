"""/settings months: by which names the months go in Arabic text."""

from collections.abc import Mapping, Sequence

from bot.core.model import Destination
from bot.core.preferences import Months
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Choice, Rows, Setting, prefer, refused
from handlers.commands.settings_digits import arabic

_TYPED: Mapping[str, Months] = {
    **dict.fromkeys("egypt gulf مصر الخليج يناير".split(), "egypt"),
    **dict.fromkeys("levant iraq الشام المشرق العراق كانون".split(), "levant"),
    **dict.fromkeys("maghreb المغرب تونس الجزائر جانفي".split(), "maghreb"),
}
# January and February, as each reads them.
_SAMPLES: Mapping[Months, str] = {
    "egypt": "يناير، فبراير",
    "levant": "كانون الثاني، شباط",
    "maghreb": "جانفي، فيفري",
}


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    months = _TYPED.get(" ".join(values))
    if months is None:
        problem = desk.texts.say("Months are named as in Egypt and the Gulf (egypt), the levant, or the maghreb.")
        raise refused(problem, "months levant", desk)
    prefer(request, desk, months=months)


def _line(chat: Destination, desk: Desk) -> str:
    return desk.texts.say("Months in Arabic text: {sample}", sample=_SAMPLES[chat.preferences.months])


def _choices(_chat: Destination, desk: Desk) -> Rows:
    say = desk.texts.say
    names: Mapping[Months, str] = {
        "egypt": say("Egypt and the Gulf"),
        "levant": say("The Levant and Iraq"),
        "maghreb": say("The Maghreb"),
    }
    return [[Choice(name, months)] for months, name in names.items()]


SETTING = Setting(
    "months",
    ("الأشهر", "أشهر", "الشهور"),
    "levant",
    lambda texts: texts.say("Names of months"),
    _line,
    lambda chat, _desk: chat.preferences.months,
    _change,
    _choices,
    suits=arabic,
)
