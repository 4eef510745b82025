"""What became of a send is noted: what is marked, who is left alone, what is tried again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.core import retry
from bot.core.errors import SendError
from bot.core.model import Delivery
from bot.ports import Messenger, Meter, Store, Unit

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Notes them, each in a transaction of its own, then counts them and tells the log. Raises StoreError."""

    store: Store
    messenger: Messenger
    clock: Callable[[], datetime]
    luck: Callable[[], float]
    meter: Meter
    sender: str | None = None

    def sent(self, delivery: Delivery, message_id: str, parts: int) -> None:
        """A part of it arrived, of so many."""
        now = self.clock()
        with self.store.begin() as unit:
            unit.outbox.called(delivery.id, now, message_id)
            if delivery.part + 1 < parts:
                unit.outbox.part_sent(delivery.id, delivery.part, message_id, now)
            else:
                unit.outbox.sent(delivery.id, message_id, now)
                if delivery.left:
                    unit.outbox.removed(delivery.id, delivery.left)
            unit.outbox.hold(delivery.destination.id, now + self.messenger.limits.pause)
        self._account(delivery, (now - delivery.created).total_seconds(), parts)

    def _account(self, delivery: Delivery, lag: float, parts: int) -> None:
        """Of a part that was sent; the last one completes the delivery."""
        if delivery.part + 1 >= parts:
            self.meter.sent(self.messenger.platform, delivery.kind, lag)
        done = "delivery.edited" if delivery.edits else "delivery.sent"
        log.info(done, part=delivery.part, alert=delivery.alert_id, kind=delivery.kind, lag=round(lag, 3))

    def failed(self, delivery: Delivery, error: SendError) -> None:
        """The call for it failed."""
        now = self.clock()
        log.warning("delivery.failed", failure=error.failure, reason=error.reason)
        decision = retry.after(error, delivery, now, self.luck())
        with self.store.begin() as unit:
            if not unit.outbox.holds(delivery, self.sender):
                return  # another process sends it, as a possible repeat: what comes of that counts
            unit.outbox.called(delivery.id, now)
            # It may have arrived after all.
            unit.outbox.hold(delivery.destination.id, now + self.messenger.limits.pause)
            match decision:
                case retry.Again() as again:
                    _again(unit, delivery, again, error)
                case retry.Move(chat, at):
                    unit.outbox.retry(delivery.id, at, error.reason, doubtful=False, counted=True)
                    unit.chats.move(delivery.destination.id, chat)
                case retry.Leave():
                    unit.outbox.vanished(delivery.id, now)
                case retry.GiveUp() as given_up:
                    _give_up(unit, delivery, given_up, now)
        self.meter.failed(self.messenger.platform, error.failure)
        if isinstance(decision, retry.GiveUp):
            self.meter.gave_up(self.messenger.platform)
            log.error("delivery.dead", kind=delivery.kind, alert=delivery.alert_id, reason=decision.reason)


def _again(unit: Unit, delivery: Delivery, again: retry.Again, error: SendError) -> None:
    how = {"plain": again.plain, "tighter": again.tighter, "alone": again.alone, "afresh": again.afresh}
    unit.outbox.retry(delivery.id, again.at, error.reason, doubtful=again.doubtful, counted=again.counted, **how)
    if again.holds is retry.Scope.CHAT:
        unit.outbox.hold(delivery.destination.id, again.at)
    elif again.holds is retry.Scope.PLATFORM:
        unit.outbox.stop(delivery.destination.address.platform, again.at, error.reason)


def _give_up(unit: Unit, delivery: Delivery, given_up: retry.GiveUp, now: datetime) -> None:
    unit.outbox.dead(delivery.id, given_up.reason, now)
    if given_up.gone:
        unit.chats.lose(delivery.destination.id, whole=given_up.gone == "chat")
