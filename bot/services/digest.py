"""Digests: when a schedule is due, the stories of its window go to its chat, once for each local time."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

import structlog

from bot.core import digest
from bot.core.errors import StoreError
from bot.core.language import Texts, spoken
from bot.core.model import Language, NewDelivery, Schedule
from bot.core.render.digest import digest_message
from bot.core.tracing import of_digest
from bot.ports import Reader, Store, Unit, Window
from bot.services.digest_contents import compose

log = structlog.get_logger()

SEEN = "digest:"
"""What begins the name under which it is kept how far the digests of a schedule have seen."""


@dataclass(frozen=True, slots=True)
class Digests:
    """Writes digests to the outbox. `next_time` computes the first time of a schedule after a moment."""

    store: Store
    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    next_time: Callable[[Schedule, datetime], datetime]

    def post(self, now: datetime) -> int:
        """Post every digest that is due; one missed while the bot was down is made up once. Returns how many."""
        with self.store.begin(read_only=True) as unit:
            due = unit.schedules.due(now)
        return sum(self._safely(schedule, now) for schedule in due)

    def _safely(self, schedule: Schedule, now: datetime) -> bool:
        """One digest that cannot be made stops no other; it is tried again."""
        try:
            return self._post(schedule, now)
        except StoreError:
            raise
        except Exception:
            log.exception("digest.crashed", schedule=schedule.id)
            return False

    def _post(self, schedule: Schedule, now: datetime) -> bool:
        with self.store.begin() as unit:
            occurrence = digest.occurrence(schedule)
            first = unit.schedules.ran(schedule.id, occurrence, now, self.next_time(schedule, now))
            destination = unit.chats.get(schedule.destination_id)
            if not first or destination is None or destination.access != "allowed":
                return False
            window = Window(*digest.window_of(schedule, now))
            view = compose(unit, destination, window, self.reader().watchlists, seen=_seen(unit, schedule))
            if view.empty and destination.preferences.empty == "silent":
                return False
            message = digest_message(view, spoken(self.texts, destination))
            key = f"digest:{schedule.id}:{occurrence}"
            trace = of_digest(schedule.id, occurrence)
            written = unit.outbox.add(NewDelivery(key, destination.id, "digest", message, trace=trace), now)
        log.info("delivery.posted", trace=trace, kind="digest", chat=destination.id)
        return written


def _seen(unit: Unit, schedule: Schedule) -> digest.Seen:
    """What the last digest of a schedule could see, and what this one can, which is noted for the next."""
    name = f"{SEEN}{schedule.id}"
    stored, now = unit.state.get(name), digest.Mark(unit.articles.last_id(), unit.alerts.last_id())
    unit.state.put(name, json.dumps(asdict(now)))
    last = digest.Mark(**json.loads(stored)) if stored and schedule.last_at else now
    return digest.Seen(last, now)


__all__ = ["SEEN", "Digests", "compose"]
