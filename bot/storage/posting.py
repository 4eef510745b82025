"""New rows of the outbox."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from bot.core.message import Message
from bot.core.model import NewDelivery
from bot.storage.claiming import CRITICAL, PRIORITIES
from bot.storage.columns import Written, written
from bot.storage.statements import add, add_all
from bot.storage.tables import alerts, deliveries

_URGENT = select(alerts.c.id).where(alerts.c.id.in_(bindparam("ids", expanding=True)), alerts.c.severity == "critical")


def post(connection: Connection, new: NewDelivery, now: datetime) -> bool:
    """Write one; False when its key was there already."""
    return add(connection, deliveries, **_row(new, written(new.message.as_dict()), _urgent(connection, [new]), now))


def post_all(connection: Connection, new: Sequence[NewDelivery], now: datetime) -> None:
    """Write many in one go. A message that several of them share is written out once."""
    words, urgent = all_written(one.message for one in new), _urgent(connection, new)
    add_all(connection, deliveries, [_row(one, words[id(one.message)], urgent, now) for one in new])


def all_written(messages: Iterable[Message]) -> Mapping[int, Written]:
    """Messages as they are stored, each once, by `id`."""
    different = {id(message): message for message in messages}
    return {name: written(message.as_dict()) for name, message in different.items()}


def _row(new: NewDelivery, words: Written, urgent: Collection[int], now: datetime) -> dict[str, Any]:
    return {
        "key": new.key,
        "destination_id": new.destination_id,
        "kind": new.kind,
        "priority": _priority(new, urgent),
        "state": "pending",
        "created": now,
        "ready_at": now,
        "alert_id": new.alert_id,
        "reply_to": new.reply_to,
        "target_id": new.target_id,
        "silent": new.silent,
        "shown": new.shown,
        "trace": new.trace,
        "message": words,
    }


def _priority(new: NewDelivery, urgent: Collection[int]) -> int:
    if new.asked:
        return PRIORITIES["reply"]
    return CRITICAL if new.kind == "alert" and new.alert_id in urgent else PRIORITIES[new.kind]


def _urgent(connection: Connection, new: Iterable[NewDelivery]) -> Collection[int]:
    """Which of the alerts that are told of are critical."""
    ids = {one.alert_id for one in new if one.kind == "alert" and one.alert_id is not None}
    return set(connection.execute(_URGENT, {"ids": list(ids)}).scalars()) if ids else ()
