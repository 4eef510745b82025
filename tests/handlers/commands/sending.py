"""What is sent in to the chats of the command tests, and the services that read it there."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

from bot.core.material import Material
from bot.core.message import Message
from bot.core.model import Address, Person, Update
from bot.services.reading import Submitting
from tests.bot.services.sending_in import FakeOpener
from tests.handlers.commands.conversing import ATTACK, NOW, Room

POST = "https://t.me/wadi_echo/7"
SENT = Material("scan", ATTACK, source="صدى الوادي", url=POST, post="7", published=NOW)
LINK = "https://outlet.example/1"
LINKED = Material("scan", LINK, (LINK,), source="Amina")


def replies(room: Room, material: Material, text: str = "", **facts: Any) -> list[Message]:
    """What is said at once to something that is sent in."""
    return room.replies(text, material=material, message_id="7", **facts)


def read(room: Room) -> list[Message]:
    """What is said after everything that waits was read; it is taken out of the outbox."""
    parts = room.parts
    opener = FakeOpener()
    submitting = Submitting(parts.store, opener, parts.reader, parts.texts, parts.ingest.take, lambda: room.now)
    asyncio.run(submitting.work())
    with parts.store.begin() as unit:
        found = list(unit.outbox.claim("telegram", room.now, 60, 99))
        for one in found:
            unit.outbox.sent(one.id, "x", room.now)
    return [Message.from_dict(json.loads(json.dumps(one.message.as_dict()))) for one in found]


def post(material: Material, chat: str = "-100777", **facts: Any) -> Update:
    """A post of a channel."""
    name = str(facts.pop("id", material.post))
    person = Person("telegram", chat, material.source)
    given = {"private": False, "addressed": False, "extra": {"title": material.source, "channel": True}, **facts}
    update = Update("telegram", name, Address("telegram", chat), person, "", **given)
    return replace(update, material=replace(material, purpose="listen"))
