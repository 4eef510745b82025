"""/settings digest: at which times this chat gets a digest; exactly those that are said."""

from collections.abc import Sequence

from bot.core.model import Destination, Schedule
from bot.core.render.words import day_name
from handlers.commands import digest
from handlers.commands.base import Desk, Request
from handlers.commands.settings_base import Choice, Rows, Setting, refused

# What parts a daily from a weekly digest.
_AND = "+"
_OFF = ("off", "none", "إيقاف", "ايقاف", "بلا")
_DAILY, _WEEKLY = ("06:00", "08:00", "12:00", "18:00"), (("sun", "08:00"), ("mon", "08:00"), ("fri", "08:00"))


def _change(values: Sequence[str], request: Request, desk: Desk) -> None:
    """`daily 08:00`, `weekly sun 08:00 Asia/Baghdad`, both with a + between them, or `off`."""
    wanted = [] if " ".join(values) in _OFF else _read(values, request, desk)
    kept = {_rhythm(one) for one in wanted}
    if any(_rhythm(one) not in kept for one in desk.unit.schedules.of(request.chat.id)):
        desk.unit.schedules.drop(request.chat.id)
    for one in wanted:
        desk.unit.schedules.put(one, desk.now)


def _read(values: Sequence[str], request: Request, desk: Desk) -> Sequence[Schedule]:
    found = []
    for part in " ".join(values).split(_AND):
        draft = digest.drafted(tuple(part.split()), request, desk)
        if draft is None:
            problem = desk.texts.say("Say when: daily 08:00, weekly sun 08:00, or off.")
            raise refused(problem, "digest daily 08:00", desk)
        found.append(draft)
    return found


def _rhythm(schedule: Schedule) -> bool:
    return schedule.weekday is None


def _line(chat: Destination, desk: Desk) -> str:
    schedules = desk.unit.schedules.of(chat.id)
    if not schedules:
        return desk.texts.say("This chat gets no digest.")
    return " ".join(digest.next_line(one, desk) for one in schedules)


def _typed(chat: Destination, desk: Desk) -> str:
    return _joined(desk.unit.schedules.of(chat.id)) or "off"


def _joined(schedules: Sequence[Schedule]) -> str:
    return f" {_AND} ".join(_one(schedule) for schedule in schedules)


def _one(schedule: Schedule) -> str:
    rhythm = f"weekly {schedule.weekday}" if schedule.weekday else "daily"
    return f"{rhythm} {schedule.at} {schedule.timezone}"


def _choices(chat: Destination, desk: Desk) -> Rows:
    """A daily time beside the weekly one that is set, a weekly one beside the daily, and none."""
    schedules, texts = desk.unit.schedules.of(chat.id), desk.texts
    daily, weekly = ([one for one in schedules if (one.weekday is None) is kind] for kind in (True, False))
    mine = chat.timezone
    days = [
        Choice(
            texts.say("Daily at {time}", time=texts.number(at)),
            " + ".join([f"daily {at} {mine}", *map(_one, weekly)]),
        )
        for at in _DAILY
    ]
    weeks = [
        Choice(
            texts.say("{day} at {time}", day=day_name(day, texts), time=texts.number(at)),
            " + ".join([*map(_one, daily), f"weekly {day} {at} {mine}"]),
        )
        for day, at in _WEEKLY
    ]
    return days[:2], days[2:], weeks, [Choice(texts.say("No digests"), "off")]


SETTING = Setting(
    "digest",
    ("digests", "الموجز", "موجز"),
    "daily 08:00",
    lambda texts: texts.say("Times of the digest"),
    _line,
    _typed,
    _change,
    _choices,
)
