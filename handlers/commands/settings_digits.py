"""/settings digits: which digits stand in Arabic text."""

from collections.abc import Mapping, Sequence

from bot.core.model import Destination
from bot.core.preferences import Digits
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Choice, Rows, Setting, prefer, refused

_TYPED: Mapping[str, Digits] = {
    **dict.fromkeys("latin 123 european western لاتينية لاتيني غربية".split(), "latin"),
    **dict.fromkeys("arabic arabic-indic indic ١٢٣ عربية عربي هندية مشرقية".split(), "arabic"),
}
_SAMPLES: Mapping[Digits, str] = {"latin": "123", "arabic": "١٢٣"}


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    digits = _TYPED.get(" ".join(values))
    if digits is None:
        problem = desk.texts.say("Digits are latin ({latin}) or arabic ({arabic}).", latin="123", arabic="١٢٣")
        raise refused(problem, "digits arabic", desk)
    prefer(request, desk, digits=digits)


def _line(chat: Destination, desk: Desk) -> str:
    return desk.texts.say("Digits in Arabic text: {sample}", sample=_SAMPLES[chat.preferences.digits])


def _choices(_chat: Destination, _desk: Desk) -> Rows:
    return ([Choice(sample, digits) for digits, sample in _SAMPLES.items()],)


def arabic(chat: Destination) -> bool:
    """Whether this chat reads Arabic."""
    return chat.language == "ar"


SETTING = Setting(
    "digits",
    ("numerals", "الأرقام", "أرقام"),
    "arabic",
    lambda texts: texts.say("Digits"),
    _line,
    lambda chat, _desk: chat.preferences.digits,
    _change,
    _choices,
    note=lambda _chat, desk: desk.texts.say("What sources wrote, and what is typed, stays as it is."),
    suits=arabic,
)
