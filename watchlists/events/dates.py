"""When it happened: Arabic dates, absolute or relative to the day of publication, as ISO date or part of one.

Month and weekday names come from the CLDR (babel): Gregorian, Levantine and Maghrebi. dateparser, which handles
Arabic too, reads neither the Maghrebi months nor double names («يونيو/حزيران»), number words, partial dates or Hijri.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names

from watchlists.events.numbers import numbers
from watchlists.events.passage import Passage
from watchlists.events.words import Word, readings, stands_at, vocabulary
from watchlists.normalize import key, words

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
_DAYS_AGO = {
    "اليوم": 0,
    "أمس": 1,
    "البارحة": 1,
    "أمس الأول": 2,
    "أول أمس": 2,
    "أول من أمس": 2,
    "today": 0,
    "yesterday": 1,
}
_SAME_DAY = "نفس اليوم|اليوم نفسه|اليوم ذاته|ذات اليوم|same day"
_NEXT_DAY = "اليوم التالي|next day"
_LAST = "الماضي الماضية الفائت الفائتة المنصرم المنصرمة المنقضي last"
_THIS = "الجاري الجارية الحالي الحالية هذا هذه this"
_UNIT_DAYS = {"يوم": 1, "أيام": 1, "يوما": 1, "يومين": 2, "أسبوع": 7, "أسبوعين": 14, "أسابيع": 7}
_HOURS = "ساعة ساعات ساعتين"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_HIJRI_YEARS = range(1300, 1500)
_THAT = "إن إنه إنها إنهم بأن بأنه بأنها أنه أنها أنهم"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at the words `first` to `last`: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or the day of the event before."""

    first: int
    last: int
    when: str
    same: bool = False
    relative: bool = False


def dates(passage: Passage, published: datetime | None) -> tuple[Dated, ...]:
    """The dates of a sentence from left to right. Relative ones need the day of publication (in UTC)."""
    today = published.astimezone(UTC).date() if published else None
    return tuple(_dates(passage.words, today))


def covered(found: Sequence[Dated]) -> frozenset[int]:
    """The words that dates are made of, so that nobody counts a year as people."""
    return frozenset(at for one in found for at in range(one.first, one.last))


def _dates(listed: tuple[Word, ...], today: date | None) -> Iterator[Dated]:
    at = 0
    while at < len(listed):
        found = _absolute(listed, at, today) or _same(listed, at) or (_relative(listed, at, today) if today else None)
        if found:
            yield found
        at = max(at + 1, found.last if found else 0)


def _same(listed: tuple[Word, ...], at: int) -> Dated | None:
    length = stands_at(listed, at, _SAME_DAY)
    return Dated(at, at + length, "", same=True) if length else None


def _absolute(listed: tuple[Word, ...], at: int, today: date | None) -> Dated | None:
    if listed[at].number and (found := _numeric(listed, at)):
        return found
    month, last = _month(listed, at)
    if month:
        return _around(listed, at, last, month, today)
    if found := _hijri(listed, at):
        return found
    if stands_at(listed, at, "عام|سنة") and at + 1 < len(listed) and (year := _year(listed[at + 1])):
        return Dated(at, at + 2, f"{year:04}")
    return None


def _around(listed: tuple[Word, ...], at: int, last: int, month: int, today: date | None) -> Dated | None:
    """The day before a month's name («22 مارس», «الثاني والعشرين من مارس» is left) and the year after it."""
    second, after = _month(listed, last)
    last = after if second == month else last
    first, day = _day_before(listed, at)
    if last < len(listed) and listed[last].key in {"من", "عام", "سنه"} and last + 1 < len(listed):
        skip = 1 + (listed[last].key == "من" and listed[last + 1].key in {"عام", "سنه"})
        year = _year(listed[last + skip]) if last + skip < len(listed) else None
        last += skip + 1 if year else 0
    else:
        year = _year(listed[last]) if last < len(listed) else None
        last += bool(year)
    if year is None and not day and not _is_dated(listed, at, last):
        return None
    year = year or _nearest_year(month, day, today, past=not stands_at(listed, last, "المقبل|القادم"))
    return Dated(first, last, _iso(year, month, day)) if year else None


def _is_dated(listed: tuple[Word, ...], at: int, last: int) -> bool:
    """Whether a month alone is one: «في مارس», «شهر مارس», «مارس الماضي» (some months are also words)."""
    seen = readings(listed[at].key)
    before = at > 0 and listed[at - 1].key in {"في", "شهر", "منذ", "خلال", "اواخر", "اوائل", "مطلع", "منتصف", "in"}
    return before or len(seen) > 1 or (last < len(listed) and listed[last].is_any(vocabulary(_LAST)))


def _day_before(listed: tuple[Word, ...], at: int) -> tuple[int, int | None]:
    if at and listed[at - 1].key == "من":
        at -= 1
    if at and listed[at - 1].key == "شهر":
        at -= 1
    for size in (3, 2, 1):
        if at - size < 0:
            continue
        found = next(numbers(listed[at - size : at]), None)
        if found and found.first == 0 and found.last == size and found.value and found.value <= 31:
            return at - size, found.value
    return at, None


def _nearest_year(month: int, day: int | None, today: date | None, past: bool) -> int | None:
    """The year in which a month without one last came round."""
    if today is None:
        return None
    later = (month, day or 1) > (today.month, today.day)
    return today.year - later if past else today.year + ((month, day or 28) < (today.month, today.day))


def _iso(year: int, month: int, day: int | None) -> str:
    if day is None:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year:04}-{month:02}"


def _numeric(listed: tuple[Word, ...], at: int) -> Dated | None:
    """«2024-03-22», «22/3/2024», «22.03.2024»."""
    three = listed[at : at + 3]
    if len(three) < 3 or not all(word.number for word in three) or three[1].gap != three[2].gap:
        return None
    if three[1].gap not in {"-", "/", "."} or max(len(word.key) for word in three) > 4:
        return None
    first, month, last = (int(word.key) for word in three)
    year, day = (first, last) if first >= _FIRST_YEAR else (last, first)
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return Dated(at, at + 3, _iso(year, month, day))


def _year(word: Word) -> int | None:
    found = int(word.key) if word.number and len(word.key) == 4 else 0
    return found if _FIRST_YEAR <= found <= _LAST_YEAR else None


def _month(listed: tuple[Word, ...], at: int) -> tuple[int, int]:
    """The month at a word and the end of its name, which may be two words; 0 for none."""
    for size in (2, 1):
        if at + size > len(listed):
            continue
        rest = [word.key for word in listed[at + 1 : at + size]]
        for seen in readings(listed[at].key)[:3]:
            if number := _months().get(" ".join([seen, *rest])):
                return number, at + size
    return 0, at


@cache
def _months() -> dict[str, int]:
    listed = {name: n for one in _LOCALES for n, name in get_month_names("wide", locale=one).items()}
    return {" ".join(map(key, words(name))): n for name, n in (listed | _MORE_MONTHS).items()}


@cache
def _weekdays() -> dict[str, int]:
    listed = {name: n for one in ("ar", "en") for n, name in get_day_names("wide", locale=one).items()}
    return {key(name): n for name, n in listed.items()}


@cache
def _hijri_months() -> dict[str, int]:
    listed = {name: n for n, names in enumerate(_HIJRI.split("|"), 1) for name in names.split("/")}
    return {" ".join(map(key, words(name))): n for name, n in listed.items()}


def _hijri(listed: tuple[Word, ...], at: int) -> Dated | None:
    """A Hijri month with its year: the Gregorian month in which it begins by the tabular calendar."""
    for size in (2, 1):
        name = " ".join(word.key for word in listed[at : at + size])
        month = _hijri_months().get(name)
        if not month or at + size >= len(listed) or not listed[at + size].number:
            continue
        year = int(listed[at + size].key[:5])
        if year in _HIJRI_YEARS:
            first, day = _day_before(listed, at)
            found = _gregorian(year, month, day or 1)
            return Dated(first, at + size + 1, found.isoformat() if day else found.isoformat()[:7])
    return None


def _gregorian(year: int, month: int, day: int) -> date:
    """The tabular Islamic calendar (civil epoch, 16 July 622 Julian); sighting may differ by a day or two."""
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date(622, 7, 18) + timedelta(days=days)


def _relative(listed: tuple[Word, ...], at: int, today: date) -> Dated | None:
    return (
        _days_ago(listed, at, today)
        or _weekday(listed, at, today)
        or _ago(listed, at, today)
        or _period(listed, at, today)
    )


def _days_ago(listed: tuple[Word, ...], at: int, today: date) -> Dated | None:
    length = stands_at(listed, at, "|".join(_DAYS_AGO))
    if not length or stands_at(listed, at, _NEXT_DAY):
        return None
    name = " ".join(word.key for word in listed[at : at + length])
    longest = sorted(_DAYS_AGO, key=len, reverse=True)
    ago = next((_DAYS_AGO[text] for text in longest if name.endswith(" ".join(map(key, words(text))))), None)
    return Dated(at, at + length, _before(today, ago), relative=True) if ago is not None else None


def _before(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()


def _weekday(listed: tuple[Word, ...], at: int, today: date) -> Dated | None:
    """The last such weekday, the day of publication included; «الأحد المقبل» has not happened."""
    day = next((n for seen in readings(listed[at].key)[:3] if (n := _weekdays().get(seen)) is not None), None)
    if day is None or stands_at(listed, at + 1, "المقبل|القادم|المقبلة|القادمة"):
        return None
    ago = (today.weekday() - day) % 7
    last = stands_at(listed, at + 1, "الماضي|الفائت|المنصرم")
    return Dated(at, at + 1 + last, _before(today, ago or 7 * bool(last)), relative=True)


def _ago(listed: tuple[Word, ...], at: int, today: date) -> Dated | None:
    """«قبل ثلاثة أيام», «قبل أسبوع», «قبل يومين»."""
    if listed[at].key != "قبل" or at + 1 >= len(listed):
        return None
    found = next(numbers(listed[at + 1 : at + 4]), None)
    count, unit = (found.value, at + 1 + found.last) if found and found.first == 0 else (1, at + 1)
    days = {key(name): n for name, n in _UNIT_DAYS.items()}.get(listed[unit].key) if unit < len(listed) else None
    if days is None or not count or count > 1000:
        return None
    return Dated(at, unit + 1, _before(today, days * count), relative=True)


def _period(listed: tuple[Word, ...], at: int, today: date) -> Dated | None:
    """«الشهر الماضي» as a month, «العام الماضي» as a year, «الشهر الجاري»."""
    unit = next((one for one in ("الشهر", "العام", "السنة") if key(one) in readings(listed[at].key)), None)
    if unit is None or at + 1 >= len(listed):
        return None
    back = 1 if listed[at + 1].key in vocabulary(_LAST) else 0 if listed[at + 1].key in vocabulary(_THIS) else None
    if back is None:
        return None
    if unit != "الشهر":
        return Dated(at, at + 2, f"{today.year - back:04}", relative=True)
    month = today.replace(day=1) - timedelta(days=back)
    return Dated(at, at + 2, month.isoformat()[:7], relative=True)


def nearest(passage: Passage, found: Sequence[Dated], first: int, last: int) -> Dated | None:
    """The date that stands nearest to an event, unless it says when somebody spoke of it («قال أمس إن»).

    Of dates side by side («اليوم الجمعة 12 ماي») the absolute one holds.
    """
    own = [one for one in found if not _of_speech(passage, one, first)]
    best = min(own, key=lambda one: (_distance(one, first, last), -one.first), default=None)
    if best is None or not best.relative:
        return best
    beside = [one for one in own if not one.relative and not one.same and _adjoins(one, best)]
    return beside[0] if beside else best


def _of_speech(passage: Passage, one: Dated, first: int) -> bool:
    """Whether «إن» or «أن» stands between a date and the event after it."""
    between = passage.words[one.last : first]
    return any(word.key in vocabulary(_THAT) for word in between)


def _adjoins(one: Dated, other: Dated) -> bool:
    return 0 <= one.first - other.last <= 2 or 0 <= other.first - one.last <= 2


def _distance(one: Dated, first: int, last: int) -> int:
    return one.first - last if one.first >= last else max(0, first - one.last) + 1
