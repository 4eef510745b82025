"""/help: all commands in groups, one group, one command, and how things are typed."""

from collections.abc import Mapping

from bot.core.language import Texts
from bot.core.message import Block, Button, Message, Span, block, bold, in_rows
from bot.core.question_words import asked_by
from bot.core.render.words import quoted
from handlers.commands import parsing, registry
from handlers.commands.base import Command, Desk, Request

# Longer than any name of a command; what is typed is shown up to _SHOWN characters.
_LONGEST = 100
_SHOWN = 40
_IN_A_ROW = 3
# The groups by the number that is typed for them.
_GROUPS = ("watching", "settings", "administering")
_TYPING = ("typing", "كتابة", "الكتابة")


def run(request: Request, desk: Desk) -> Message:
    """The commands this person may use; `/help status` explains one, `/help 1` a group, `/help typing` how things are
    typed."""
    asked = request.rest.strip().lstrip("/")[:_LONGEST]
    name, allowed = registry.named(asked), _allowed(request)
    if name and name in allowed:
        return _one(allowed[name], desk)
    if asked in _TYPING:
        return _typing(desk)
    number = parsing.number(asked) or 0
    group = _GROUPS[number - 1] if 0 < number <= len(_GROUPS) else ""
    if _members(group, allowed):
        return _group(group, allowed, desk)
    return _unknown(asked, request, desk) if asked else _all(allowed, desk)


def _allowed(request: Request) -> Mapping[str, Command]:
    return {name: one for name, one in registry.commands().items() if registry.may(request.role, one.role)}


def _members(group: str, allowed: Mapping[str, Command]) -> list[Command]:
    """The commands of a group, in the order of the registry."""
    return [one for one in allowed.values() if _group_of(one) == group]


def _group_of(command: Command) -> str:
    return "administering" if command.role == "admin" else command.group


def _all(allowed: Mapping[str, Command], desk: Desk) -> Message:
    say = desk.texts.say
    blocks = [block(bold(say("What I understand")), shape="heading")]
    for group in _GROUPS:
        if members := _members(group, allowed):
            blocks += [block(bold(_title(group, desk.texts))), *(_line(one, desk) for one in members)]
    question = say("Plain words are understood, too: {example}", example=say("what about al-Qaeda last 7 days?"))
    hint = say("More about one: {command}", command="/help status")
    blocks += [block(question, shape="footer"), block(hint, shape="footer")]
    return Message(tuple(blocks), desk.texts.language, _group_buttons(allowed, desk))


def _group_buttons(allowed: Mapping[str, Command], desk: Desk) -> tuple[tuple[Button, ...], ...]:
    groups = [
        Button(_title(group, desk.texts), f"/help {number}")
        for number, group in enumerate(_GROUPS, 1)
        if _members(group, allowed)
    ]
    return tuple((one,) for one in (*groups, Button(desk.texts.say("How things are typed"), f"/help {_TYPING[0]}")))


def _group(group: str, allowed: Mapping[str, Command], desk: Desk) -> Message:
    """Each command with how it is typed, and a button for its own page."""
    members = _members(group, allowed)
    blocks = [block(bold(_title(group, desk.texts)), shape="heading")]
    for one in members:
        blocks += [_line(one, desk), block(Span(_directed(one.example, desk.texts), "code"))]
    found = [Button(f"/{one.name}", f"/help {one.name}") for one in members]
    return Message(tuple(blocks), desk.texts.language, in_rows(found, _IN_A_ROW))


def _unknown(asked: str, request: Request, desk: Desk) -> Message:
    """There is no such command; those of a similar name are offered, else all."""
    said = block(desk.texts.say("There is no command “{name}”.", name=quoted(asked, _SHOWN)))
    close = registry.close(asked.casefold(), request.role)
    similar = tuple((Button(f"/{one.name}", f"/help {one.name}"),) for one in close)
    return Message((said,), desk.texts.language, similar or ((Button(desk.texts.say("Help"), "/help"),),))


def _line(command: Command, desk: Desk) -> Block:
    """Its name, in Arabic also the Arabic one, and what it does."""
    typed = Span(desk.texts.ltr(f"/{command.name}"), "code")
    arabic = f" ({command.aliases[0]})" if command.aliases and desk.texts.language == "ar" else ""
    return block(typed, f"{arabic} — {command.brief(desk.texts)}", shape="item")


def _one(command: Command, desk: Desk) -> Message:
    """What it does, how it is typed, examples, and what else it is called."""
    say, examples = desk.texts.say, (command.example, *command.examples)
    usage = Span(desk.texts.ltr(f"/{command.name} {command.usage}".strip()), "code")
    blocks = [block(usage), block(command.brief(desk.texts)), block(say("For example:"))]
    blocks += [block(Span(_directed(one, desk.texts), "code"), shape="item") for one in examples]
    if names := _arabic(command):
        blocks.append(block(say("In Arabic: {words}", words=desk.texts.say(", ").join(names)), shape="footer"))
    buttons = ((Button(say("How things are typed"), f"/help {_TYPING[0]}"), Button(say("Help"), "/help")),)
    return Message(tuple(blocks), desk.texts.language, buttons)


def _directed(example: str, texts: Texts) -> str:
    """A command is read from the left, whatever stands in it."""
    return texts.ltr(example) if example.startswith("/") and texts.language == "ar" else texts.shown(example)


def _arabic(command: Command) -> list[str]:
    """The Arabic words that it is called by, and that questions begin with which it answers."""
    return list(dict.fromkeys((*command.aliases, *asked_by(command.name))))


def _typing(desk: Desk) -> Message:
    """How names, lengths, times and levels are typed in this language."""
    say = desk.texts.say
    lines = (
        say("Names: any name of a list, with or without hamza and marks; a close misspelling is asked back."),
        say("Lengths of time: {examples}", examples=say("4h, 7d, 2 weeks, last 3 days, today")),
        say("Times: {examples}", examples=say("08:00, 8am, 8 pm, noon; sunday, until 20:00")),
        say("Time zones by city or country: {examples}", examples=say("Baghdad, Riyadh, Asia/Beirut")),
        say("Severities: {examples}", examples=say("low, medium, high, critical")),
        say("The order does not matter where only one thing can be meant, and digits may be Arabic or Latin."),
        say("Without a slash, too: {examples}", examples=say("status ISKP; show me ISKP this week; latest on Hamas")),
    )
    title = block(bold(say("How things are typed")), shape="heading")
    shown = (title, *(block(one, shape="item") for one in lines))
    return Message(shown, desk.texts.language, ((Button(say("Help"), "/help"),),))


def _title(group: str, texts: Texts) -> str:
    titles = {
        "watching": texts.say("Watch and answer"),
        "settings": texts.say("Settings"),
        "administering": texts.say("For administrators"),
    }
    return titles[group]


COMMAND = Command(
    "help",
    "[COMMAND]",
    "/help status",
    lambda texts: texts.say("what I understand"),
    run,
    aliases=("مساعدة", "ساعدني"),
    examples=("مساعدة حالة",),
    group="settings",
)
