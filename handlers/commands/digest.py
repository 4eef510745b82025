"""/digest: when this chat gets its digest, or one right now."""

from dataclasses import replace

from bot.core.digest_page import page_of
from bot.core.message import Message
from bot.core.model import Schedule
from bot.core.render.digest import digest_message, digest_page
from bot.core.render.words import quoted
from bot.ports import Window
from bot.services.digest_contents import compose
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request

_EXAMPLE = "/digest daily 08:00 Asia/Baghdad"
_WEEKLY_EXAMPLE = "/digest weekly sun 08:00"
_NOW = ("now", "الآن", "الان")
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
    """`now [7d]`, `off`, `daily 08:00 [zone]`, `weekly sun 08:00 [zone]`; alone it tells what is set. `more …` is what
    the button below a digest says."""
    match tuple(word.casefold() for word in request.words):
        case ():
            return _tell(request, desk)
        case (word, *length) if word in _NOW:
            return _now(request, desk, " ".join(length))
        case ("more", *page):
            return _more(request, desk, " ".join(page))
        case ("off" | "إيقاف" | "ايقاف",):
            return _off(request, desk)
        case ("daily" | "يومي" | "يوميا", at, *zone) if len(zone) < 2:
            return _set(request, desk, None, at, *zone)
        case ("weekly" | "أسبوعي" | "أسبوعيا", day, at, *zone) if len(zone) < 2:
            return _set(request, desk, _weekday(day, desk), at, *zone)
    raise parsing.not_understood(desk, _EXAMPLE)


def _weekday(day: str, desk: Desk) -> str:
    for name, spellings in _DAYS.items():
        if day in spellings:
            return name
    raise parsing.not_understood(desk, _WEEKLY_EXAMPLE)


def _tell(request: Request, desk: Desk) -> Message:
    schedules = desk.unit.schedules.of(request.chat.id)
    if not schedules:
        hint = desk.texts.say("For example: {command}", command=COMMAND.example)
        return desk.reply(desk.texts.say("This chat gets no digest."), hint)
    return desk.reply(*(_next(schedule, desk) for schedule in schedules))


def _now(request: Request, desk: Desk, typed: str) -> Message:
    length = parsing.length(typed or "24h")
    if length is None:
        raise parsing.not_understood(desk, "/digest now 7d")
    window = Window(desk.now - length, desk.now)
    return digest_message(compose(desk.unit, request.chat, window, desk.watchlists), desk.texts)


def _more(request: Request, desk: Desk, typed: str) -> Message:
    """A further page of a digest, as its button asks for it."""
    page = page_of(typed)
    if page is None:
        raise parsing.not_understood(desk, "/digest now 7d")
    view = compose(desk.unit, request.chat, Window(page.start, page.end), desk.watchlists, page.offset)
    return digest_page(view, desk.texts)


def _off(request: Request, desk: Desk) -> Message:
    dropped = desk.unit.schedules.drop(request.chat.id)
    desk.unit.people.record(request.update.person, "digest off", {"chat": request.chat.id}, desk.now)
    return desk.reply(
        desk.texts.say("No more digests here.") if dropped else desk.texts.say("This chat gets no digest.")
    )


def _set(request: Request, desk: Desk, weekday: str | None, typed: str, zone: str | None = None) -> Message:
    timezone = parsing.known_timezone(zone or request.chat.timezone, desk)
    draft = Schedule(0, request.chat.id, _time(typed, desk), weekday, timezone, desk.now)
    schedule = desk.unit.schedules.put(replace(draft, next_at=desk.next_time(draft, desk.now)), desk.now)
    desk.unit.people.record(request.update.person, "digest", {"chat": request.chat.id, "at": schedule.at}, desk.now)
    return desk.reply(_next(schedule, desk))


def _time(typed: str, desk: Desk) -> str:
    at = parsing.time_of_day(typed)
    if at is None:
        problem = desk.texts.say("“{time}” is no time of day; write 00:00 to 23:59.", time=quoted(typed, 20))
        raise parsing.refuse(desk, problem, desk.texts.say("For example: {command}", command=_EXAMPLE))
    return at


def _next(schedule: Schedule, desk: Desk) -> str:
    rhythm = desk.texts.say("weekly") if schedule.weekday else desk.texts.say("daily")
    first = desk.texts.when(schedule.next_at, schedule.timezone)
    return desk.texts.say(
        "Digest {rhythm}, next on {time} ({zone}).", rhythm=rhythm, time=first, zone=schedule.timezone
    )


COMMAND = Command(
    "digest",
    "daily 08:00 [ZONE] | weekly sun 08:00 | off | now [7d]",
    "/digest daily 08:00",
    lambda texts: texts.say("a summary of stories on a schedule"),
    run,
    role_of=lambda words: "viewer" if not words or words[0].casefold() in (*_NOW, "more") else "chat_admin",
    aliases=("موجز",),
)
