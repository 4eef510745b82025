"""The web console as a platform: what is typed comes in, messages are kept where every browser reads them.

A message is delivered when it is stored, so nothing here is ever sent twice or lost between the two.
"""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from bot.core.command_line import as_command
from bot.core.errors import SendError, SendFailure
from bot.core.layout import clean_text
from bot.core.message import Message
from bot.core.model import Address, Delivery, Person, Update
from bot.core.pace import UNLIMITED, Limits
from bot.core.transcript import Line
from bot.ports import Front, Hook, Receiver, Store, Unit
from handlers.web.shelf import Shelf

PLATFORM = "web"
CHAT = "console"
ADDRESS = Address(PLATFORM, CHAT)
PERSON = Person(PLATFORM, CHAT)
ADMIN = PERSON.label
"""Whoever may open the console may administer: on the bot's own machine, or with the token."""

NOTE = "note"
"""The fact of a line that is a note to another one, whose button was pressed: the other one's number."""

# So many messages that are not kept can be read, until the bot ends.
_PASSING = 20


class WebChat:
    """Messenger and Listener of the one conversation that every browser at the console shares."""

    platform = PLATFORM
    limits: Limits = UNLIMITED
    trouble: str | None = None
    hooks: ClassVar[Sequence[Hook]] = ()

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        words: Collection[str] = (),
        tell: Callable[[], None] = lambda: None,
    ) -> None:
        """`words` need no slash; `tell` is called when something changed, for browsers at other processes."""
        self._store, self._clock, self._words, self._tell = store, clock, words, tell
        self._receive: Receiver | None = None
        self._readers = set[asyncio.Event]()
        self._passing = OrderedDict[int, Message]()
        self.shelf = Shelf()
        """Pictures that were just sent, or looked at."""

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
        key = f"said:{key}"  # beside those of deliveries
        line = await asyncio.to_thread(self._said, said, key, answers)
        self._ring()
        about = {"replied_to": str(answers) if answers else None, "message_id": str(line.id)}
        await receive(_update(key, as_command(said, self._words), **about))
        return line

    async def press(self, command: str, line_id: int, key: str) -> None:
        """Somebody pressed a button of a line. The same `key` counts once for a button. Raises like `hear`."""
        receive = self._listening()
        which = hashlib.sha256(command.encode("utf-8", "replace")).hexdigest()[:16]
        about = {"replied_to": str(line_id), "pressed": True, "whisper": str(line_id)}
        await receive(_update(f"pressed:{key}:{line_id}:{which}", clean_text(command), **about))

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

    def whole(self, line: Line) -> Line:
        """The line with what it says; of a message that is not kept, as long as this process knows it."""
        return replace(line, message=self._passing.get(line.id, line.message))

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

    def _remember(self, line_id: int, delivery: Delivery) -> None:
        """What the page asks for next: a picture, the words of a message that is not kept."""
        message = delivery.message
        if message.file and message.file.is_picture and delivery.content:
            self.shelf.put(message.file.id, delivery.content)
        self._passing.pop(line_id, None)
        if message.fleeting:
            self._passing[line_id] = message
            while len(self._passing) > _PASSING:
                self._passing.popitem(last=False)

    def _listening(self) -> Receiver:
        if self._receive is None:
            raise SendError(SendFailure.AWAY, "the bot is starting or stopping")
        return self._receive

    def _said(self, said: str, key: str, answers: int | None) -> Line:
        with self._store.begin() as unit:
            return unit.transcript.say(CHAT, key, said, self._clock(), answers)

    def _keep(self, delivery: Delivery) -> int:
        with self._store.begin() as unit:
            edits = _number(delivery.edits)
            line_id = self._change(unit, edits, delivery) if edits else self._put(unit, delivery)
            self._remember(line_id, delivery)  # before anybody sees the line
            return line_id

    def _change(self, unit: Unit, line_id: int, delivery: Delivery) -> int:
        if not unit.transcript.change(CHAT, line_id, _kept(delivery.message)):
            raise SendError(SendFailure.VANISHED, "the line is gone")
        return line_id

    def _put(self, unit: Unit, delivery: Delivery) -> int:
        key, reply_to = f"delivery:{delivery.id}:{delivery.part}", _number(delivery.reply_to)
        about: dict[str, Any] = {"reply_to": reply_to, "alert_id": delivery.alert_id, "facts": _facts(delivery)}
        return unit.transcript.put(CHAT, key, _kept(delivery.message), self._clock(), **about).id

    def _take_back(self, line_id: int) -> None:
        with self._store.begin() as unit:
            unit.transcript.take_back(CHAT, line_id)

    def _ring(self) -> None:
        self.wake()
        self._tell()

    def wake(self) -> None:
        """Something changed in the chat: have those who read it look."""
        for event in self._readers:
            event.set()


def _update(key: str, text: str, **about: Any) -> Update:
    return Update(platform=PLATFORM, id=key, address=ADDRESS, person=PERSON, text=text, **about)


def _kept(message: Message) -> Message:
    """What the database keeps of it."""
    return replace(message, whisper=None, blocks=() if message.fleeting else message.blocks)


def _facts(delivery: Delivery) -> dict[str, object]:
    """What the page shows it by."""
    note = _number(delivery.message.whisper)
    return {"kind": delivery.kind, "silent": delivery.silent} | ({NOTE: note} if note else {})


def _number(message_id: str | None) -> int | None:
    return int(message_id) if message_id and message_id.isdecimal() else None
