"""Outbox rows reach their chats: claim with a lease, send, mark.

A row is `sending` before the platform is called. What is found in that state after its lease ran out has an
unknown outcome: it is sent again, marked as a possible repeat.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

import structlog

from bot.core import retry
from bot.core.errors import SendError, SendFailure, StoreError
from bot.core.language import Texts
from bot.core.model import Delivery, Language
from bot.core.render.notes import repeat_note
from bot.ports import Messenger, Store, Unit

log = structlog.get_logger()

# A send that takes longer than this is taken as lost; the platform adapters time out well before.
LEASE_SECONDS = 90.0
# How many messages of one platform are under way at once, each to another chat.
BATCH = 25
# One message a second and chat, as Telegram and Slack ask for.
SPACING = timedelta(seconds=1)
# While a slow send is under way, the other chats are looked after this often (seconds).
TOP_UP = 1.0
# What was sent is noted, also when the database is locked for a while: so often, well within the lease.
NOTE_TRIES = 10


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Sends what is due on one platform.

    `pause` is between two tries to note an outcome, in seconds; `spacing` between two messages to one chat.
    """

    store: Store
    messenger: Messenger
    texts: Mapping[Language, Texts]
    clock: Callable[[], datetime]
    luck: Callable[[], float]
    pause: float = 2.0
    spacing: timedelta = SPACING

    async def work(self) -> int:
        """Send what is due until nothing is under way; returns how many rows were claimed.

        A slow send holds up its own chat only. When cancelled, what is under way counts as unknown once its lease
        is over. Raises StoreError when the database fails, after the sends under way have ended.
        """
        sends = _Sends()
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

    async def _top_up(self, sends: "_Sends") -> bool:
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
            return list(unit.outbox.claim(self.messenger.platform, self.clock(), LEASE_SECONDS, limit))

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            message_id = await self.messenger.send(self._marked(delivery))
        except SendError as error:
            await self._note(self._failed, delivery, error)
        except Exception as error:
            log.exception("delivery.crashed", delivery=delivery.id, platform=self.messenger.platform)
            await self._note(self._failed, delivery, SendError(SendFailure.UNKNOWN, type(error).__name__))
        else:
            await self._note(self._sent, delivery, message_id)

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

    def _marked(self, delivery: Delivery) -> Delivery:
        if not delivery.doubtful:
            return delivery
        texts = self.texts[cast(Language, delivery.message.language)]
        return replace(delivery, message=repeat_note(delivery.message, texts))

    def _sent(self, delivery: Delivery, message_id: str) -> None:
        now = self.clock()
        with self.store.begin() as unit:
            unit.outbox.sent(delivery.id, message_id, now)
            unit.outbox.hold(delivery.destination.id, now + self.spacing)
        lag = (now - delivery.created).total_seconds()
        log.info("delivery.sent", delivery=delivery.id, alert=delivery.alert_id, kind=delivery.kind, lag=round(lag, 3))

    def _failed(self, delivery: Delivery, error: SendError) -> None:
        now = self.clock()
        log.warning("delivery.failed", delivery=delivery.id, failure=error.failure, reason=error.reason)
        decision = retry.after(error, delivery.attempts, delivery.created, now, self.luck(), doubtful=delivery.doubtful)
        with self.store.begin() as unit:
            unit.outbox.hold(delivery.destination.id, now + self.spacing)  # it may have arrived after all
            match decision:
                case retry.Again() as again:
                    _again(unit, delivery, again, error)
                case retry.Move(chat, at):
                    unit.outbox.retry(delivery.id, at, error.reason, doubtful=False, counted=True)
                    unit.chats.move(delivery.destination.id, chat)
                case retry.GiveUp(reason, gone):
                    _give_up(unit, delivery, reason, gone, now)


class _Sends:
    """The sends that are under way."""

    def __init__(self) -> None:
        self.running: set[asyncio.Task[None]] = set()
        self.claimed = 0
        self.trouble: BaseException | None = None

    def start(self, work: Iterable[Coroutine[Any, Any, None]]) -> None:
        """Begin some more."""
        tasks = {asyncio.create_task(one) for one in work}
        self.running |= tasks
        self.claimed += len(tasks)

    async def wait(self, seconds: float) -> None:
        """Until all have ended, at most so long; the first failure is kept."""
        done, self.running = await asyncio.wait(self.running, timeout=seconds)
        for task in done:
            self.trouble = self.trouble or task.exception()

    async def cancel(self) -> None:
        """End what is still under way."""
        for task in self.running:
            task.cancel()
        await asyncio.gather(*self.running, return_exceptions=True)


def _again(unit: Unit, delivery: Delivery, again: retry.Again, error: SendError) -> None:
    unit.outbox.retry(delivery.id, again.at, error.reason, doubtful=again.doubtful, counted=again.counted)
    if again.hold:
        unit.outbox.hold(delivery.destination.id, again.at)


def _give_up(unit: Unit, delivery: Delivery, reason: str, gone: bool, now: datetime) -> None:
    unit.outbox.dead(delivery.id, reason, now)
    chat = unit.chats.get(delivery.destination.id) if gone else None
    if chat is not None and chat.access == "allowed":  # so that "gone" always means: was let in
        unit.chats.change(chat.id, access="gone")
