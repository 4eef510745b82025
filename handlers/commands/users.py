"""/users: which chats are let in, and who may do what."""

from collections.abc import Callable, Mapping

from bot.core.answer import Reply
from bot.core.message import Message
from bot.core.model import Access, Role
from handlers.commands import admission, parsing, permission, users_invites, users_list, users_roles
from handlers.commands.base import Command, Desk, Request

_DECISIONS: Mapping[str, Access] = {
    **dict.fromkeys(("allow", "اسمح", "السماح"), "allowed"),
    **dict.fromkeys(("refuse", "ارفض", "رفض"), "refused"),
}
_CHANGES: Mapping[str, Callable[[Request, Desk], Message]] = {
    "role": users_roles.give,
    "admin": users_roles.make_admin,
    "revoke": users_roles.revoke,
    "invite": users_invites.invite,
    "invites": users_invites.invites,
}
_OF_CHATS = ("role",)
"""What an administrator of a chat may do, beside looking."""


def run(request: Request, desk: Desk) -> Message | Reply:
    """Alone a list, in a group only of that; `allow 12` and `refuse 12` decide about a chat, `chat 12` shows it;
    `role`, `admin` and `revoke` say who may do what, `invite` makes a code that lets one person in."""
    if request.chat.private and request.role != "admin":
        return permission.refused("admin", request, desk)
    if not request.words:
        return users_list.everything(desk) if request.chat.private else users_list.one_chat(request.chat, request, desk)
    name = request.words[0].casefold()
    if change := _CHANGES.get(name):
        return change(request, desk)
    again = len(request.words) > 1 and request.words[-1].casefold() == users_list.AGAIN
    number = parsing.number(" ".join(request.words[1 : -1 if again else None]))
    if number is None or name not in {"chat", *_DECISIONS}:
        raise parsing.not_understood(desk, COMMAND.example)
    chat = users_list.known(number, desk)
    return users_list.one_chat(chat, request, desk) if name == "chat" else _decide(request, number, desk, again=again)


def _decide(request: Request, number: int, desk: Desk, *, again: bool) -> Reply:
    """Who pressed the button of a notice or a list finds the decision in its place. Such a button is for a request that
    is open: a decision is changed by typing, or `again` by a button that says so."""
    access = _DECISIONS[request.words[0].casefold()]
    before = users_list.known(number, desk)
    if request.update.pressed and not again and admission.is_decided(desk.unit, before, desk.now):
        return Reply(users_list.was_decided(before, desk), "edit")
    chat = desk.unit.chats.decide(number, access)
    desk.unit.people.record(request.update.person, access, {"chat": number}, desk.now)
    if access == "refused":
        admission.refuse(desk.unit, chat, desk.now)
    elif before.access != "allowed":
        admission.greet(request, chat, desk)
    return Reply(users_list.decided(chat, desk), "edit")


def _needed(words: tuple[str, ...]) -> Role:
    return "chat_admin" if not words or words[0].casefold() in _OF_CHATS else "admin"


COMMAND = Command(
    "users",
    "[allow N] [refuse N] [chat N] [role PERSON viewer|analyst|chat_admin|none [N]] [admin PERSON] [revoke PERSON]"
    " [invite [viewer|analyst] [24h]] [invites]",
    "/users allow 3",
    lambda texts: texts.say("which chats are let in, and who may do what"),
    run,
    "admin",
    aliases=("مستخدمون", "مستخدمين"),
    examples=("مستخدمون اسمح 3",),
    role_of=_needed,
)
