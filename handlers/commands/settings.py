"""/settings: language, time zone, and when this chat is spoken to."""

from collections.abc import Mapping

from bot.core.message import Button, Message, block, bold
from bot.core.model import Language
from handlers.commands import parsing, settings_digest, settings_pace, settings_quiet
from handlers.commands.base import Command, Desk, Request
from handlers.commands.preferring import changed
from handlers.commands.waking import wake

_LANGUAGES: Mapping[str, Language] = {
    **dict.fromkeys("ar arabic العربية عربي".split(), "ar"),
    **dict.fromkeys("en english الإنجليزية الانجليزية إنجليزي".split(), "en"),
}
_FURTHER = (settings_quiet.change, settings_pace.change, settings_digest.change)


def run(request: Request, desk: Desk) -> Message:
    """Alone it shows what is set; `language en`, `timezone Asia/Baghdad`, `quiet 22:00-07:00`, `interval 5m`,
    `repeat 4h`, `empty silent` and `trends off` change it."""
    match tuple(word.casefold() for word in request.words):
        case ("language" | "اللغة", chosen) if chosen in _LANGUAGES:
            return _language(request, _LANGUAGES[chosen], desk)
        case ("timezone" | "zone" | "التوقيت" | "توقيت" | "المنطقة", *zone) if zone:
            return _timezone(request, parsing.known_timezone(" ".join(zone), desk), desk)
        case ():
            return _show(request, desk)
        case (name, *values):
            for change in _FURTHER:
                if answer := change(name, values, request, desk):
                    return answer
    raise parsing.not_understood(desk, COMMAND.example)


def _language(request: Request, language: Language, desk: Desk) -> Message:
    desk.unit.chats.change(request.chat.id, language=language)
    desk.unit.people.record(request.update.person, "language", {"chat": request.chat.id, "to": language}, desk.now)
    texts, former = desk.languages(language), request.chat.language
    undo = Button(texts.say("Undo"), f"/settings language {former}")
    said = (block(texts.say("From now on I speak English here.")),)
    return Message(said, language, ((undo,),) if former != language else ())


def _timezone(request: Request, zone: str, desk: Desk) -> Message:
    """Quiet hours are hours of the zone."""
    desk.unit.chats.change(request.chat.id, timezone=zone)
    desk.unit.people.record(request.update.person, "timezone", {"chat": request.chat.id, "to": zone}, desk.now)
    wake(request, desk)
    said, former = desk.texts.say("Times are now shown for {zone}.", zone=zone), request.chat.timezone
    return changed(said, f"timezone {former}", desk) if former != zone else desk.reply(said)


def _show(request: Request, desk: Desk) -> Message:
    say, preferences = desk.texts.say, request.chat.preferences
    lines = (
        say("Language: {name}", name={"ar": "العربية", "en": "English"}[request.chat.language]),
        say("Time zone: {zone}", zone=request.chat.timezone),
        settings_quiet.line(preferences, desk),
        *settings_pace.lines(preferences, desk),
        *settings_digest.lines(preferences, desk),
    )
    heading = block(bold(say("Settings of this chat")), shape="heading")
    footer = block(say("To change it: {command}", command="/settings timezone Asia/Baghdad"), shape="footer")
    rows = (
        (Button("العربية", "/settings language ar"), Button("English", "/settings language en")),
        settings_quiet.buttons(preferences, desk),
        settings_pace.buttons(desk),
        settings_digest.buttons(preferences, desk),
    )
    return Message((heading, *(block(one, shape="item") for one in lines), footer), desk.texts.language, rows)


COMMAND = Command(
    "settings",
    "[language ar|en] [timezone ZONE] [quiet 22:00-07:00 [hold|critical|silent]|off] [interval 5m] [repeat 4h]"
    " [empty line|silent] [trends on|off]",
    "/settings timezone Asia/Baghdad",
    lambda texts: texts.say("language, time zone, quiet hours and how often this chat is told"),
    run,
    aliases=("إعدادات", "اضبط", "ضبط"),
    examples=("/settings quiet 22:00-07:00 critical", "/settings timezone Baghdad", "إعدادات التوقيت بغداد"),
    group="settings",
    role_of=lambda words: "viewer" if len(words) < 2 else "chat_admin",
)
