"""Times of day, weekdays and schedules as people type them: `8am`, «٨ صباحا», `every sunday at 20:00 Baghdad`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.core.typed_lengths import plain_digits
from watchlists.normalize import key

_Part = Literal["am", "pm", "noon", "evening", "night"]
_LONGEST_TYPED = 40
_MOST_WORDS = 5
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?!\d)\s*(.*)")
_LEAD: Final = tuple(f"{key(word)} " for word in "at الساعة عند".split())
_PARTS: Final[Mapping[str, _Part]] = {
    **dict.fromkeys(map(key, ("am", "a m", "in the morning", "ص", "صباحا", "الصبح", "فجرا", "الفجر")), "am"),
    **dict.fromkeys(map(key, ("pm", "p m", "in the afternoon", "in the evening", "م")), "pm"),
    **dict.fromkeys(map(key, ("مساء", "المساء", "عصرا", "العصر")), "evening"),
    **dict.fromkeys(map(key, ("ظهرا", "الظهر")), "noon"),
    **dict.fromkeys(map(key, ("at night", "ليلا", "الليل")), "night"),
}
_NAMED: Final = {
    **dict.fromkeys((key("noon"), key("الظهر"), key("ظهرا")), "12:00"),
    **dict.fromkeys(("midnight", f"{key('منتصف')} {key('الليل')}"), "00:00"),
}
_DAYS: Final = {
    "mon": "mon monday mondays الاثنين اثنين الإثنين",
    "tue": "tue tues tuesday tuesdays الثلاثاء ثلاثاء الثلاثا",
    "wed": "wed weds wednesday wednesdays الأربعاء أربعاء الاربعا",
    "thu": "thu thur thurs thursday thursdays الخميس خميس",
    "fri": "fri friday fridays الجمعة جمعة",
    "sat": "sat saturday saturdays السبت سبت",
    "sun": "sun sunday sundays الأحد أحد",
}
_WEEKDAYS: Final = {key(word): day for day, words in _DAYS.items() for word in words.split()}
_DAILY: Final = frozenset(map(key, "daily everyday يومي يوميا يومية".split()))
_WEEKLY: Final = frozenset(map(key, "weekly أسبوعي أسبوعيا أسبوعية".split()))
_EVERY: Final = frozenset(map(key, "every each كل".split()))
_DAY_WORDS: Final = frozenset(map(key, "day morning يوم صباح".split()))
_WEEK_WORDS: Final = frozenset(map(key, "week أسبوع".split()))
_BETWEEN: Final = frozenset(map(key, "on in time please في بتوقيت توقيت يوم أيام".split()))


@dataclass(frozen=True, slots=True)
class WantedSchedule:
    """When something shall come: how often it was said to (None where it was not), on which weekday (`sun`), at which
    time (`08:00`). `rest` are the words that are none of these: the name of a time zone, or rubbish. `clash`: it was
    said to come daily and on a weekday, or on several."""

    rhythm: Literal["daily", "weekly"] | None
    weekday: str | None
    at: str | None
    rest: tuple[str, ...]
    clash: bool = False


def time_of_day(text: str) -> str | None:
    """`8:00`, `8 pm`, «٨ مساء», `at 8`, `noon` as `08:00`; None for anything else, a bare `8` and «١٢ مساء» too."""
    if len(text) > _LONGEST_TYPED:
        return None
    plain = _folded(text)
    if plain in _NAMED:
        return _NAMED[plain]
    lead = next((one for one in _LEAD if plain.startswith(one)), "")
    found = _CLOCK.fullmatch(plain.removeprefix(lead))
    if found is None or not (lead or found[2] or found[3]):
        return None
    hour = _hour(int(found[1]), found[3])
    return None if hour is None or int(found[2] or 0) > 59 else f"{hour:02}:{found[2] or '00'}"


def weekday(text: str) -> str | None:
    """A day of the week by its English or Arabic name as `sun`; None for anything else."""
    return _WEEKDAYS.get(key(text.strip()))


def schedule(words: Sequence[str]) -> WantedSchedule:
    """What a schedule is said in, in any order: `daily 08:00 Baghdad`, «كل أحد ٩ صباحا», `weekly sun 8am`."""
    rest, rhythm = _rhythm(list(words))
    days = [day for word in rest if (day := weekday(word))]
    rest = [word for word in rest if weekday(word) is None and key(word) not in _BETWEEN]
    first, last = _time_span(rest)
    at = time_of_day(" ".join(rest[first:last])) if last else None
    day = days[0] if len(set(days)) == 1 else None
    clash = len(set(days)) > 1 or (rhythm == "daily" and bool(days))
    return WantedSchedule(rhythm, day, at, tuple(rest[:first] + rest[last:]), clash)


def _folded(text: str) -> str:
    plain = plain_digits(text.strip()).replace(".", ":" if re.search(r"\d\.\d", text) else " ")
    return " ".join(map(key, plain.split()))


def _hour(hour: int, typed: str) -> int | None:
    """An hour of the 24-hour clock; None where there is no such hour of that part of the day."""
    if not typed:
        return hour if hour < 24 else None
    part = _PARTS.get(typed)
    if part is None or not 1 <= hour <= 12:
        return None
    match part:
        case "am":
            return hour % 12
        case "pm":
            return hour % 12 + 12
        case "noon":
            return hour if hour in (11, 12) else hour + 12 if hour < 4 else None
        case "evening":
            return hour + 12 if hour < 12 else None
        case "night":
            return hour % 12 if hour < 6 or hour == 12 else hour + 12


def _rhythm(words: list[str]) -> tuple[list[str], Literal["daily", "weekly"] | None]:
    """The words without those that say how often."""
    for at, word in enumerate(words):
        plain, after = key(word), key(words[at + 1]) if at + 1 < len(words) else ""
        if plain in _DAILY or plain in _WEEKLY:
            return words[:at] + words[at + 1 :], "daily" if plain in _DAILY else "weekly"
        if plain in _EVERY and (after in _DAY_WORDS or after in _WEEK_WORDS):
            named = weekday(words[at + 2]) if at + 2 < len(words) else None
            weekly = after in _WEEK_WORDS or named is not None
            return words[:at] + words[at + 2 :], "weekly" if weekly else "daily"
        if plain in _EVERY:
            return words[:at] + words[at + 1 :], None
    return words, None


def _time_span(words: Sequence[str]) -> tuple[int, int]:
    """Where the time of day stands: the first word's index and one past the last's; (0, 0) where there is none."""
    for first in range(len(words)):
        for last in range(min(first + _MOST_WORDS, len(words)), first, -1):
            if time_of_day(" ".join(words[first:last])):
                return first, last
    return 0, 0
