"""From typed words to what they mean; what cannot be understood is refused with a sentence that helps."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from bot.core.message import Button, Message, block
from bot.core.render.words import entry_name, quoted
from bot.core.typed_lengths import first_length, last_length, length, number, plain_digits, typed_length
from bot.core.typed_severities import severity, without_severity
from bot.core.typed_times import time_of_day, weekday
from bot.core.understanding import names
from bot.core.zones import city_name, zones
from handlers.commands.base import Desk, Refusal
from watchlists.model import Entity, EventType

_SUGGESTIONS = 5
_ZONES_SHOWN, _ZONE_BUTTONS = 4, 8
# Ways to take a name that are tried: each that is none is compared with every name there is.
_WAYS = 5
# Longer than any name; what is typed is shown up to _SHOWN characters.
_LONGEST_NAME = 200
_SHOWN = 60
# What may be written before the name of an entry, with a colon.
_KINDS = ("event", "entity", "حدث", "كيان")
# What is rather a number or a length than a part of a name.
_VALUE = re.compile(r"^[-+]?\d|^\W+$")
_NUMERIC = re.compile(r"^[-+\N{MINUS SIGN}]?\d")


def entry(typed: str, desk: Desk, command: str, rest: str = "") -> Entity | EventType:
    """The entity or event type with this key or alias, also where words lead to it (`news of ISKP`). A close
    misspelling is refused with buttons to choose from, which keep the `rest` of what was typed."""
    found, close = resolve(typed, desk)
    if found is None:
        raise Refusal(_unknown(typed, close, desk, command, rest))
    return found


def entry_alone(typed: str, desk: Desk, command: str, choices: str, rest: str = "") -> Entity | EventType:
    """As `entry`, where nothing but `choices` may follow: of a known name with something else after it («ISKP 5x»),
    that is what is refused, as is what begins with a digit and names nothing («0d»)."""
    if _NUMERIC.search(typed) and resolve(typed, desk) == (None, ()):
        raise wrong_value(typed, desk, choices)
    name, _, last = typed.rpartition(" ")
    before, (found, close) = known(name, desk), resolve(typed, desk)
    if found is None and before is not None and (_VALUE.search(last) or set(close) <= {before.key}):
        raise wrong_value(last, desk, choices)
    return entry(typed, desk, command, rest)


def resolve(typed: str, desk: Desk) -> tuple[Entity | EventType | None, tuple[str, ...]]:
    """The entry that somebody means, in the likeliest way to take what was typed; else the keys of those spelled
    like it."""
    return first_known(names(typed[:_LONGEST_NAME]), desk)


def first_known(ways: Iterable[str], desk: Desk) -> tuple[Entity | EventType | None, tuple[str, ...]]:
    """The entry of the first of the ways to take a name that is one; else the keys of those spelled like the first
    that is spelled like any. Only the first few ways are tried."""
    similar: tuple[str, ...] = ()
    for way in islice(ways, _WAYS):
        found, close = desk.reader.resolve(way)
        if found is not None:
            return found, ()
        similar = similar or close[:_SUGGESTIONS]
    return None, similar


def known(typed: str, desk: Desk) -> Entity | EventType | None:
    """The entry of exactly this name, also where it is said what it is (`event:bombing`); else None."""
    name = plain_name(typed)
    return desk.reader.resolve(name)[0] if len(name) <= _LONGEST_NAME else None


def plain_name(typed: str) -> str:
    """The name alone of what is said to be an entity or an event type (`event:bombing`); anything else as typed."""
    kind, colon, name = typed.partition(":")
    return name.strip() if colon and kind.strip().casefold() in _KINDS else typed


def wrong_value(typed: str, desk: Desk, choices: str) -> Refusal:
    """A refusal of one word that names what could stand there."""
    texts, said = desk.texts, quoted(typed, _SHOWN)
    return refuse(
        desk, texts.say("I do not understand “{typed}” here. Possible: {choices}", typed=said, choices=choices)
    )


def one_thing(typed: str, desk: Desk, example: str) -> Refusal:
    """A refusal of a list, or of everything, where one thing must be named."""
    said = desk.texts.say("Here I need an entity or an event type, not “{typed}”.", typed=quoted(typed, _SHOWN))
    return refuse(desk, said, desk.texts.say("For example: {command}", command=example))


def refuse(desk: Desk, *lines: str) -> Refusal:
    """A refusal of plain lines."""
    return Refusal(desk.reply(*lines))


def not_understood(desk: Desk, example: str) -> Refusal:
    """A refusal that shows how it is written."""
    hint = desk.texts.say("For example: {command}", command=example)
    return refuse(desk, desk.texts.say("I did not understand that."), hint)


def known_timezone(typed: str, desk: Desk, command: str = "") -> str:
    """The time zone of this name, city or country; any other is refused, as is a country of several: with
    these as buttons where there is a `command` that takes one."""
    found = zones(typed)
    if len(found) == 1:
        return found[0]
    name, say = quoted(typed, _SHOWN), desk.texts.say
    if found:
        example = say(", ").join(map(desk.texts.ltr, found[:_ZONES_SHOWN]))
        several = desk.reply(say("“{name}” has several time zones. For example: {example}", name=name, example=example))
        raise Refusal(replace(several, buttons=_zone_buttons(found, desk, command)))
    raise refuse(desk, say("I know no time zone “{name}”. For example: {example}", name=name, example="Asia/Baghdad"))


def _zone_buttons(found: Sequence[str], desk: Desk, command: str) -> tuple[tuple[Button, ...], ...]:
    if not command:
        return ()
    language = desk.texts.language
    buttons = [Button(city_name(one, language) or one, f"{command} {one}") for one in found[:_ZONE_BUTTONS]]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def did_you_mean(typed: str, close: Sequence[str], desk: Desk, command: str, rest: str = "") -> Message:
    """Asks back which of these entries was meant; each button says the command with what else was typed."""
    texts = desk.texts
    lines = (
        (entry_name(key, desk.watchlists, texts), " ".join(filter(None, (f"/{command}", key, rest)))) for key in close
    )
    question = texts.say("I know no “{typed}”. Did you mean:", typed=quoted(typed, _SHOWN))
    return Message((block(question),), texts.language, tuple((Button(*line),) for line in lines))


def _unknown(typed: str, close: tuple[str, ...], desk: Desk, command: str, rest: str) -> Message:
    if close:
        return did_you_mean(typed, close, desk, command, rest)
    hint = desk.texts.say("See what can be watched with {command}.", command="/list")
    return desk.reply(desk.texts.say("I know no “{typed}”.", typed=quoted(typed, _SHOWN)), hint)


def trailing_length(words: tuple[str, ...]) -> tuple[tuple[str, ...], timedelta | None]:
    """Words without a length of time at their end («داعش خراسان 7d», `ISKP last 7 days`), else at their beginning
    (`7d ISKP`), and that length."""
    if found := last_length(words):
        return words[: -found[0]], found[1]
    if found := first_length(words):
        return words[found[0] :], found[1]
    return words, None


def typed_rest(*values: timedelta | str | int | None) -> str:
    """What else was typed, as a button says it again: `7d`, `high`; nothing for what is None."""
    shown = (typed_length(one) if isinstance(one, timedelta) else str(one) for one in values if one is not None)
    return " ".join(filter(None, shown))


__all__ = [
    "did_you_mean",
    "entry",
    "entry_alone",
    "first_known",
    "known",
    "known_timezone",
    "length",
    "not_understood",
    "number",
    "one_thing",
    "plain_digits",
    "plain_name",
    "refuse",
    "resolve",
    "severity",
    "time_of_day",
    "trailing_length",
    "typed_rest",
    "weekday",
    "without_severity",
    "wrong_value",
]
