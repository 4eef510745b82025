"""Times as outlets write them, for machines and for people: Arabic and English, Gregorian, Persian and Hijri."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import Final

from bot.core.wire import parse_date
from bot.sources.ago import ago
from watchlists.events.calendar import FIRST_YEAR, LAST_YEAR, gregorian, hijri_at, month_at, nearest_year, year_of
from watchlists.events.relative import day_before
from watchlists.events.words import Word, split
from watchlists.normalize import key, words

OLDEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
"""Older times are defaults of broken systems (1970, 0001), not news."""
_AHEAD: Final = timedelta(days=1)
_LONGEST: Final = 300
_DRESS: Final = re.compile("[\u0640\u064b-\u0655\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_ABBREVIATED: Final = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_CLOCK: Final = re.compile(
    r"(?<![\d:+-])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![\d:])"
    r"(?:\s*(?:(صباحا|ص|[ap]\.?m\b\.?)|(مساء|م))(?!\w))?",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(r"(?<![\d])([+-])(\d\d?)(?::?(\d\d))?(?!\d)")
_GREENWICH: Final = re.compile(r"\s*(?:(?:بتوقيت )?(?:غرينتش|جرينتش|غرينيتش)|GMT|UTC)?\s*", re.IGNORECASE)
_SOLAR: Final = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
_AFGHAN: Final = "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت"
_SOLAR_YEARS: Final = range(1369, 1421)
_HIJRI_YEARS: Final = range(1421, 1501)


def read_date(text: str, now: datetime | None = None) -> datetime | None:
    """The first time in a few words as aware UTC, midnight where there is only a day, None where there is none.

    Without an offset it counts as UTC. A Gregorian date goes before a Persian or a Hijri one beside it (the Hijri
    calendar is tabular, a day or two off). With `now`, «منذ ساعتين» and days without a year are read too, and
    what lies ahead of it is no time (up to a day ahead is `now`: somebody's zone is missing).
    """
    plain = _DRESS.sub("", text[:_LONGEST]).translate(_DIGITS).strip()
    clock = _CLOCK.search(plain)
    if not (clock and (clock[3] or clock[4])):  # the reader of mails' dates passes over "pm"
        try:
            return bounded(parse_date(plain), now)
        except ValueError:
            pass
    listed = split(plain, 0, len(plain))
    for day in _days(listed, now):
        if moment := bounded(_with_clock(day, plain), now):
            return moment
    return _told(plain, listed, now) if now else None


def bounded(moment: datetime, now: datetime | None) -> datetime | None:
    """A time that news can have, never later than `now`; None for one that is none."""
    if moment < OLDEST or (now and moment > now + _AHEAD):
        return None
    return min(moment, now) if now else moment


def _told(plain: str, listed: tuple[Word, ...], now: datetime) -> datetime | None:
    found = ago(listed, now)
    if isinstance(found, datetime) or found is None:
        return found
    return bounded(_with_clock(found, plain), now)


def _days(listed: tuple[Word, ...], now: datetime | None) -> Iterator[date]:
    """The days that may be meant, the likeliest first."""
    for read in (_numeric, _named):
        for at in range(len(listed)):
            yield from read(listed, at, now)
    for at in range(len(listed)):
        yield from _elsewhere(listed, at)


def _numeric(listed: tuple[Word, ...], at: int, now: datetime | None) -> Iterator[date]:
    """«2026-03-05», «5/3/2026»; American «3/5/2026» only where the other reading is none or lies ahead."""
    if len(three := _three(listed, at)) < 3:
        return
    first, middle, last = three
    if FIRST_YEAR <= first <= LAST_YEAR:
        yield from _day(first, middle, last)
    elif FIRST_YEAR <= last <= LAST_YEAR:
        yield from _day(last, middle, first)
        yield from _day(last, first, middle)


def _three(listed: tuple[Word, ...], at: int) -> list[int]:
    three = listed[at : at + 3]
    if len(three) < 3 or not all(word.number and len(word.key) <= 4 for word in three):
        return []
    signs = {three[1].gap.strip(), three[2].gap.strip()}
    return [int(word.key) for word in three] if len(signs) == 1 and signs <= {"-", "/", "."} else []


def _named(listed: tuple[Word, ...], at: int, now: datetime | None) -> Iterator[date]:
    """«5 آذار/مارس 2026», «الخامس من مارس», «March 5, 2026»."""
    month, last = _month(listed, at)
    if not month:
        return
    again, after = _month(listed, last)
    last = after if again == month else last
    _, day = day_before(listed, at)
    if day is None and last < len(listed) and (written := re.fullmatch("(\\d\\d?)(?:st|nd|rd|th)?", listed[last].key)):
        day, last = int(written[1]), last + 1
    day = day or _ordinal(listed, at)
    if day is None:
        return
    year = next((year for word in listed[last : last + 3] if (year := year_of(word))), None)
    year = year or (nearest_year(month, day, now.date(), past=True) if now else None)
    if year:
        yield from _day(year, month, day)


def _month(listed: tuple[Word, ...], at: int) -> tuple[int, int]:
    month, last = month_at(listed, at)
    if not month and at < len(listed) and (found := _ABBREVIATED.get(listed[at].key[:3])) and len(listed[at].key) <= 4:
        return found, at + 1
    return month, last


def _ordinal(listed: tuple[Word, ...], at: int) -> int | None:
    """«5th of March»."""
    before = [word.key for word in listed[max(0, at - 2) : at] if word.key != "of"]
    written = re.fullmatch("(\\d\\d?)(?:st|nd|rd|th)", before[-1]) if before else None
    return int(written[1]) if written else None


def _elsewhere(listed: tuple[Word, ...], at: int) -> Iterator[date]:
    """A Persian or Hijri date that has a year."""
    three = _three(listed, at)
    for year, month, day in (three, three[::-1]) if three else ():
        yield from _solar(year, month, day) if year in _SOLAR_YEARS else _lunar(year, month, day)
    if at and at + 1 < len(listed) and listed[at].key in _solar_months():
        yield from _solar(_number(listed, at + 1), _solar_months()[listed[at].key], _number(listed, at - 1))
    month, last = hijri_at(listed, at)
    if month and last < len(listed):
        yield from _lunar(_number(listed, last), month, day_before(listed, at)[1] or 0)


def _number(listed: tuple[Word, ...], at: int) -> int:
    return int(listed[at].key[:5]) if listed[at].number else 0


def _lunar(year: int, month: int, day: int) -> Iterator[date]:
    if year in _HIJRI_YEARS and 1 <= month <= 12 and 1 <= day <= 30:
        yield gregorian(year, month, day)


def _solar(year: int, month: int, day: int) -> Iterator[date]:
    """The Persian calendar: six months of 31 days, then of 30, leap years by the cycle of 33 years."""
    if year in _SOLAR_YEARS and 1 <= month <= 12 and 1 <= day <= 31:
        passed = 31 * (month - 1) - max(0, month - 7) + day - 1
        yield date(622, 3, 22) + timedelta(days=365 * (year - 1) + (8 * year + 21) // 33 + passed - 1)


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _with_clock(day: date, plain: str) -> datetime:
    """The day with the clock time beside it; «12:30 ص» is half past midnight."""
    found = _CLOCK.search(plain)
    if not found:
        return datetime.combine(day, time(), UTC)
    hour, minute, before, after = int(found[1]), int(found[2]), (found[3] or "").lower(), found[4]
    if before or after:
        hour = hour % 12 + 12 * bool(after or before.startswith("p")) if hour <= 12 else hour
    return datetime.combine(day, time(hour, minute), _zone(plain, found.end())).astimezone(UTC)


def _zone(plain: str, start: int) -> timezone:
    beside = _GREENWICH.match(plain, start)
    found = _ZONE.match(plain, beside.end() if beside else start)
    if not found or int(found[2]) > 14:
        return UTC
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(offset if found[1] == "+" else -offset)


@cache
def _solar_months() -> dict[str, int]:
    return {key(name): n for names in (_SOLAR, _AFGHAN) for n, name in enumerate(words(names), 1)}
