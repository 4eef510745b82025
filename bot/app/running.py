"""The long-running bot: what its roles have going, started in order and stopped in reverse."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Final

import structlog

from bot.app.bells import Bells
from bot.app.jobs import Jobs
from bot.app.lists import ListKeeping
from bot.app.probing import Probing
from bot.app.serving import Serving
from bot.app.team import Team
from bot.app.work import Work
from bot.config import Settings
from bot.core.errors import RasidError
from bot.core.model import Incoming, Taken, Update
from bot.core.processes import SCHEDULES, SOURCES, Role
from bot.core.urls import web_address
from bot.loops import Loop, looping, tasked
from bot.metrics import Metrics
from bot.parts import Parts
from bot.platforms import Adapter
from bot.ports import Opener, Poller, Store, Stream, Way
from bot.scheduling import Clock
from bot.services.accepting import Accepting
from bot.services.matching import Matching
from bot.services.reloading import Reloading
from bot.sources.folder import WatchedFolder
from bot.starting import welcome
from handlers.web import WebChat

log = structlog.get_logger()

BEATS_EVERY = 10.0
# Until a platform that refused the token is listened to again.
LISTEN_AGAIN = 600.0
_DUTIES: Final[dict[Role, str]] = {"ingest": SOURCES, "alert": SCHEDULES}


@dataclass
class App:
    """One running bot, or one process of it. `run` ends when `stop` is set; when `hangup` is, files are read again."""

    settings: Settings
    parts: Parts
    adapters: Sequence[Adapter]
    poller: Poller
    opener: Opener
    metrics: Metrics
    team: Team
    bells: Bells
    roles: Collection[Role]
    web: WebChat
    """The console's chat, which is among the adapters."""
    folder: WatchedFolder | None = None
    reloading: Reloading | None = None
    stream: Stream | None = None
    hangup: asyncio.Event = field(default_factory=asyncio.Event)
    port: int | None = None
    _started: datetime = field(init=False)
    _off: dict[str, str] = field(default_factory=dict)
    _clock: Clock = field(default_factory=Clock)
    _lists: ListKeeping = field(init=False)
    _accepting: Accepting = field(init=False)
    _matching: Matching | None = field(init=False)
    _probing: Probing = field(init=False)

    def __post_init__(self) -> None:
        parts = self.parts
        shared = self.stream is not None or not self.settings.embedded or _left_waiting(parts.store)
        self._started = parts.clock()
        self._accepting = Accepting(parts.store, self.stream, self.metrics)
        self._matching = Matching(parts.store, parts.ingest.take, parts.clock) if shared else None
        self._lists = ListKeeping(self.settings, parts, self.metrics, self.reloading, self.hangup)
        given = (parts, self.adapters, self.team, self._clock, self.stream, self._off, self.roles)
        self._probing = Probing(*given, self._hears)

    async def run(self, stop: asyncio.Event) -> None:
        """Start, work until `stop`, end cleanly. Raises RasidError when a part cannot start."""
        self._lists.note()
        loops = self._build_loops()
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._served())
            for adapter in self.adapters:
                stack.push_async_callback(adapter.close)
            await asyncio.to_thread(self._welcome)
            stack.push_async_callback(asyncio.to_thread, self.team.leave)
            for name, work in self._tasks():
                await stack.enter_async_context(tasked(work, name))
            await stack.enter_async_context(looping(loops))
            await stack.enter_async_context(self._ticking())
            for adapter in self.adapters if "chat" in self.roles else ():
                await stack.enter_async_context(tasked(self._hearing(adapter), f"listen:{adapter.platform}"))
            self._tell_started()
            await stop.wait()
            self.parts.hunting.rest()
            log.info("rasid.stopping")
        log.info("rasid.stopped")

    def take(self, items: Sequence[Incoming], now: datetime, way: Way = "api") -> list[Taken]:
        """Store articles and have their stories looked at, or have others do so; from any thread."""
        if "match" in self.roles and self.stream is None:
            return self._match(items, now, way)
        taken = self._accepting.take(items, now, way)
        self.bells.ring("arrivals")
        return taken

    async def receive(self, update: Update) -> bool:
        """Keep an update that a platform reported; returns after the commit."""
        new = await asyncio.to_thread(self.parts.answering.put, update, self.parts.clock())
        self.bells.ring(*(("inbox",) if update.addressed else ("listening", "opening")))
        return new

    def _match(self, items: Sequence[Incoming], now: datetime, way: Way) -> list[Taken]:
        """Here and now: what people send in, they wait for."""
        taken = self.parts.ingest.take(items, now, way)
        self.bells.ring("stories")
        return taken

    def _build_loops(self) -> list[Loop]:
        for adapter in self.adapters:
            adapter.attend(self.parts.front)
        given = (self.parts, self.adapters, self.opener, self.metrics, self.bells, self._match, self._matching)
        work = Work(*given, self.web.platform, self._hears, self.team.claim.name)
        loops = [loop for role in self.roles for loop in work.loops(role)]
        loops += [*self._lists.loops(), Loop("heartbeat", self._beat, BEATS_EVERY), *self.bells.loops]
        self.bells.hang(loops)
        self._probing.watch(loops)
        return loops

    def _tasks(self) -> list[tuple[str, Any]]:
        """What goes on beside the loops, each until it is cancelled."""
        tasks: list[tuple[str, Any]] = [
            ("duties", self.team.keep(self._duties())),
            ("signals", self.bells.hear()),
            ("hangup", self._lists.heed(self.bells.ring)),
        ]
        if self.stream is not None:
            tasks.append(("stream", self.stream.serve()))
        if self.stream is not None and self._matching is not None and "match" in self.roles:
            tasks.append(("carry", self._carry(self.stream, self._matching)))
        return tasks

    async def _carry(self, stream: Stream, matching: Matching) -> None:
        async def handle(carried: Any) -> None:
            await matching.handle(carried)
            self.bells.ring("stories", "arrivals")

        await stream.carry(handle)

    def _duties(self) -> list[str]:
        platforms = (
            [one.platform for one in self.adapters if self._is_heard_by_one(one)] if "chat" in self.roles else []
        )
        return [*(duty for role, duty in _DUTIES.items() if role in self.roles), *platforms]

    def _is_heard_by_one(self, adapter: Adapter) -> bool:
        """A poller or a socket: of webhooks and browsers every process may hear."""
        return adapter is not self.web and not adapter.hooks

    def _hears(self, adapter: Adapter) -> bool:
        """Whether this process is the one that is to hear of it."""
        if "chat" not in self.roles:
            return False
        return not self._is_heard_by_one(adapter) or self.team.claim.holds(adapter.platform)

    def _hearing(self, adapter: Adapter) -> Any:
        listen = partial(self._listen, adapter)
        return self.team.on_duty(adapter.platform, listen) if self._is_heard_by_one(adapter) else listen()

    def _tell_started(self) -> None:
        console = web_address(self.settings.http_host, self.port or 0)
        platforms, roles = [one.platform for one in self.adapters], list(self.roles)
        log.info("rasid.started", platforms=platforms, roles=roles, port=self.port, console=console)

    def _welcome(self) -> None:
        """Once the port is ours, since a bot that cannot start would show a code that the next start makes void; before
        anybody is heard or /readyz says yes, so that the code works as soon as it is read."""
        if "chat" not in self.roles:
            return
        console = web_address(self.settings.http_host, self.port or self.settings.http_port)
        alone = all(one is self.web for one in self.adapters)
        welcome(self.parts.store, self.settings, console if alone else None, first=self.team.claim.alone)

    async def _beat(self) -> int:
        """Not a job of the clock, which is one of the things that are looked at."""
        troubles = self._probing.troubles()
        await asyncio.to_thread(self.team.sign, troubles)
        if self.stream is not None:
            self.metrics.carried(await self.stream.depths())
        if "alert" not in self.roles or not self.team.claim.holds(SCHEDULES):
            return 0
        unread, known = self._lists.unread, self.team.troubles(troubles)
        if await asyncio.to_thread(self.parts.heartbeat.beat, self.parts.clock(), known, unread):
            self.bells.ring("deliver")
        return 0

    async def _listen(self, adapter: Adapter) -> None:
        """A token that is refused may be mended where it was made: it is tried again now and then."""
        while True:
            try:
                await adapter.listen(self.receive)
            except RasidError as error:
                self._off[adapter.platform] = str(error)
                log.error("platform.off", platform=adapter.platform, problem=str(error))
            await asyncio.sleep(LISTEN_AGAIN)
            self._off.pop(adapter.platform, None)

    @asynccontextmanager
    async def _served(self) -> AsyncIterator[None]:
        watched = self.folder is not None
        probing = self._probing
        serving = Serving(self.settings, self.parts, self.metrics, self.take, probing.probes(), probing.troubles)
        hooks = [hook for adapter in self.adapters for hook in adapter.hooks]
        server = serving.server(hooks, self.web, self._started, watched=watched)
        self.port = await server.start()
        try:
            yield
        finally:
            await server.stop()

    @asynccontextmanager
    async def _ticking(self) -> AsyncIterator[None]:
        ring, claim = partial(self.bells.ring, "deliver"), self.team.claim
        jobs = Jobs(self.parts, self.poller, self.take, ring, self.settings.keep_days, claim, self.folder)
        jobs.plan(self._clock, self.roles)
        self._clock.start()
        try:
            yield
        finally:
            self._clock.stop()


def _left_waiting(store: Store) -> bool:
    """Whether articles wait on an embedded database, as they do where NATS carried some before, and no more."""
    with store.begin(read_only=True) as unit:
        return unit.arrivals.oldest() is not None
