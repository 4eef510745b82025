"""The long-running bot: its loops, its clock and its platforms, started in order and stopped in reverse."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog

from bot.app.jobs import Jobs
from bot.app.serving import Serving
from bot.config import Settings
from bot.core.errors import RasidError
from bot.core.model import Incoming, Taken, Update
from bot.core.urls import web_address
from bot.loops import Loop, looping, tasked
from bot.metrics import Metrics
from bot.parts import Parts, utc_now
from bot.platforms import Adapter
from bot.ports import Opener, Poller, Way
from bot.scheduling import Clock
from bot.services.delivery import Deliverer
from bot.services.listening import Listening
from bot.services.reading import Submitting
from bot.services.reloading import Reloading
from bot.sources.folder import WatchedFolder
from bot.starting import tell_differing, welcome
from handlers.web import Probe, WebChat

log = structlog.get_logger()

# Seconds between two looks of a loop that nobody woke.
IDLE = 1.0
# What another process edits of the watchlists is in force here within this and the time that compiling takes.
LISTS_EVERY = 2.0
BEATS_EVERY = 10.0
# A changed file of lists is taken up once two looks at it see the same.
FILES_EVERY = 1.0
# Until a platform that refused the token is listened to again.
LISTEN_AGAIN = 600.0


@dataclass
class App:
    """One running bot. `run` ends when `stop` is set; when `hangup` is, files are read again."""

    settings: Settings
    parts: Parts
    adapters: Sequence[Adapter]
    poller: Poller
    opener: Opener
    metrics: Metrics
    folder: WatchedFolder | None = None
    web: WebChat | None = None
    """The console's chat, which is among the adapters."""
    reloading: Reloading | None = None
    hangup: asyncio.Event = field(default_factory=asyncio.Event)
    port: int | None = None
    _started: datetime = field(default_factory=utc_now)
    _loops: dict[str, Loop] = field(default_factory=dict)
    _off: dict[str, str] = field(default_factory=dict)
    _clock: Clock = field(default_factory=Clock)
    _at_once: bool = False
    _hunter: Executor = field(default_factory=lambda: ThreadPoolExecutor(1, "hunts"))

    async def run(self, stop: asyncio.Event) -> None:
        """Start, work until `stop`, end cleanly. Raises RasidError when a part cannot start."""
        self._note_lists()
        self._build_loops()
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._served())
            for adapter in self.adapters:
                stack.push_async_callback(adapter.close)
            await asyncio.to_thread(self._welcome)
            await stack.enter_async_context(looping(list(self._loops.values())))
            await stack.enter_async_context(self._ticking())
            for adapter in self.adapters:
                await stack.enter_async_context(tasked(self._listen(adapter), f"listen:{adapter.platform}"))
            await stack.enter_async_context(tasked(self._heed(), "hangup"))
            console = web_address(self.settings.http_host, self.port or 0)
            platforms = [one.platform for one in self.adapters]
            log.info("rasid.started", platforms=platforms, port=self.port, console=console)
            await stop.wait()
            self.parts.hunting.rest()
            log.info("rasid.stopping")
        log.info("rasid.stopped")

    def take(self, items: Sequence[Incoming], now: datetime, way: Way = "api") -> list[Taken]:
        """Store articles and have their stories looked at; from any thread."""
        taken = self.parts.ingest.take(items, now, way)
        self._loops["stories"].bell.ring()
        return taken

    async def receive(self, update: Update) -> bool:
        """Keep an update that a platform reported; returns after the commit."""
        new = await asyncio.to_thread(self.parts.answering.put, update, utc_now())
        for name in ("inbox",) if update.addressed else ("listening", "opening"):
            self._loops[name].bell.ring()
        return new

    def _build_loops(self) -> None:
        for adapter in self.adapters:
            parts = self.parts
            adapter.attend(parts.front)
            content = parts.making.content
            given = (parts.store, adapter, parts.texts, utc_now, random.random)
            deliverer = Deliverer(*given, content=content, meter=self.metrics)
            name = f"deliver:{adapter.platform}"
            self._loops[name] = Loop(name, deliverer.work, deliverer.until_next)
        self._loops["stories"] = Loop("stories", self._speak, IDLE, self._ring_deliverers)
        self._loops["inbox"] = Loop("inbox", self._answer, IDLE, self._after_answers)
        self._loops |= {loop.name: loop for loop in self._reading_loops()}
        self._loops["lists"] = Loop("lists", self._refresh_lists, LISTS_EVERY)
        if self.reloading is not None:
            self._loops["files"] = Loop("files", self._reload, FILES_EVERY)
        self._loops["hunts"] = Loop("hunts", self._hunt, IDLE, self._ring_deliverers)
        self._loops["heartbeat"] = Loop("heartbeat", self._beat, BEATS_EVERY)

    def _reading_loops(self) -> list[Loop]:
        """What was sent in, what channels post, and what they link to: none waits for another."""
        parts, take = self.parts, partial(self.take, way="chat")
        reading = Submitting(parts.store, self.opener, parts.reader, parts.texts, take, utc_now)
        listening = Listening(parts.store, self.opener, take, utc_now)
        return [
            Loop("reading", reading.work, IDLE, self._ring_deliverers),
            Loop("listening", listening.store_posts, IDLE),
            Loop("opening", listening.open_posts, IDLE),
        ]

    def _after_answers(self) -> None:
        self._ring_deliverers()
        self._loops["reading"].bell.ring()
        self._loops["lists"].bell.ring()
        self._loops["hunts"].bell.ring()

    def _welcome(self) -> None:
        """Once the port is ours, since a bot that cannot start would show a code that the next start makes void; before
        anybody is heard or /readyz says yes, so that the code works as soon as it is read."""
        console = web_address(self.settings.http_host, self.port or self.settings.http_port)
        alone = all(one is self.web for one in self.adapters)
        welcome(self.parts.store, self.settings, console if alone else None)

    async def _hunt(self) -> int:
        """In a thread of its own: one hunt may take minutes, and what else is done in threads is short."""
        return await asyncio.get_running_loop().run_in_executor(self._hunter, self.parts.hunting.work)

    async def _speak(self) -> int:
        return await asyncio.to_thread(self.parts.alerting.speak, utc_now())

    async def _answer(self) -> int:
        return await asyncio.to_thread(self.parts.answering.work, utc_now())

    async def _beat(self) -> int:
        """Not a job of the clock, which is one of the things that are looked at."""
        unread = self.reloading.trouble if self.reloading else None
        if await asyncio.to_thread(self.parts.heartbeat.beat, utc_now(), self._troubles(), unread):
            self._ring_deliverers()
        return 0

    def _troubles(self) -> dict[str, str]:
        return {name: problem for name, probe in self._probes().items() if (problem := probe())}

    async def _refresh_lists(self) -> int:
        changed = await asyncio.to_thread(self.parts.lists.refresh)
        self._note_lists()
        return int(changed)

    def _note_lists(self) -> None:
        self.metrics.in_force(self.parts.reader().watchlists, utc_now())

    async def _reload(self) -> int:
        assert self.reloading is not None
        at_once, self._at_once = self._at_once, False
        await asyncio.to_thread(self.reloading.work, utc_now(), at_once=at_once)
        return 0

    async def _heed(self) -> None:
        """Read the files of the lists whenever the operator says so, and say what only a restart changes."""
        while True:
            await self.hangup.wait()
            self.hangup.clear()
            log.info("rasid.reloading")
            self._at_once = True
            if self.reloading is not None:
                self._loops["files"].bell.ring()
            await asyncio.to_thread(tell_differing, self.settings)

    def _ring_deliverers(self) -> None:
        for adapter in self.adapters:
            self._loops[f"deliver:{adapter.platform}"].bell.ring()

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
        serving = Serving(self.settings, self.parts, self.metrics, self.take, self._probes(), self._troubles)
        hooks = [hook for adapter in self.adapters for hook in adapter.hooks]
        server = serving.server(hooks, self.web, self._started, watched=watched)
        self.port = await server.start()
        try:
            yield
        finally:
            await server.stop()

    def _probes(self) -> dict[str, Probe]:
        probes: dict[str, Probe] = {name: lambda loop=loop: loop.trouble for name, loop in self._loops.items()}  # type: ignore[misc]
        for adapter in self.adapters:
            probes[adapter.platform] = lambda one=adapter: self._off.get(one.platform) or one.trouble  # type: ignore[misc]
            probes[f"send:{adapter.platform}"] = lambda one=adapter: self.parts.heartbeat.stopped.get(one.platform)  # type: ignore[misc]
        probes["scheduler"] = lambda: self._clock.trouble
        return probes

    @asynccontextmanager
    async def _ticking(self) -> AsyncIterator[None]:
        jobs = Jobs(self.parts, self.poller, self.take, self._ring_deliverers, self.settings.keep_days, self.folder)
        jobs.plan(self._clock)
        self._clock.start()
        try:
            yield
        finally:
            self._clock.stop()
