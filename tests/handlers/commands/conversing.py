"""A chat with the bot as the command tests hold it: real services, a real store, the shipped watchlists."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.answer import Answer
from bot.core.bidi import ISOLATES
from bot.core.message import Message
from bot.core.model import Address, Incoming, Language, Person, Update
from bot.parts import Parts, assemble
from bot.ports import Reader, Store
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from watchlists.outlets import NO_OUTLETS, Outlets

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADMIN = Person("telegram", "1001", "Amina")
STRANGER = Person("telegram", "9", "Nobody")
HOME = Address("telegram", "1001")
ATTACK = "نفذ تنظيم داعش خراسان تفجيرا انتحاريا في قندهار أسفر عن 21 قتيلا. وقال شهود إن داعش خراسان تبنى الهجوم."

_ISOLATED = re.compile(f"[{''.join(ISOLATES)}][^\N{POP DIRECTIONAL ISOLATE}]*\N{POP DIRECTIONAL ISOLATE}")
_LATIN = re.compile("[A-Za-z]+")


@dataclass
class Room:
    """One chat. `say` answers as the bot does; time stands still unless a test moves it."""

    parts: Parts
    person: Person = ADMIN
    address: Address = HOME
    private: bool = True
    now: datetime = NOW
    said: int = 0

    def say(self, text: str, **facts: Any) -> Message:
        """The one reply to a text."""
        (message,) = self.replies(text, **facts)
        return message

    def replies(self, text: str, **facts: Any) -> list[Message]:
        """Every reply to a text, as it comes back out of the outbox's JSON."""
        return [Message.from_dict(json.loads(json.dumps(one.message.as_dict()))) for one in self.answers(text, **facts)]

    def answers(self, text: str, **facts: Any) -> list[Answer]:
        """The same, with where each is shown."""
        self.said += 1
        name = f"{self.address.chat}-{self.person.user}-{self.said}"
        update = Update(self.address.platform, name, self.address, self.person, text, private=self.private)
        return list(self.parts.answering.answer(replace(update, **facts), self.now))

    def other(self, chat: str, person: Person = STRANGER, *, private: bool = True) -> Room:
        """Another chat of the same bot."""
        return Room(self.parts, person, Address("telegram", chat), private, self.now)

    def publish(self, text: str = ATTACK, ago: timedelta = HOUR, **given: Any) -> int | None:
        """An article comes in, and what is due is alerted; the article's id."""
        name = f"{given.get('source', 'outlet')}/{ago.total_seconds():.0f}/{hash(text)}"
        article = Incoming(**{"source": "outlet", "external_id": name, **given}, text=text, published=self.now - ago)
        (taken,) = self.parts.ingest.take([article], self.now)
        self.parts.alerting.speak(self.now)
        return taken.article_id


def room(
    store: Store,
    matcher: Reader,
    language: Language = "en",
    rules: AccessRules | None = None,
    networks: Sequence[str] = (),
    outlets: Outlets = NO_OUTLETS,
    platforms: Sequence[str] = (),
    **given: Any,
) -> Room:
    """A chat of an administrator with a bot of these rules."""
    rules = rules or AccessRules(frozenset({ADMIN.label}))
    parts = assemble(store, matcher, rules, language, "UTC", networks=networks, outlets=outlets, platforms=platforms)
    return Room(parts, **given)


def commands_of(message: Message) -> list[str]:
    """What the buttons of a message say."""
    return [button.command for row in message.buttons for button in row]


def bare_latin(message: Message) -> list[str]:
    """Latin words of an Arabic message that no isolate keeps in order; a label that is Latin throughout is none."""
    shown = [block.text for block in message.blocks]
    labels = [button.label for row in message.buttons for button in row]
    mixed = [label for label in labels if re.search("[\u0600-\u06ff]", label)]
    return [word for text in (*shown, *mixed) for word in _LATIN.findall(_ISOLATED.sub("", text))]


def rows_of(store: SqlStore) -> Mapping[str, list[Any]]:
    """What a chat can change, to compare before and after; the audit log is a part of it."""
    with store.begin() as unit:
        chats = list(unit.chats.all())
        return {
            "chats": chats,
            "subscriptions": [one for chat in chats for one in unit.chats.subscriptions(chat.id)],
            "mutes": list(unit.chats.mutes(datetime.min.replace(tzinfo=UTC))),
            "schedules": [one for chat in chats for one in unit.schedules.of(chat.id)],
            "people": list(unit.people.all()),
            "roles": list(unit.roles.all()),
            "audit": list(unit.people.audit(1000)),
        }
