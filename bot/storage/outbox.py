"""Deliveries: pending, sending (leased), sent, dead."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, bindparam, case, or_, select, true, update
from sqlalchemy import cast as sql_cast

from bot.core.message import FLEETING, Message
from bot.core.model import Address, Delivery, DeliveryState, Destination, NewDelivery, Told
from bot.core.pace import UNLIMITED, Limits, Share
from bot.storage import calls, hearing, retelling, rows, standing, waiting
from bot.storage.chats import same_chat
from bot.storage.claiming import claim_statement, note_overtaking
from bot.storage.owners import gone
from bot.storage.posting import post, post_all
from bot.storage.stops import Stops
from bot.storage.tables import calls as calls_table
from bot.storage.tables import deliveries, destinations

_IN_FLIGHT = deliveries.c.state == "sending"
_TO_CHAT = destinations.c.id == deliveries.c.destination_id


_WIPED = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("delivery"), deliveries.c.kind == "reply")
    .where(sql_cast(deliveries.c.message, Text).contains(f'"{FLEETING}"'))
    .values(message=Message(()).as_dict())
)
"""What is not kept once it was sent. (In what people typed the quotation marks are escaped.)"""


class SqlOutbox:
    """See the port `Outbox`."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._stops = connection, Stops(connection)

    def add(self, delivery: NewDelivery, now: datetime) -> bool:
        return post(self._connection, delivery, now)

    def add_all(self, new: Sequence[NewDelivery], now: datetime) -> None:
        post_all(self._connection, new, now)

    def claim(
        self,
        platform: str,
        now: datetime,
        lease: float,
        limit: int,
        limits: Limits = UNLIMITED,
        sender: str | None = None,
        share: Share = "all",
    ) -> Sequence[Delivery]:
        """A lease that ran out counts as an attempt. Transactions that claim for one platform take turns."""
        calls.take_turns(self._connection, platform)
        self._free_of_the_dead(platform, now)
        if self._stops.holds(platform, now):
            return []
        room = calls.room(self._connection, platform, limits, now)
        most = limit if room is None else min(limit, room)
        if most <= 0:
            return []
        ids = list(
            self._connection.execute(claim_statement(platform, now, lease, most, limits, sender, share)).scalars()
        )
        note_overtaking(self._connection, platform, ids, now)
        chosen = select(deliveries).where(deliveries.c.id.in_(ids)).order_by(deliveries.c.priority, deliveries.c.id)
        taken = retelling.aimed(self._connection, self._load(chosen), now)
        calls.begin(self._connection, taken, now)
        return taken

    def _free_of_the_dead(self, platform: str, now: datetime) -> None:
        """End the leases of processes that are gone. (An embedded database has one process.)"""
        if self._connection.dialect.name == "sqlite":
            return
        held = select(deliveries.c.sender).where(_IN_FLIGHT, deliveries.c.sender.is_not(None)).distinct()
        names = self._connection.scalars(held.where(deliveries.c.lease_until > now)).all()
        if dead := gone(self._connection, names):
            self._release(platform, now, deliveries.c.sender.in_(dead))

    def release(self, platform: str, now: datetime) -> int:
        return self._release(platform, now)

    def _release(self, platform: str, now: datetime, *which: ColumnElement[bool]) -> int:
        own = select(destinations.c.id).where(destinations.c.platform == platform)
        left = update(deliveries).where(_IN_FLIGHT, deliveries.c.destination_id.in_(own), *which)
        changed = left.values(lease_until=now).returning(deliveries.c.id)
        ids = self._connection.execute(changed).scalars().all()
        calls.end(self._connection, ids, now)
        return len(ids)

    def called(self, delivery_id: int, now: datetime, message_id: str | None = None) -> None:
        calls.end(self._connection, [delivery_id], now, message_id)

    def holds(self, delivery: Delivery, sender: str | None) -> bool:
        own = deliveries.c.sender.is_not_distinct_from(sender)
        asked = select(deliveries.c.id).where(deliveries.c.id == delivery.id, deliveries.c.part == delivery.part)
        return self._connection.scalar(asked.where(_IN_FLIGHT, own).with_for_update()) is not None

    def part_sent(self, delivery_id: int, part: int, message_id: str, now: datetime) -> None:
        """The id of the first part is the delivery's. Where another process went on meanwhile, this changes nothing."""
        first = case((deliveries.c.part == 0, message_id or None), else_=deliveries.c.message_id)
        changed = {"state": "pending", "ready_at": now, "lease_until": None, "error": None, "message_id": first}
        own = update(deliveries).where(deliveries.c.id == delivery_id, deliveries.c.part == part, _IN_FLIGHT)
        self._connection.execute(own.values(part=part + 1, attempts=0, doubtful=False, **changed))

    def sent(self, delivery_id: int, message_id: str, now: datetime) -> None:
        first = case((deliveries.c.part == 0, message_id or None), else_=deliveries.c.message_id)
        changed = {"state": "sent", "message_id": first, "finished": now, "lease_until": None, "error": None}
        self._connection.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(**changed))
        self._connection.execute(_WIPED, {"delivery": delivery_id})

    def vanished(self, delivery_id: int, now: datetime) -> None:
        """People deleted the message that this edit would have changed: nothing more is sent, nothing refers to it."""
        target = select(deliveries.c.target_id).where(deliveries.c.id == delivery_id).scalar_subquery()
        self._connection.execute(update(deliveries).where(deliveries.c.id == target).values(message_id=None))
        self._connection.execute(update(calls_table).where(calls_table.c.delivery_id == target).values(message_id=None))
        changed = {"state": "sent", "finished": now, "lease_until": None, "error": retelling.VANISHED}
        self._unsent(delivery_id, changed)

    def removed(self, delivery_id: int, message_ids: Collection[str]) -> None:
        calls.removed(self._connection, message_ids, delivery_id)

    def retry(
        self,
        delivery_id: int,
        at: datetime,
        error: str,
        *,
        doubtful: bool,
        counted: bool,
        plain: bool = False,
        tighter: bool = False,
        alone: bool = False,
        afresh: bool = False,
    ) -> None:
        """Once doubtful stays doubtful, and plain plain. A delivery that was sent meanwhile stays sent. Cut tighter,
        it begins anew, and is doubtful where a part of it had arrived."""
        changed: dict[str, Any] = {"state": "pending", "ready_at": at, "lease_until": None, "error": error}
        changed["attempts"] = deliveries.c.attempts + int(counted)
        changed["doubtful"] = true() if doubtful else deliveries.c.doubtful
        if plain:
            changed["plain"] = true()
        if alone or afresh:
            changed |= {"target_id": None, "reply_to": None}
        if afresh:
            changed["kind"] = "reply"
        if tighter:
            begun = or_(deliveries.c.doubtful, deliveries.c.part > 0)
            changed |= {"tight": deliveries.c.tight + 1, "part": 0, "doubtful": begun}
        self._unsent(delivery_id, changed)

    def dead(self, delivery_id: int, error: str, now: datetime) -> None:
        self._unsent(delivery_id, {"state": "dead", "finished": now, "lease_until": None, "error": error})

    def hold(self, destination_id: int, until: datetime) -> None:
        """A later time that was set before stays. All threads of the chat wait."""
        self._hold(until, same_chat(destination_id))

    def hold_all(self, platform: str, until: datetime) -> None:
        self._hold(until, destinations.c.platform == platform)

    def stop(self, platform: str, until: datetime, reason: str) -> None:
        self._stops.stop(platform, until, reason)

    def go_on(self, platform: str) -> None:
        self._stops.go_on(platform)

    def stopped(self, now: datetime) -> Mapping[str, str]:
        return self._stops.stopped(now)

    def held(self, until: datetime) -> Sequence[tuple[Destination, datetime]]:
        chosen = select(destinations).where(destinations.c.ready_at > until, destinations.c.access == "allowed")
        found = self._connection.execute(chosen.order_by(destinations.c.ready_at.desc())).mappings()
        return [(rows.destination(row), row["ready_at"]) for row in found]

    def died(self, since: datetime) -> tuple[int, datetime | None]:
        return waiting.died(self._connection, since)

    def failed(self, limit: int = 100) -> Sequence[Delivery]:
        dead = select(deliveries).where(deliveries.c.state == "dead")
        return self._load(dead.order_by(deliveries.c.finished.desc(), deliveries.c.id.desc()).limit(limit))

    def revive(self, delivery_ids: Collection[int] | None, now: datetime) -> int:
        """Attempts are counted anew."""
        there = select(destinations.c.id).where(destinations.c.access != "gone")
        dead = update(deliveries).where(deliveries.c.state == "dead", deliveries.c.destination_id.in_(there))
        if delivery_ids is not None:
            dead = dead.where(deliveries.c.id.in_(delivery_ids))
        changed = {"state": "pending", "ready_at": now, "finished": None, "attempts": 0}
        return self._connection.execute(dead.values(**changed)).rowcount

    def told(self, story_ids: Collection[int]) -> Mapping[int, Sequence[Told]]:
        return hearing.told(self._connection, story_ids)

    def revise(self, changes: Sequence[tuple[Told, Message]], now: datetime) -> None:
        retelling.revise(self._connection, changes, now)

    def counts(self, states: Collection[DeliveryState] | None = None) -> dict[tuple[str, str], int]:
        return waiting.counts(self._connection, states)

    def oldest(self, now: datetime) -> datetime | None:
        return waiting.oldest(self._connection, now)

    def soonest(self, platform: str, now: datetime, until: datetime) -> datetime | None:
        return waiting.soonest(self._connection, platform, now, until)

    def alert_of(self, address: Address, message_id: str) -> int | None:
        return standing.alert_of(self._connection, address, message_id)

    def delivery_of(self, address: Address, message_id: str) -> int | None:
        return standing.delivery_of(self._connection, address, message_id)

    def answered(self, key: str) -> tuple[int, str | None] | None:
        return standing.answered(self._connection, key)

    def offered(self, delivery_id: int) -> Collection[str]:
        return standing.offered(self._connection, delivery_id)

    def rewrite(self, delivery_id: int, message: Message, now: datetime) -> None:
        retelling.rewrite(self._connection, delivery_id, message, now)

    def _hold(self, until: datetime, which: ColumnElement[bool]) -> None:
        ready_at = destinations.c.ready_at
        later = update(destinations).where(which, or_(ready_at.is_(None), ready_at < until))
        self._connection.execute(later.values(ready_at=until))

    def _unsent(self, delivery_id: int, changed: dict[str, Any]) -> None:
        own = update(deliveries).where(deliveries.c.id == delivery_id, deliveries.c.state != "sent")
        self._connection.execute(own.values(**changed))

    def _load(self, chosen: Select[Any]) -> Sequence[Delivery]:
        found = self._connection.execute(chosen).all()
        wanted = select(destinations).where(destinations.c.id.in_({row.destination_id for row in found}))
        chats = {row["id"]: rows.destination(row) for row in self._connection.execute(wanted).mappings()}
        return [rows.delivery(row, chats[row.destination_id]) for row in found]
