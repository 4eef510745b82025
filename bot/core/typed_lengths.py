"""Numbers and lengths of time as people type them: `7d`, `last 7 days`, «٧ أيام», «آخر أسبوع», `today`."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, TypeVar

from watchlists.normalize import key

_Value = TypeVar("_Value")

LONGEST: Final = timedelta(days=366)
"""Longer ones are taken for this."""

_DIGITS = {0x660 + n: str(n) for n in range(10)} | {0x6F0 + n: str(n) for n in range(10)}
# No id of a database is longer.
_LONGEST_NUMBER = 15
# Characters and words of the longest length: «في الـ ٢٤ ساعة الماضية».
_LONGEST_TYPED = 60
_MOST_WORDS = 6
_END = "؟?!.,،؛"
_ARTICLE = "ال"
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_ODD = re.compile(r"[^\w\s]")
_TYPED_UNITS: Final = (("d", 1440), ("h", 60), ("m", 1))
_MINUTE, _HOUR, _DAY, _WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)
_MONTH, _YEAR = timedelta(days=30), timedelta(days=365)


def _table(rows: Mapping[str, _Value]) -> dict[str, _Value]:
    """Each word of the rows, folded, with what it stands for."""
    return {key(word): value for words, value in rows.items() for word in words.split()}


_UNITS = _table(
    {
        "m min mins minute minutes د دقيقة دقائق": _MINUTE,
        "h hr hrs hour hours س ساعة ساعات": _HOUR,
        "d day days ي يوم يوما أيام": _DAY,
        "w wk wks week weeks أسبوع أسبوعا أسابيع": _WEEK,
        "mo month months شهر شهرا أشهر شهور": _MONTH,
        "y yr year years سنة سنوات عام أعوام": _YEAR,
    }
)
# What is a length with nothing else: one or two of a unit, and the days by name, counted back from now.
_ALONE = _table(
    {
        "دقيقتين دقيقتان": 2 * _MINUTE,
        "hour ساعة": _HOUR,
        "ساعتين ساعتان": 2 * _HOUR,
        "day يوم يوما today tonight اليوم الليلة": _DAY,
        "يومين يومان yesterday أمس البارحة": 2 * _DAY,
        "week أسبوع أسبوعا": _WEEK,
        "أسبوعين أسبوعان fortnight": 2 * _WEEK,
        "month شهر شهرا": _MONTH,
        "شهرين شهران": 2 * _MONTH,
    }
)
_NUMBERS = _table(
    {
        "a an one واحد واحدة": 1,
        "two اثنين اثنتين": 2,
        "three ثلاثة ثلاث": 3,
        "four أربعة أربع": 4,
        "five خمسة خمس": 5,
        "six ستة ست": 6,
        "seven سبعة سبع": 7,
        "eight ثمانية ثماني ثمان": 8,
        "nine تسعة تسع": 9,
        "ten عشرة عشر": 10,
        "twelve": 12,
    }
)
_PARTS = {**dict.fromkeys((key("نصف"), "half"), 2), **dict.fromkeys((key("ربع"), "quarter"), 4)}
_OF_A: Final[tuple[list[str], ...]] = ([], ["a"], ["an"])
# A unit of so many letters is an abbreviation, and needs a number.
_SHORT = 2
# What may stand before and after a length. A unit alone is one with it (`last year`); without it, «دقيقة» is "precise".
_BEFORE = frozenset(
    map(
        key,
        "in over during within for since the last past previous recent this these of خلال في منذ من قبل لمدة مدة طوال"
        " آخر هذا هذه ال".split(),
    )
)
_AFTER = frozenset(map(key, "ago الماضي الماضية الماضيين الأخير الأخيرة الأخيرين".split()))


def plain_digits(text: str) -> str:
    """Arabic and Persian digits as ASCII ones."""
    return text.translate(_DIGITS)


def number(text: str) -> int | None:
    """A whole number that an id can be, in ASCII or Arabic digits; None for anything else."""
    plain = plain_digits(text.strip())
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= _LONGEST_NUMBER else None


def length(text: str) -> timedelta | None:
    """A length of time of at most a year; None for anything else. `today` and «اليوم» are a day, back from now."""
    if len(text) > _LONGEST_TYPED:
        return None
    plain = " ".join(map(key, plain_digits(text.strip().rstrip(_END)).split()))
    if _ODD.search(plain):
        return None
    found = _counted(_WORDS.findall(plain))
    return min(found, LONGEST) if found else None


def first_length(words: Sequence[str]) -> tuple[int, timedelta] | None:
    """How many of the first words are a length of time, and that length; the longest that is one."""
    for taken in range(min(_MOST_WORDS, len(words)), 0, -1):
        if (found := length(" ".join(words[:taken]))) is not None:
            return taken, found
    return None


def last_length(words: Sequence[str]) -> tuple[int, timedelta] | None:
    """The same of the last words."""
    for taken in range(min(_MOST_WORDS, len(words)), 0, -1):
        if (found := length(" ".join(words[-taken:]))) is not None:
            return taken, found
    return None


def typed_length(span: timedelta) -> str:
    """How a length is typed, in the largest unit that leaves no rest: `7d`, `36h`, but `24h`. Minutes are rounded
    up."""
    if span == _DAY:
        return "24h"
    minutes = -(-span // _MINUTE)
    unit, of = next((unit, of) for unit, of in _TYPED_UNITS if minutes % of == 0)
    return f"{minutes // of}{unit}"


def _counted(words: Sequence[str]) -> timedelta | None:
    first, last = 0, len(words)
    while first < last and words[first] in _BEFORE:
        first += 1
    while first < last and words[last - 1] in _AFTER:
        last -= 1
    plain = [word if word in _ALONE else word.removeprefix(_ARTICLE) for word in words[first:last]]
    led = len(plain) < len(words)
    match plain:
        case [word]:
            return _ALONE.get(word) or (_UNITS.get(word) if led and len(word) > _SHORT else None)
        case [part, *_, unit] if part in _PARTS and unit in _UNITS and plain[1:-1] in _OF_A:
            return _UNITS[unit] / _PARTS[part]
        case [amount, unit] if unit in _UNITS:
            return _UNITS[unit] * _amount(amount)
    return None


def _amount(word: str) -> int:
    """A number of at most four digits or in words; 0 for anything else."""
    if word.isascii() and word.isdecimal():
        return int(word) if len(word) <= 4 else 0
    return _NUMBERS.get(word, 0)
