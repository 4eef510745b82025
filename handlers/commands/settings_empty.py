"""/settings empty: whether a digest comes where nothing happened."""

from collections.abc import Mapping, Sequence

from bot.core.model import Destination
from bot.core.preferences import Empty
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Choice, Rows, Setting, prefer, refused

_TYPED: Mapping[str, Empty] = {
    **dict.fromkeys("line سطر".split(), "line"),
    **dict.fromkeys("silent صامت بلا".split(), "silent"),
}


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    form = _TYPED.get(" ".join(values))
    if form is None:
        problem = desk.texts.say("A digest of nothing is one line (line) or is not sent (silent).")
        raise refused(problem, "empty silent", desk)
    prefer(request, desk, empty=form)


def _line(chat: Destination, desk: Desk) -> str:
    if chat.preferences.empty == "line":
        return desk.texts.say("A digest of nothing is one line.")
    return desk.texts.say("A digest of nothing is not sent.")


def _choices(_chat: Destination, desk: Desk) -> Rows:
    say = desk.texts.say
    return ([Choice(say("Empty digests too"), "line"), Choice(say("No empty digests"), "silent")],)


SETTING = Setting(
    "empty",
    ("فارغ", "الفارغ"),
    "silent",
    lambda texts: texts.say("Empty digests"),
    _line,
    lambda chat, _desk: chat.preferences.empty,
    _change,
    _choices,
)
