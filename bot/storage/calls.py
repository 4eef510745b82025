"""The log of calls to platforms: what a platform's limits leave room for is counted from it, never from memory.

A call counts from its start until its end and the length of the limit after that, so that no window as long as the
limit holds more calls, at whichever moment of a call the platform counts it.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select, text, update

from bot.core.model import Delivery
from bot.core.pace import MINUTE, SECOND, Limits
from bot.storage.tables import calls, deliveries

# No call takes longer: both adapters give up after less than a minute.
LONGEST_CALL = 5 * MINUTE


def take_turns(connection: Connection, platform: str) -> None:
    """Let no other transaction claim for this platform until this one ends, so that both see the same counts."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"rasid.claim.{platform}"})


def room(connection: Connection, platform: str, limits: Limits, now: datetime) -> int | None:
    """How many calls may begin now; None where there is no limit over all chats."""
    if limits.all_a_second is None:
        return None
    busy = select(func.count()).where(*_counting(platform, now, SECOND))
    return max(0, limits.all_a_second - int(connection.scalar(busy) or 0))


def full_chats(platform: str, limits: Limits, now: datetime) -> Select[str] | None:
    """The chats that have had what a group may get in a minute; None where there is no such limit."""
    if limits.group_a_minute is None:
        return None
    counted = select(calls.c.chat).where(*_counting(platform, now, MINUTE)).group_by(calls.c.chat)
    return counted.having(func.count() >= limits.group_a_minute)


def begin(connection: Connection, claimed: Iterable[Delivery], now: datetime) -> None:
    """Note calls that are about to be made; what an earlier claim left open has ended by now."""
    new = [_row(one, now) for one in claimed]
    if new:
        end(connection, [row["delivery_id"] for row in new], now)
        connection.execute(calls.insert(), new)


def end(connection: Connection, delivery_ids: Collection[object], now: datetime, message_id: str | None = None) -> None:
    """Note that the calls of these deliveries are over, and which message came of it."""
    own = update(calls).where(calls.c.delivery_id.in_(delivery_ids), calls.c.finished.is_(None))
    connection.execute(own.values(finished=now, message_id=message_id or None))


def messages_of(connection: Connection, delivery_ids: Collection[int]) -> Mapping[int, Mapping[int, str]]:
    """The platform's message ids of deliveries, by part, as they stand after their edits."""
    edited = and_(deliveries.c.kind == "edit", deliveries.c.target_id.in_(delivery_ids))
    whole = case((deliveries.c.kind == "edit", deliveries.c.target_id), else_=deliveries.c.id)
    chosen = select(whole, calls.c.part, calls.c.message_id).join(deliveries, deliveries.c.id == calls.c.delivery_id)
    chosen = chosen.where(or_(deliveries.c.id.in_(delivery_ids), edited), calls.c.message_id.is_not(None))
    found: dict[int, dict[int, str]] = {}
    for delivery_id, part, message_id in connection.execute(chosen.order_by(calls.c.id)):
        found.setdefault(delivery_id, {})[part] = message_id
    return found


def removed(connection: Connection, message_ids: Collection[str], delivery_id: int) -> None:
    """Note that these messages of the chat of a delivery stand there no more."""
    chat = select(calls.c.platform, calls.c.chat).where(calls.c.delivery_id == delivery_id).limit(1).subquery()
    same = and_(
        calls.c.platform == select(chat.c.platform).scalar_subquery(),
        calls.c.chat == select(chat.c.chat).scalar_subquery(),
    )
    connection.execute(update(calls).where(same, calls.c.message_id.in_(message_ids)).values(message_id=None))


def _row(delivery: Delivery, now: datetime) -> dict[str, object]:
    address = delivery.destination.address
    where = {"platform": address.platform, "chat": address.chat}
    return {"delivery_id": delivery.id, "part": delivery.part, "started": now, **where}


def _counting(platform: str, now: datetime, length: timedelta) -> tuple[ColumnElement[bool], ...]:
    """Conditions for the calls that still count. One that is said to end later than now was noted before the clock
    was set back; one that has no end for long was made by a process that is gone."""
    over = and_(calls.c.finished > now - length, calls.c.finished <= now + SECOND)
    open_ = and_(calls.c.finished.is_(None), calls.c.started > now - LONGEST_CALL)
    return calls.c.platform == platform, or_(open_, over)
