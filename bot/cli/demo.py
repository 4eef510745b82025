"""`rasid demo`: the whole bot on an embedded database with sample articles, no tokens and no network."""

import asyncio
import random
import sys
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, cast

import typer

from bot.cli import chat, common, demo_console
from bot.core.urls import sqlite_url

if TYPE_CHECKING:
    from bot.core.model import Incoming, Language, Update
    from bot.parts import Parts
    from handlers.console import Console

# Samples younger than this are played as news; older ones are the past that makes the usual.
_NEWS = timedelta(hours=24)
# Where somebody stays to look, the newest sample comes in after so many seconds, while they watch.
_LATER = 20.0


def demo(
    language: Annotated[str, typer.Option(help="ar or en.")] = "ar",
    stay: Annotated[bool, typer.Option("--stay", help="Keep the web console open until Ctrl-C.")] = False,
) -> None:
    """See the bot at work: ingest, match, store, group, alert, answer. Everything is thrown away at the end."""
    if language not in ("ar", "en"):
        raise typer.BadParameter("ar or en", param_hint="--language")
    from bot import log

    log.set_up("console", "warning")
    with TemporaryDirectory(prefix="rasid-demo-") as folder:
        asyncio.run(_demo(Path(folder), cast("Language", language), stay=stay))


async def _demo(home: Path, language: "Language", *, stay: bool) -> None:
    from bot.parts import assemble
    from bot.storage.store import open_store
    from handlers.commands.access import AccessRules
    from handlers.console import Console
    from handlers.web import ADMIN

    store = open_store(sqlite_url(home / "rasid.db"))
    parts = assemble(store, common.matcher(()), AccessRules(frozenset({chat.ADMIN, ADMIN})), language, "UTC")
    typed = sys.stdin.isatty()
    files = home / "files"
    console = Console(sys.stdin, sys.stdout, files=files) if typed or not stay else _unattended(files)
    try:
        async with demo_console.served(parts, language) as web:
            await Show(parts, console, web, stays=typed or stay).play()
    finally:
        store.close()


def _unattended(files: Path) -> "Console":
    """A terminal where nobody types: it waits for Ctrl-C."""
    from bot.cli.run import stop_signal
    from bot.ports import Receiver
    from handlers.console import Console

    class Unattended(Console):
        async def listen(self, receive: Receiver) -> None:
            await stop_signal().wait()

    return Unattended(sys.stdin, sys.stdout, files=files)


class Show:
    """Plays the samples on a clock of its own, then goes on as a chat where a person sits at the terminal, and as a web
    console for as long."""

    def __init__(self, parts: "Parts", console: "Console", web: demo_console.Shown, *, stays: bool) -> None:
        from bot.clocks import utc_now

        self._parts, self._console, self._web, self._stays = parts, console, web, stays
        self._start = self._now = utc_now()

    async def play(self) -> None:
        """The past, a subscription, the news with its alerts, a status and a digest; then the conversation."""
        from bot.samples import read_samples

        samples = read_samples(self._start)
        past = [item for item in samples if self._published(item) < self._start - _NEWS]
        self._tell("Rasid (راصد) — a demonstration with invented articles; nothing is sent anywhere.")
        self._tell(f"The web console, for as long as this runs: {self._web.address}")
        await asyncio.to_thread(self._remember, past)
        self._tell(f"{len(past)} sample articles of the last weeks are stored. Now the news of the last day:")
        await self._say("/watch ISKP")
        news, later = samples[len(past) :], samples[-1:]
        await self._news(news[:-1] if self._stays else news)
        await self._say("/status ISKP")
        await self._say("/digest now 7d")
        if self._stays:
            await self._stay(later)

    async def _stay(self, later: "list[Incoming]") -> None:
        self._tell(f"Your turn: try /status ISKP 30d, /latest, /why A1, /help here or at {self._web.address}")
        self._tell("One more report comes in while you look. /quit or Ctrl-C ends.")
        late = asyncio.create_task(self._come_in(later))
        try:
            await chat.converse(self._parts, self._console, beside=[self._web.chat])
        finally:
            await demo_console.ended(late)

    async def _come_in(self, items: "list[Incoming]") -> None:
        """As news do; the loops deliver what comes of it, when enough was waited for further reports."""
        from bot.clocks import utc_now

        await asyncio.sleep(_LATER)
        await asyncio.to_thread(self._parts.ingest.take, items, utc_now())
        while True:
            await asyncio.to_thread(self._parts.alerting.speak, utc_now())
            await asyncio.sleep(1)

    def _remember(self, items: "list[Incoming]") -> None:
        """Store the past as it happened; nobody is subscribed yet, so nothing is sent."""
        for item in items:
            self._take(item)

    async def _news(self, items: "list[Incoming]") -> None:
        for item in items:
            await asyncio.to_thread(self._take, item)
            await self._deliver()
        self._now = self._start

    def _take(self, item: "Incoming") -> None:
        self._now = self._published(item)
        self._parts.ingest.take([item], self._now)
        self._parts.alerting.speak(self._now)

    async def _say(self, command: str) -> None:
        """Type a command as a person would, at the terminal and in the browser."""
        from bot.core.model import Update
        from handlers.console import ADDRESS, PERSON

        self._tell(f"> {command}")
        self._put(Update(ADDRESS.platform, uuid.uuid4().hex, ADDRESS, PERSON, command))
        await self._web.say(command, self._put)
        await asyncio.to_thread(self._parts.answering.work, self._now)
        await self._deliver()

    def _put(self, update: "Update") -> bool:
        return self._parts.answering.put(update, self._now)

    async def _deliver(self) -> None:
        from bot.services.delivery import Deliverer

        parts = self._parts
        for platform in (self._console, self._web.chat):
            content = parts.making.content
            await chat.drain(Deliverer(parts.store, platform, parts.texts, self._tick, random.random, content=content))

    def _tick(self) -> datetime:
        """The show's clock, which moves on by itself so that no chat has to wait."""
        self._now += timedelta(seconds=2)
        return self._now

    @staticmethod
    def _published(item: "Incoming") -> datetime:
        assert item.published is not None
        return item.published

    @staticmethod
    def _tell(line: str) -> None:
        print(f"\n— {line}", flush=True)
