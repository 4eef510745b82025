"""From typed words to what they mean; what cannot be understood is refused with a sentence that helps."""

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from zoneinfo import available_timezones

from bot.core.message import Button, Message, block
from bot.core.render.words import entry_name, quoted
from handlers.commands.base import Desk, Refusal
from watchlists.model import SEVERITIES, Entity, EventType, Severity

_DIGITS = {0x660 + n: str(n) for n in range(10)} | {0x6F0 + n: str(n) for n in range(10)}
_MINUTE, _HOUR, _DAY, _WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)
_UNITS = {
    **dict.fromkeys("m min mins minute minutes دقيقة دقيقه دقائق".split(), _MINUTE),
    **dict.fromkeys("h hour hours س ساعة ساعه ساعات".split(), _HOUR),
    **dict.fromkeys("d day days ي يوم يوما أيام ايام".split(), _DAY),
    **dict.fromkeys("w week weeks أسبوع اسبوع أسبوعا أسابيع اسابيع".split(), _WEEK),
}
# One or two of a unit, as Arabic says without a number.
_COUNTED = {
    **dict.fromkeys("دقيقة دقيقه".split(), _MINUTE),
    **dict.fromkeys("ساعة ساعه".split(), _HOUR),
    **dict.fromkeys("ساعتين ساعتان".split(), 2 * _HOUR),
    **dict.fromkeys("يوم يوما".split(), _DAY),
    **dict.fromkeys("يومين يومان".split(), 2 * _DAY),
    **dict.fromkeys("أسبوع اسبوع أسبوعا اسبوعا".split(), _WEEK),
    **dict.fromkeys("أسبوعين اسبوعين أسبوعان اسبوعان".split(), 2 * _WEEK),
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
# Longer than any name; what is typed is shown up to _SHOWN characters.
_LONGEST_NAME = 200
_SHOWN = 60
# No id of a database is longer.
_LONGEST_NUMBER = 15
# What is rather a number or a length than a part of a name.
_VALUE = re.compile(r"^[-+]?\d|^\W+$")


def plain_digits(text: str) -> str:
    """Arabic and Persian digits as ASCII ones."""
    return text.translate(_DIGITS)


def number(text: str) -> int | None:
    """A whole number that an id can be, in ASCII or Arabic digits; None for anything else."""
    plain = plain_digits(text.strip())
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= _LONGEST_NUMBER else None


def length(text: str) -> timedelta | None:
    """`24h`, `7d`, `30m`, «٧ أيام», «يومين» as a length of time of at most a year; None for anything else."""
    plain = plain_digits(text.strip().lower())
    if plain in _COUNTED:
        return _COUNTED[plain]
    found = _LENGTH.fullmatch(plain)
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
    """An IANA time zone name typed in any case, None when there is no such zone."""
    return _zones().get(text.strip().casefold())


@cache
def _zones() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def severity(text: str) -> Severity | None:
    """A severity by its English or Arabic name."""
    return _SEVERITIES.get(text.strip().casefold())


def entry(typed: str, desk: Desk, command: str) -> Entity | EventType:
    """The entity or event type with this key or alias. A close misspelling is refused with buttons to choose from."""
    found, close = desk.reader.resolve(typed[:_LONGEST_NAME])
    if found is None:
        raise Refusal(_unknown(typed, close[:_SUGGESTIONS], desk, command))
    return found


def entry_alone(typed: str, desk: Desk, command: str, choices: str) -> Entity | EventType:
    """As `entry`, where nothing but `choices` may follow: of a known name with something else after it («ISKP 5x»),
    that is what is refused."""
    name, _, last = typed.rpartition(" ")
    known, (found, close) = desk.reader.resolve(name[:_LONGEST_NAME])[0], desk.reader.resolve(typed[:_LONGEST_NAME])
    if found is None and known is not None and (_VALUE.search(last) or set(close) <= {known.key}):
        raise wrong_value(last, desk, choices)
    return entry(typed, desk, command)


def wrong_value(typed: str, desk: Desk, choices: str) -> Refusal:
    """A refusal of one word that names what could stand there."""
    texts, said = desk.texts, quoted(typed, _SHOWN)
    return refuse(
        desk, texts.say("I do not understand “{typed}” here. Possible: {choices}", typed=said, choices=choices)
    )


def refuse(desk: Desk, *lines: str) -> Refusal:
    """A refusal of plain lines."""
    return Refusal(desk.reply(*lines))


def not_understood(desk: Desk, example: str) -> Refusal:
    """A refusal that shows how it is written."""
    hint = desk.texts.say("For example: {command}", command=example)
    return refuse(desk, desk.texts.say("I did not understand that."), hint)


def known_timezone(typed: str, desk: Desk) -> str:
    """The time zone of this name; any other is refused."""
    found = timezone(typed)
    if found is None:
        name, example = quoted(typed, _SHOWN), "Asia/Baghdad"
        problem = desk.texts.say("I know no time zone “{name}”. For example: {example}", name=name, example=example)
        raise refuse(desk, problem)
    return found


def _unknown(typed: str, close: tuple[str, ...], desk: Desk, command: str) -> Message:
    texts = desk.texts
    if not close:
        hint = texts.say("See what can be watched with {command}.", command="/list")
        return desk.reply(texts.say("I know no “{typed}”.", typed=quoted(typed, _SHOWN)), hint)
    buttons = tuple((Button(entry_name(key, desk.watchlists, texts), f"/{command} {key}"),) for key in close)
    question = texts.say("I know no “{typed}”. Did you mean:", typed=quoted(typed, _SHOWN))
    return Message((block(question),), texts.language, buttons)


def trailing_length(words: tuple[str, ...]) -> tuple[tuple[str, ...], timedelta | None]:
    """Words without a length of time at their end («داعش خراسان 7d», «… ٧ أيام»), and that length."""
    for taken in (2, 1):
        found = length(" ".join(words[-taken:])) if len(words) >= taken else None
        if found is not None:
            return words[:-taken], found
    return words, None
