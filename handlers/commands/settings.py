"""/settings: language and time zone of this chat."""

from typing import cast

from bot.core.language import LANGUAGES
from bot.core.message import Button, Message, block, bold
from bot.core.model import Language
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request


def run(request: Request, desk: Desk) -> Message:
    """Alone it shows what is set; `language en` and `timezone Asia/Baghdad` change it."""
    match request.words:
        case ("language" | "اللغة", chosen) if chosen.casefold() in LANGUAGES:
            return _language(request, cast(Language, chosen.casefold()), desk)
        case ("timezone" | "التوقيت", zone):
            return _timezone(request, zone, desk)
        case ():
            return _show(request, desk)
    usage = desk.texts.say("For example: {command}", command=COMMAND.example)
    raise parsing.refuse(desk, desk.texts.say("I did not understand that."), usage)


def _language(request: Request, language: Language, desk: Desk) -> Message:
    desk.unit.chats.change(request.chat.id, language=language)
    desk.unit.people.record(request.update.person, "language", {"chat": request.chat.id, "to": language}, desk.now)
    texts = desk.languages(language)
    return Message((block(texts.say("From now on I speak English here.")),), language)


def _timezone(request: Request, zone: str, desk: Desk) -> Message:
    known = parsing.timezone(zone)
    if known is None:
        problem = desk.texts.say(
            "I know no time zone “{name}”. For example: {example}", name=zone, example="Asia/Baghdad"
        )
        raise parsing.refuse(desk, problem)
    desk.unit.chats.change(request.chat.id, timezone=known)
    desk.unit.people.record(request.update.person, "timezone", {"chat": request.chat.id, "to": known}, desk.now)
    return desk.reply(desk.texts.say("Times are now shown for {zone}.", zone=known))


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
)
