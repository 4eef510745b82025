"""Articles are taken in where others match them: what is known already is refused, the rest handed on.

A stream carries what it can; what it does not take, as it is away or full or the article too large, waits in the
database. An article is taken in when one of the two keeps it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Final

import structlog

from bot.core.arrivals import Arrival, Lanes
from bot.core.model import Incoming, Taken
from bot.ports import SILENT, Meter, Store, Stream, Way
from bot.services.naming import by_older_names, named
from watchlists.model import Findings

log = structlog.get_logger()

_ACCEPTED: Final = Taken("accepted")
_DUPLICATE: Final = Taken("duplicate")


@dataclass(frozen=True, slots=True)
class Accepting:
    """Takes articles in; without a `stream` all of them wait in the database."""

    store: Store
    stream: Stream | None = None
    meter: Meter = SILENT
    _lanes: Lanes = field(default_factory=Lanes)
    _turn: Lock = field(default_factory=Lock)

    def take(self, items: Sequence[Incoming], now: datetime, way: Way = "file") -> list[Taken]:
        """Hand on what is not stored, and not on its way; raises StoreError where that cannot be told, or where nobody
        can keep it: then some may have been handed on, and it may be done again."""
        new = self._unknown(items, now)
        taken = self._hand_on(self._arrivals([items[number] for number in new], now, way))
        outcomes = dict(zip(new, taken, strict=True))
        self.meter.took(way, "duplicate", len(items) - sum(taken))
        log.debug("articles.accepted", way=way, number=sum(taken), known=len(items) - sum(taken))
        return [_ACCEPTED if outcomes.get(number) else _DUPLICATE for number in range(len(items))]

    def _unknown(self, items: Sequence[Incoming], now: datetime) -> Sequence[int]:
        """The numbers of those that are not stored."""
        new = [named(one, Findings()) for one in items]
        with self.store.begin(read_only=True) as unit:
            known = unit.articles.known(by_older_names(unit, new), now)
        return [number for number, stored in enumerate(known) if not stored]

    def _arrivals(self, items: Sequence[Incoming], now: datetime, way: Way) -> Sequence[Arrival]:
        """Only these count as sent: a feed gives what it gave before at every poll, which is no rush."""
        with self._turn:
            return [Arrival(item, way, now, self._lanes.of(item, now)) for item in items]

    def _hand_on(self, arrivals: Sequence[Arrival]) -> Sequence[bool]:
        """Whether each was new."""
        if not arrivals:
            return []
        put = self.stream.put(arrivals) if self.stream else ["refused"] * len(arrivals)
        taken = [one == "taken" for one in put]
        rest = [number for number, one in enumerate(put) if one == "refused"]
        if rest:
            with self.store.begin() as unit:
                kept = unit.arrivals.put([arrivals[number] for number in rest])
            for number, new in zip(rest, kept, strict=True):
                taken[number] = new
        return taken
