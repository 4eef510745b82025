"""Lengths of time as settings: read, written as they are typed, and said exactly."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.core.language import Texts
from bot.core.message import in_rows
from bot.core.model import Destination
from handlers.commands import parsing
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Choice, Rows, Setting, prefer, refused
from handlers.commands.waking import wake

_NONE, _MINUTE = timedelta(), timedelta(minutes=1)
_UNITS = (("d", 1440), ("h", 60), ("m", 1))
_IN_A_ROW = 3


def setting(
    name: str,
    words: tuple[str, ...],
    example: str,
    title: Callable[[Texts], str],
    *,
    preference: str,
    longest: timedelta,
    at_once: Callable[[Texts], str],
    after: Callable[[Texts, str], str],
    minutes: Sequence[int],
) -> Setting:
    """A setting that is a length of time, kept under the name of a `preference`. It is said as `at_once` where it is
    none, else as `after` the span; `minutes` are those of its buttons."""

    def held(chat: Destination) -> timedelta:
        length: timedelta = getattr(chat.preferences, preference)
        return length

    def change(values: Sequence[str], request: Request, desk: Desk) -> None:
        length = read(values, longest, f"{name} {example}", desk)
        prefer(request, desk, **{preference: length})
        wake(request, desk)

    def line(chat: Destination, desk: Desk) -> str:
        length, texts = held(chat), desk.texts
        return after(texts, exactly(length, texts)) if length else at_once(texts)

    return Setting(
        name,
        words,
        example,
        title,
        line,
        lambda chat, _desk: typed(held(chat)),
        change,
        lambda _chat, desk: choices(minutes, desk.texts),
    )


def read(values: Sequence[str], longest: timedelta, example: str, desk: Desk) -> timedelta:
    """`5m`, «٤ ساعات», 0 for none; refused where it is longer than that."""
    typed = " ".join(values)
    digits = parsing.plain_digits(typed)
    length = _NONE if digits.rstrip("mhdسيدقةه ").strip() == "0" else parsing.length(typed)
    if length is None or length > longest:
        spans = {"least": 0, "longest": exactly(longest, desk.texts)}
        problem = desk.texts.say("Say how long, from {least} (at once) to {longest}.", **spans)
        raise refused(problem, example, desk)
    return length


def typed(length: timedelta) -> str:
    """As it is typed: `5m`, `4h`, `0`."""
    minutes = -(-length // _MINUTE)
    unit, of = next((unit, of) for unit, of in _UNITS if minutes % of == 0)
    return f"{minutes // of}{unit}" if length else "0"


def exactly(length: timedelta, texts: Texts) -> str:
    """In the largest unit that leaves no rest."""
    minutes = -(-length // _MINUTE)
    if minutes % 1440 == 0:
        return texts.count("{n} day", "{n} days", minutes // 1440)
    if minutes % 60 == 0:
        return texts.count("{n} hour", "{n} hours", minutes // 60)
    return texts.count("{n} minute", "{n} minutes", minutes)


def choices(minutes: Sequence[int], texts: Texts) -> Rows:
    """Buttons of some usual lengths; 0 is at once."""
    lengths = [one * _MINUTE for one in minutes]
    found = [Choice(exactly(one, texts) if one else texts.say("At once"), typed(one)) for one in lengths]
    return in_rows(found, _IN_A_ROW)
