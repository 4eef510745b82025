"""After the clock was set back: what was planned by the wrong clock is planned anew."""

from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, Table, bindparam, func, select, update

from bot.storage.tables import alerts, articles, calls, deliveries, destinations, feeds, schedules, stories, submissions

# Times until which something waits, and times that say how long ago something was.
PLANNED: tuple[tuple[Table, str], ...] = (
    (deliveries, "ready_at"),
    (deliveries, "lease_until"),
    (deliveries, "created"),
    (destinations, "ready_at"),
    (stories, "due"),
    (stories, "refreshed"),
    (calls, "started"),
    (calls, "finished"),
    (feeds, "next_at"),
    (feeds, "polled"),
    (feeds, "succeeded"),
    (feeds, "fresh"),
    (schedules, "last_at"),
    (articles, "received"),
    (alerts, "created"),
    (submissions, "next_at"),
)
# Only the newest rows of a table can have a time ahead; no index serves all of these times.
_NEWEST = 100_000


def rewind(connection: Connection, by: timedelta, now: datetime) -> None:
    """Move every such time that lies ahead of `now` back by so much. When digests and mutes are over stays as people
    asked for it: by the clock on the wall."""
    for table, name in PLANNED:
        _move(connection, table, table.c[name], by, now)


def _move(connection: Connection, table: Table, column: Column[datetime], by: timedelta, now: datetime) -> None:
    newest = select(func.max(table.c.id)).scalar_subquery() - _NEWEST
    ahead = connection.execute(select(table.c.id, column).where(column > now, table.c.id > newest)).all()
    if ahead:
        moved = update(table).where(table.c.id == bindparam("own")).values({column: bindparam("planned")})
        connection.execute(moved, [{"own": row_id, "planned": at - by} for row_id, at in ahead])
