"""/settings summary: how much of an article alerts and digests quote."""

from collections.abc import Mapping, Sequence

from bot.core.language import Texts
from bot.core.model import Destination
from bot.core.preferences import SummaryLength
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Choice, Rows, Setting, prefer, refused

_TYPED: Mapping[str, SummaryLength] = {
    **dict.fromkeys("short قصير قصيرة مختصر".split(), "short"),
    **dict.fromkeys("medium normal متوسط متوسطة عادي".split(), "medium"),
    **dict.fromkeys("long طويل طويلة مفصل".split(), "long"),
}
_LENGTHS: tuple[SummaryLength, ...] = ("short", "medium", "long")


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    length = _TYPED.get(" ".join(values))
    if length is None:
        raise refused(desk.texts.say("Summaries are short, medium or long."), "summary short", desk)
    prefer(request, desk, summary=length)


def _line(chat: Destination, desk: Desk) -> str:
    match chat.preferences.summary:
        case "short":
            return desk.texts.say("Summaries are short: one sentence in an alert, a headline in a digest.")
        case "medium":
            return desk.texts.say("Summaries are of medium length: up to three sentences in an alert.")
        case "long":
            return desk.texts.say("Summaries are long: up to six sentences in an alert, one in a digest.")


def _choices(_chat: Destination, desk: Desk) -> Rows:
    return ([Choice(_label(one, desk.texts), one) for one in _LENGTHS],)


def _label(length: SummaryLength, texts: Texts) -> str:
    return {"short": texts.say("Short"), "medium": texts.say("Medium"), "long": texts.say("Long")}[length]


SETTING = Setting(
    "summary",
    ("summaries", "الملخص", "ملخص"),
    "short",
    lambda texts: texts.say("Length of summaries"),
    _line,
    lambda chat, _desk: chat.preferences.summary,
    _change,
    _choices,
)
