"""/users: which chats are let in, and who administers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.message import Block, Button, Message, block, bold
from bot.core.model import Access, Destination
from handlers.commands import parsing
from handlers.commands.base import Command, Desk, Request

_SHOWN = 40
_DECISIONS: Mapping[str, Access] = {
    **dict.fromkeys(("allow", "اسمح", "السماح"), "allowed"),
    **dict.fromkeys(("refuse", "ارفض", "رفض"), "refused"),
}


def run(request: Request, desk: Desk) -> Message:
    """Alone a list; `allow 12` and `refuse 12` decide about a chat by its number."""
    if not request.words:
        return _show(desk)
    access = _DECISIONS.get(request.words[0].casefold())
    number = parsing.number(" ".join(request.words[1:]))
    if access is None or number is None:
        raise parsing.not_understood(desk, COMMAND.example)
    return _decide(request, number, access, desk)


def _show(desk: Desk) -> Message:
    chats = sorted(_of_their_own(desk.unit.chats.all()), key=lambda chat: (chat.access != "asked", chat.id))
    title = block(bold(desk.texts.say("Chats")), shape="heading")
    people = [
        block(desk.texts.ltr(f"{person.label} — {role}"), shape="item") for person, role in desk.unit.people.all()
    ]
    asking = [chat for chat in chats if chat.access == "asked"][:5]
    buttons = tuple((_button("allow", chat, desk), _button("refuse", chat, desk)) for chat in asking)
    lines = [_line(chat, desk) for chat in chats[:_SHOWN]]
    return Message((title, *lines, *people), desk.texts.language, buttons)


def _of_their_own(chats: Sequence[Destination]) -> list[Destination]:
    """Without the threads that are let in because their chat is: there may be one for every message."""
    whole = {chat.address for chat in chats if chat.access == "allowed"}
    inside = {chat.id for chat in chats if chat.address.thread and replace(chat.address, thread="") in whole}
    return [chat for chat in chats if chat.access != "allowed" or chat.id not in inside]


def _line(chat: Destination, desk: Desk) -> Block:
    states = {
        "asked": desk.texts.say("asks for access"),
        "allowed": desk.texts.say("let in"),
        "refused": desk.texts.say("refused"),
        "gone": desk.texts.say("left"),
    }
    address = desk.texts.ltr(f"{chat.id}. {chat.address.platform}:{chat.address.chat}")
    return block(f"{address} — {states[chat.access]}", shape="item")


def _button(action: str, chat: Destination, desk: Desk) -> Button:
    words = desk.texts.say("Let in {n}", n=chat.id) if action == "allow" else desk.texts.say("Refuse {n}", n=chat.id)
    return Button(words, f"/users {action} {chat.id}")


def _decide(request: Request, number: int, access: Access, desk: Desk) -> Message:
    if desk.unit.chats.get(number) is None:
        raise parsing.refuse(desk, desk.texts.say("There is no chat {n}.", n=number))
    chat = desk.unit.chats.change(number, access=access)
    desk.unit.people.record(request.update.person, access, {"chat": number}, desk.now)
    return Message((_line(chat, desk),), desk.texts.language)


COMMAND = Command(
    "users",
    "[allow N] [refuse N]",
    "/users allow 3",
    lambda texts: texts.say("which chats are let in"),
    run,
    "admin",
    aliases=("مستخدمون", "مستخدمين"),
    examples=("مستخدمون اسمح 3",),
)
