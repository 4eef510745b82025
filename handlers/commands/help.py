"""/help: all commands, or one with its usage."""

from bot.core.message import Block, Message, Span, block, bold
from handlers.commands import registry
from handlers.commands.base import Command, Desk, Request


def run(request: Request, desk: Desk) -> Message:
    """The commands this person may use; `/help status` explains one."""
    commands = registry.commands()
    asked = request.rest.strip().lstrip("/").casefold()
    if asked in commands:
        return _one(commands[asked], desk)
    title = block(bold(desk.texts.say("What I understand")), shape="heading")
    allowed = [command for command in commands.values() if registry.may(request.role, command.role)]
    lines = [_line(command, desk) for command in allowed]
    hint = block(desk.texts.say("More about one: {command}", command="/help status"), shape="footer")
    return Message((title, *lines, hint), desk.texts.language)


def _line(command: Command, desk: Desk) -> Block:
    typed = Span(desk.texts.ltr(f"/{command.name}"), "code")
    return block(typed, f" — {command.brief(desk.texts)}", shape="item")


def _one(command: Command, desk: Desk) -> Message:
    usage = Span(desk.texts.ltr(f"/{command.name} {command.usage}".strip()), "code")
    example = desk.texts.say("For example: {command}", command=command.example)
    return Message((block(usage), block(command.brief(desk.texts)), block(example)), desk.texts.language)


COMMAND = Command("help", "[COMMAND]", "/help status", lambda texts: texts.say("what I understand"), run)
