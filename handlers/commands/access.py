"""Who is let in, and as what. A stranger learns nothing but how to ask for access."""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.core.health import HOME
from bot.core.invites import digest_of
from bot.core.language import Texts
from bot.core.message import Message, block
from bot.core.model import Destination, Person, Role, Update
from bot.core.roles import role_here
from bot.core.topics import whole_address
from bot.ports import Unit

CODE_STATE = "admin_code"


@dataclass(frozen=True, slots=True)
class AccessRules:
    """The settings RASID_ADMINS (labels such as `telegram:1001`) and RASID_ACCESS."""

    admins: frozenset[str] = frozenset()
    mode: Literal["invite", "open"] = "invite"

    def role(self, unit: Unit, person: Person) -> Role | None:
        """The role that settings or an earlier grant give to somebody."""
        return "admin" if person.label in self.admins else unit.people.role(person)


def role_of(rules: AccessRules, unit: Unit, update: Update) -> Role | None:
    """The role that who speaks has everywhere. Who speaks as a channel of theirs has none: no platform tells which of
    its people that is."""
    return None if update.extra.get("masked") else rules.role(unit, update.person)


def code_digest(code: str) -> str:
    """What is stored of the one-time code instead of itself."""
    return digest_of(code)


def redeem(unit: Unit, update: Update, words: tuple[str, ...], now: datetime) -> bool:
    """Make the first person who sends the one-time code an admin; the code is then worth nothing."""
    expected = unit.state.get(CODE_STATE)
    if (
        update.extra.get("masked")
        or not expected
        or not words
        or not hmac.compare_digest(expected, code_digest(words[0]))
    ):
        return False
    unit.state.put(CODE_STATE, "")
    unit.people.grant(update.person, "admin", now)
    unit.people.record(update.person, "admin by code", {}, now)
    return True


def let_in(unit: Unit, chat: Destination, role: Role | None, rules: AccessRules, *, speaks: bool = True) -> Destination:
    """The chat with the access it has now: a new thread of a chat that was let in is let in, and speaks as that does;
    an admin's word opens a chat, as does RASID_ACCESS=open where neither it nor its whole chat was refused; one that
    was gone is back."""
    if chat.access == "allowed":
        return chat
    whole = unit.chats.find(whole_address(chat.address)) if chat.address.thread else None
    refused = "refused" in (chat.access, whole and whole.access)
    if chat.access == "asked" and whole and whole.access == "allowed":
        return unit.chats.change(chat.id, access="allowed", language=whole.language, timezone=whole.timezone)
    if (role == "admin" and speaks) or (rules.mode == "open" and not refused):
        return unit.chats.change(chat.id, access="allowed")
    return wake(unit, chat)


def note_opened(unit: Unit, update: Update, before: Destination, after: Destination, now: datetime) -> None:
    """Write down that an admin's word let in a group or channel, and not only their own chat or a thread."""
    whole = unit.chats.find(whole_address(after.address))
    inside = bool(after.address.thread) and whole is not None and whole.access == "allowed"
    opened = before.access in ("asked", "refused") and after.access == "allowed"
    if opened and not after.private and not inside:
        unit.people.record(update.person, "allowed", {"chat": after.id}, now)


def note_home(unit: Unit, update: Update, chat: Destination) -> None:
    """Remember where an admin speaks to the bot alone: there they are told of what is wrong."""
    name = HOME + update.person.label
    if update.private and unit.state.get(name) != str(chat.id):
        unit.state.put(name, str(chat.id))


def leave(unit: Unit, chat: Destination) -> None:
    """The bot was blocked or removed: send nothing more, in no thread."""
    unit.chats.lose(chat.id, whole=True)


def wake(unit: Unit, chat: Destination) -> Destination:
    """A chat that was let in and then gone is back, with all its threads."""
    unit.chats.regain(chat.id)
    return replace(chat, access="allowed") if chat.access == "gone" else chat


def role_in_chat(unit: Unit, role: Role | None, update: Update) -> Role:
    """What somebody is here, who has that role (or none) everywhere: what they were made in this chat, and whether the
    platform has them for one of its administrators. Who speaks as a channel, or in a direct message
    between people, only reads."""
    if update.extra.keys() & {"masked", "apart"}:
        return "viewer"
    here = unit.roles.of(update.address, update.person)
    return role_here(role, here, private=update.private, leads=bool(update.extra.get("chat_admin")))


def turned_away(chat: Destination, texts: Texts, *, told: bool = False) -> Message:
    """What a stranger reads; `told` says that the administrators know that this chat asks."""
    command = f"/users allow {chat.id}"
    ask = (
        texts.say(
            "Its administrators were told that you ask. You may also send one of them this line: {command}",
            command=command,
        )
        if told
        else texts.say("To ask for access, send an administrator of the bot this line: {command}", command=command)
    )
    return Message((block(texts.say("This bot is private.")), block(ask)), texts.language)
