"""Deliveries: pending, sending (leased), sent, dead."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, bindparam, case, func, or_, select, true, update
from sqlalchemy import cast as sql_cast

from bot.core.message import FLEETING, Message
from bot.core.model import Address, Delivery, DeliveryState, Destination, NewDelivery, Told
from bot.core.pace import UNLIMITED, Limits
from bot.storage import calls, hearing, retelling, rows
from bot.storage.chats import same_chat
from bot.storage.claiming import claim_statement, is_due, overtaking, takes
from bot.storage.posting import post, post_all
from bot.storage.state import SqlState
from bot.storage.tables import calls as calls_table
from bot.storage.tables import deliveries, destinations

STOPPED = "stopped:"
"""What the names of platforms that refuse the token begin with in the state."""
# A stop that ends later than this was noted before the clock was set back.
LONGEST_STOP = timedelta(hours=1)
_JUST_OVER = timedelta(seconds=30)
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
        self._connection, self._state = connection, SqlState(connection)

    def add(self, delivery: NewDelivery, now: datetime) -> bool:
        return post(self._connection, delivery, now)

    def add_all(self, new: Sequence[NewDelivery], now: datetime) -> None:
        post_all(self._connection, new, now)

    def claim(
        self, platform: str, now: datetime, lease: float, limit: int, limits: Limits = UNLIMITED
    ) -> Sequence[Delivery]:
        """A lease that ran out counts as an attempt. Transactions that claim for one platform take turns."""
        calls.take_turns(self._connection, platform)
        if self._is_stopped(platform, now):
            return []
        room = calls.room(self._connection, platform, limits, now)
        most = limit if room is None else min(limit, room)
        if most <= 0:
            return []
        ids = list(self._connection.execute(claim_statement(platform, now, lease, most, limits)).scalars())
        self._note_overtaking(platform, ids, now)
        chosen = select(deliveries).where(deliveries.c.id.in_(ids)).order_by(deliveries.c.priority, deliveries.c.id)
        taken = retelling.aimed(self._connection, self._load(chosen), now)
        calls.begin(self._connection, taken, now)
        return taken

    def release(self, platform: str, now: datetime) -> int:
        own = select(destinations.c.id).where(destinations.c.platform == platform)
        left = update(deliveries).where(_IN_FLIGHT, deliveries.c.destination_id.in_(own))
        changed = left.values(lease_until=now).returning(deliveries.c.id)
        ids = self._connection.execute(changed).scalars().all()
        calls.end(self._connection, ids, now)
        return len(ids)

    def called(self, delivery_id: int, now: datetime, message_id: str | None = None) -> None:
        calls.end(self._connection, [delivery_id], now, message_id)

    def part_sent(self, delivery_id: int, message_id: str, now: datetime) -> None:
        """The id of the first part is the delivery's."""
        first = case((deliveries.c.part == 0, message_id or None), else_=deliveries.c.message_id)
        changed = {"state": "pending", "ready_at": now, "lease_until": None, "error": None, "message_id": first}
        own = update(deliveries).where(deliveries.c.id == delivery_id, _IN_FLIGHT)
        self._connection.execute(own.values(part=deliveries.c.part + 1, attempts=0, doubtful=False, **changed))

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
        self._state.put(STOPPED + platform, json.dumps({"until": until.isoformat(), "reason": reason}))

    def go_on(self, platform: str) -> None:
        self._state.drop(STOPPED + platform)

    def stopped(self, now: datetime) -> Mapping[str, str]:
        """One whose time has just come counts until it was tried again."""
        found = {name.removeprefix(STOPPED): json.loads(value) for name, value in self._state.all(STOPPED).items()}
        return {name: one["reason"] for name, one in found.items() if _ends(one) > now - _JUST_OVER}

    def held(self, until: datetime) -> Sequence[tuple[Destination, datetime]]:
        chosen = select(destinations).where(destinations.c.ready_at > until, destinations.c.access == "allowed")
        found = self._connection.execute(chosen.order_by(destinations.c.ready_at.desc())).mappings()
        return [(rows.destination(row), row["ready_at"]) for row in found]

    def died(self, since: datetime) -> tuple[int, datetime | None]:
        dead = select(func.count(), func.max(deliveries.c.finished)).select_from(deliveries)
        lately = [deliveries.c.state == "dead", deliveries.c.finished > since, destinations.c.access != "gone"]
        number, newest = self._connection.execute(dead.join(destinations, _TO_CHAT).where(*lately)).one()
        return int(number), newest

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
        number = func.count().label("number")
        each = select(deliveries.c.destination_id, deliveries.c.state, number)
        each = each if states is None else each.where(deliveries.c.state.in_(states))
        by_chat = each.group_by(deliveries.c.state, deliveries.c.destination_id).subquery()
        total = select(destinations.c.platform, by_chat.c.state, func.sum(by_chat.c.number))
        grouped = total.join(destinations, destinations.c.id == by_chat.c.destination_id)
        found = self._connection.execute(grouped.group_by(destinations.c.platform, by_chat.c.state))
        return {(platform, state): int(count) for platform, state, count in found}

    def oldest(self, now: datetime) -> datetime | None:
        waiting = select(func.min(deliveries.c.created)).join(destinations, _TO_CHAT)
        unsent = or_(deliveries.c.state == "pending", is_due(now))
        oldest: datetime | None = self._connection.scalar(waiting.where(unsent, takes(now)))
        return oldest

    def soonest(self, platform: str, now: datetime, until: datetime) -> datetime | None:
        """Read off the chats that wait and off the deliveries that do; which of a chat goes first is not looked at."""
        open_chats = select(deliveries.c.destination_id).where(deliveries.c.state == "pending")
        soon = [destinations.c.ready_at > now, destinations.c.ready_at <= until]
        chat = select(func.min(destinations.c.ready_at)).where(destinations.c.platform == platform, *soon)
        waits = [deliveries.c.state == "pending", deliveries.c.ready_at > now, deliveries.c.ready_at <= until]
        delivery = select(func.min(deliveries.c.ready_at)).join(destinations, _TO_CHAT)
        delivery = delivery.where(destinations.c.platform == platform, takes(now), *waits)
        found = [
            self._connection.scalar(chat.where(destinations.c.id.in_(open_chats))),
            self._connection.scalar(delivery),
        ]
        return min((one for one in found if one is not None), default=None)

    def alert_of(self, address: Address, message_id: str) -> int | None:
        """In whichever thread of the chat: an answer to a message may open one. Any part of the alert will do."""
        return self._of_message(address, message_id, select(deliveries.c.alert_id), deliveries.c.alert_id.is_not(None))

    def delivery_of(self, address: Address, message_id: str) -> int | None:
        own = func.coalesce(deliveries.c.target_id, deliveries.c.id)
        standing = select(case((deliveries.c.kind == "edit", own), else_=deliveries.c.id))
        return self._of_message(address, message_id, standing, true())

    def answered(self, key: str) -> tuple[int, str | None] | None:
        own = func.coalesce(deliveries.c.target_id, deliveries.c.id)
        standing = select(case((deliveries.c.kind == "edit", own), else_=deliveries.c.id), deliveries.c.message)
        row = self._connection.execute(standing.where(deliveries.c.key == key)).first()
        return (row[0], row[1].get("whisper")) if row else None

    def rewrite(self, delivery_id: int, message: Message, now: datetime) -> None:
        retelling.rewrite(self._connection, delivery_id, message, now)

    def offered(self, delivery_id: int) -> Collection[str]:
        edits = and_(deliveries.c.kind == "edit", deliveries.c.target_id == delivery_id)
        shown = select(deliveries.c.message).where(or_(deliveries.c.id == delivery_id, edits))
        messages = map(Message.from_dict, self._connection.scalars(shown))
        return {button.command for message in messages for row in message.buttons for button in row}

    def _of_message(
        self, address: Address, message_id: str, chosen: Select[Any], condition: ColumnElement[bool]
    ) -> int | None:
        chat = [destinations.c.platform == address.platform, destinations.c.chat == address.chat]
        parts = select(calls_table.c.delivery_id).where(calls_table.c.message_id == message_id)
        found = chosen.join_from(deliveries, destinations, _TO_CHAT).where(*chat, condition).order_by(deliveries.c.id)
        for own in (deliveries.c.message_id == message_id, deliveries.c.id.in_(parts)):
            number: int | None = self._connection.scalar(found.where(own).limit(1))
            if number is not None:
                return number
        return None

    def _note_overtaking(self, platform: str, ids: list[int], now: datetime) -> None:
        """Count, for each chat, how often in a row an older one was passed over."""
        if not ids:
            return
        chats = select(destinations.c.chat).join(deliveries, _TO_CHAT).where(deliveries.c.id.in_(ids))
        passed = list(self._connection.scalars(overtaking(ids, now)))
        own = update(destinations).where(destinations.c.platform == platform)
        orderly = own.where(destinations.c.chat.in_(chats), destinations.c.chat.not_in(passed))
        self._connection.execute(orderly.where(destinations.c.overtaking > 0).values(overtaking=0))
        if passed:
            more = own.where(destinations.c.chat.in_(passed))
            self._connection.execute(more.values(overtaking=destinations.c.overtaking + 1))

    def _is_stopped(self, platform: str, now: datetime) -> bool:
        value = self._state.get(STOPPED + platform)
        return value is not None and now < _ends(json.loads(value)) <= now + LONGEST_STOP

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


def _ends(stop: Mapping[str, str]) -> datetime:
    return datetime.fromisoformat(stop["until"])
