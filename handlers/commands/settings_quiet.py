"""/settings quiet: the hours in which this chat is left alone."""

import re
from collections.abc import Mapping, Sequence

from bot.core.language import Texts
from bot.core.model import Destination
from bot.core.preferences import Quiet, QuietMode
from bot.core.routing import Verdict
from handlers.commands import parsing
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Choice, Rows, Setting, prefer, refused
from handlers.commands.waking import wake

_OFF = ("off", "none", "إيقاف", "ايقاف", "بلا")
_TYPED: Mapping[str, QuietMode] = {
    **dict.fromkeys("hold تأجيل تاجيل انتظار".split(), "hold"),
    **dict.fromkeys("critical حرجة حرج".split(), "critical"),
    **dict.fromkeys("silent صامت صامتة بصمت".split(), "silent"),
}
_MODES: tuple[QuietMode, ...] = ("hold", "critical", "silent")
_BETWEEN = re.compile(r"\s*(?:[-–—]|\bto\b|\buntil\b|إلى|الى|حتى)\s*")
_LEAD = re.compile(r"^(?:from|من)\s+")
_EXAMPLE = "quiet 22:00-07:00 critical"
_USUAL = (("22:00", "07:00"), ("23:00", "06:00"), ("00:00", "08:00"), ("18:00", "09:00"))


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    """`22:00-07:00 [hold|critical|silent]` or `off`."""
    quiet = None if " ".join(values) in _OFF else _read(values, desk)
    prefer(request, desk, quiet=quiet)
    wake(request, desk, Verdict.QUIET)


def _read(values: Sequence[str], desk: Desk) -> Quiet:
    mode = _TYPED.get(values[-1]) if values else None
    hours = values[:-1] if mode else values
    # Two bare times have nothing between them.
    parts = hours if len(hours) == 2 else _BETWEEN.split(_LEAD.sub("", " ".join(hours)))
    start, end = map(parsing.time_of_day, parts) if len(parts) == 2 else (None, None)
    if start is None or end is None:
        problem = desk.texts.say("Say from when to when, and what comes through: hold (nothing), critical, or silent.")
        raise refused(problem, _EXAMPLE, desk)
    if start == end:
        raise refused(desk.texts.say("Quiet hours begin and end at different times."), _EXAMPLE, desk)
    return Quiet(start, end, mode or "hold")


def _line(chat: Destination, desk: Desk) -> str:
    say, quiet = desk.texts.say, chat.preferences.quiet
    if quiet is None:
        return say("No quiet hours.")
    hours = {"start": desk.texts.number(quiet.start), "end": desk.texts.number(quiet.end)}
    match quiet.mode:
        case "hold":
            return say("Quiet hours from {start} to {end}: alerts wait until the end.", **hours)
        case "critical":
            return say("Quiet hours from {start} to {end}: only critical alerts come, the others wait.", **hours)
        case "silent":
            return say("Quiet hours from {start} to {end}: alerts come without a sound.", **hours)


def _typed(chat: Destination, _desk: Desk) -> str:
    quiet = chat.preferences.quiet
    return f"{quiet.start}-{quiet.end} {quiet.mode}" if quiet else "off"


def _choices(chat: Destination, desk: Desk) -> Rows:
    """Usual hours with the mode that is set; of hours that are set, the modes; none."""
    quiet = chat.preferences.quiet
    mode = quiet.mode if quiet else "hold"
    hours = [Choice(_span(start, end, desk.texts), f"{start}-{end} {mode}") for start, end in _USUAL]
    modes = [Choice(_mode(one, desk.texts), f"{quiet.start}-{quiet.end} {one}") for one in _MODES] if quiet else []
    return hours[:2], hours[2:], modes, [Choice(desk.texts.say("No quiet hours"), "off")]


def _span(start: str, end: str, texts: Texts) -> str:
    return texts.say("From {start} to {end}", start=texts.number(start), end=texts.number(end))


def _mode(mode: QuietMode, texts: Texts) -> str:
    return {
        "hold": texts.say("Alerts wait"),
        "critical": texts.say("Critical ones come"),
        "silent": texts.say("Without a sound"),
    }[mode]


def _note(chat: Destination, desk: Desk) -> str | None:
    return desk.texts.say("These are hours of {zone}.", zone=chat.timezone) if chat.preferences.quiet else None


SETTING = Setting(
    "quiet",
    ("هدوء", "الهدوء"),
    "22:00-07:00",
    lambda texts: texts.say("Quiet hours"),
    _line,
    _typed,
    _change,
    _choices,
    note=_note,
)
