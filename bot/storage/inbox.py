"""Updates that arrived and are not yet handled."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from bot.core.material import Material
from bot.core.model import Address, Person, Update
from bot.storage.statements import add
from bot.storage.tables import inbox


class SqlInbox:
    """See the port `Inbox`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, update: Update, now: datetime) -> bool:
        keys = {"platform": update.platform, "update_id": update.id}
        return add(self._connection, inbox, **keys, received=now, payload=_payload(update))

    def waiting(self, limit: int = 20) -> Sequence[tuple[int, Update]]:
        unhandled = select(inbox.c.id, inbox.c.payload).where(inbox.c.done.is_(None))
        rows = self._connection.execute(unhandled.order_by(inbox.c.id).limit(limit))
        return [(row.id, _update(row.payload)) for row in rows]

    def done(self, row: int, now: datetime, error: str | None = None) -> bool:
        waiting = update(inbox).where(inbox.c.id == row, inbox.c.done.is_(None))
        return self._connection.execute(waiting.values(done=now, error=error, payload={})).rowcount == 1


def _payload(update: Update) -> dict[str, Any]:
    return {**asdict(update), "material": update.material and update.material.as_dict()}


def _update(payload: Mapping[str, Any]) -> Update:
    """Also of a payload that an earlier version wrote, which knew no material."""
    address, person, given = Address(**payload["address"]), Person(**payload["person"]), payload.get("material")
    material = Material.from_dict(given) if given else None
    return Update(**{**payload, "address": address, "person": person, "material": material})
