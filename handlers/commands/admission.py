"""How strangers come in: they ask, administrators are told; or they have an invitation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.answer import Reply
from bot.core.invites import ASKS, REFUSAL
from bot.core.language import Texts
from bot.core.message import Button, Message, block
from bot.core.model import Destination, Language, NewDelivery, Person, Update
from bot.core.render.words import quoted
from bot.core.topics import whole_address
from bot.ports import Unit
from handlers.commands import start
from handlers.commands.access import AccessRules
from handlers.commands.base import Desk, Request

REFUSED_FOR = timedelta(days=7)
"""How long administrators hear nothing of somebody whom they refused."""

# How many chats and channels a day admins are asked about; the others stand in /users.
_ASKED_A_DAY = 20
# For how many chats a day one person makes them be asked.
_ASKED_FOR_ONE = 3
_ASKED = "channels_asked"
_SHOWN = 100

Admins = Callable[[Unit], Sequence[Destination]]


def ask(
    unit: Unit,
    update: Update,
    chat: Destination,
    admins: Admins,
    texts: Mapping[Language, Texts],
    now: datetime,
) -> bool:
    """Tell the administrators that somebody wants in, once a chat and day and not too often in all; whether they know
    of it. Of who was refused they hear nothing for a week. `chat` is the whole one, whichever thread was written in."""
    said = unit.state.get(ASKS + str(chat.id))
    today = f"{now:%Y-%m-%d}"
    if (said or "").startswith(today) or _is_refused(unit, update.person, chat, now):
        return said is not None
    told = admins(unit)
    if not told or _asks_much(unit, update.person, today) or not counted(unit, now):
        return said is not None
    unit.state.put(ASKS + str(chat.id), f"{today} {update.person.label}")
    for admin in told:
        message = _question(update, chat, texts[admin.language])
        unit.outbox.add(NewDelivery(f"asks:{chat.id}:{admin.id}:{today}", admin.id, "notice", message), now)
    return True


def door(unit: Unit, chat: Destination) -> Destination:
    """The whole chat of a thread, which is asked about in its place; a new one asks."""
    if not chat.address.thread:
        return chat
    whole, _ = unit.chats.meet(
        whole_address(chat.address),
        private=chat.private,
        title=chat.title,
        language=chat.language,
        timezone=chat.timezone,
        access="asked",
    )
    return whole


def counted(unit: Unit, now: datetime) -> bool:
    """Whether one more may be asked about today."""
    day, _, number = (unit.state.get(_ASKED) or "").partition(" ")
    asked = int(number) if day == f"{now:%Y-%m-%d}" else 0
    unit.state.put(_ASKED, f"{now:%Y-%m-%d} {asked + 1}")
    return asked < _ASKED_A_DAY


def refuse(unit: Unit, chat: Destination, now: datetime) -> None:
    """The chat, and who asked there last, may not ask again for a while. Nobody is told."""
    chat, until = door(unit, chat), (now + REFUSED_FOR).isoformat()
    _, _, person = (unit.state.get(ASKS + str(chat.id)) or "").partition(" ")
    for name in filter(None, (f"chat {chat.id}", person)):
        unit.state.put(REFUSAL + name, until)


def is_decided(unit: Unit, chat: Destination, now: datetime) -> bool:
    """Whether no request of a chat is open: it was let in, or refused so lately that it could not ask again."""
    if chat.access == "refused":
        return _is_put_off(unit, f"chat {door(unit, chat).id}", now)
    return chat.access != "asked"


def greet(request: Request, chat: Destination, desk: Desk) -> None:
    """Welcome a chat that asked and is let in now, in its language; one that did not ask, such as a channel, is not
    spoken to."""
    asked = desk.unit.state.get(ASKS + str(chat.id))
    if asked is None:
        return
    desk.unit.state.drop(ASKS + str(chat.id))
    for name in (f"chat {chat.id}", asked.partition(" ")[2]):
        desk.unit.state.drop(REFUSAL + name)
    texts = desk.languages(chat.language)
    said = start.run(replace(request, chat=chat, role="viewer", words=()), replace(desk, texts=texts))
    welcome = said.message if isinstance(said, Reply) else said
    told = texts.say("You were let in.") if chat.private else texts.say("From now on this chat is served.")
    message = replace(welcome, blocks=(block(told), *welcome.blocks))
    key = f"greets:{chat.id}:{desk.now.isoformat()}"
    desk.unit.outbox.add(NewDelivery(key, chat.id, "notice", message), desk.now)


def enter(
    unit: Unit, update: Update, chat: Destination, code: str, rules: AccessRules, now: datetime
) -> Destination | None:
    """The chat as it is after its invitation was used; None where the code is none, or not of use here. One person is
    let in by a code, alone with the bot; who was refused is not, and a code is worth what its author is."""
    invite = unit.invites.get(code)
    if chat.access == "allowed" or not update.private or invite is None or not invite.is_good(now):
        return None
    outside = "refused" in (chat.access, door(unit, chat).access) or _is_refused(unit, update.person, chat, now)
    if outside or rules.role(unit, _named(invite.author)) != "admin":
        return None
    if not unit.invites.use(code, update.person.label, now):
        return None
    unit.roles.grant(chat.id, update.person, invite.role, invite.author, now)
    details = {"chat": chat.id, "to": invite.role, "by": invite.author}
    unit.people.record(update.person, "invited", details, now)
    unit.state.drop(ASKS + str(chat.id))
    return unit.chats.change(chat.id, access="allowed")


def _asks_much(unit: Unit, person: Person, today: str) -> bool:
    """Whether somebody was asked about in several chats today."""
    return list(unit.state.all(ASKS).values()).count(f"{today} {person.label}") >= _ASKED_FOR_ONE


def _is_refused(unit: Unit, person: Person, chat: Destination, now: datetime) -> bool:
    return any(_is_put_off(unit, name, now) for name in (f"chat {chat.id}", person.label))


def _is_put_off(unit: Unit, name: str, now: datetime) -> bool:
    end = unit.state.get(REFUSAL + name)
    return end is not None and now < datetime.fromisoformat(end)


def _named(label: str) -> Person:
    platform, _, user = label.partition(":")
    return Person(platform, user)


def _question(update: Update, chat: Destination, texts: Texts) -> Message:
    who = quoted(update.person.name or update.person.label, _SHOWN)
    label = texts.ltr(update.person.label)
    words = texts.say("{who} ({label}) asks for access.", who=who, label=label)
    if not update.private:
        title = quoted(chat.title or chat.address.chat, _SHOWN)
        words = texts.say("{who} ({label}) asks for access for the group “{title}”.", who=who, label=label, title=title)
    row = (
        Button(texts.say("Let in {n}", n=chat.id), f"/users allow {chat.id}"),
        Button(texts.say("Refuse {n}", n=chat.id), f"/users refuse {chat.id}"),
    )
    return Message((block(words),), texts.language, (row,))
