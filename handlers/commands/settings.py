"""/settings: language and time zone of this chat."""

from collections.abc import Mapping

from bot.core.message import Button, Message, block, bold
from bot.core.model import Language
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request

_LANGUAGES: Mapping[str, Language] = {
    **dict.fromkeys("ar arabic العربية عربي".split(), "ar"),
    **dict.fromkeys("en english الإنجليزية الانجليزية إنجليزي".split(), "en"),
}


def run(request: Request, desk: Desk) -> Message:
    """Alone it shows what is set; `language en` and `timezone Asia/Baghdad` change it."""
    match tuple(word.casefold() for word in request.words):
        case ("language" | "اللغة", chosen) if chosen in _LANGUAGES:
            return _language(request, _LANGUAGES[chosen], desk)
        case ("timezone" | "التوقيت", zone):
            return _timezone(request, parsing.known_timezone(zone, desk), desk)
        case ():
            return _show(request, desk)
    raise parsing.not_understood(desk, COMMAND.example)


def _language(request: Request, language: Language, desk: Desk) -> Message:
    desk.unit.chats.change(request.chat.id, language=language)
    desk.unit.people.record(request.update.person, "language", {"chat": request.chat.id, "to": language}, desk.now)
    texts = desk.languages(language)
    return Message((block(texts.say("From now on I speak English here.")),), language)


def _timezone(request: Request, zone: str, desk: Desk) -> Message:
    desk.unit.chats.change(request.chat.id, timezone=zone)
    desk.unit.people.record(request.update.person, "timezone", {"chat": request.chat.id, "to": zone}, desk.now)
    return desk.reply(desk.texts.say("Times are now shown for {zone}.", zone=zone))


def _show(request: Request, desk: Desk) -> Message:
    say = desk.texts.say
    blocks = (
        block(bold(say("Settings of this chat")), shape="heading"),
        block(say("Language: {name}", name={"ar": "العربية", "en": "English"}[request.chat.language]), shape="item"),
        block(say("Time zone: {zone}", zone=request.chat.timezone), shape="item"),
        block(say("To change it: {command}", command="/settings timezone Asia/Baghdad"), shape="footer"),
    )
    row = (Button("العربية", "/settings language ar"), Button("English", "/settings language en"))
    return Message(blocks, desk.texts.language, (row,))


COMMAND = Command(
    "settings",
    "[language ar|en] [timezone ZONE]",
    "/settings timezone Asia/Baghdad",
    lambda texts: texts.say("language and time zone of this chat"),
    run,
    "analyst",
    aliases=("إعدادات",),
)
