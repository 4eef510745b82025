"""When it happened: Arabic dates, absolute or relative to the day of publication, as ISO date or part of one.

Month and weekday names come from the CLDR (babel): Gregorian, Levantine and Maghrebi. dateparser, which handles
Arabic too, reads neither the Maghrebi months nor double names («يونيو/حزيران»), number words, partial dates or Hijri.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from watchlists.events.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Dated,
    first_words,
    gregorian,
    hijri_at,
    iso,
    month_at,
    nearest_year,
    year_of,
)
from watchlists.events.passage import Passage
from watchlists.events.relative import LAST, RELATIVE_OPENERS, day_before, relative
from watchlists.events.words import Word, opening, readings, stands_at, trait, vocabulary

_SAME_DAY = "نفس اليوم|اليوم نفسه|اليوم ذاته|ذات اليوم|same day"
_HIJRI_YEARS = range(1300, 1500)
_SEASONS = "في منذ خلال صيف شتاء خريف ربيع مطلع أوائل بداية منتصف أواخر نهاية"
_LIVED = 80
_FOUNDED = """
    تأسس تأسست أسس أسست أنشئ أنشئت ولد ولدت المولود المولودة مواليد بايع بايعت انضم انضمت انشق انشقت تولى تولت خلف
    تأسيسها تأسيسه أقيم أقيمت شيد بني بنيت افتتح افتتحت
"""
_FOUNDED_REACH = 4
_THAT = "إن إنه إنها إنهم بأن بأنه بأنها أنه أنها أنهم"


def dates(passage: Passage, published: datetime | None) -> tuple[Dated, ...]:
    """The dates of a sentence from left to right. Relative ones need the day of publication (in UTC)."""
    known = published is not None and FIRST_YEAR <= published.year <= LAST_YEAR
    today = published.astimezone(UTC).date() if published and known else None
    return tuple(_dates(passage.words, today))


def covered(found: Sequence[Dated]) -> frozenset[int]:
    """The words that dates are made of, so that nobody counts a year as people."""
    return frozenset(at for one in found for at in range(one.first, one.last))


def _dates(listed: tuple[Word, ...], today: date | None) -> Iterator[Dated]:
    at = 0
    while at < len(listed):
        if not listed[at].traits & _DATE:
            at += 1
            continue
        found = _absolute(listed, at, today) or _same(listed, at) or (relative(listed, at, today) if today else None)
        if found:
            yield found
        at = max(at + 1, found.last if found else 0)


def _may_be_date(seen: str) -> bool:
    named = not first_words().isdisjoint(readings(seen))
    return seen.isdecimal() or named


_DATE = trait(_may_be_date) | opening(_SAME_DAY, "عام|سنة", RELATIVE_OPENERS)


def _same(listed: tuple[Word, ...], at: int) -> Dated | None:
    length = stands_at(listed, at, _SAME_DAY)
    return Dated(at, at + length, "", same=True) if length else None


def _absolute(listed: tuple[Word, ...], at: int, today: date | None) -> Dated | None:
    if listed[at].number and (found := _numeric(listed, at) or _bare_year(listed, at, today)):
        return found
    month, last = month_at(listed, at)
    if month:
        return _around(listed, at, last, month, today)
    if found := _hijri(listed, at):
        return found
    if stands_at(listed, at, "عام|سنة") and at + 1 < len(listed) and (year := year_of(listed[at + 1])):
        return Dated(at, at + 2, f"{year:04}")
    return None


def _around(listed: tuple[Word, ...], at: int, last: int, month: int, today: date | None) -> Dated | None:
    """The day before a month's name («22 مارس», «الثاني والعشرين من مارس» is left) and the year after it."""
    second, after = month_at(listed, last)
    last = after if second == month else last
    first, day = day_before(listed, at)
    if last < len(listed) and listed[last].key in {"من", "عام", "سنه"} and last + 1 < len(listed):
        skip = 1 + (listed[last].key == "من" and listed[last + 1].key in {"عام", "سنه"})
        year = year_of(listed[last + skip]) if last + skip < len(listed) else None
        last += skip + 1 if year else 0
    else:
        year = year_of(listed[last]) if last < len(listed) else None
        last += bool(year)
    if year is None and not day and not _is_dated(listed, at, last):
        return None
    year = year or nearest_year(month, day, today, past=not stands_at(listed, last, "المقبل|القادم"))
    return Dated(first, last, iso(year, month, day)) if year else None


def _is_dated(listed: tuple[Word, ...], at: int, last: int) -> bool:
    """Whether a month alone is one: «في مارس», «شهر مارس», «مارس الماضي» (some months are also words)."""
    seen = listed[at].readings
    before = at > 0 and listed[at - 1].key in {"في", "شهر", "منذ", "خلال", "اواخر", "اوائل", "مطلع", "منتصف", "in"}
    return before or len(seen) > 1 or (last < len(listed) and listed[last].is_any(vocabulary(LAST)))


def _numeric(listed: tuple[Word, ...], at: int) -> Dated | None:
    """«2024-03-22», «22/3/2024», «22.03.2024»."""
    three = listed[at : at + 3]
    if len(three) < 3 or not all(word.number for word in three) or three[1].gap != three[2].gap:
        return None
    if three[1].gap not in {"-", "/", "."} or max(len(word.key) for word in three) > 4:
        return None
    first, month, last = (int(word.key) for word in three)
    year, day = (first, last) if first >= FIRST_YEAR else (last, first)
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return Dated(at, at + 3, iso(year, month, day))


def _bare_year(listed: tuple[Word, ...], at: int, today: date | None) -> Dated | None:
    """«في 2014», «صيف 2014», «نهاية 2014»: a year of our time behind a word of time, and no number of things."""
    year = year_of(listed[at])
    if year is None or today is None or not today.year - _LIVED <= year <= today.year + 1 or not at:
        return None
    counted = (
        at + 1 < len(listed) and listed[at + 1].gap == " " and listed[at + 1].key.endswith("\N{ARABIC LETTER ALEF}")
    )
    return None if counted or not listed[at - 1].is_any(vocabulary(_SEASONS)) else Dated(at, at + 1, f"{year:04}")


def _hijri(listed: tuple[Word, ...], at: int) -> Dated | None:
    """A Hijri month with its year: the Gregorian month in which it begins by the tabular calendar."""
    month, last = hijri_at(listed, at)
    if not month or last >= len(listed) or not listed[last].number:
        return None
    year = int(listed[last].key[:5])
    if year not in _HIJRI_YEARS:
        return None
    first, day = day_before(listed, at)
    found = gregorian(year, month, day or 1).isoformat()
    return Dated(first, last + 1, found if day else found[:7])


def nearest(passage: Passage, found: Sequence[Dated], first: int, last: int) -> Dated | None:
    """The date that stands nearest to an event, unless it says when somebody spoke of it («قال أمس إن»).

    Of dates side by side («اليوم الجمعة 12 ماي») the absolute one holds.
    """
    own = [one for one in found if not _of_speech(passage, one, first) and not _of_founding(passage, one)]
    best = min(own, key=lambda one: (_distance(one, first, last), -one.first), default=None)
    if best is None or not best.relative:
        return best
    beside = [one for one in own if not one.relative and not one.same and _adjoins(one, best)]
    return beside[0] if beside else best


def _of_speech(passage: Passage, one: Dated, first: int) -> bool:
    """Whether «إن» or «أن» stands between a date and the event after it."""
    between = passage.words[one.last : first]
    return any(word.key in vocabulary(_THAT) for word in between)


def _of_founding(passage: Passage, one: Dated) -> bool:
    """«الجماعة التي تأسست عام 2002»: when something began that the event is not."""
    before = passage.words[passage.clause_start(one.first, _FOUNDED_REACH) : one.first]
    return any(word.is_any(vocabulary(_FOUNDED)) for word in before)


def _adjoins(one: Dated, other: Dated) -> bool:
    return 0 <= one.first - other.last <= 2 or 0 <= other.first - one.last <= 2


def _distance(one: Dated, first: int, last: int) -> int:
    return one.first - last if one.first >= last else max(0, first - one.last) + 1
