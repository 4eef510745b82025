"""Which deliveries may go now, and taking them: one statement on both databases.

Of each thread and priority only the oldest open delivery may go, so a chat hears things in order; of a chat only one
at a time. What is in flight and lost its lease goes before everything else of its chat, then what was begun.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, Update, and_, case, exists, func, or_, select, true, update

from bot.core.pace import LONG_WAIT, OVERTAKEN_AT_MOST, TRIES_IN_PLACE, Limits, Share
from bot.storage.calls import full_chats
from bot.storage.tables import deliveries, destinations

CRITICAL = 2
PRIORITIES = {"reply": 0, "notice": 1, "alert": 3, "digest": 4, "edit": 5}
"""Lower goes first; an alert of critical severity has CRITICAL."""

_OPEN = ("pending", "sending")
_IN_FLIGHT = deliveries.c.state == "sending"
_BEGUN = deliveries.c.part > 0
_TO_CHAT = destinations.c.id == deliveries.c.destination_id


def claim_statement(
    platform: str,
    now: datetime,
    lease: float,
    limit: int,
    limits: Limits,
    sender: str | None = None,
    share: Share = "all",
) -> Update:
    """Mark deliveries as sending and return their ids.

    On PostgreSQL the rows another process is just taking are passed over (the clause is none on SQLite, where
    one transaction writes at a time), and the common table is materialised, so that it is not run twice.
    """
    ready = _ready(platform, now, limits, share).subquery()
    first = select(ready.c.id).where(ready.c.turn == 1)
    chosen = select(deliveries.c.id).where(deliveries.c.id.in_(first), is_due(now))
    chosen = chosen.order_by(_urgency(now), deliveries.c.id).limit(limit)
    taken = chosen.with_for_update(skip_locked=True, of=deliveries).cte("taken").prefix_with("MATERIALIZED")
    values = {
        "state": "sending",
        "lease_until": now + timedelta(seconds=lease),
        "sender": sender,
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


def _is_wanted() -> ColumnElement[bool]:
    """A chat that is not let in gets answers and notices, and nothing that it watched before."""
    return or_(destinations.c.access == "allowed", deliveries.c.priority <= PRIORITIES["notice"])


def note_overtaking(connection: Connection, platform: str, ids: list[int], now: datetime) -> None:
    """Count, for each chat, how often in a row an older one was passed over."""
    if not ids:
        return
    chats = select(destinations.c.chat).join(deliveries, _TO_CHAT).where(deliveries.c.id.in_(ids))
    passed = list(connection.scalars(_overtaking(ids, now)))
    own = update(destinations).where(destinations.c.platform == platform)
    orderly = own.where(destinations.c.chat.in_(chats), destinations.c.chat.not_in(passed))
    connection.execute(orderly.where(destinations.c.overtaking > 0).values(overtaking=0))
    if passed:
        more = own.where(destinations.c.chat.in_(passed))
        connection.execute(more.values(overtaking=destinations.c.overtaking + 1))


def _overtaking(delivery_ids: list[int], now: datetime) -> Select[str]:
    """The chats of these deliveries in which an older one that might go as well still waits."""
    older, its_chat = deliveries.alias(), destinations.alias()
    same = and_(its_chat.c.platform == destinations.c.platform, its_chat.c.chat == destinations.c.chat)
    waits = and_(older.c.state == "pending", older.c.ready_at <= now, older.c.id < deliveries.c.id)
    left = select(1).join_from(older, its_chat, its_chat.c.id == older.c.destination_id).where(same, waits)
    return select(destinations.c.chat).join(deliveries, _TO_CHAT).where(deliveries.c.id.in_(delivery_ids), exists(left))


def _ready(platform: str, now: datetime, limits: Limits, share: Share) -> Select[int, int]:
    """Ids of deliveries that may go, with their turn in their chat."""
    order = (~_IN_FLIGHT, ~_BEGUN, _rank(), deliveries.c.id)
    turn = func.row_number().over(partition_by=destinations.c.chat, order_by=order).label("turn")
    ready = select(deliveries.c.id, turn).join(destinations, _TO_CHAT)
    full = full_chats(platform, limits, now)
    return ready.where(
        destinations.c.platform == platform,
        takes(now),
        _is_wanted(),
        is_due(now),
        or_(_IN_FLIGHT, _BEGUN, deliveries.c.attempts >= TRIES_IN_PLACE, deliveries.c.id.in_(_heads())),
        or_(_IN_FLIGHT, destinations.c.chat.not_in(_busy_chats(platform))),
        or_(deliveries.c.target_id.is_(None), ~_target_is_open()),
        _is_of(share),
        true() if full is None else or_(destinations.c.private, destinations.c.chat.not_in(full)),
    )


def _is_of(share: Share) -> ColumnElement[bool]:
    is_answer = deliveries.c.priority == PRIORITIES["reply"]
    return {"all": true(), "answers": is_answer, "rest": ~is_answer}[share]


def _heads() -> Select[int]:
    """The oldest of each thread and priority; what failed several times is waited for no longer."""
    heads = select(func.min(deliveries.c.id)).where(deliveries.c.state.in_(_OPEN))
    heads = heads.where(deliveries.c.attempts < TRIES_IN_PLACE)
    return heads.group_by(deliveries.c.destination_id, deliveries.c.priority)


def _busy_chats(platform: str) -> Select[str]:
    busy = select(destinations.c.chat).join(deliveries, _TO_CHAT)
    return busy.where(_IN_FLIGHT, destinations.c.platform == platform)


def _target_is_open() -> ColumnElement[bool]:
    """Whether what it changes or answers has still to be sent and was not tried in vain for long."""
    target = deliveries.alias()
    is_open = and_(target.c.state.in_(_OPEN), target.c.attempts < TRIES_IN_PLACE)
    return exists(select(1).where(target.c.id == deliveries.c.target_id, is_open))


def _rank() -> ColumnElement[int]:
    """The priority, unless enough went past the older ones of the chat: then age alone counts."""
    return case((destinations.c.overtaking >= OVERTAKEN_AT_MOST, 0), else_=deliveries.c.priority)


def _urgency(now: datetime) -> ColumnElement[int]:
    """The priority among the chats; who has waited for long is not overtaken for ever."""
    waited = and_(deliveries.c.priority > CRITICAL, deliveries.c.created < now - LONG_WAIT)
    return case((waited, CRITICAL), else_=deliveries.c.priority)
