"""Names of months and weekdays, and what a year, a month and a day make together.

The names come from the CLDR (babel): Gregorian, Levantine and Maghrebi.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names

from watchlists.events.words import Word
from watchlists.normalize import key, words

_Names = Mapping[str, Sequence[tuple[tuple[str, ...], int]]]
_LOCALES = ("ar", "ar_SY", "ar_DZ", "ar_MA", "ar_MR", "en")
_MORE_MONTHS = {
    "كانون ثاني": 1,
    "ابريل": 4,
    "إبريل": 4,
    "نيسان": 4,
    "آيار": 5,
    "جوليه": 7,
    "تشرين أول": 10,
    "تشرين ثاني": 11,
    "كانون أول": 12,
}
_HIJRI = """
    محرم|صفر|ربيع الأول|ربيع الآخر/ربيع الثاني|جمادى الأولى|جمادى الآخرة/جمادى الثانية|رجب|شعبان|رمضان|شوال|
    ذو القعدة/ذي القعدة|ذو الحجة/ذي الحجة
"""
_ORDINALS = "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر"
FIRST_YEAR = 1900
LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at the words `first` to `last`: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or the day of the event before."""

    first: int
    last: int
    when: str
    same: bool = False
    relative: bool = False


def nearest_year(month: int, day: int | None, today: date | None, past: bool) -> int | None:
    """The year in which a month without one last came round."""
    if today is None:
        return None
    later = (month, day or 1) > (today.month, today.day)
    return today.year - later if past else today.year + ((month, day or 28) < (today.month, today.day))


def iso(year: int, month: int, day: int | None) -> str:
    """`YYYY-MM-DD`, or `YYYY-MM` without a day and where the month has no such day."""
    if day is None:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"


def year_of(word: Word) -> int | None:
    """The year that a word of four digits is, or None."""
    found = int(word.key) if word.number and len(word.key) == 4 else 0
    return found if FIRST_YEAR <= found <= LAST_YEAR else None


def month_at(listed: tuple[Word, ...], at: int) -> tuple[int, int]:
    """The month at a word and the end of its name, which may be two words; 0 for none, and past the last word."""
    return _name_at(_months(), listed, at)


def hijri_at(listed: tuple[Word, ...], at: int) -> tuple[int, int]:
    """The Hijri month at a word and the end of its name; 0 for none."""
    return _name_at(_hijri_months(), listed, at)


def _name_at(names: _Names, listed: tuple[Word, ...], at: int) -> tuple[int, int]:
    for seen in listed[at].readings[:3] if at < len(listed) else ():
        for rest, number in names.get(seen, ()):
            last = at + 1 + len(rest)
            if rest == tuple(word.key for word in listed[at + 1 : last]):
                return number, last
    return 0, at


@cache
def _months() -> _Names:
    listed = [(name, n) for one in _LOCALES for n, name in get_month_names("wide", locale=one).items()]
    return _by_first([*listed, *_MORE_MONTHS.items()])


@cache
def _hijri_months() -> _Names:
    return _by_first([(name, n) for n, names in enumerate(_HIJRI.split("|"), 1) for name in names.split("/")])


def _by_first(listed: Sequence[tuple[str, int]]) -> _Names:
    """Names by their first word: the other words, the most first, with the number of the month."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for name, number in listed:
        first, *rest = map(key, words(name))
        found.setdefault(first, []).append((tuple(rest), number))
    return {first: sorted(rests, key=lambda one: -len(one[0])) for first, rests in found.items()}


@cache
def weekdays() -> dict[str, int]:
    """The keys of the names of weekdays, Arabic and English; Monday is 0."""
    listed = {name: n for one in ("ar", "en") for n, name in get_day_names("wide", locale=one).items()}
    return {key(name): n for name, n in listed.items()}


@cache
def first_words() -> frozenset[str]:
    """The keys of the first words of all names of months and weekdays."""
    return frozenset({*_months(), *_hijri_months(), *weekdays()})


@cache
def ordinals() -> dict[str, int]:
    """Days of a month as ordinals: «الأول», «الحادي عشر», «الثاني والعشرين»."""
    units = _ORDINALS.split()
    found = {one: day for day, one in enumerate(units, start=1)} | {"الحادي عشر": 11}
    found |= {f"{one} عشر": day + 10 for day, one in enumerate(units[1:9], start=2)}
    found |= {"العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30, "الحادي والثلاثين": 31}
    found |= {f"{one} والعشرين": day + 20 for day, one in enumerate(["الحادي", *units[1:9]], start=1)}
    return {" ".join(key(word) for word in words(one)): day for one, day in found.items()}


def gregorian(year: int, month: int, day: int) -> date:
    """The tabular Islamic calendar (civil epoch, 16 July 622 Julian); sighting may differ by a day or two."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date(622, 7, 18) + timedelta(days=days)
