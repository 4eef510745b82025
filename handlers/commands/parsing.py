"""From typed words to what they mean; what cannot be understood is refused with a sentence that helps."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.core.message import Button, Message, block
from bot.core.render.words import entry_name
from handlers.commands.base import Desk, Refusal
from watchlists.model import SEVERITIES, Entity, EventType, Severity

_DIGITS = {0x660 + n: str(n) for n in range(10)} | {0x6F0 + n: str(n) for n in range(10)}
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(days=7),
    "دقيقة": timedelta(minutes=1),
    "دقائق": timedelta(minutes=1),
    "ساعة": timedelta(hours=1),
    "ساعات": timedelta(hours=1),
    "يوم": timedelta(days=1),
    "أيام": timedelta(days=1),
    "ايام": timedelta(days=1),
    "أسبوع": timedelta(days=7),
    "س": timedelta(hours=1),
    "ي": timedelta(days=1),
}
_LENGTH = re.compile(r"(\d{1,4})\s*(\w+)")
_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_SEVERITIES: dict[str, Severity] = {
    **{severity: severity for severity in SEVERITIES},
    "منخفضة": "low",
    "متوسطة": "medium",
    "عالية": "high",
    "حرجة": "critical",
}
_LONGEST = timedelta(days=366)
_SUGGESTIONS = 5


def plain_digits(text: str) -> str:
    """Arabic and Persian digits as ASCII ones."""
    return text.translate(_DIGITS)


def length(text: str) -> timedelta | None:
    """`24h`, `7d`, `30m`, «٧ أيام» as a length of time of at most a year; None for anything else."""
    found = _LENGTH.fullmatch(plain_digits(text.strip().lower()))
    unit = _UNITS.get(found[2]) if found else None
    if found is None or unit is None or not int(found[1]) > 0:
        return None
    return min(unit * int(found[1]), _LONGEST)


def time_of_day(text: str) -> str | None:
    """`8:00` or «٠٨:٠٠» as `08:00`; None for anything else."""
    found = _TIME.fullmatch(plain_digits(text.strip()))
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return f"{int(found[1]):02}:{found[2]}"


def timezone(text: str) -> str | None:
    """An IANA time zone name, None when there is no such zone."""
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, KeyError):
        return None


def severity(text: str) -> Severity | None:
    """A severity by its English or Arabic name."""
    return _SEVERITIES.get(text.strip().casefold())


def entry(typed: str, desk: Desk, command: str) -> Entity | EventType:
    """The entity or event type with this key or alias. A close misspelling is refused with buttons to choose from."""
    found, close = desk.reader.resolve(typed)
    if found is None:
        raise Refusal(_unknown(typed, close[:_SUGGESTIONS], desk, command))
    return found


def refuse(desk: Desk, *lines: str) -> Refusal:
    """A refusal of plain lines."""
    return Refusal(desk.reply(*lines))


def _unknown(typed: str, close: tuple[str, ...], desk: Desk, command: str) -> Message:
    texts = desk.texts
    if not close:
        hint = texts.say("See what can be watched with {command}.", command="/list")
        return desk.reply(texts.say("I know no “{typed}”.", typed=typed[:60]), hint)
    buttons = tuple((Button(entry_name(key, desk.watchlists, texts), f"/{command} {key}"),) for key in close)
    question = texts.say("I know no “{typed}”. Did you mean:", typed=typed[:60])
    return Message((block(question),), texts.language, buttons)


def trailing_length(words: tuple[str, ...]) -> tuple[tuple[str, ...], timedelta | None]:
    """Words without a length of time at their end («داعش خراسان 7d», «… ٧ أيام»), and that length."""
    for taken in (2, 1):
        found = length(" ".join(words[-taken:])) if len(words) >= taken else None
        if found is not None:
            return words[:-taken], found
    return words, None


def inner_length(words: tuple[str, ...]) -> tuple[tuple[str, ...], timedelta | None, tuple[str, ...]]:
    """Words before the first length of time, that length, and the words after it."""
    for at in range(len(words)):
        for taken in (2, 1):
            found = length(" ".join(words[at : at + taken])) if at + taken <= len(words) else None
            if found is not None:
                return words[:at], found, words[at + taken :]
    return words, None, ()
