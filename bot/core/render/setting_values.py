"""What a setting of a chat is, in words, from how it is typed (`22:00-07:00 hold`, `4h`, `off`)."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.core.language import Texts
from bot.core.render.words import day_name, quoted, severity_name
from bot.core.typed_lengths import length
from watchlists.model import SEVERITIES

_SHOWN = 120
_LANGUAGES = {"ar": "العربية", "en": "English"}


def setting_value(name: str, typed: str, texts: Texts) -> str:
    """In words; what another version kept, and this one cannot read, is quoted."""
    read = _READ.get(name)
    try:
        said = read(typed, texts) if read else None
    except (KeyError, ValueError):
        said = None
    return said if said is not None else quoted(typed, _SHOWN)


def _language(typed: str, texts: Texts) -> str:
    return texts.shown(_LANGUAGES[typed])


def _quiet(typed: str, texts: Texts) -> str:
    """`22:00-07:00 hold`, or `off`."""
    if typed == "off":
        return texts.say("No quiet hours")
    hours, mode = typed.split(" ")
    start, end = map(texts.number, hours.split("-"))
    modes = {
        "hold": texts.say("Alerts wait"),
        "critical": texts.say("Critical ones come"),
        "silent": texts.say("Without a sound"),
    }
    span = texts.say("From {start} to {end}", start=start, end=end)
    return texts.say("{value} ({more})", value=span, more=modes[mode])


def _length(typed: str, texts: Texts) -> str | None:
    """`4h`; 0 is at once."""
    if typed == "0":
        return texts.say("At once")
    found = length(typed)
    return texts.span(found) if isinstance(found, timedelta) else None


def _severity(typed: str, texts: Texts) -> str:
    """`high`, `usual`, with the subscriptions that differ behind it (`iskp=low`)."""
    least, *others = typed.split()
    said = severity_name(least, texts) if least in SEVERITIES else texts.say("The usual")
    if not others:
        return said
    return f"{said} {texts.count('({n} subscription differs)', '({n} subscriptions differ)', len(others))}"


def _digest(typed: str, texts: Texts) -> str:
    """`daily 08:00 Asia/Baghdad + weekly sun 08:00 Asia/Baghdad`, or `off`."""
    if typed == "off":
        return texts.say("No digests")
    return texts.say(", ").join(_schedule(one.split(), texts) for one in typed.split(" + "))


def _schedule(words: list[str], texts: Texts) -> str:
    *rhythm, at, zone = words
    said = (
        texts.say("{day} at {time}", day=day_name(rhythm[1], texts), time=texts.number(at))
        if len(rhythm) > 1
        else texts.say("Daily at {time}", time=texts.number(at))
    )
    return texts.say("{value} ({more})", value=said, more=quoted(zone))


def _empty(typed: str, texts: Texts) -> str:
    return {"line": texts.say("Empty digests too"), "silent": texts.say("No empty digests")}[typed]


def _trends(typed: str, texts: Texts) -> str:
    return {"on": texts.say("Trends too"), "off": texts.say("No trends")}[typed]


def _digits(typed: str, _texts: Texts) -> str:
    return {"latin": "123", "arabic": "١٢٣"}[typed]


def _summary(typed: str, texts: Texts) -> str:
    return {"short": texts.say("Short"), "medium": texts.say("Medium"), "long": texts.say("Long")}[typed]


def _months(typed: str, texts: Texts) -> str:
    names = {
        "egypt": texts.say("Egypt and the Gulf"),
        "levant": texts.say("The Levant and Iraq"),
        "maghreb": texts.say("The Maghreb"),
    }
    return names[typed]


_READ: Mapping[str, Callable[[str, Texts], str | None]] = {
    "language": _language,
    "quiet": _quiet,
    "interval": _length,
    "repeat": _length,
    "empty": _empty,
    "trends": _trends,
    "digits": _digits,
    "months": _months,
    "summary": _summary,
    "severity": _severity,
    "digest": _digest,
}
