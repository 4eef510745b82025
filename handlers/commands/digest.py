"""/digest: when this chat gets its digest, or one right now."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.digest_page import page_of
from bot.core.message import Button, Message
from bot.core.model import Schedule
from bot.core.render.digest import digest_message, digest_page
from bot.core.render.words import quoted
from bot.core.typed_times import WantedSchedule, schedule
from bot.ports import Window
from bot.services.digest_contents import compose
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request

_EXAMPLE = "/digest daily 08:00 Asia/Baghdad"
_WEEKLY_EXAMPLE = "/digest weekly sun 08:00"
_NOW = frozenset(("now", "الآن", "الان", "حالا"))
_OFF = frozenset(("off", "stop", "none", "إيقاف", "ايقاف", "أوقف", "اوقف"))


def run(request: Request, desk: Desk) -> Message:
    """`now [7d]`, `off`, `daily 08:00 [zone]`, `weekly sun 08:00 [zone]`; alone it tells what is set. `more …` is what
    the button below a digest says."""
    match tuple(word.casefold() for word in request.words):
        case ():
            return _tell(request, desk)
        case (now, *length) if now in _NOW:
            return _now(request, desk, " ".join(length))
        case ("more", *page):
            return _more(request, desk, " ".join(page))
        case (off,) if off in _OFF:
            return _off(request, desk)
        case _ if parsing.length(request.rest):
            return _now(request, desk, request.rest)
    draft = drafted(request.words, request, desk)
    if draft is None:
        raise parsing.not_understood(desk, _EXAMPLE)
    return _set(draft, request, desk)


def drafted(words: Sequence[str], request: Request, desk: Desk) -> Schedule | None:
    """The schedule that words ask for, `daily 08:00 [zone]` or `weekly sun 08:00 [zone]`, in any order; None for words
    that speak of no time. Raises Refusal where one of them is wrong."""
    wanted = schedule(words)
    if wanted.at is None and not (wanted.rhythm or wanted.weekday):
        return None
    at = _time(wanted, desk)
    timezone = parsing.known_timezone(" ".join(wanted.rest) or request.chat.timezone, desk)
    draft = Schedule(0, request.chat.id, at, wanted.weekday, timezone, desk.now)
    return replace(draft, next_at=desk.next_time(draft, desk.now))


def _tell(request: Request, desk: Desk) -> Message:
    schedules = desk.unit.schedules.of(request.chat.id)
    if schedules:
        return replace(desk.reply(*(next_line(one, desk) for one in schedules)), buttons=_kinds(desk, off=True))
    hint = desk.texts.say("For example: {command}", command=COMMAND.example)
    said = desk.reply(desk.texts.say("This chat gets no digest."), hint)
    return replace(said, buttons=_kinds(desk, off=False))


def _kinds(desk: Desk, *, off: bool) -> tuple[tuple[Button, ...], ...]:
    """What can be asked for: one at once, one on a schedule, none."""
    say, at = desk.texts.say, desk.texts.number("08:00")
    at_once = (Button(say("Now"), "/digest now"), Button(say("The last 7 days"), "/digest now 7d"))
    daily = Button(say("Every day at {time}", time=at), "/digest daily 08:00")
    weekly = Button(say("Every Sunday at {time}", time=at), "/digest weekly sun 08:00")
    return (at_once, (daily, weekly), *(((Button(say("No digest"), "/digest off"),),) if off else ()))


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
    kept = desk.unit.schedules.put(draft, desk.now)
    desk.unit.people.record(request.update.person, "digest", {"chat": request.chat.id, "at": kept.at}, desk.now)
    return desk.reply(next_line(kept, desk))


def _time(wanted: WantedSchedule, desk: Desk) -> str:
    """The time of day; refused without one, and where it was said twice or not at all on which day."""
    if wanted.clash or (wanted.rhythm == "weekly" and wanted.weekday is None):
        raise parsing.not_understood(desk, _WEEKLY_EXAMPLE)
    if wanted.at is None and wanted.rest:
        first, last = desk.texts.number("00:00"), desk.texts.number("23:59")
        said = {"time": quoted(" ".join(wanted.rest), 20), "first": first, "last": last}
        problem = desk.texts.say("“{time}” is no time of day; write {first} to {last}.", **said)
        raise parsing.refuse(desk, problem, desk.texts.say("For example: {command}", command=_EXAMPLE))
    if wanted.at is None:
        raise parsing.not_understood(desk, _EXAMPLE)
    return wanted.at


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
    aliases=("موجز", "ملخص"),
    examples=("/digest weekly sun 8am Baghdad", "/digest now 7d", "موجز كل يوم ٨ صباحا بغداد"),
    group="settings",
    role_of=lambda words: "viewer" if not words or words[0].casefold() in {*_NOW, "more"} else "chat_admin",
)
