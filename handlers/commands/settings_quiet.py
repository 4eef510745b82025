"""/settings quiet: the hours in which this chat is left alone."""

import re
from collections.abc import Mapping, Sequence

from bot.core.message import Button, Message
from bot.core.preferences import Preferences, Quiet, QuietMode
from bot.core.routing import Verdict
from handlers.commands import parsing
from handlers.commands.base import Desk, Request
from handlers.commands.preferring import changed, prefer, refused
from handlers.commands.waking import wake

_NAMES = ("quiet", "هدوء", "الهدوء")
_OFF = ("off", "none", "إيقاف", "ايقاف", "بلا")
_MODES: Mapping[str, QuietMode] = {
    **dict.fromkeys("hold تأجيل تاجيل انتظار".split(), "hold"),
    **dict.fromkeys("critical حرجة حرج".split(), "critical"),
    **dict.fromkeys("silent صامت صامتة بصمت".split(), "silent"),
}
_BETWEEN = re.compile(r"\s*(?:[-–—]|\bto\b|\buntil\b|إلى|الى|حتى)\s*")
_LEAD = re.compile(r"^(?:from|من)\s+")
_EXAMPLE = "quiet 22:00-07:00 critical"


def change(name: str, values: Sequence[str], request: Request, desk: Desk) -> Message | None:
    """`quiet 22:00-07:00 [hold|critical|silent]` or `quiet off`; None where it is something else."""
    if name not in _NAMES:
        return None
    former = request.chat.preferences.quiet
    quiet = None if " ".join(values) in _OFF else _read(values, desk)
    prefer(request, desk, "quiet", _typed(quiet), quiet=quiet)
    wake(request, desk, Verdict.QUIET)
    zone = desk.texts.say("These are hours of {zone}.", zone=request.chat.timezone)
    return changed(_said(quiet, desk), _typed(former), desk, *([zone] if quiet else []))


def line(preferences: Preferences, desk: Desk) -> str:
    """What is set."""
    return _said(preferences.quiet, desk)


def buttons(preferences: Preferences, desk: Desk) -> tuple[Button, ...]:
    """To the usual hours, or to none."""
    if preferences.quiet:
        return (Button(desk.texts.say("No quiet hours"), "/settings quiet off"),)
    label = desk.texts.say("Quiet from {start} to {end}", start="22:00", end="07:00")
    return (Button(label, "/settings quiet 22:00-07:00"),)


def _read(values: Sequence[str], desk: Desk) -> Quiet:
    mode = _MODES.get(values[-1]) if values else None
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


def _typed(quiet: Quiet | None) -> str:
    return f"quiet {quiet.start}-{quiet.end} {quiet.mode}" if quiet else "quiet off"


def _said(quiet: Quiet | None, desk: Desk) -> str:
    say = desk.texts.say
    if quiet is None:
        return say("No quiet hours.")
    hours = {"start": quiet.start, "end": quiet.end}
    match quiet.mode:
        case "hold":
            return say("Quiet hours from {start} to {end}: alerts wait until the end.", **hours)
        case "critical":
            return say("Quiet hours from {start} to {end}: only critical alerts come, the others wait.", **hours)
        case "silent":
            return say("Quiet hours from {start} to {end}: alerts come without a sound.", **hours)
