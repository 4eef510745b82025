"""How much waits in each queue: counted off an index that begins with what is asked for, never off a whole table."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Select, func, select

from bot.core.hunts import OPEN
from bot.ports.metering import Queue
from bot.storage.arrivals import SqlArrivals
from bot.storage.tables import deliveries, hunts, inbox, stories, submissions

_NUMBER = func.count()
_ARRIVALS: Mapping[Queue, str] = {
    "arrivals_fresh": "fresh",
    "arrivals_backfill": "backfill",
    "arrivals_aside": "aside",
}


class SqlQueues:
    """See the port `Queues`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def depths(self, now: datetime) -> Mapping[Queue, int]:
        found = {name: int(self._connection.scalar(asked) or 0) for name, asked in _asked(now).items()}
        waiting = SqlArrivals(self._connection).depths()
        found.update({queue: waiting[name] for queue, name in _ARRIVALS.items()})
        return found


def _asked(now: datetime) -> Mapping[Queue, Select[int]]:
    return {
        "inbox": select(_NUMBER).where(inbox.c.done.is_(None)),
        "submissions": select(_NUMBER).where(submissions.c.state.in_(("waiting", "keeping"))),
        "stories": select(_NUMBER).where(stories.c.due <= now),
        "hunts": select(_NUMBER).where(hunts.c.state.in_(OPEN)),
        "outbox": select(_NUMBER).where(deliveries.c.state.in_(("pending", "sending"))),
    }
