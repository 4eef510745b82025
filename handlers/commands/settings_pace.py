"""/settings interval and /settings repeat: how often this chat hears of one story."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.language import Texts
from bot.core.message import Button, Message
from bot.core.preferences import Preferences
from handlers.commands import parsing
from handlers.commands.base import Desk, Request
from handlers.commands.preferring import changed, prefer, refused
from handlers.commands.waking import wake

_INTERVAL = ("interval", "فاصل", "الفاصل")
_REPEAT = ("repeat", "تكرار", "التكرار")
# Own choices: with less often than that a story is over before it is told again.
_LONGEST_INTERVAL, _LONGEST_REPEAT = timedelta(days=1), timedelta(days=7)
_NONE, _MINUTE = timedelta(), timedelta(minutes=1)
_UNITS = (("d", 1440), ("h", 60), ("m", 1))


def change(name: str, values: Sequence[str], request: Request, desk: Desk) -> Message | None:
    """`interval 5m` or `repeat 4h`, 0 for at once; None where it is something else."""
    if name in _INTERVAL:
        return _interval(_length(values, _LONGEST_INTERVAL, "interval 5m", desk), request, desk)
    if name in _REPEAT:
        return _repeat(_length(values, _LONGEST_REPEAT, "repeat 4h", desk), request, desk)
    return None


def lines(preferences: Preferences, desk: Desk) -> tuple[str, str]:
    """What is set."""
    return _said_interval(preferences.group_interval, desk), _said_repeat(preferences.repeat_interval, desk)


def buttons(desk: Desk) -> tuple[Button, ...]:
    """To some usual lengths."""
    say = desk.texts.say
    return (
        Button(say("Every 5 minutes"), "/settings interval 5m"),
        Button(say("Every hour"), "/settings interval 1h"),
        Button(say("At once"), "/settings interval 0"),
    )


def _interval(length: timedelta, request: Request, desk: Desk) -> Message:
    former = request.chat.preferences.group_interval
    prefer(request, desk, "interval", _typed(length), group_interval=length)
    wake(request, desk)
    return changed(_said_interval(length, desk), f"interval {_typed(former)}", desk)


def _repeat(length: timedelta, request: Request, desk: Desk) -> Message:
    former = request.chat.preferences.repeat_interval
    prefer(request, desk, "repeat", _typed(length), repeat_interval=length)
    wake(request, desk)
    return changed(_said_repeat(length, desk), f"repeat {_typed(former)}", desk)


def _length(values: Sequence[str], longest: timedelta, example: str, desk: Desk) -> timedelta:
    typed = " ".join(values)
    digits = parsing.plain_digits(typed)
    length = _NONE if digits.rstrip("mhdسيدقةه ").strip() == "0" else parsing.length(typed)
    if length is None or length > longest:
        problem = desk.texts.say("Say how long, from 0 (at once) to {longest}.", longest=_exactly(longest, desk.texts))
        raise refused(problem, example, desk)
    return length


def _said_interval(length: timedelta, desk: Desk) -> str:
    if not length:
        return desk.texts.say("What is new in a story comes at once.")
    return desk.texts.say("What is new in a story is gathered: {span}.", span=_exactly(length, desk.texts))


def _said_repeat(length: timedelta, desk: Desk) -> str:
    if not length:
        return desk.texts.say("The same reason may be given again at once.")
    return desk.texts.say("The same reason is given again after: {span}.", span=_exactly(length, desk.texts))


def _typed(length: timedelta) -> str:
    minutes = -(-length // _MINUTE)
    unit, of = next((unit, of) for unit, of in _UNITS if minutes % of == 0)
    return f"{minutes // of}{unit}" if length else "0"


def _exactly(length: timedelta, texts: Texts) -> str:
    """In the largest unit that leaves no rest."""
    minutes = -(-length // _MINUTE)
    if minutes % 1440 == 0:
        return texts.count("{n} day", "{n} days", minutes // 1440)
    if minutes % 60 == 0:
        return texts.count("{n} hour", "{n} hours", minutes // 60)
    return texts.count("{n} minute", "{n} minutes", minutes)
