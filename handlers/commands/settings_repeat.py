"""/settings repeat: how soon this chat is given the same reason again."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.model import Destination
from handlers.commands import settings_lengths
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Setting, prefer
from handlers.commands.waking import wake

# Own choice: longer than that no story lasts.
_LONGEST = timedelta(days=7)


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    length = settings_lengths.read(values, _LONGEST, "repeat 4h", desk)
    prefer(request, desk, repeat_interval=length)
    wake(request, desk)


def _line(chat: Destination, desk: Desk) -> str:
    length = chat.preferences.repeat_interval
    if not length:
        return desk.texts.say("The same reason may be given again at once.")
    span = settings_lengths.exactly(length, desk.texts)
    return desk.texts.say("The same reason is given again after: {span}.", span=span)


SETTING = Setting(
    "repeat",
    ("تكرار", "التكرار"),
    "4h",
    lambda texts: texts.say("Repeats"),
    _line,
    lambda chat, _desk: settings_lengths.typed(chat.preferences.repeat_interval),
    _change,
    lambda _chat, desk: settings_lengths.choices((0, 60, 240, 720, 1440, 4320), desk.texts),
)
