"""/help: all commands, or one with its usage."""

from bot.core.message import Block, Button, Message, Span, block, bold
from bot.core.render.words import quoted
from handlers.commands import registry
from handlers.commands.base import Command, Desk, Request

# Longer than any name of a command; what is typed is shown up to _SHOWN characters.
_LONGEST = 100
_SHOWN = 40


def run(request: Request, desk: Desk) -> Message:
    """The commands this person may use; `/help status` explains one."""
    asked = request.rest.strip().lstrip("/")[:_LONGEST]
    name = registry.named(asked)
    if name:
        return _one(registry.commands()[name], desk)
    return _unknown(asked, request, desk) if asked else _all(request, desk)


def _all(request: Request, desk: Desk) -> Message:
    title = block(bold(desk.texts.say("What I understand")), shape="heading")
    allowed = [command for command in registry.commands().values() if registry.may(request.role, command.role)]
    lines = [_line(command, desk) for command in allowed]
    hint = block(desk.texts.say("More about one: {command}", command="/help status"), shape="footer")
    return Message((title, *lines, hint), desk.texts.language)


def _unknown(asked: str, request: Request, desk: Desk) -> Message:
    """There is no such command; those of a similar name are offered, else all."""
    said = block(desk.texts.say("There is no command “{name}”.", name=quoted(asked, _SHOWN)))
    close = registry.close(asked.casefold(), request.role)
    similar = tuple((Button(f"/{one.name}", f"/help {one.name}"),) for one in close)
    return Message((said,), desk.texts.language, similar or ((Button(desk.texts.say("Help"), "/help"),),))


def _line(command: Command, desk: Desk) -> Block:
    typed = Span(desk.texts.ltr(f"/{command.name}"), "code")
    return block(typed, f" — {command.brief(desk.texts)}", shape="item")


def _one(command: Command, desk: Desk) -> Message:
    usage = Span(desk.texts.ltr(f"/{command.name} {command.usage}".strip()), "code")
    example = desk.texts.say("For example: {command}", command=command.example)
    return Message((block(usage), block(command.brief(desk.texts)), block(example)), desk.texts.language)


COMMAND = Command(
    "help",
    "[COMMAND]",
    "/help status",
    lambda texts: texts.say("what I understand"),
    run,
    aliases=("مساعدة",),
)
