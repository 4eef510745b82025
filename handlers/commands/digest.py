"""/digest: when this chat gets its digest, or one right now."""

from dataclasses import replace

from bot.core.digest_page import page_of
from bot.core.language import Texts
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
        case ("now" | "الآن" | "الان", *length):
            return _now(request, desk, " ".join(length))
        case ("more", *page):
            return _more(request, desk, " ".join(page))
        case ("off" | "إيقاف" | "ايقاف",):
            return _off(request, desk)
        case words if draft := drafted(words, request, desk):
            return _set(draft, request, desk)
    raise parsing.not_understood(desk, _EXAMPLE)


def drafted(words: tuple[str, ...], request: Request, desk: Desk) -> Schedule | None:
    """The schedule that words ask for, `daily 08:00 [zone]` or `weekly sun 08:00 [zone]`; None for other words. Raises
    Refusal where one of them is wrong."""
    match words:
        case ("daily" | "يومي" | "يوميا", at, *zone) if len(zone) < 2:
            return _draft(request, desk, None, at, next(iter(zone), None))
        case ("weekly" | "أسبوعي" | "أسبوعيا", day, at, *zone) if len(zone) < 2:
            return _draft(request, desk, _weekday(day, desk), at, next(iter(zone), None))
    return None


def day_name(weekday: str, texts: Texts) -> str:
    """The name of a day, `mon` to `sun`."""
    names = {
        "mon": texts.say("Monday"),
        "tue": texts.say("Tuesday"),
        "wed": texts.say("Wednesday"),
        "thu": texts.say("Thursday"),
        "fri": texts.say("Friday"),
        "sat": texts.say("Saturday"),
        "sun": texts.say("Sunday"),
    }
    return names[weekday]


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
    return desk.reply(*(next_line(schedule, desk) for schedule in schedules))


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


def _set(draft: Schedule, request: Request, desk: Desk) -> Message:
    schedule = desk.unit.schedules.put(draft, desk.now)
    desk.unit.people.record(request.update.person, "digest", {"chat": request.chat.id, "at": schedule.at}, desk.now)
    return desk.reply(next_line(schedule, desk))


def _draft(request: Request, desk: Desk, weekday: str | None, typed: str, zone: str | None) -> Schedule:
    timezone = parsing.known_timezone(zone or request.chat.timezone, desk)
    draft = Schedule(0, request.chat.id, _time(typed, desk), weekday, timezone, desk.now)
    return replace(draft, next_at=desk.next_time(draft, desk.now))


def _time(typed: str, desk: Desk) -> str:
    at = parsing.time_of_day(typed)
    if at is None:
        first, last = desk.texts.number("00:00"), desk.texts.number("23:59")
        said = {"time": quoted(typed, 20), "first": first, "last": last}
        problem = desk.texts.say("“{time}” is no time of day; write {first} to {last}.", **said)
        raise parsing.refuse(desk, problem, desk.texts.say("For example: {command}", command=_EXAMPLE))
    return at


def next_line(schedule: Schedule, desk: Desk) -> str:
    """How often, and when next."""
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
    "analyst",
    aliases=("موجز",),
)
