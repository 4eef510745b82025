"""When chats get digests."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from bot.core.model import Schedule
from bot.storage.statements import add, insert
from bot.storage.tables import destinations, schedule_runs, schedules

_NAMES = tuple(one.name for one in fields(Schedule))


class SqlSchedules:
    """See the port `Schedules`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, schedule: Schedule, now: datetime) -> Schedule:
        """The id stays when a schedule is replaced, so that an occurrence that ran does not run again."""
        values = {name: getattr(schedule, name) for name in _NAMES if name != "id"}
        rhythm = "weekly" if schedule.weekday else "daily"
        new = insert(self._connection, schedules).values(**values, rhythm=rhythm, created=now)
        changed: dict[str, Any] = {name: new.excluded[name] for name in ("at", "weekday", "timezone", "next_at")}
        changed["last_at"] = func.coalesce(new.excluded.last_at, schedules.c.last_at)
        upsert = new.on_conflict_do_update(index_elements=["destination_id", "rhythm"], set_=changed)
        return _schedule(self._connection.execute(upsert.returning(schedules)).one())

    def drop(self, destination_id: int) -> int:
        return self._connection.execute(delete(schedules).where(schedules.c.destination_id == destination_id)).rowcount

    def of(self, destination_id: int) -> Sequence[Schedule]:
        own = select(schedules).where(schedules.c.destination_id == destination_id).order_by(schedules.c.rhythm)
        return [_schedule(row) for row in self._connection.execute(own)]

    def due(self, now: datetime) -> Sequence[Schedule]:
        chats = select(destinations.c.id).where(destinations.c.access == "allowed")
        late = select(schedules).where(schedules.c.next_at <= now, schedules.c.destination_id.in_(chats))
        rows = self._connection.execute(late.order_by(schedules.c.next_at, schedules.c.id))
        return [_schedule(row) for row in rows]

    def last_run(self) -> datetime | None:
        last: datetime | None = self._connection.scalar(select(func.max(schedules.c.last_at)))
        return last

    def ran(self, schedule_id: int, occurrence: str, now: datetime, next_at: datetime) -> bool:
        own = update(schedules).where(schedules.c.id == schedule_id)
        if self._connection.execute(own.values(next_at=next_at)).rowcount == 0:
            return False  # dropped meanwhile
        if not add(self._connection, schedule_runs, schedule_id=schedule_id, occurrence=occurrence, ran=now):
            return False
        self._connection.execute(own.values(last_at=now))
        return True


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(**{name: row._mapping[name] for name in _NAMES})
