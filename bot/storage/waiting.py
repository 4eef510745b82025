"""How much of the outbox waits, since when and until when, and how much of it failed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from bot.core.model import DeliveryState
from bot.storage.claiming import is_due, takes
from bot.storage.tables import deliveries, destinations

_TO_CHAT = destinations.c.id == deliveries.c.destination_id


def counts(connection: Connection, states: Collection[DeliveryState] | None = None) -> dict[tuple[str, str], int]:
    """Rows by (platform, state), of these states or of all."""
    number = func.count().label("number")
    each = select(deliveries.c.destination_id, deliveries.c.state, number)
    each = each if states is None else each.where(deliveries.c.state.in_(states))
    by_chat = each.group_by(deliveries.c.state, deliveries.c.destination_id).subquery()
    total = select(destinations.c.platform, by_chat.c.state, func.sum(by_chat.c.number))
    grouped = total.join(destinations, destinations.c.id == by_chat.c.destination_id)
    found = connection.execute(grouped.group_by(destinations.c.platform, by_chat.c.state))
    return {(platform, state): int(count) for platform, state, count in found}


def oldest(connection: Connection, now: datetime) -> datetime | None:
    """When the longest waiting delivery was written, of chats that need not be left alone."""
    waiting = select(func.min(deliveries.c.created)).join(destinations, _TO_CHAT)
    unsent = or_(deliveries.c.state == "pending", is_due(now))
    oldest: datetime | None = connection.scalar(waiting.where(unsent, takes(now)))
    return oldest


def soonest(connection: Connection, platform: str, now: datetime, until: datetime) -> datetime | None:
    """The first time up to `until` at which something may become due. Read off the chats that wait and off the
    deliveries that do; which of a chat goes first is not looked at."""
    open_chats = select(deliveries.c.destination_id).where(deliveries.c.state == "pending")
    soon = [destinations.c.ready_at > now, destinations.c.ready_at <= until]
    chat = select(func.min(destinations.c.ready_at)).where(destinations.c.platform == platform, *soon)
    waits = [deliveries.c.state == "pending", deliveries.c.ready_at > now, deliveries.c.ready_at <= until]
    delivery = select(func.min(deliveries.c.ready_at)).join(destinations, _TO_CHAT)
    delivery = delivery.where(destinations.c.platform == platform, takes(now), *waits)
    found = [
        connection.scalar(chat.where(destinations.c.id.in_(open_chats))),
        connection.scalar(delivery),
    ]
    return min((one for one in found if one is not None), default=None)


def died(connection: Connection, since: datetime) -> tuple[int, datetime | None]:
    """How many deliveries failed since then to chats that are still there, and when the last of them did."""
    dead = select(func.count(), func.max(deliveries.c.finished)).select_from(deliveries)
    lately = [deliveries.c.state == "dead", deliveries.c.finished > since, destinations.c.access != "gone"]
    number, newest = connection.execute(dead.join(destinations, _TO_CHAT).where(*lately)).one()
    return int(number), newest
