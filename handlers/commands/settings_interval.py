"""/settings interval: how long what is new in a story is gathered for this chat."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.model import Destination
from handlers.commands import settings_lengths
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Setting, prefer
from handlers.commands.waking import wake

# Own choice: with less often than that a story is over before it is told again.
_LONGEST = timedelta(days=1)


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    length = settings_lengths.read(values, _LONGEST, "interval 5m", desk)
    prefer(request, desk, group_interval=length)
    wake(request, desk)


def _line(chat: Destination, desk: Desk) -> str:
    length = chat.preferences.group_interval
    if not length:
        return desk.texts.say("What is new in a story comes at once.")
    span = settings_lengths.exactly(length, desk.texts)
    return desk.texts.say("What is new in a story is gathered: {span}.", span=span)


SETTING = Setting(
    "interval",
    ("فاصل", "الفاصل"),
    "5m",
    lambda texts: texts.say("Gathering news"),
    _line,
    lambda chat, _desk: settings_lengths.typed(chat.preferences.group_interval),
    _change,
    lambda _chat, desk: settings_lengths.choices((0, 5, 15, 30, 60, 180), desk.texts),
)
