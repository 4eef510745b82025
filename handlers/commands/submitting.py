"""What is sent in: what is read for whom, and which talk and posts are listened to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.bidi import strip_controls
from bot.core.language import Texts, spoken
from bot.core.material import Material
from bot.core.message import Button, Message, block
from bot.core.model import Address, Destination, Language, NewDelivery, Update
from bot.core.render.words import quoted
from bot.core.submission import MOST_WAITING, has_to_be_opened, lane_of, text_article
from bot.core.wire import storable
from bot.ports import Unit
from bot.services import scans
from handlers.commands import access, admission
from handlers.commands.base import Desk, Request

# Longer texts are not searched while the database waits.
_AT_ONCE = 20_000

Meet = Callable[[Unit, Update], Destination]
Admins = Callable[[Unit], Sequence[Destination]]


def is_submitted(update: Update) -> bool:
    """Whether an update is something to read, and no command that may have something with it."""
    material = update.material
    if material is None or material.purpose != "scan":
        return False
    return not strip_controls(update.text).lstrip().startswith("/")


def submit(material: Material, request: Request, desk: Desk) -> Message | None:
    """Have material read. What needs no fetching is answered at once, the rest as soon as it is read."""
    update, unit = request.update, desk.unit
    if unit.submissions.unread(request.chat.id) >= MOST_WAITING:
        return desk.reply(desk.texts.say("I am still reading what was sent before. Send this again in a while."))
    wanted, key = replace(material, purpose="scan"), f"{update.platform}:{update.id}"
    number = unit.submissions.add(
        key, request.chat.id, update.person, wanted, desk.now, reply_to=update.message_id, lane="scan"
    )
    if number is None or has_to_be_opened(wanted) or len(wanted.text) > _AT_ONCE:
        return None
    said = text_article(wanted)
    articles = [storable(said)] if said else []
    unit.submissions.finish(number, articles, desk.now)
    if not articles:
        return desk.reply(desk.texts.say("There is nothing to read in it."))
    found = list(zip(articles, scans.readings(desk.reader, articles, desk.now), strict=True))
    return scans.answer(unit, number, found, (), desk.watchlists, request.chat, desk.texts)


@dataclass(frozen=True, slots=True)
class Ear:
    """Takes talk that nobody addressed to the bot. `admins` are the chats of those who are asked about channels."""

    rules: access.AccessRules
    meet: Meet
    admins: Admins
    texts: Mapping[Language, Texts]

    def overhear(self, unit: Unit, update: Update, now: datetime) -> bool:
        """Have a post read where its chat is listened to; whether that is new. Of any other nothing is kept.

        That the bot came into a channel is taken here too: what is posted next may be there before the inbox is read.
        """
        if "membership" in update.extra:
            return self._move(unit, update, now)
        material = update.material
        if material is None or material.purpose != "listen":
            return False
        chat = self._channel(unit, update, now) if is_channel(update) else _listening(unit, update.address)
        if chat is None or chat.access != "allowed":
            return False
        key = f"{update.platform}:{update.id}"
        lane = lane_of(material)
        return unit.submissions.add(key, chat.id, update.person, material, now, lane=lane) is not None

    def _move(self, unit: Unit, update: Update, now: datetime) -> bool:
        """The bot was put into a channel, or out of it."""
        chat = self.meet(unit, update)
        if update.extra["membership"] == "gone":
            access.leave(unit, chat)
        else:
            self._enter(unit, update, access.wake(unit, chat), now)
        return True

    def _enter(self, unit: Unit, update: Update, chat: Destination, now: datetime) -> Destination:
        """The bot was put into a channel: it is let in where an admin of the bot did that, else they are asked."""
        if chat.access == "asked":
            role = self.rules.role(unit, update.person)
            before, chat = chat, access.let_in(unit, chat, role, self.rules)
            if role == "admin":
                access.note_opened(unit, update, before, chat, now)
        if chat.access == "asked":
            self._ask(unit, chat, now)
        return chat

    def _channel(self, unit: Unit, update: Update, now: datetime) -> Destination | None:
        """A channel that was never heard of had the bot before this bot listened to channels."""
        known = unit.chats.find(update.address)
        return known or self._enter(unit, update, self.meet(unit, update), now)

    def _ask(self, unit: Unit, chat: Destination, now: datetime) -> None:
        if not admission.counted(unit, now):
            return
        for admin in self.admins(unit):
            message = _question(chat, spoken(self.texts, admin))
            unit.outbox.add(NewDelivery(f"asks:{chat.id}:{admin.id}", admin.id, "notice", message), now)


def is_channel(update: Update) -> bool:
    """Whether it comes from a channel that only posts: there nobody can be answered."""
    return bool(update.extra.get("channel"))


def _listening(unit: Unit, address: Address) -> Destination | None:
    """The thread, else its chat, that was told to listen."""
    for place in (address, replace(address, thread="")):
        chat = unit.chats.find(place)
        if chat is not None and chat.listens:
            return chat
    return None


def _question(chat: Destination, texts: Texts) -> Message:
    title = quoted(chat.title or chat.address.chat, 100)
    words = texts.say("I was put into the channel “{title}”. Shall I read what is posted there?", title=title)
    row = (
        Button(texts.say("Let in {n}", n=chat.id), f"/users allow {chat.id}"),
        Button(texts.say("Refuse {n}", n=chat.id), f"/users refuse {chat.id}"),
    )
    return Message((block(words),), texts.language, (row,))
