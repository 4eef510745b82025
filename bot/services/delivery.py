"""Outbox rows reach their chats: claim with a lease, send, mark.

A row is `sending` before the platform is called. What is found in that state after its lease ran out has an
unknown outcome: it is sent again, marked as a possible repeat.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.core import retry
from bot.core.errors import SendError, SendFailure
from bot.core.language import Texts
from bot.core.model import Delivery, Language
from bot.core.render.notes import repeat_note
from bot.ports import Messenger, Store, Unit

log = structlog.get_logger()

# A send that takes longer than this is taken as lost; the platform adapters time out well before.
LEASE_SECONDS = 90.0
BATCH = 25
# One message a second and chat, as Telegram and Slack ask for.
PAUSE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Sends what is due on one platform."""

    store: Store
    messenger: Messenger
    texts: Mapping[Language, Texts]
    clock: Callable[[], datetime]
    luck: Callable[[], float]

    async def work(self) -> int:
        """Send one batch; returns how many rows were claimed."""
        claimed = await asyncio.to_thread(self._claim)
        async with asyncio.TaskGroup() as group:
            for delivery in claimed:
                group.create_task(self._deliver(delivery))
        return len(claimed)

    def _claim(self) -> list[Delivery]:
        with self.store.begin() as unit:
            return list(unit.outbox.claim(self.messenger.platform, self.clock(), LEASE_SECONDS, BATCH))

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            message_id = await self.messenger.send(self._marked(delivery))
        except SendError as error:
            await asyncio.to_thread(self._failed, delivery, error)
        except Exception as error:
            log.exception("delivery.crashed", delivery=delivery.id, platform=self.messenger.platform)
            unknown = SendError(SendFailure.UNKNOWN, type(error).__name__)
            await asyncio.to_thread(self._failed, delivery, unknown)
        else:
            await asyncio.to_thread(self._sent, delivery, message_id)

    def _marked(self, delivery: Delivery) -> Delivery:
        if not delivery.doubtful:
            return delivery
        texts = self.texts[delivery.destination.language]
        return replace(delivery, message=repeat_note(delivery.message, texts))

    def _sent(self, delivery: Delivery, message_id: str) -> None:
        now = self.clock()
        with self.store.begin() as unit:
            unit.outbox.sent(delivery.id, message_id, now)
            unit.outbox.hold(delivery.destination.id, now + PAUSE)
        lag = (now - delivery.created).total_seconds()
        log.info("delivery.sent", delivery=delivery.id, alert=delivery.alert_id, kind=delivery.kind, lag=round(lag, 3))

    def _failed(self, delivery: Delivery, error: SendError) -> None:
        now = self.clock()
        log.warning("delivery.failed", delivery=delivery.id, failure=error.failure, reason=error.reason)
        with self.store.begin() as unit:
            match retry.after(error, delivery.attempts, delivery.created, now, self.luck()):
                case retry.Again() as again:
                    _again(unit, delivery, again, error)
                case retry.Move(chat):
                    unit.chats.move(delivery.destination.id, chat)
                    unit.outbox.retry(delivery.id, now, error.reason, doubtful=delivery.doubtful, counted=True)
                case retry.GiveUp(reason, gone):
                    _give_up(unit, delivery, reason, gone, now)


def _again(unit: Unit, delivery: Delivery, again: retry.Again, error: SendError) -> None:
    doubtful = again.doubtful or delivery.doubtful
    unit.outbox.retry(delivery.id, again.at, error.reason, doubtful=doubtful, counted=again.counted)
    if again.hold:
        unit.outbox.hold(delivery.destination.id, again.at)


def _give_up(unit: Unit, delivery: Delivery, reason: str, gone: bool, now: datetime) -> None:
    unit.outbox.dead(delivery.id, reason, now)
    chat = unit.chats.get(delivery.destination.id) if gone else None
    if chat is not None and chat.access == "allowed":  # so that "gone" always means: was let in
        unit.chats.change(chat.id, access="gone")
