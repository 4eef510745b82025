"""Settings in a topic or thread: those of its whole chat until it gets its own."""

from collections.abc import Callable, Sequence

from bot.core.message import Block, Button, Message, block, bold
from bot.core.model import Destination
from bot.core.pressing import PREFIX
from bot.core.topics import follows, settings_for, whole_address
from handlers.commands import parsing
from handlers.commands.base import Desk, Refusal, Request

_RESTORE, _AND = "restore", ";"


def whole_of(chat: Destination, desk: Desk) -> Destination | None:
    """The chat that a topic belongs to, where the bot knows it; None for a chat that is no topic."""
    return desk.unit.chats.find(whole_address(chat.address)) if chat.address.thread else None


def own(chat: Destination, desk: Desk) -> Destination:
    """A topic with settings of its own from now on; any other chat as it is."""
    if not chat.address.thread or chat.preferences.own:
        return chat
    return desk.unit.chats.change(chat.id, **settings_for(chat, chat, own=True))


def inherit(request: Request, desk: Desk) -> Destination:
    """Give a topic the settings of its whole chat, now and when those change."""
    whole = whole_of(request.chat, desk)
    if whole is None:
        raise _no_topic(desk)
    details = {"chat": request.chat.id, "to": "group"}
    desk.unit.people.record(request.update.person, "settings", details, desk.now)
    return desk.unit.chats.change(request.chat.id, **settings_for(request.chat, whole))


def notes(chat: Destination, desk: Desk) -> Sequence[Block]:
    """Whose settings these are."""
    whole, say = whole_of(chat, desk), desk.texts.say
    if whole is None:
        return []
    if follows(chat, whole):
        said = say("They are those of the whole group. What you change here holds for this topic alone.")
    else:
        said = say("They hold for this topic alone; the whole group has its own.")
    return [block(said, shape="footer")]


def buttons(chat: Destination, desk: Desk) -> Sequence[tuple[Button, ...]]:
    """To the settings of the whole chat, and to have them here."""
    whole, say = whole_of(chat, desk), desk.texts.say
    if whole is None:
        return []
    seen = Button(say("Settings of the whole group"), "/settings group")
    return [(seen,)] if follows(chat, whole) else [(seen, Button(say("As in the whole group"), "/settings inherit"))]


def page(chat: Destination, desk: Desk, lines: Callable[[Destination, Desk], Sequence[Block]]) -> Message:
    """The settings of the whole chat, read in one of its topics."""
    whole, say = whole_of(chat, desk), desk.texts.say
    if whole is None:
        raise _no_topic(desk)
    heading = block(bold(say("Settings of the whole group")), shape="heading")
    footer = block(say("To change them, write {command} outside of any topic.", command="/settings"), shape="footer")
    back = Button(say("Back"), "/settings")
    as_there = [] if follows(chat, whole) else [Button(say("As in the whole group"), "/settings inherit")]
    return Message((heading, *lines(whole, desk), footer), desk.texts.language, ((*as_there, back),))


def _no_topic(desk: Desk) -> Refusal:
    hint = desk.texts.say("The settings of this chat: {command}", command="/settings")
    return parsing.refuse(desk, desk.texts.say("This is no topic of a group that I know."), hint)


def way_back(settings: Sequence[str]) -> str:
    """What a button says to set several settings at once, each as it is typed."""
    return f"/settings {_RESTORE} " + f" {_AND} ".join(settings)


def is_way_back(request: Request) -> bool:
    """Whether a button of ours asks for it. What people type might be wrong in the middle, when half is changed."""
    return request.words[:1] == (_RESTORE,) and request.update.text.startswith(PREFIX)


def settings_of(request: Request) -> Sequence[Sequence[str]]:
    """The words of each setting that such a button sets."""
    return [part.split() for part in " ".join(request.words[1:]).split(f" {_AND} ")]
