"""/chart: the mentions of an entity over time as a picture."""

from datetime import timedelta

from bot.core.file_names import dated_name
from bot.core.message import Message
from bot.core.render.chart import AGAIN, chart, chart_message
from bot.services.charting import chart_view
from handlers.commands import asking, parsing, picking
from handlers.commands.base import Command, Desk, Reply, Request

_DEFAULT = timedelta(days=7)
_GROUNDS = {"dark": True, "light": False, "داكن": True, "فاتح": False}


def run(request: Request, desk: Desk) -> Message | Reply:
    """The picture is drawn when it is sent. A button below it says AGAIN, and changes it in its place."""
    again = request.words[-1:] == (AGAIN,)
    words, dark = _ground(request.words[:-1] if again else request.words)
    words, window = parsing.trailing_length(words)
    words, dark = _ground(words, dark)
    rest = parsing.typed_rest(window, "dark" if dark else None)
    if not words:
        question = desk.texts.say("A chart of what? For example: {command}", command=COMMAND.example)
        return picking.pick("chart", desk, request, question, rest=rest)
    entry = asking.entry(words, desk, "chart", asking.lengths(desk, "dark", "light"), rest)
    length = window or _DEFAULT
    view = chart_view(desk.unit, entry.key, length, desk.watchlists, desk.now, request.chat, dark=dark)
    name = dated_name((entry.key,), desk.now, request.chat.timezone, "png")
    message = desk.make(chart_message(view, desk.texts), name, "image/png", chart(view, desk.texts))
    return Reply(message, "edit" if again else "send")


def _ground(words: tuple[str, ...], dark: bool = False) -> tuple[tuple[str, ...], bool]:
    """Words without `dark` or `light` at their end, and whether it is dark."""
    last = words[-1].casefold() if words else ""
    return (words[:-1], _GROUNDS[last]) if last in _GROUNDS else (words, dark)


COMMAND = Command(
    "chart",
    "ENTITY|event:EVENT [24h|7d|30d] [dark]",
    "/chart ISKP 7d",
    lambda texts: texts.say("mentions over time against the usual, as a picture"),
    run,
    aliases=("رسم",),
)
