"""What /users shows: chats, people and their roles."""

from collections.abc import Mapping, Sequence

from bot.core.audit import AuditFilter
from bot.core.message import Block, Button, Message, block, bold
from bot.core.model import Destination, Role
from bot.core.render.roles import person_name, role_name
from bot.core.render.words import quoted
from bot.core.roles import may_give
from bot.core.topics import whole_address
from bot.ports.people import ChatRole
from handlers.commands import parsing
from handlers.commands.base import Desk, Request

AGAIN = "again"
"""What a button says that changes what was decided of a chat."""

_DECISIONS = ("allowed", "refused", "invited")
_SHOWN = 40
_BUTTONS = 5
_LOOKED_AT = 50
_TITLE = 60
_OFFERED: tuple[Role | None, ...] = ("viewer", "analyst", None)


def everything(desk: Desk) -> Message:
    """All chats, those that ask first, and everybody with a role."""
    say = desk.texts.say
    chats = sorted(_of_their_own(desk.unit.chats.all()), key=lambda chat: (chat.access != "asked", chat.id))
    asking = [chat for chat in chats if chat.access == "asked"][:_BUTTONS]
    blocks = [block(bold(say("Chats")), shape="heading"), *(_line(chat, desk) for chat in chats[:_SHOWN])]
    blocks += [*_left_out(len(chats), desk), block(bold(say("People")), shape="heading"), *_people(desk)]
    hint = say("To give somebody a role: {command}", command="/users role telegram:1001 viewer 3")
    rows: list[tuple[Button, ...]] = [(_button("allow", one, desk), _button("refuse", one, desk)) for one in asking]
    rows += _doors([chat for chat in chats if chat.access == "allowed"][:_BUTTONS], desk)
    return Message((*blocks, block(hint, shape="footer")), desk.texts.language, tuple(rows))


def one_chat(chat: Destination, request: Request, desk: Desk) -> Message:
    """A chat, who has a role of their own there, and buttons for what the asking person may change."""
    say, held = desk.texts.say, _held(chat, desk)
    lines = [block(_who(one, desk), shape="item") for one in held[:_SHOWN]]
    if not lines:
        lines = [block(say("Nobody has a role of their own here: members ask and watch, administrators set."))]
    example = f"/users role telegram:1001 viewer {chat.id}"
    hint = say(
        "Reply to somebody's message with {command}, or name them: {example}",
        command="/users role viewer",
        example=example,
    )
    rows = [row for one in held[:_BUTTONS] if (row := _choices(one, request, desk))]
    if request.role == "admin":
        decisions = ("refuse",) if chat.access == "allowed" else ("allow",)
        rows.append(tuple(_button(one, chat, desk, AGAIN) for one in decisions))
    return Message((_line(chat, desk), *lines, block(hint, shape="footer")), desk.texts.language, tuple(rows))


def decided(chat: Destination, desk: Desk) -> Message:
    """What became of a chat, with the way to all of them."""
    return Message((_line(chat, desk),), desk.texts.language, ((Button(desk.texts.say("All chats"), "/users"),),))


def was_decided(chat: Destination, desk: Desk) -> Message:
    """What became of a chat before, and by whom, with the way to change it."""
    texts = desk.texts
    lines = desk.unit.people.lines(AuditFilter(chat=chat.id), _LOOKED_AT)
    line = next((one for one in lines if one.action in _DECISIONS), None)
    said = texts.say("That was decided already. Nothing was changed.")
    if line is not None:
        who, when = person_name(line.person, texts), texts.when(line.at, chat.timezone)
        said = texts.say("{person} decided that already, at {time}. Nothing was changed.", person=who, time=when)
    change = Button(texts.say("Chat {n}", n=chat.id), f"/users chat {chat.id}")
    return Message((_line(chat, desk), block(said)), texts.language, ((change,),))


def known(number: int, desk: Desk) -> Destination:
    """The chat of this number; a number of none is refused."""
    chat = desk.unit.chats.get(number)
    if chat is None:
        raise parsing.refuse(desk, desk.texts.say("There is no chat {n}.", n=number))
    return chat


def _of_their_own(chats: Sequence[Destination]) -> list[Destination]:
    """Without the threads that are what their chat is: there may be one for every message."""
    whole = {chat.address: chat.access for chat in chats if not chat.address.thread}
    return [chat for chat in chats if not chat.address.thread or whole.get(whole_address(chat.address)) != chat.access]


def _line(chat: Destination, desk: Desk) -> Block:
    states = {
        "asked": desk.texts.say("asks for access"),
        "allowed": desk.texts.say("let in"),
        "refused": desk.texts.say("refused"),
        "gone": desk.texts.say("left"),
    }
    address = desk.texts.ltr(f"{chat.id}. {chat.address.platform}:{chat.address.chat}")
    title = desk.texts.parted(" · ") + quoted(chat.title, _TITLE) if chat.title else ""
    return block(f"{address} — {states[chat.access]}{title}", shape="item")


def _left_out(number: int, desk: Desk) -> list[Block]:
    more = number - _SHOWN
    return [block(desk.texts.count("… and {n} chat more", "… and {n} chats more", more))] if more > 0 else []


def _people(desk: Desk) -> list[Block]:
    """Those with a role everywhere, whom the settings name too, then those with one in a chat."""
    texts, unit = desk.texts, desk.unit
    everywhere = {person.label: (person, role) for person, role in unit.people.all()}
    lines = [
        texts.say("{person}: {role}, by the settings", person=texts.ltr(label), role=role_name("admin", texts))
        for label in sorted(desk.named)
    ]
    lines += [
        texts.say("{person}: {role}", person=person_name(person, texts), role=role_name(role, texts))
        for label, (person, role) in sorted(everywhere.items())
        if label not in desk.named
    ]
    lines += [
        texts.say("{who}, in chat {n}", who=_who(one, desk), n=one.destination_id) for one in unit.roles.all()[:_SHOWN]
    ]
    return [block(line, shape="item") for line in lines]


def _who(one: ChatRole, desk: Desk) -> str:
    texts = desk.texts
    return texts.say("{person}: {role}", person=person_name(one.person, texts), role=role_name(one.role, texts))


def _held(chat: Destination, desk: Desk) -> list[ChatRole]:
    """In whichever thread it was given."""
    threads: Mapping[int, Destination] = {one.id: one for one in desk.unit.chats.all()}
    here = (chat.address.platform, chat.address.chat)

    def is_here(one: ChatRole) -> bool:
        address = threads[one.destination_id].address
        return (address.platform, address.chat) == here

    return [one for one in desk.unit.roles.all() if is_here(one)]


def _choices(one: ChatRole, request: Request, desk: Desk) -> tuple[Button, ...]:
    """The other roles that this person may be given."""
    name = one.person.name or one.person.label
    offered = [role for role in _OFFERED if role != one.role and may_give(request.role, role, one.role)]
    return tuple(
        Button(
            desk.texts.say("{name}: {role}", name=quoted(name, 20), role=role_name(role, desk.texts)),
            f"/users role {one.person.label} {role or 'none'} {one.destination_id}",
        )
        for role in offered
    )


def _doors(chats: Sequence[Destination], desk: Desk) -> list[tuple[Button, ...]]:
    """To the pages of chats."""
    row = tuple(Button(desk.texts.say("Chat {n}", n=chat.id), f"/users chat {chat.id}") for chat in chats)
    return [row] if row else []


def _button(action: str, chat: Destination, desk: Desk, how: str = "") -> Button:
    words = desk.texts.say("Let in {n}", n=chat.id) if action == "allow" else desk.texts.say("Refuse {n}", n=chat.id)
    return Button(words, f"/users {action} {chat.id} {how}".strip())
