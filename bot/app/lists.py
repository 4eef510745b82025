"""The watchlists in force in a process: edits of any process, changed files, and the operator's word to read them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from bot.app.bells import Topic
from bot.config import Settings
from bot.core.health import Unread
from bot.loops import Loop
from bot.metrics import Metrics
from bot.parts import Parts
from bot.services.reloading import Reloading
from bot.starting import tell_differing

log = structlog.get_logger()

# What another process edits of the watchlists is in force here within this and the time that compiling takes.
LISTS_EVERY = 2.0
# A changed file of lists is taken up once two looks at it see the same.
FILES_EVERY = 1.0


@dataclass(slots=True)
class ListKeeping:
    """Keeps them. When `hangup` is set, files are read again; without `reloading` none are."""

    settings: Settings
    parts: Parts
    metrics: Metrics
    reloading: Reloading | None
    hangup: asyncio.Event
    _at_once: bool = field(default=False)

    @property
    def unread(self) -> Unread | None:
        """Why the files as they are now are not in force, None where they are."""
        return self.reloading.trouble if self.reloading else None

    def loops(self) -> list[Loop]:
        """What this needs to run."""
        loops = [Loop("lists", self._refresh, LISTS_EVERY)]
        return loops if self.reloading is None else [*loops, Loop("files", self._reload, FILES_EVERY)]

    def note(self) -> None:
        """Have the metrics tell of those in force."""
        self.metrics.in_force(self.parts.reader().watchlists, self.parts.clock())

    async def heed(self, ring: Callable[[Topic], None]) -> None:
        """Read the files whenever the operator says so, and say what only a restart changes, until cancelled."""
        while True:
            await self.hangup.wait()
            self.hangup.clear()
            log.info("rasid.reloading")
            self._at_once = True
            ring("files")
            await asyncio.to_thread(tell_differing, self.settings)

    async def _refresh(self) -> int:
        changed = await asyncio.to_thread(self.parts.lists.refresh)
        self.note()
        return int(changed)

    async def _reload(self) -> int:
        assert self.reloading is not None
        at_once, self._at_once = self._at_once, False
        await asyncio.to_thread(self.reloading.work, self.parts.clock(), at_once=at_once)
        return 0
