"""What /users changes about people: roles in a chat, administrators of the bot."""

import re
from collections.abc import Mapping

from bot.core.message import Button, Message, block
from bot.core.model import Address, Destination, Person, Role
from bot.core.render.roles import person_name, role_name
from bot.core.roles import may_give
from handlers.commands import parsing, users_list
from handlers.commands.base import Desk, Request

ROLES: Mapping[str, Role | None] = {
    **dict.fromkeys(("viewer", "قارئ"), "viewer"),
    **dict.fromkeys(("analyst", "محلل"), "analyst"),
    **dict.fromkeys(("chat_admin", "مشرف"), "chat_admin"),
    **dict.fromkeys(("none", "بلا"), None),
}
_LABEL = re.compile(r"(telegram):(-?\d{1,20})|(slack):(\w{2,30})|(console):(\S{1,60})", re.ASCII | re.IGNORECASE)
_MEMBER = re.compile(r"@([UW]\w{2,30})", re.ASCII)
_EXAMPLE = "/users role telegram:1001 viewer"


def give(request: Request, desk: Desk) -> Message:
    """`role PERSON viewer [12]`, or `role viewer` as a reply: in this chat, or in the one of that number."""
    words = [word.casefold() if word.casefold() in ROLES else word for word in request.words[1:]]
    at = next((place for place, word in enumerate(words[:2]) if word in ROLES), None)
    if at is None or len(words) > at + 2:
        raise parsing.not_understood(desk, _EXAMPLE)
    role = ROLES[words[at]]
    person = _person(words[0], desk, request) if at else _replied_to(request, desk)
    chat = _chat(words[at + 1] if len(words) > at + 1 else None, person, request, desk)
    held = desk.unit.roles.of(chat.address, person)
    _require_right(role, held, chat, request, desk)
    desk.unit.roles.grant(chat.id, person, role, request.update.person.label, desk.now)
    details = {"chat": chat.id, "person": person.label, "to": role or "none"}
    desk.unit.people.record(request.update.person, "role", details, desk.now)
    return _given(person, role, held, chat, desk)


def make_admin(request: Request, desk: Desk) -> Message:
    """`admin PERSON`: may do everything everywhere from now on."""
    person = _only_person(request, desk)
    desk.unit.people.grant(person, "admin", desk.now)
    desk.unit.people.record(request.update.person, "admin granted", {"person": person.label}, desk.now)
    said = desk.texts.say("{person} administers the bot from now on.", person=person_name(person, desk.texts))
    return Message((block(said),), desk.texts.language, ((_undo(f"/users revoke {person.label}", desk),),))


def revoke(request: Request, desk: Desk) -> Message:
    """`revoke PERSON`: administers no longer, and their invitations end; whom the settings name, and the last one,
    stay."""
    person, say = _only_person(request, desk), desk.texts.say
    name = person_name(person, desk.texts)
    if person.label in desk.named:
        raise parsing.refuse(
            desk,
            say(
                "{person} is named in {setting}; only whoever runs the bot changes that.",
                person=name,
                setting="RASID_ADMINS",
            ),
        )
    granted = {one.label for one, role in desk.unit.people.held() if role == "admin"}
    if request.update.person.label not in granted | desk.named:  # revoked a moment ago
        raise parsing.refuse(desk, say("Only an administrator may do that."))
    if person.label not in granted:
        raise parsing.refuse(desk, say("{person} does not administer the bot.", person=name))
    if granted | desk.named == {person.label}:
        raise parsing.refuse(desk, say("{person} is the last administrator; name another one first.", person=name))
    desk.unit.people.grant(person, None, desk.now)
    desk.unit.invites.end(person.label, desk.now)
    desk.unit.people.record(request.update.person, "admin revoked", {"person": person.label}, desk.now)
    said = say("{person} no longer administers the bot.", person=name)
    return Message((block(said),), desk.texts.language, ((_undo(f"/users admin {person.label}", desk),),))


def named_person(word: str, platform: str) -> Person | None:
    """`telegram:1001`, `slack:U1`; on its own platform also the number alone, or a member of Slack as `@U1`."""
    plain = parsing.plain_digits(word)
    if found := _LABEL.fullmatch(plain):
        of, user = (part for part in found.groups() if part)
        return Person(of.casefold(), user.upper() if of.casefold() == "slack" else user)
    if platform == "slack" and (member := _MEMBER.fullmatch(plain)):
        return Person("slack", member[1])
    return (
        Person("telegram", plain) if platform == "telegram" and re.fullmatch(r"-?\d{3,20}", plain, re.ASCII) else None
    )


def _person(word: str, desk: Desk, request: Request) -> Person:
    found = named_person(word, request.update.platform)
    if found is None:
        hint = desk.texts.say(
            "Reply to a message of that person, or write their number: {example}", example="telegram:1001"
        )
        raise parsing.refuse(desk, desk.texts.say("I do not see whom you mean."), hint)
    return found


def _only_person(request: Request, desk: Desk) -> Person:
    if len(request.words) > 2:
        raise parsing.not_understood(desk, "/users admin telegram:1001")
    return _person(request.words[1], desk, request) if len(request.words) == 2 else _replied_to(request, desk)


def _replied_to(request: Request, desk: Desk) -> Person:
    """Who wrote the message that was answered, as the platform tells it."""
    writer = request.update.extra.get("answers")
    if not writer:
        return _person("", desk, request)
    return Person(request.update.platform, str(writer["user"]), str(writer.get("name", "")))


def _chat(typed: str | None, person: Person, request: Request, desk: Desk) -> Destination:
    """The chat of a number; else this one, and where it is private, the person's own with the bot."""
    if typed is not None:
        number = parsing.number(typed)
        if number is None:
            raise parsing.not_understood(desk, f"{_EXAMPLE} 3")
        if request.role != "admin" and desk.unit.chats.get(number) is None:  # which numbers there are they do not learn
            raise parsing.refuse(desk, desk.texts.say("Only an administrator may do that."))
        return users_list.known(number, desk)
    if not request.chat.private:
        return request.chat
    own = desk.unit.chats.find(Address(person.platform, person.user))
    if own is None:
        said = desk.texts.say(
            "Say in which chat, by its number: {command}", command=f"/users role {person.label} viewer 3"
        )
        raise parsing.refuse(desk, said)
    return own


def _require_right(role: Role | None, held: Role | None, chat: Destination, request: Request, desk: Desk) -> None:
    """Who leads a chat gives roles there and nowhere else."""
    here = request.chat.address
    own = (chat.address.platform, chat.address.chat) == (here.platform, here.chat)
    if request.role != "admin" and not own:
        raise parsing.refuse(desk, desk.texts.say("Only an administrator may do that."))
    if not may_give(request.role, role, held):
        said = desk.texts.say("Only an administrator of the bot says who administers a chat.")
        raise parsing.refuse(desk, said)


def _given(person: Person, role: Role | None, held: Role | None, chat: Destination, desk: Desk) -> Message:
    texts = desk.texts
    facts = {"person": person_name(person, texts), "role": role_name(role, texts)}
    said = texts.say("{person} is now in chat {n}: {role}.", n=chat.id, **facts)
    back = f"/users role {person.label} {held or 'none'} {chat.id}"
    return Message((block(said),), texts.language, ((_undo(back, desk),),) if held != role else ())


def _undo(command: str, desk: Desk) -> Button:
    return Button(desk.texts.say("Undo"), command)
