"""This process among those that share a database: its signs of life, what it does for all of them, its clock."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable, Collection, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog

from bot import __version__
from bot.clocks import SharedClock, utc_now
from bot.core.errors import StoreError
from bot.core.processes import Process
from bot.ports import Claim, Store

log = structlog.get_logger()

# Seconds. Another process takes over a duty within the first and what the server needs to notice (bot/storage/duties).
LOOK_EVERY: Final = 1.0
CHECK_EVERY: Final = 0.25
AFTER_CRASH: Final = 5.0


@dataclass(slots=True)
class Team:
    """Keeps the place of this process. Alone on an embedded database it has every duty and signs nothing."""

    store: Store
    claim: Claim
    roles: Collection[str]
    clock: SharedClock
    embedded: bool
    stopped: Mapping[str, str] = field(default_factory=dict)
    """Platforms that refuse the token for sending, with the reason, as of the last sign."""
    others: Collection[Process] = ()
    """Who else was there at the last sign."""
    _started: datetime = field(default_factory=utc_now)
    _looker: Executor = field(default_factory=lambda: ThreadPoolExecutor(1, "duties"))
    """Of its own: a sign that waits for a thread while others take long would lose every duty."""

    async def keep(self, duties: Collection[str]) -> None:
        """Have those of these duties that nobody else has, until cancelled."""
        if self.embedded:
            return
        trouble: str | None = None
        while True:
            before = frozenset(self.claim.held)
            trouble = await self._look(duties, trouble)
            if new := frozenset(self.claim.held) - before:
                log.info("duties.taken", duties=sorted(new))
            await asyncio.sleep(LOOK_EVERY)

    async def _look(self, duties: Collection[str], known: str | None) -> str | None:
        """What is wrong, None where nothing is; logged where nothing was `known` to be."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._looker, self.claim.look, duties)
        except Exception as error:  # whatever it is, it is tried again: without it nobody would know
            problem = str(error) if isinstance(error, StoreError) else type(error).__name__
            if known is None:
                log.warning("duties.lost", problem=problem)
            return problem
        return None

    async def on_duty(self, duty: str, work: Callable[[], Awaitable[None]]) -> None:
        """Do something that never ends whenever the duty is this process's, until cancelled; what crashes is begun
        again. A duty also ends by time alone, which no event tells."""
        while True:
            while not self.claim.holds(duty):  # noqa: ASYNC110
                await asyncio.sleep(CHECK_EVERY)
            task = asyncio.ensure_future(work())
            try:
                while self.claim.holds(duty) and not task.done():  # noqa: ASYNC110
                    await asyncio.sleep(CHECK_EVERY)
            finally:
                task.cancel()
                (ended,) = await asyncio.gather(task, return_exceptions=True)
            if isinstance(ended, Exception):
                log.error("duty.crashed", duty=duty, exc_info=ended)
                await asyncio.sleep(AFTER_CRASH)

    def set_clock(self) -> None:
        """Compare the clocks before anything is written. Raises StoreError."""
        if self.embedded:
            return
        with self.store.begin(read_only=True) as unit:
            self.clock.ask(unit.now)

    def sign(self, troubles: Mapping[str, str]) -> None:
        """Give a sign of life and compare the clocks. Raises StoreError."""
        if self.embedded:
            return
        with self.store.begin() as unit:
            self.clock.ask(unit.now)
            unit.processes.sign(self._process(troubles))
            self.stopped = unit.outbox.stopped(self.clock())
            self.others = [
                one for one in unit.processes.all() if one.name != self.claim.name and one.runs(self.clock())
            ]

    def leave(self) -> None:
        """End in order; what the database does not hear now it sees by itself later."""
        if self.embedded:
            return
        try:
            with self.store.begin() as unit:
                unit.processes.leave(self.claim.name or "")
        except StoreError as error:
            log.debug("process.not_left", problem=str(error))

    def troubles(self, own: Mapping[str, str]) -> Mapping[str, str]:
        """What is wrong here and in the other processes, by the part."""
        found = {f"{part}@{one.host}": problem for one in self.others for part, problem in one.troubles.items()}
        return {**found, **own}

    def _process(self, troubles: Mapping[str, str]) -> Process:
        return Process(
            name=self.claim.name or "",
            host=socket.gethostname(),
            pid=os.getpid(),
            roles=self.roles,
            version=__version__,
            started=self._started,
            seen=self.clock(),
            duties=self.claim.held,
            troubles=troubles,
        )
