"""What is older than it is kept is removed: once a day and at the start, in small batches with pauses between them.

A batch is one short transaction, so that an ingest waits for one at most; a pause is at least as long as the batch was.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.core.retention import STATE, Ages, ages, is_due
from bot.ports import Store, Unit
from bot.ports.expiring import Page

log = structlog.get_logger()

# Rows that are looked at in a transaction.
BATCH = 50
# Seconds between two batches at least, and how long one run takes at most: what is left is for the next one.
PAUSE = 0.05
LONGEST = 300.0

Step = Callable[[int], Page]


@dataclass(slots=True)
class Expiring:
    """Keeps articles for `keep_days`, for ever with 0."""

    store: Store
    keep_days: int
    clock: Callable[[], datetime]
    pause: float = PAUSE
    longest: float = LONGEST
    _begun: bool = field(default=False)

    async def work(self) -> int:
        """Remove what is old, if that was not done today; returns how many rows went."""
        now = self.clock()
        if self._begun and not is_due(await asyncio.to_thread(self._last), now):
            return 0
        old, ends = ages(self.keep_days, now), asyncio.get_running_loop().time() + self.longest
        removed, whole = 0, True
        for step in self._steps(old):
            number, done = await self._paged(step, ends)
            removed, whole = removed + number, whole and done
        if whole:
            self._begun = True
            await asyncio.to_thread(self._note, now)
        if removed:
            log.info("expired", rows=removed, keep_days=self.keep_days, whole=whole)
        return removed

    def _steps(self, old: Ages) -> list[Step]:
        steps: list[Step] = [lambda _: self._rows(old)]
        if old.articles is not None:
            steps = [self._articles(old.articles, old.stories), self._deliveries(old.stories), *steps]
        return steps

    async def _paged(self, step: Step, ends: float) -> tuple[int, bool]:
        """Page by page up to the end, or until it is time to stop."""
        loop, after, removed = asyncio.get_running_loop(), 0, 0
        while True:
            begun = loop.time()
            page = await asyncio.to_thread(step, after)
            removed += page.removed
            if page.last is None:
                return removed, True
            if loop.time() > ends:
                return removed, False
            await asyncio.sleep(max(self.pause, loop.time() - begun))
            after = page.last

    def _articles(self, before: datetime, stirred: datetime) -> Step:
        def step(after: int) -> Page:
            with self.store.begin() as unit:
                return unit.expiry.articles(before, stirred, after, BATCH)

        return step

    def _deliveries(self, before: datetime) -> Step:
        def step(after: int) -> Page:
            with self.store.begin() as unit:
                return unit.expiry.deliveries(before, after, BATCH)

        return step

    def _rows(self, old: Ages) -> Page:
        """Again and again until nothing is left; the chats that had themselves forgotten go with it, and those of
        strangers."""
        with self.store.begin() as unit:
            gone = unit.expiry.rows(old.light, old.articles, BATCH)
            gone += len(unit.forgetting.left())
            gone += unit.forgetting.strangers(old.light, BATCH)
        return Page(gone, 1 if gone else None)

    def _last(self) -> datetime | None:
        with self.store.begin(read_only=True) as unit:
            return last_expiry(unit)

    def _note(self, now: datetime) -> None:
        with self.store.begin() as unit:
            unit.state.put(STATE, now.isoformat())


def last_expiry(unit: Unit) -> datetime | None:
    """When everything was last looked through; None before the first time."""
    value = unit.state.get(STATE)
    return datetime.fromisoformat(value) if value else None
