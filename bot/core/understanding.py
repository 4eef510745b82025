"""What free words ask for: «ما وضع داعش خراسان؟», `show me ISKP last 7 days`, «تابع داعش», `latest on al-Qaeda`.

Polite and asking words are taken off both ends, lengths of time and severities become values, a verb or noun among them
says which command is meant, and what is left is the name. Whether there is such a name is for the caller to say: he
tries the ways to take it in turn, and where none is known nothing was asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.question_words import LONGEST_PHRASE, command_of, is_an_ending, is_passed_over, only_asks, stronger
from bot.core.typed_lengths import first_length, last_length, number, typed_length
from bot.core.typed_severities import severity
from watchlists.model import SEVERITIES
from watchlists.normalize import key

LONGEST: Final = 200
"""Characters of a question; what is longer is talk."""

_MOST_WORDS = 16
_MOST_AMOUNT = 20
_EDGES = "؟?!.,،؛:;…«»“”\"'()[]"
_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]")
_POSSESSIVE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]s$")
# Letters that are written on to the next word; of «لل» the second stands for the article.
_PROCLITICS = tuple("بلوفك")
_DOUBLE_LAM = "لل"
# A word of so many letters has nothing written on to it.
_SHORTEST = 3

# What only shows something; the others change.
_SHOWING = frozenset(("", "status", "latest"))
_LENGTH = re.compile(r"\d+[mhd]")
# What the other commands take is a length of time.
_TAKES: Final = {
    "latest": re.compile(r"\d+[mhd]?"),
    "watch": re.compile("|".join(SEVERITIES)),
    "unwatch": re.compile("(?!)"),
    "unmute": re.compile("(?!)"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked for. `command` is '' where no word says it: a bare name. `names` are the ways to take the name,
    the likeliest first, none where nothing is left. `values` are what else the command takes, as it is typed: `7d`."""

    command: str
    names: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """A question half read: the words between `first` and `last` are not taken for anything yet."""

    words: Sequence[str]
    plain: Sequence[str]
    first: int
    last: int
    end: int
    """Where the name ends at the latest: before values and polite words, not before a noun that asks for something."""
    valued: bool
    """Whether lengths of time, amounts and severities are taken off, too."""
    command: str = ""
    values: tuple[str, ...] = ()

    def take(self, count: int, *, ahead: bool) -> None:
        """So many words of one end are understood."""
        if ahead:
            self.first += count
        else:
            self.last -= count


def question(text: str) -> Question | None:
    """What a short text asks for; None for long talk and for nothing."""
    reading = _read(text, valued=True)
    return _settled(reading) if reading else None


def names(typed: str) -> tuple[str, ...]:
    """The ways to take what was typed for a name: as it stands, then without the words that lead to it (`on al-Qaeda`,
    «أخبار طالبان»), then without letters that are written on to it («بداعش»)."""
    reading = _read(typed, valued=False)
    return tuple(dict.fromkeys((typed, *(_names(reading) if reading else ()))))


def is_cue(word: str) -> bool:
    """Whether a question may begin with this word, and which command it asks for is known by it."""
    return bool(command_of((_plain(word),)))


def is_led(words: Sequence[str]) -> bool:
    """Whether the first words together say which command a question asks for, whatever the first alone would call:
    `start watching ISKP` is no `start`."""
    plain = tuple(map(_plain, words[:LONGEST_PHRASE]))
    return any(command_of(plain[:count]) for count in range(2, len(plain) + 1))


def _read(text: str, *, valued: bool) -> _Reading | None:
    """Take everything off both ends that is no name."""
    words = _cleaned(text) if len(text) <= LONGEST else []
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    reading = _Reading(words, [_plain(word) for word in words], 0, len(words), len(words), valued)
    while _take(reading, ahead=True) or _take(reading, ahead=False):
        pass
    return reading


def _names(reading: _Reading) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, _ways(reading))))


def _settled(reading: _Reading) -> Question:
    """With the values that the command takes. Who asks whether something is so (`do you follow ISKP?`) wants nothing
    changed."""
    command = reading.command
    if only_asks(reading.plain[0]) and command not in _SHOWING:
        command = "status"
    taken = _TAKES.get(command or "status", _LENGTH)
    return Question(command, _names(reading), tuple(one for one in reading.values if taken.fullmatch(one))[:1])


def _cleaned(text: str) -> list[str]:
    stripped = (word.strip(_EDGES) for word in text.split())
    return [word for word in stripped if word]


def _plain(word: str) -> str:
    return key(_APOSTROPHES.sub("", word))


def _take(reading: _Reading, *, ahead: bool) -> bool:
    """Take what the words at the beginning (`ahead`) or the end mean off it; whether they mean anything."""
    if reading.valued and _take_value(reading, ahead=ahead):
        return True
    plain = reading.plain[reading.first : reading.last]
    for count in range(min(LONGEST_PHRASE, len(plain)), 0, -1):
        phrase = tuple(plain[:count] if ahead else plain[-count:])
        command = command_of(phrase)
        if command or (is_passed_over(phrase) if ahead else is_an_ending(phrase)):
            reading.command = stronger(reading.command, command)
            reading.take(count, ahead=ahead)
            if not ahead and not command:
                reading.end = reading.last
            return True
    return False


def _take_value(reading: _Reading, *, ahead: bool) -> bool:
    """Take off a length of time, a severity, or how many of something; behind the name they are no part of it."""
    words = reading.words[reading.first : reading.last]
    if not words:
        return False
    timed = first_length(words) if ahead else last_length(words)
    count, typed = (timed[0], typed_length(timed[1])) if timed else (1, _value(words[0 if ahead else -1]))
    if not typed:
        return False
    reading.values = (*reading.values, typed)
    reading.take(count, ahead=ahead)
    if not ahead:
        reading.end = reading.last
    return True


def _value(word: str) -> str:
    """A severity or an amount as it is typed, '' for anything else."""
    amount = number(word)
    return (str(amount) if amount and amount <= _MOST_AMOUNT else "") or severity(word) or ""


def _ways(reading: _Reading) -> Iterator[str]:
    """The longest name that is left; the shortest, also without a possessive and what is written on to it; and the
    name with the word before it, which may be a part of it."""
    words, name = reading.words, reading.words[reading.first : reading.last]
    if not name:
        return
    yield " ".join(words[reading.first : reading.end])
    yield " ".join(name)
    yield _POSSESSIVE.sub("", " ".join(name))
    if reading.first:
        yield " ".join(words[reading.first - 1 : reading.end])
    yield from _loosened(name[0], name[1:])


def _loosened(first: str, rest: Sequence[str]) -> Iterator[str]:
    if first.startswith(_DOUBLE_LAM):
        yield " ".join([f"ال{first[2:]}", *rest])
    elif first.startswith(_PROCLITICS) and len(first) > _SHORTEST:
        yield " ".join([first[1:], *rest])
