"""New rows of the outbox."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from bot.core.message import Message
from bot.core.model import NewDelivery
from bot.storage.claiming import CRITICAL, PRIORITIES
from bot.storage.statements import add, add_all
from bot.storage.tables import alerts, deliveries

_SEVERITY = select(alerts.c.severity).where(alerts.c.id == bindparam("alert"))


def post(connection: Connection, new: NewDelivery, now: datetime) -> bool:
    """Write one; False when its key was there already."""
    return add(connection, deliveries, **_row(new, new.message.as_dict(), _priority(connection, new), now))


def post_all(connection: Connection, new: Sequence[NewDelivery], now: datetime) -> None:
    """Write many in one go. A message that several of them share is written out once, an alert looked up once."""
    messages: Mapping[int, Message] = {id(one.message): one.message for one in new}
    words = {name: message.as_dict() for name, message in messages.items()}
    kinds = {(one.kind, one.alert_id): one for one in new}
    priorities = {kind: _priority(connection, one) for kind, one in kinds.items()}
    rows = [_row(one, words[id(one.message)], priorities[one.kind, one.alert_id], now) for one in new]
    add_all(connection, deliveries, rows)


def _row(new: NewDelivery, words: Mapping[str, Any], priority: int, now: datetime) -> dict[str, Any]:
    return {
        "key": new.key,
        "destination_id": new.destination_id,
        "kind": new.kind,
        "priority": priority,
        "state": "pending",
        "created": now,
        "ready_at": now,
        "alert_id": new.alert_id,
        "reply_to": new.reply_to,
        "target_id": new.target_id,
        "message": words,
    }


def _priority(connection: Connection, new: NewDelivery) -> int:
    if new.kind == "alert" and new.alert_id is not None:
        severity = connection.scalar(_SEVERITY, {"alert": new.alert_id})
        return CRITICAL if severity == "critical" else PRIORITIES["alert"]
    return PRIORITIES[new.kind]
