"""Messages that stand in a chat already: which one an edit changes or an answer follows; bringing one up to date."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from bot.core.message import Message
from bot.core.model import Delivery, Told
from bot.storage import calls, rows
from bot.storage.claiming import PRIORITIES
from bot.storage.statements import add
from bot.storage.tables import alerts, deliveries, destinations

VANISHED = "the message to change is gone"
_FOLDED = "told with the message itself"
_OPEN = ("pending", "sending")


def told(connection: Connection, story_id: int) -> Sequence[Told]:
    """The first alert of a story in each chat that is still let in, by chat."""
    own = select(func.min(deliveries.c.id)).join(alerts, alerts.c.id == deliveries.c.alert_id)
    first = own.where(alerts.c.story_id == story_id, deliveries.c.kind == "alert").group_by(deliveries.c.destination_id)
    chosen = select(destinations, deliveries.c.id.label("delivery_id"), deliveries.c.alert_id)
    chosen = chosen.join(deliveries, deliveries.c.destination_id == destinations.c.id)
    chosen = chosen.where(deliveries.c.id.in_(first), destinations.c.access == "allowed")
    found = connection.execute(chosen.order_by(destinations.c.id)).mappings()
    return [Told(row["delivery_id"], rows.destination(row), row["alert_id"]) for row in found]


def revise(connection: Connection, told: Told, message: Message, now: datetime) -> bool:
    """Have a chat's message read as given: as long as it waits in its own row, else by an edit, of which one waits at
    most. False where it reads so already or people deleted it."""
    words = message.as_dict()
    newest = _newest(connection, told.delivery_id)
    if newest is None or newest.message == words:
        return False
    if newest.state == "pending" and not newest.part:
        _rewrite(connection, newest.id, message=words)
        return True
    if newest.state == "dead" and newest.id == told.delivery_id:
        _rewrite(connection, newest.id, message=words, state="pending", ready_at=now, finished=None, attempts=0)
        return True
    if newest.error == VANISHED:
        return False
    key = f"edit:{told.delivery_id}:{newest.id}"
    values = {"key": key, "destination_id": told.destination.id, "kind": "edit", "priority": PRIORITIES["edit"]}
    times = {"created": now, "ready_at": now, "state": "pending"}
    what = {"alert_id": told.alert_id, "target_id": told.delivery_id, "message": words}
    return add(connection, deliveries, **values, **times, **what)


def aimed(connection: Connection, taken: Sequence[Delivery], now: datetime) -> list[Delivery]:
    """Deliveries that were just claimed, with the platform's ids of the messages that they change or answer.

    An edit of what was never sent becomes that message itself; one of what people deleted is over. Both are left out.
    """
    targets = _targets(connection, [one.id for one in taken])
    messages = calls.messages_of(connection, [row.id for row in targets.values()])
    found = []
    for one in taken:
        target = targets.get(one.id)
        if one.kind == "edit" and (target is None or target.message_id is None):
            _fold(connection, one, target, now)
        else:
            found.append(one if target is None else _aim(one, target, messages.get(target.id, {})))
    return found


def _aim(one: Delivery, target: Any, messages: Mapping[int, str]) -> Delivery:
    """A part more than the message had is an answer to it."""
    edits = messages.get(one.part) if one.kind == "edit" else None
    if one.kind == "edit" and one.part == 0:
        edits = edits or target.message_id
    return replace(one, edits=edits, reply_to=one.reply_to if edits else target.message_id)


def _fold(connection: Connection, edit: Delivery, target: Any, now: datetime) -> None:
    sent = target is None or target.state == "sent"
    if target is not None and not sent:
        waiting = {"state": "pending", "ready_at": now, "finished": None} if target.state == "dead" else {}
        _rewrite(connection, target.id, message=edit.message.as_dict(), **waiting)
    over = {"state": "sent", "finished": now, "lease_until": None, "error": VANISHED if sent else _FOLDED}
    _rewrite(connection, edit.id, **over)


def _newest(connection: Connection, delivery_id: int) -> Row[Any] | None:
    """The delivery itself or the newest edit of it."""
    edits = (deliveries.c.kind == "edit") & (deliveries.c.target_id == delivery_id)
    chosen = select(deliveries).where((deliveries.c.id == delivery_id) | edits)
    return connection.execute(chosen.order_by(deliveries.c.id.desc()).limit(1)).first()


def _targets(connection: Connection, ids: Sequence[int]) -> Mapping[int, Any]:
    """What deliveries change or answer, by their ids."""
    target = deliveries.alias()
    chosen = select(deliveries.c.id.label("own"), target.c.id, target.c.state, target.c.message_id, target.c.part)
    joined = chosen.join(target, target.c.id == deliveries.c.target_id).where(deliveries.c.id.in_(ids))
    return {row.own: row for row in connection.execute(joined)}


def _rewrite(connection: Connection, delivery_id: int, **changed: Any) -> None:
    connection.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(**changed))
