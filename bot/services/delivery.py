"""Outbox rows reach their chats: claim with a lease, send one part, mark.

A row is `sending` before the platform is called. What is found in that state after its lease ran out has an
unknown outcome: it is sent again, marked as a possible repeat. How much may be sent when is read off the ledger
with each claim.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

import structlog
from structlog.contextvars import bound_contextvars

from bot.core.errors import SendError, SendFailure, StoreError
from bot.core.language import Texts
from bot.core.message import File, Message
from bot.core.model import Delivery, Language
from bot.core.pace import Share
from bot.core.render.notes import fileless_note, repeat_note
from bot.ports import SILENT, Messenger, Meter, Store
from bot.services.outcomes import Outcomes
from bot.services.sends import Sends

log = structlog.get_logger()

# A send that takes longer than this is taken as lost; the platform adapters time out well before.
LEASE_SECONDS = 90.0
# How many messages of one platform are under way at once, each to another chat.
BATCH = 25
# While a slow send is under way, the other chats are looked after this often (seconds).
TOP_UP = 0.25
# The longest that nothing is looked at while nobody rings (seconds).
IDLE = 1.0
# What was sent is noted, also when the database is locked for a while: so often, well within the lease.
NOTE_TRIES = 10


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Sends what is due on one platform. `pause` is between two tries to note an outcome, in seconds; `sender` is this
    process's name, where several send, and `share` what it sends.

    `content` gives the bytes of a file, None where it is kept no longer; it may take its time, and runs in a thread.
    """

    store: Store
    messenger: Messenger
    texts: Mapping[Language, Texts]
    clock: Callable[[], datetime]
    luck: Callable[[], float]
    pause: float = 2.0
    content: Callable[[File], bytes | None] = lambda _: None
    meter: Meter = SILENT
    sender: str | None = None
    share: Share = "all"

    async def work(self) -> int:
        """Send what is due until nothing is under way; returns how many rows were claimed.

        A slow send holds up its own chat only. When cancelled, what is under way counts as unknown once its lease
        is over. Raises StoreError when the database fails, after the sends under way have ended.
        """
        sends = Sends()
        try:
            while await self._top_up(sends):
                await sends.wait(TOP_UP)
                if not sends.running:
                    break
        finally:
            await sends.cancel()
        if sends.trouble is not None:
            raise sends.trouble
        return sends.claimed

    async def until_next(self) -> float:
        """Seconds until something that waits for its time may go, at most IDLE."""
        now = self.clock()
        soonest = await asyncio.to_thread(self._soonest, now)
        return IDLE if soonest is None else max(0.0, (soonest - now).total_seconds())

    @property
    def _outcomes(self) -> Outcomes:
        return Outcomes(self.store, self.messenger, self.clock, self.luck, self.meter, self.sender)

    async def _top_up(self, sends: Sends) -> bool:
        """Start as many sends as there is room for; False when nothing is under way."""
        if sends.trouble is None and len(sends.running) < BATCH:
            try:
                claimed = await asyncio.to_thread(self._claim, BATCH - len(sends.running))
            except StoreError as error:
                sends.trouble = error
            else:
                sends.start(self._deliver(delivery) for delivery in claimed)
        return bool(sends.running)

    def _claim(self, limit: int) -> list[Delivery]:
        with self.store.begin() as unit:
            given = (
                self.messenger.platform,
                self.clock(),
                LEASE_SECONDS,
                limit,
                self.messenger.limits,
                self.sender,
                self.share,
            )
            return list(unit.outbox.claim(*given))

    def _soonest(self, now: datetime) -> datetime | None:
        with self.store.begin(read_only=True) as unit:
            return unit.outbox.soonest(self.messenger.platform, now, now + timedelta(seconds=IDLE))

    async def _deliver(self, delivery: Delivery) -> None:
        """Every line of the log on the way, the platform's own too, says which delivery it is about and its trace."""
        about = {"delivery": delivery.id} | ({"trace": delivery.trace} if delivery.trace else {})
        with bound_contextvars(**about):
            await self._try(delivery)

    async def _try(self, delivery: Delivery) -> None:
        try:
            parts = self.messenger.parts(delivery.message, delivery.tight)
            message_id = await self._send(self._next_part(delivery, parts))
        except SendError as error:
            await self._note(self._outcomes.failed, delivery, error)
        except Exception as error:
            log.exception("delivery.crashed", platform=self.messenger.platform)
            await self._note(self._outcomes.failed, delivery, SendError(SendFailure.UNKNOWN, type(error).__name__))
        else:
            if delivery.left and delivery.part + 1 >= len(parts):
                await self._clear(delivery)
            await self._note(self._outcomes.sent, delivery, message_id, len(parts))

    async def _clear(self, edit: Delivery) -> None:
        """Remove the parts that a message had and has no more. One that stays is the next edit's."""
        for message_id in edit.left:
            await self.messenger.remove(edit.destination.address, message_id)

    def _next_part(self, delivery: Delivery, parts: Sequence[Message]) -> Delivery:
        """The delivery with the part that is to be sent now. Of a reply only the first part answers the question; of
        what follows an alert every part does, so that all of it stands in one thread."""
        if not parts:
            raise SendError(SendFailure.REFUSED, "the message is empty")
        part = parts[min(delivery.part, len(parts) - 1)]
        answers = delivery.part == 0 or delivery.kind != "reply"
        return replace(delivery, message=self._marked(delivery, part), reply_to=delivery.reply_to if answers else None)

    async def _send(self, part: Delivery) -> str:
        """Where a file is refused its words go without it: who asked is not left waiting."""
        try:
            return await self.messenger.send(await self._filled(part))
        except SendError as error:
            if part.message.file is None or error.failure is not SendFailure.REFUSED:
                raise
            log.warning("delivery.without_file", reason=error.reason)
            message = fileless_note(part.message, self.texts[cast(Language, part.message.language)])
            return await self.messenger.send(replace(part, message=message))

    async def _filled(self, part: Delivery) -> Delivery:
        """The delivery with the bytes of the file that this part carries."""
        file = part.message.file
        if file is None:
            return part
        try:
            content = await asyncio.to_thread(self.content, file)
        except StoreError:
            raise
        except Exception as error:
            log.exception("file.failed", file=file.id)
            raise SendError(SendFailure.REFUSED, f"the file cannot be made: {type(error).__name__}") from error
        if content is None:
            raise SendError(SendFailure.REFUSED, "the file is kept no longer")
        return replace(part, content=content)

    async def _note(self, mark: Callable[..., None], *details: object) -> None:
        """Write what became of a delivery, again while the database is locked or away."""
        for turn in range(1, NOTE_TRIES + 1):
            try:
                await asyncio.to_thread(mark, *details)
                return
            except StoreError as error:
                if error.permanent or turn == NOTE_TRIES:
                    raise
            await asyncio.sleep(self.pause)

    def _marked(self, delivery: Delivery, part: Message) -> Message:
        if not delivery.doubtful or delivery.edits or part.whisper:  # to change a message twice is no repeat
            return part
        return repeat_note(part, self.texts[cast(Language, part.language)])
