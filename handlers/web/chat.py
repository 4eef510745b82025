"""The web console as a platform: what is typed comes in, messages are kept where every browser reads them.

A message is delivered when it is stored, so nothing here is ever sent twice or lost between the two.
"""

import asyncio
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import ClassVar

from bot.core.command_line import as_command
from bot.core.errors import SendError, SendFailure
from bot.core.layout import clean_text
from bot.core.message import Message
from bot.core.model import Address, Delivery, Person, Update
from bot.core.pace import UNLIMITED, Limits
from bot.core.transcript import Line
from bot.ports import Front, Hook, Receiver, Store

PLATFORM = "web"
CHAT = "console"
ADDRESS = Address(PLATFORM, CHAT)
PERSON = Person(PLATFORM, CHAT)
ADMIN = PERSON.label
"""Whoever may open the console may administer: on the bot's own machine, or with the token."""


class WebChat:
    """Messenger and Listener of the one conversation that every browser at the console shares."""

    platform = PLATFORM
    limits: Limits = UNLIMITED
    trouble: str | None = None
    hooks: ClassVar[Sequence[Hook]] = ()

    def __init__(self, store: Store, clock: Callable[[], datetime], words: Collection[str] = ()) -> None:
        """`words` need no slash."""
        self._store, self._clock, self._words = store, clock, words
        self._receive: Receiver | None = None
        self._readers = set[asyncio.Event]()

    async def listen(self, receive: Receiver) -> None:
        """Take what browsers send until cancelled."""
        self._receive = receive
        try:
            await asyncio.Event().wait()
        finally:
            self._receive = None

    def attend(self, front: Front) -> None:
        """Pages ask the store themselves."""

    async def hear(self, text: str, key: str, answers: int | None = None) -> Line | None:
        """Somebody typed: keep it in the transcript and hand it on. The same `key` counts once. None where nothing was
        typed. Raises SendError(AWAY) while the bot does not listen, StoreError when it cannot be kept."""
        said = clean_text(text).strip()
        if not said:
            return None
        receive = self._listening()
        line = await asyncio.to_thread(self._said, said, key, answers)
        self._ring()
        update = Update(
            platform=PLATFORM,
            id=key,
            address=ADDRESS,
            person=PERSON,
            text=as_command(said, self._words),
            replied_to=str(answers) if answers else None,
            message_id=str(line.id),
        )
        await receive(update)
        return line

    async def press(self, command: str, line_id: int, key: str) -> None:
        """Somebody pressed a button of a line. Raises like `hear`."""
        receive = self._listening()
        update = Update(
            platform=PLATFORM,
            id=key,
            address=ADDRESS,
            person=PERSON,
            text=clean_text(command),
            replied_to=str(line_id),
            pressed=True,
        )
        await receive(update)

    def parts(self, message: Message, tight: int = 0) -> Sequence[Message]:
        """A page takes it whole."""
        return (message,)

    async def send(self, delivery: Delivery) -> str:
        """Keep a delivery, or put it in the place of the line that it edits; returns the line's number."""
        line_id = await asyncio.to_thread(self._keep, delivery)
        self._ring()
        return str(line_id)

    async def remove(self, address: Address, message_id: str) -> None:
        """Take a line back."""
        if message_id.isdecimal():
            await asyncio.to_thread(self._take_back, int(message_id))
            self._ring()

    @contextmanager
    def reading(self) -> Iterator[asyncio.Event]:
        """An event that is set whenever something changed in the chat; whoever waits for it clears it."""
        event = asyncio.Event()
        self._readers.add(event)
        try:
            yield event
        finally:
            self._readers.discard(event)

    async def close(self) -> None:
        """Wake whoever still reads."""
        self._ring()

    def _listening(self) -> Receiver:
        if self._receive is None:
            raise SendError(SendFailure.AWAY, "the bot is starting or stopping")
        return self._receive

    def _said(self, said: str, key: str, answers: int | None) -> Line:
        with self._store.begin() as unit:
            return unit.transcript.say(CHAT, key, said, self._clock(), answers)

    def _keep(self, delivery: Delivery) -> int:
        with self._store.begin() as unit:
            if delivery.edits and delivery.edits.isdecimal():
                line_id = int(delivery.edits)
                if not unit.transcript.change(CHAT, line_id, delivery.message):
                    raise SendError(SendFailure.REFUSED, "the line is gone")
                return line_id
            key, reply_to = f"delivery:{delivery.id}:{delivery.part}", _number(delivery.reply_to)
            alert = delivery.alert_id
            kept = unit.transcript.put(
                CHAT, key, delivery.message, self._clock(), reply_to=reply_to, alert_id=alert, facts=_facts(delivery)
            )
            return kept.id

    def _take_back(self, line_id: int) -> None:
        with self._store.begin() as unit:
            unit.transcript.take_back(CHAT, line_id)

    def _ring(self) -> None:
        for event in self._readers:
            event.set()


def _facts(delivery: Delivery) -> dict[str, object]:
    """What the page shows an alert by, and whether it makes itself heard."""
    return {"kind": delivery.kind, "silent": delivery.silent}


def _number(message_id: str | None) -> int | None:
    return int(message_id) if message_id and message_id.isdecimal() else None
