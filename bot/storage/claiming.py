"""Which deliveries may go now, and taking them: one statement on both databases.

Of each chat and priority only the oldest open delivery may go, so a chat hears things in order; of a chat only one
at a time. What is in flight and lost its lease goes before everything else of its chat.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, Update, and_, case, exists, func, or_, select, update

from bot.storage.tables import deliveries, destinations

_OPEN = ("pending", "sending")
_IN_FLIGHT = deliveries.c.state == "sending"


def claim_statement(platform: str, now: datetime, lease: float, limit: int) -> Update:
    """Mark deliveries as sending and return their ids.

    On PostgreSQL the rows another process is just taking are passed over (the clause is none on SQLite, where
    one transaction writes at a time), and the common table is materialised, so that it is not run twice.
    """
    ready = _ready(platform, now).subquery()
    first = select(ready.c.id).where(ready.c.turn == 1)
    chosen = select(deliveries.c.id).where(deliveries.c.id.in_(first), is_due(now))
    chosen = chosen.order_by(deliveries.c.priority, deliveries.c.id).limit(limit)
    taken = chosen.with_for_update(skip_locked=True, of=deliveries).cte("taken").prefix_with("MATERIALIZED")
    values = {
        "state": "sending",
        "lease_until": now + timedelta(seconds=lease),
        "doubtful": or_(deliveries.c.doubtful, _IN_FLIGHT),
        "attempts": deliveries.c.attempts + case((_IN_FLIGHT, 1), else_=0),
    }
    own = update(deliveries).where(deliveries.c.id.in_(select(taken.c.id)))
    return own.values(**values).returning(deliveries.c.id)


def is_due(now: datetime) -> ColumnElement[bool]:
    """It waits and its time has come, or its lease ran out."""
    waits = and_(deliveries.c.state == "pending", deliveries.c.ready_at <= now)
    return or_(waits, and_(_IN_FLIGHT, deliveries.c.lease_until <= now))


def takes(now: datetime) -> ColumnElement[bool]:
    """Its chat is there and need not be left alone."""
    free = or_(destinations.c.ready_at.is_(None), destinations.c.ready_at <= now)
    return and_(destinations.c.access != "gone", free)


def _ready(platform: str, now: datetime) -> Select[int, int]:
    """Ids of deliveries that may go, with their turn in their chat."""
    heads = select(func.min(deliveries.c.id)).where(deliveries.c.state.in_(_OPEN))
    heads = heads.group_by(deliveries.c.destination_id, deliveries.c.priority)
    order = (deliveries.c.priority, deliveries.c.id)
    turn = func.row_number().over(partition_by=deliveries.c.destination_id, order_by=order).label("turn")
    ready = select(deliveries.c.id, turn).join(destinations, destinations.c.id == deliveries.c.destination_id)
    return ready.where(
        destinations.c.platform == platform,
        takes(now),
        is_due(now),
        or_(_IN_FLIGHT, deliveries.c.id.in_(heads)),
        ~_another_in_flight(),
    )


def _another_in_flight() -> ColumnElement[bool]:
    other = deliveries.alias()
    same_chat = other.c.destination_id == deliveries.c.destination_id
    return exists(select(1).where(same_chat, other.c.state == "sending", other.c.id != deliveries.c.id))
