"""Articles that wait are matched and stored, by as many processes as there are.

new -> taken, a batch at a time -> stored, gone
         |-> taken in vain -> alone, after a while -> stored, gone
                                |-> too often -> aside, with the reason

An article is stored before its row goes, so a process that is killed between has it taken once more, which changes
nothing. What a stream delivers anew, and what could not be stored, goes on in the database: there its tries are
counted, and what ends every process that takes it ends no sixth one.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, cast

import structlog

from bot.core.arrivals import MOST_TRIES, Arrival
from bot.core.errors import StoreError
from bot.core.model import Incoming, Taken
from bot.ports import Carried, Store, Waiting, Way

log = structlog.get_logger()

TOGETHER: Final = 50
"""So many are stored in one transaction. Own choice: more costs hardly less for each."""
LEASE: Final = timedelta(seconds=60)
"""So long an article is its taker's; longer than a batch takes by far."""
NEWER: Final = timedelta(seconds=30)
"""So long what a later version wrote is left to processes of that version."""
AGAIN: Final = timedelta(seconds=5)
"""After the first try in vain; four times as long after each further one."""

Take = Callable[[Sequence[Incoming], datetime, Way], Sequence[Taken]]


@dataclass(slots=True)
class Matching:
    """Works off what waits in the database, and what a stream delivers. `take` matches and stores."""

    store: Store
    take: Take
    clock: Callable[[], datetime]
    together: int = TOGETHER
    _singly: bool = field(default=False)

    def work(self) -> int:
        """Take what waits, and match and store it; returns how many were taken. Raises StoreError while the database
        fails: then they are taken again later."""
        self._singly = not self._singly  # neither what is new nor what was tried waits for all of the other
        taken = self._singles() or self._batch() if self._singly else self._batch() or self._singles()
        self._try(taken)
        return len(taken)

    async def handle(self, carried: Sequence[Carried]) -> None:
        """Match and store what a stream delivered, or have it wait in the database. Raises StoreError: then nothing is
        done with."""
        await asyncio.to_thread(self._handle, carried)

    def _handle(self, carried: Sequence[Carried]) -> None:
        first = [one.arrival for one in carried if one.arrival and not one.again]
        again = [one.arrival for one in carried if one.arrival and one.again]
        if first:
            again += self._failing(first)
        spoilt = [one for one in carried if one.arrival is None]
        if again or spoilt:
            with self.store.begin() as unit:
                unit.arrivals.put(again, tries=1)
                for one in spoilt:
                    unit.arrivals.keep_spoilt(one.raw, one.problem or "unreadable", self.clock())

    def _failing(self, arrivals: Sequence[Arrival]) -> Sequence[Arrival]:
        """Store them; those that could not be."""
        try:
            self._take(arrivals)
        except Exception as error:
            if isinstance(error, StoreError) and not error.permanent:
                raise
            log.warning("articles.not_stored", number=len(arrivals), problem=_said(error))
            return arrivals
        return []

    def _batch(self) -> Sequence[Waiting]:
        with self.store.begin() as unit:
            return unit.arrivals.claim(self.clock(), LEASE, self.together)

    def _singles(self) -> Sequence[Waiting]:
        with self.store.begin() as unit:
            one = unit.arrivals.claim_again(self.clock(), LEASE)
            return [one] if one else []

    def _try(self, taken: Sequence[Waiting]) -> None:
        newer = [one.id for one in taken if one.newer]
        worn = [one for one in taken if not one.newer and (one.arrival is None or one.tries > MOST_TRIES)]
        fit = [one for one in taken if one.arrival is not None and one.tries <= MOST_TRIES]
        if newer:
            with self.store.begin() as unit:
                unit.arrivals.postpone(newer, self.clock() + NEWER, "written by a later version", counted=False)
        for one in worn:
            self._put_aside(one, one.error or f"{MOST_TRIES} processes ended while they matched it")
        if fit:
            self._store(fit)

    def _store(self, some: Sequence[Waiting]) -> None:
        try:
            self._take([cast(Arrival, one.arrival) for one in some])
        except Exception as error:
            if isinstance(error, StoreError) and not error.permanent:
                self._give_back(some)
                raise
            self._fail(some, error)
            return
        with self.store.begin() as unit:
            unit.arrivals.done([one.id for one in some])

    def _take(self, arrivals: Sequence[Arrival]) -> None:
        by_way: defaultdict[str, list[Incoming]] = defaultdict(list)
        for one in arrivals:
            by_way[one.way].append(replace(one.incoming, came=one.came))
        for way, items in by_way.items():
            self.take(items, self.clock(), cast(Way, way))

    def _give_back(self, some: Sequence[Waiting]) -> None:
        """The database failed, which says nothing of the articles."""
        try:
            with self.store.begin() as unit:
                unit.arrivals.postpone([one.id for one in some], self.clock(), None, counted=False)
        except StoreError:
            log.warning("articles.waiting", number=len(some), seconds=LEASE.total_seconds())

    def _fail(self, some: Sequence[Waiting], error: Exception) -> None:
        """Of several each is tried alone, to find the one that breaks; called while the exception is handled."""
        log.exception("article.crashed", ids=[one.id for one in some])
        now, said = self.clock(), _said(error)
        last = len(some) == 1 and some[0].tries >= MOST_TRIES
        if last:
            self._put_aside(some[0], said)
            return
        waits = AGAIN * 4 ** (some[0].tries - 1) if len(some) == 1 else timedelta(0)
        with self.store.begin() as unit:
            unit.arrivals.postpone([one.id for one in some], now + waits, said, counted=len(some) == 1)

    def _put_aside(self, one: Waiting, error: str) -> None:
        log.error("article.put_aside", id=one.id, problem=error, hint="rasid queue list")
        with self.store.begin() as unit:
            unit.arrivals.put_aside([one.id], error)


def _said(error: Exception) -> str:
    """What is kept of an error: of the database's its sentence, of others the kind, as a text may hold anything."""
    return str(error) if isinstance(error, StoreError) else type(error).__name__
