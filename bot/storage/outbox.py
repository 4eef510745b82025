"""Deliveries: pending, sending (leased), sent, dead."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select, true, update
from sqlalchemy.exc import IntegrityError

from bot.core.model import Address, Delivery, NewDelivery
from bot.storage import rows
from bot.storage.claiming import claim_statement, is_due, takes
from bot.storage.statements import add
from bot.storage.tables import alerts, deliveries, destinations

CRITICAL = 2
PRIORITIES = {"reply": 0, "notice": 1, "alert": 3, "digest": 4}
"""Lower goes first; an alert of critical severity has CRITICAL."""

_IN_FLIGHT = deliveries.c.state == "sending"
_TO_CHAT = destinations.c.id == deliveries.c.destination_id


class SqlOutbox:
    """See the port `Outbox`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, delivery: NewDelivery, now: datetime) -> bool:
        return add(
            self._connection,
            deliveries,
            key=delivery.key,
            destination_id=delivery.destination_id,
            kind=delivery.kind,
            priority=self._priority(delivery),
            state="pending",
            created=now,
            ready_at=now,
            alert_id=delivery.alert_id,
            reply_to=delivery.reply_to,
            message=delivery.message.as_dict(),
        )

    def claim(self, platform: str, now: datetime, lease: float, limit: int) -> Sequence[Delivery]:
        """A lease that ran out counts as an attempt. Where two processes claim for one chat in the same moment, the
        database refuses one of them, and it takes nothing this time."""
        statement = claim_statement(platform, now, lease, limit)
        try:
            with self._connection.begin_nested():
                ids = self._connection.execute(statement).scalars().all()
        except IntegrityError:
            return []
        chosen = select(deliveries).where(deliveries.c.id.in_(ids))
        return self._load(chosen.order_by(deliveries.c.priority, deliveries.c.id))

    def release(self, platform: str, now: datetime) -> int:
        own = select(destinations.c.id).where(destinations.c.platform == platform)
        left = update(deliveries).where(_IN_FLIGHT, deliveries.c.destination_id.in_(own))
        return self._connection.execute(left.values(lease_until=now)).rowcount

    def sent(self, delivery_id: int, message_id: str, now: datetime) -> None:
        changed = {"state": "sent", "message_id": message_id, "finished": now, "lease_until": None, "error": None}
        self._connection.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(**changed))

    def retry(self, delivery_id: int, at: datetime, error: str, *, doubtful: bool, counted: bool) -> None:
        """Once doubtful stays doubtful. A delivery that was sent meanwhile stays sent."""
        changed: dict[str, Any] = {"state": "pending", "ready_at": at, "lease_until": None, "error": error}
        changed["attempts"] = deliveries.c.attempts + int(counted)
        changed["doubtful"] = true() if doubtful else deliveries.c.doubtful
        self._unsent(delivery_id, changed)

    def dead(self, delivery_id: int, error: str, now: datetime) -> None:
        self._unsent(delivery_id, {"state": "dead", "finished": now, "lease_until": None, "error": error})

    def hold(self, destination_id: int, until: datetime) -> None:
        """A later time that was set before stays."""
        ready_at = destinations.c.ready_at
        own = update(destinations).where(destinations.c.id == destination_id)
        self._connection.execute(own.where(or_(ready_at.is_(None), ready_at < until)).values(ready_at=until))

    def failed(self, limit: int = 100) -> Sequence[Delivery]:
        dead = select(deliveries).where(deliveries.c.state == "dead")
        return self._load(dead.order_by(deliveries.c.finished.desc(), deliveries.c.id.desc()).limit(limit))

    def revive(self, delivery_ids: Collection[int] | None, now: datetime) -> int:
        """Attempts are counted anew."""
        dead = update(deliveries).where(deliveries.c.state == "dead")
        if delivery_ids is not None:
            dead = dead.where(deliveries.c.id.in_(delivery_ids))
        changed = {"state": "pending", "ready_at": now, "finished": None, "attempts": 0}
        return self._connection.execute(dead.values(**changed)).rowcount

    def counts(self) -> dict[tuple[str, str], int]:
        number = func.count().label("number")
        each = select(deliveries.c.destination_id, deliveries.c.state, number)
        by_chat = each.group_by(deliveries.c.state, deliveries.c.destination_id).subquery()
        total = select(destinations.c.platform, by_chat.c.state, func.sum(by_chat.c.number))
        grouped = total.join(destinations, destinations.c.id == by_chat.c.destination_id)
        found = self._connection.execute(grouped.group_by(destinations.c.platform, by_chat.c.state))
        return {(platform, state): int(count) for platform, state, count in found}

    def oldest(self, now: datetime) -> datetime | None:
        waiting = select(func.min(deliveries.c.created)).join(destinations, _TO_CHAT)
        oldest: datetime | None = self._connection.scalar(waiting.where(is_due(now), takes(now)))
        return oldest

    def alert_of(self, address: Address, message_id: str) -> int | None:
        """In whichever thread of the chat: an answer to a message may open one."""
        chat = [destinations.c.platform == address.platform, destinations.c.chat == address.chat]
        sent = select(deliveries.c.alert_id).join(destinations, _TO_CHAT)
        return self._connection.scalar(sent.where(*chat, deliveries.c.message_id == message_id))

    def _priority(self, delivery: NewDelivery) -> int:
        if delivery.kind == "alert" and delivery.alert_id is not None:
            severity = self._connection.scalar(select(alerts.c.severity).where(alerts.c.id == delivery.alert_id))
            return CRITICAL if severity == "critical" else PRIORITIES["alert"]
        return PRIORITIES[delivery.kind]

    def _unsent(self, delivery_id: int, changed: dict[str, Any]) -> None:
        own = update(deliveries).where(deliveries.c.id == delivery_id, deliveries.c.state != "sent")
        self._connection.execute(own.values(**changed))

    def _load(self, chosen: Select[Any]) -> Sequence[Delivery]:
        found = self._connection.execute(chosen).all()
        wanted = select(destinations).where(destinations.c.id.in_({row.destination_id for row in found}))
        chats = {row["id"]: rows.destination(row) for row in self._connection.execute(wanted).mappings()}
        return [rows.delivery(row, chats[row.destination_id]) for row in found]
