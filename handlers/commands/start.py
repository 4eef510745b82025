"""/start: what the bot is; in a chat that watches nothing yet, the way to a first watch and a digest, by buttons."""

from dataclasses import replace

from bot.core.answer import Reply
from bot.core.language import Texts
from bot.core.message import Block, Button, Message, block, bold, in_rows
from bot.core.render.words import entry_name
from bot.core.subjects import typed_form
from handlers.commands import digest, permission, registry
from handlers.commands.base import Command, Desk, Refusal, Request
from handlers.commands.settings_language import NAMES

_IN_A_ROW = 2
# Entities that are offered beside the lists; everything else is typed.
_OFFERED = 4
_DIGESTS = ("08:00", "18:00")
# What each step changes is changed by a command, with the role that it needs.
_WATCH, _UNWATCH, _DIGEST, _SETTINGS = "watch", "unwatch", "digest", "settings"


def run(request: Request, desk: Desk) -> Message | Reply:
    """A welcome with buttons. Its steps are words that the buttons say: `language ar`, `watch list:groups`,
    `digest daily 08:00`; without a value they ask, and each can be passed over. Other words do no harm."""
    match tuple(word.casefold() for word in request.words):
        case ("language", _):
            _do(_SETTINGS, request.words, request, desk)
            return request.in_place(_ask_whom(request, _fresh(request, desk)))
        case ("watch", *named):
            if named:
                _toggle(request, desk)
            return request.in_place(_ask_whom(request, desk))
        case ("digest", *when):
            if when:
                _do(_DIGEST, request.words[1:], request, desk)
                return request.in_place(_done(request, desk))
            return request.in_place(_ask_when(desk))
        case ("done",):
            return request.in_place(_done(request, desk))
    return _welcome(request, desk)


def _do(name: str, words: tuple[str, ...], request: Request, desk: Desk) -> None:
    """What a step sets, as if its command had been typed. Raises Refusal where that is refused."""
    command = registry.commands()[name]
    needed = command.needs(words)
    if not registry.may(request.role, needed):
        raise Refusal(permission.refused(needed, request, desk).message)
    command.run(replace(request, words=words), desk)


def _toggle(request: Request, desk: Desk) -> None:
    """Watch what is named, or no longer where it is marked."""
    named = request.words[1:]
    _do(_UNWATCH if " ".join(named) in _watched(request, desk) else _WATCH, named, request, desk)


def _watched(request: Request, desk: Desk) -> set[str]:
    mine = desk.unit.chats.subscriptions(request.chat.id)
    return {typed_form(one.scope, one.key) for one in mine}


def _fresh(request: Request, desk: Desk) -> Desk:
    chat = desk.unit.chats.get(request.chat.id)
    return desk.for_chat(chat) if chat else desk


def _welcome(request: Request, desk: Desk) -> Message:
    say = desk.texts.say
    blocks = (
        block(bold(say("Rasid watches Arabic news for you.")), shape="heading"),
        block(say("Tell me whom to watch, and I report what is written about them, who reports it, and why I spoke.")),
        block(say("For example: {command}", command="/watch ISKP"), shape="item"),
        block(say("Ask back at any time: {command}", command="/status ISKP"), shape="item"),
        block(say("A digest every morning: {command}", command="/digest daily 08:00"), shape="item"),
    )
    languages = tuple(Button(name, f"/start language {language}") for language, name in NAMES.items())
    further = (Button(say("What can be watched"), "/list"), Button(say("Settings"), "/settings"))
    begin = () if _serves(request, desk) else ((Button(say("Set up in three steps"), "/start watch"),),)
    return Message(blocks, desk.texts.language, (languages, *begin, further, (Button(say("Help"), "/help"),)))


def _serves(request: Request, desk: Desk) -> bool:
    """Whether anything was set in this chat before."""
    return bool(desk.unit.chats.subscriptions(request.chat.id) or desk.unit.schedules.of(request.chat.id))


def _ask_whom(request: Request, desk: Desk) -> Message:
    """The lists and some entities, marked where they are watched already."""
    say, watched = desk.texts.say, _watched(request, desk)
    offered = {f"list:{one.slug}": desk.texts.name(one.title) for one in desk.watchlists.lists}
    offered |= {key: entry_name(key, desk.watchlists, desk.texts) for key in list(desk.watchlists.entities)[:_OFFERED]}
    buttons = [Button(_marked(label, key in watched), f"/start watch {key}") for key, label in offered.items()]
    rows = in_rows(buttons, _IN_A_ROW)
    blocks = (
        _step(1, say("Whom shall I watch?"), desk.texts),
        block(say("Press what interests you, as many as you like; press again to take it back.")),
        block(say("Anything else by name: {command}", command="/watch ISKP"), shape="footer"),
    )
    onward = Button(say("Go on") if watched else say("Skip"), "/start digest")
    return Message(blocks, desk.texts.language, (*rows, (onward,)))


def _marked(label: str, on: bool) -> str:
    return f"✓ {label}" if on else label


def _ask_when(desk: Desk) -> Message:
    say, number = desk.texts.say, desk.texts.number
    blocks = (
        _step(2, say("When shall the digest come?"), desk.texts),
        block(say("It tells what happened, also what was not serious enough for an alert.")),
    )
    daily = tuple(Button(say("Daily at {time}", time=number(at)), f"/start digest daily {at}") for at in _DIGESTS)
    back, skip = Button(say("Back"), "/start watch"), Button(say("Skip"), "/start done")
    return Message(blocks, desk.texts.language, (daily, (back, skip)))


def _done(request: Request, desk: Desk) -> Message:
    say, number = desk.texts.say, len(desk.unit.chats.subscriptions(request.chat.id))
    watched = desk.texts.count("This chat has {n} subscription.", "This chat has {n} subscriptions.", number)
    digests = desk.unit.schedules.of(request.chat.id)
    said = digest.next_line(digests[0], desk) if digests else say("This chat gets no digest.")
    blocks = (_step(3, say("That is all."), desk.texts), block(watched, shape="item"), block(said, shape="item"))
    rows = (
        (Button(say("What this chat watches"), "/list"), Button(say("Settings"), "/settings")),
        (Button(say("Back"), "/start digest"), Button(say("Help"), "/help")),
    )
    return Message(blocks, desk.texts.language, rows)


def _step(number: int, title: str, texts: Texts) -> Block:
    step = texts.say("Step {n} of {all}", n=number, all=3)
    return block(bold(texts.say("{step}: {title}", step=step, title=title)), shape="heading")


COMMAND = Command(
    "start",
    "",
    "/start",
    lambda texts: texts.say("what I am and how to begin"),
    run,
    aliases=("ابدأ",),
    group="settings",
)
