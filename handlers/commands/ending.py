"""When something ends, as it is typed: after a length of time or at a time of day."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.core.digest import next_time
from bot.core.model import Schedule
from handlers.commands import parsing

_UNTIL = frozenset("until till حتى لغاية إلى الى".split())
_OCLOCK = frozenset("الساعة الساعه".split())
_FOR = frozenset("for لمدة مدة".split())
_VALUE = re.compile(r"^[-+\N{MINUS SIGN}]?\d")
# The most words that an end is said in: «حتى الأحد الساعة ٨ صباحا».
_MOST = 6


def inner_end(
    words: tuple[str, ...], now: datetime, timezone: str
) -> tuple[tuple[str, ...], datetime | None, tuple[str, ...]]:
    """Words before the first end, that end in UTC, and the words after it; without one all words, None and none.

    `4h`, «يومين» and the like count from `now`; `until 08:00`, `until sunday` and «حتى الساعة ٨ صباحا» are the next
    such time of the zone.
    """
    for at in range(len(words)):
        for taken in range(min(_MOST, len(words) - at), 0, -1):
            end = _end(words[at : at + taken], now, timezone)
            if end is not None:
                return _without_for(words[:at]), end, words[at + taken :]
    return words, None, ()


def is_end(word: str) -> bool:
    """Whether a word is rather the beginning of an end than a part of a name: `until`, `for`, `-4h`."""
    return word.casefold() in _UNTIL | _FOR or bool(_VALUE.search(word))


def _end(words: Sequence[str], now: datetime, timezone: str) -> datetime | None:
    if words[0].casefold() in _UNTIL:
        return _until(words[1:], now, timezone)
    length = parsing.length(" ".join(words))
    return now + length if length else None


def _until(words: Sequence[str], now: datetime, timezone: str) -> datetime | None:
    """The next such time of day, of such a weekday where one is said; a weekday alone is its beginning."""
    day = parsing.weekday(words[0]) if words else None
    rest = [word for word in words[1 if day else 0 :] if word not in _OCLOCK]
    at = _clock(rest) if rest else "00:00" if day else None
    return next_time(Schedule(0, 0, at, day, timezone, now), now) if at else None


def _clock(words: Sequence[str]) -> str | None:
    """`8:00`, `8 am` or the hour alone as `08:00`."""
    hour = parsing.number(words[0]) if len(words) == 1 else None
    return parsing.time_of_day(" ".join(words) if hour is None else f"{hour}:00")


def _without_for(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if words and words[-1].casefold() in _FOR else words
