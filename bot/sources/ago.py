"""Times told against now: «منذ ساعتين», «قبل 3 أيام», «اليوم», "2 hours ago"."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from watchlists.events.numbers import numbers
from watchlists.events.words import Word, stands_at
from watchlists.normalize import key, words

_JUST_NOW: Final = "منذ لحظات|قبل لحظات|منذ قليل|قبل قليل|الآن|just now|moments ago"
_DAYS: Final = {"أول أمس": 2, "أمس الأول": 2, "اليوم": 0, "أمس": 1, "today": 0, "yesterday": 1, "امروز": 0, "دیروز": 1}
_SINCE: Final = "منذ|قبل"
_UNITS: Final = {
    timedelta(minutes=1): "دقيقة دقيقتين دقيقتان دقائق minute minutes min mins",
    timedelta(hours=1): "ساعة ساعتين ساعتان ساعات ساعت hour hours hr hrs",
    timedelta(days=1): "يوم يومين يومان أيام يوما روز day days",
    timedelta(days=7): "أسبوع أسبوعين أسبوعان أسابيع أسبوعا هفته week weeks",
    timedelta(days=30): "شهر شهرين شهران أشهر شهور شهرا ماه month months",
}
_PAIRS: Final = "دقيقتين دقيقتان ساعتين ساعتان يومين يومان أسبوعين أسبوعان شهرين شهران"


def ago(listed: tuple[Word, ...], now: datetime) -> datetime | date | None:
    """The moment that words tell against `now` (aware UTC), or only its day; None where they tell none."""
    for at in range(len(listed)):
        if stands_at(listed, at, _JUST_NOW):
            return now
        if found := _since(listed, at) or _before(listed, at):
            return now - found
    for name, days in _DAYS.items():
        if any(stands_at(listed, at, name) for at in range(len(listed))):
            return (now - timedelta(days=days)).date()
    return None


def _since(listed: tuple[Word, ...], at: int) -> timedelta | None:
    """«منذ ساعة», «قبل ثلاثة أيام»."""
    if not stands_at(listed, at, _SINCE):
        return None
    return _span(listed, at + 1)[0]


def _before(listed: tuple[Word, ...], at: int) -> timedelta | None:
    """ "2 hours ago", "an hour ago", «۲ ساعت پیش»."""
    start = at + 1 if listed[at].key in {"a", "an"} else at
    found, last = _span(listed, start)
    told = last < len(listed) and listed[last].key in {"ago", key("پیش"), key("قبل")}
    return found if told else None


def _span(listed: tuple[Word, ...], at: int) -> tuple[timedelta | None, int]:
    """A number and a unit, or a unit alone, and the word after them."""
    found = next(numbers(listed[at : at + 3]), None)
    counted = found is not None and found.first == 0 and found.value
    count, unit = (int(found.value or 0), at + found.last) if found and counted else (1, at)
    length = _lengths().get(listed[unit].key) if unit < len(listed) else None
    if length is None or count > 1000:
        return None, at
    return length * (2 if listed[unit].key in _pairs() else count), unit + 1


@cache
def _lengths() -> dict[str, timedelta]:
    return {key(name): length for length, names in _UNITS.items() for name in words(names)}


@cache
def _pairs() -> frozenset[str]:
    return frozenset(map(key, words(_PAIRS)))
