"""/start: what the bot is, and where to go from here."""

from bot.core.message import Button, Message, block, bold
from handlers.commands.base import Command, Desk, Request


def run(request: Request, desk: Desk) -> Message:
    """A welcome with buttons."""
    say = desk.texts.say
    blocks = (
        block(bold(say("Rasid watches Arabic news for you.")), shape="heading"),
        block(say("Tell me whom to watch, and I report what is written about them, who reports it, and why I spoke.")),
        block(say("For example: {command}", command="/watch ISKP"), shape="item"),
        block(say("Ask back at any time: {command}", command="/status ISKP"), shape="item"),
        block(say("A digest every morning: {command}", command="/digest daily 08:00"), shape="item"),
    )
    buttons = (
        (Button(say("What can be watched"), "/list"), Button(say("Help"), "/help")),
        (Button("العربية", "/settings language ar"), Button("English", "/settings language en")),
    )
    return Message(blocks, desk.texts.language, buttons)


COMMAND = Command(
    "start",
    "",
    "/start",
    lambda texts: texts.say("what I am and how to begin"),
    run,
    aliases=("ابدأ",),
    group="settings",
)
