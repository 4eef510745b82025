"""Dates told against the day of publication: «أمس», «الجمعة», «قبل ثلاثة أيام», «الشهر الماضي»."""

from datetime import date, timedelta
from functools import lru_cache

from watchlists.events.calendar import (
    Dated,
    iso,
    ordinals,
    weekdays,
)
from watchlists.events.numbers import numbers
from watchlists.events.words import Word, stands_at, vocabulary
from watchlists.normalize import key, words

_DAYS_AGO = {
    "اليوم": 0,
    "أمس": 1,
    "الليلة الماضية": 1,
    "الليلة الفائتة": 1,
    "البارحة": 1,
    "أمس الأول": 2,
    "أول أمس": 2,
    "أول من أمس": 2,
    "today": 0,
    "yesterday": 1,
}
_NEXT_DAY = "اليوم التالي|next day"
_THIS = "الجاري الجارية الحالي الحالية هذا هذه this"
_ABOUT = "نحو|حوالي|قرابة|زهاء|أكثر من|أقل من|ما يقارب"
_EDGES = "مطلع أوائل بداية منتصف أواخر نهاية"
_MANY = "أيام أسابيع أشهر شهور أعوام سنوات"  # «منذ سنوات»: nobody says how many
_UNIT_DAYS = (("يوم", 1), ("أيام", 1), ("يوما", 1), ("يومين", 2), ("أسبوع", 7), ("أسبوعين", 14), ("أسابيع", 7))
_UNIT_MONTHS = (("شهر", 1), ("شهرين", 2), ("أشهر", 1), ("شهور", 1), ("شهرا", 1))
_UNIT_YEARS = (("عام", 1), ("عامين", 2), ("أعوام", 1), ("عاما", 1), ("سنة", 1), ("سنتين", 2), ("سنوات", 1))
RELATIVE_OPENERS = "|".join([*_DAYS_AGO, _NEXT_DAY, "قبل", "منذ", "الشهر", "العام", "السنة"])
LAST = "الماضي الماضية الفائت الفائتة المنصرم المنصرمة المنقضي last"


def relative(listed: tuple[Word, ...], at: int, today: date) -> Dated | None:
    """The relative date at a word, told from the day of publication."""
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
    day = next((n for seen in listed[at].readings[:3] if (n := weekdays().get(seen)) is not None), None)
    if day is None or stands_at(listed, at + 1, "المقبل|القادم|المقبلة|القادمة"):
        return None
    ago = (today.weekday() - day) % 7
    last = stands_at(listed, at + 1, "الماضي|الماضية|الفائت|الفائتة|المنصرم|المنصرمة")
    return Dated(at, at + 1 + last, _before(today, ago or 7 * bool(last)), relative=True)


def _ago(listed: tuple[Word, ...], at: int, today: date) -> Dated | None:
    """«قبل ثلاثة أيام», «منذ أسبوع» as a day, «قبل شهرين» as a month, «قبل عامين» as a year."""
    if listed[at].key not in {"قبل", "منذ"} or at + 1 >= len(listed):
        return None
    start = at + 1 + stands_at(listed, at + 1, _ABOUT)
    found = next(numbers(listed[start : start + 3]), None)
    count, unit = (found.value, start + found.last) if found and found.first == 0 else (1, start)
    if unit >= len(listed) or not count or count > 1000:
        return None
    seen = listed[unit].key
    if unit == start and seen in vocabulary(_MANY):
        return None
    if days := _units(_UNIT_DAYS).get(seen):
        return Dated(at, unit + 1, _before(today, days * count), relative=True)
    if months := _units(_UNIT_MONTHS).get(seen):
        back = today.year * 12 + today.month - 1 - months * count
        return Dated(at, unit + 1, f"{back // 12:04}-{back % 12 + 1:02}", relative=True) if back >= 12 else None
    years = _units(_UNIT_YEARS).get(seen, 0) * count
    return Dated(at, unit + 1, f"{today.year - years:04}", relative=True) if 0 < years < today.year else None


@lru_cache
def _units(table: tuple[tuple[str, int], ...]) -> dict[str, int]:
    return {key(name): n for name, n in table}


def _back(listed: tuple[Word, ...], at: int) -> int | None:
    """How many units back «العام الماضي» (1), «العام الجاري», «هذا العام» and «مطلع العام» (0) are; else None."""
    after = listed[at + 1].key if at + 1 < len(listed) else ""
    if after in vocabulary(LAST):
        return 1
    before = listed[at - 1] if at else None
    this = before is not None and (before.key in vocabulary("هذا هذه") or before.is_any(vocabulary(_EDGES)))
    return 0 if after in vocabulary(_THIS) or (this and not after.isdecimal()) else None


def day_before(listed: tuple[Word, ...], at: int) -> tuple[int, int | None]:
    """Where a day of the month begins that ends before a word («22», «الحادي عشر من»), and the day; None for none."""
    if at and listed[at - 1].key == "من":
        at -= 1
    if at and listed[at - 1].key == "شهر":
        at -= 1
    for size in (3, 2, 1):
        if at - size < 0:
            continue
        if day := ordinals().get(" ".join(word.key for word in listed[at - size : at])):
            return at - size, day
        found = next(numbers(listed[at - size : at]), None)
        if found and found.first == 0 and found.last == size and found.value and found.value <= 31:
            return at - size, found.value
    return at, None


def _period(listed: tuple[Word, ...], at: int, today: date) -> Dated | None:
    """«الشهر الماضي» as a month, «العام الماضي» as a year, «الشهر الجاري»."""
    unit = next((one for one in ("الشهر", "العام", "السنة") if key(one) in listed[at].readings), None)
    back = _back(listed, at) if unit is not None else None
    if back is None:
        return None
    last = at + 1 + (at + 1 < len(listed) and listed[at + 1].key in vocabulary(f"{LAST} {_THIS}"))
    if unit != "الشهر":
        return Dated(at, last, f"{today.year - back:04}", relative=True)
    month = today.replace(day=1) - timedelta(days=back)
    first, day = day_before(listed, at)
    return Dated(first, last, iso(month.year, month.month, day), relative=day is None)
