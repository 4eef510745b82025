"""/digest: when this chat gets its digest, or one right now."""

from datetime import timedelta

from bot.core.message import Message
from bot.core.model import Schedule
from bot.core.render.digest import digest_message
from bot.ports import Window
from bot.services.digest import compose
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request

_DAYS = {
    "mon": ("mon", "monday", "الاثنين", "الإثنين"),
    "tue": ("tue", "tuesday", "الثلاثاء"),
    "wed": ("wed", "wednesday", "الأربعاء", "الاربعاء"),
    "thu": ("thu", "thursday", "الخميس"),
    "fri": ("fri", "friday", "الجمعة"),
    "sat": ("sat", "saturday", "السبت"),
    "sun": ("sun", "sunday", "الأحد", "الاحد"),
}


def run(request: Request, desk: Desk) -> Message:
    """`now [7d]`, `off`, `daily 08:00 [zone]`, `weekly sun 08:00 [zone]`; alone it tells what is set."""
    match request.words:
        case ():
            return _tell(request, desk)
        case ("now" | "الآن", *rest):
            return _now(request, desk, parsing.length(" ".join(rest)) or timedelta(days=1))
        case ("off" | "إيقاف", *_):
            return _off(request, desk)
        case ("daily" | "يومي", at, *zone):
            return _set(request, desk, None, at, zone)
        case ("weekly" | "أسبوعي", day, at, *zone):
            return _set(request, desk, _weekday(day, desk), at, zone)
    raise _usage(desk)


def _usage(desk: Desk) -> Exception:
    usage = desk.texts.say("For example: {command}", command="/digest daily 08:00 Asia/Baghdad")
    return parsing.refuse(desk, desk.texts.say("I did not understand that."), usage)


def _weekday(day: str, desk: Desk) -> str:
    for name, spellings in _DAYS.items():
        if day.casefold() in spellings:
            return name
    raise _usage(desk)


def _tell(request: Request, desk: Desk) -> Message:
    schedules = desk.unit.schedules.of(request.chat.id)
    if not schedules:
        hint = desk.texts.say("For example: {command}", command=COMMAND.example)
        return desk.reply(desk.texts.say("This chat gets no digest."), hint)
    return desk.reply(*(_next(schedule, desk) for schedule in schedules))


def _now(request: Request, desk: Desk, length: timedelta) -> Message:
    window = Window(desk.now - length, desk.now)
    return digest_message(compose(desk.unit, request.chat, window, desk.watchlists), desk.texts)


def _off(request: Request, desk: Desk) -> Message:
    dropped = desk.unit.schedules.drop(request.chat.id)
    desk.unit.people.record(request.update.person, "digest off", {"chat": request.chat.id}, desk.now)
    return desk.reply(
        desk.texts.say("No more digests here.") if dropped else desk.texts.say("This chat gets no digest.")
    )


def _set(request: Request, desk: Desk, weekday: str | None, typed: str, zone: list[str]) -> Message:
    at, timezone = parsing.time_of_day(typed), parsing.timezone(zone[0] if zone else request.chat.timezone)
    if at is None:
        raise _usage(desk)
    if timezone is None:
        raise parsing.refuse(
            desk,
            desk.texts.say(
                "I know no time zone “{name}”. For example: {example}", name=zone[0], example="Asia/Baghdad"
            ),
        )
    draft = Schedule(0, request.chat.id, at, weekday, timezone, desk.now)
    draft = Schedule(0, request.chat.id, at, weekday, timezone, desk.next_time(draft, desk.now))
    schedule = desk.unit.schedules.put(draft, desk.now)
    desk.unit.people.record(request.update.person, "digest", {"chat": request.chat.id, "at": at}, desk.now)
    return desk.reply(_next(schedule, desk))


def _next(schedule: Schedule, desk: Desk) -> str:
    rhythm = desk.texts.say("weekly") if schedule.weekday else desk.texts.say("daily")
    first = desk.texts.when(schedule.next_at, schedule.timezone)
    return desk.texts.say(
        "Digest {rhythm}, next on {time} ({zone}).", rhythm=rhythm, time=first, zone=schedule.timezone
    )


COMMAND = Command(
    "digest",
    "daily 08:00 [ZONE] | weekly sun 08:00 | off | now",
    "/digest daily 08:00",
    lambda texts: texts.say("a summary of stories on a schedule"),
    run,
    "analyst",
)
