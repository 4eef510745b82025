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

from bot.cli import chat, common
from bot.core.urls import sqlite_url

if TYPE_CHECKING:
    from bot.core.model import Incoming, Language
    from bot.parts import Parts
    from handlers.console import Console

# Samples younger than this are played as news; older ones are the past that makes the usual.
_NEWS = timedelta(hours=24)


def demo(
    language: Annotated[str, typer.Option(help="ar or en.")] = "ar",
) -> None:
    """See the bot at work: ingest, match, store, group, alert, answer. Everything is thrown away at the end."""
    if language not in ("ar", "en"):
        raise typer.BadParameter("ar or en", param_hint="--language")
    from bot import log

    log.set_up("console", "warning")
    with TemporaryDirectory(prefix="rasid-demo-") as folder:
        asyncio.run(_demo(Path(folder), cast("Language", language)))


async def _demo(home: Path, language: "Language") -> None:
    from bot.parts import assemble
    from bot.storage.store import open_store
    from handlers.commands.access import AccessRules
    from handlers.console import Console

    store = open_store(sqlite_url(home / "rasid.db"))
    parts = assemble(store, common.matcher(()), AccessRules(frozenset({chat.ADMIN})), language, "UTC")
    try:
        await Show(parts, Console(sys.stdin, sys.stdout, files=home / "files"), language).play()
    finally:
        store.close()


class Show:
    """Plays the samples on a clock of its own, then goes on as a chat where a person sits at the terminal."""

    def __init__(self, parts: "Parts", console: "Console", language: "Language") -> None:
        from bot.parts import utc_now

        self._parts, self._console, self._language = parts, console, language
        self._start = self._now = utc_now()

    async def play(self) -> None:
        """The past, a subscription, the news with its alerts, a status and a digest; then the conversation."""
        from bot.samples import read_samples

        samples = read_samples(self._start)
        past = [item for item in samples if self._published(item) < self._start - _NEWS]
        self._tell("Rasid (راصد) — a demonstration with invented articles; nothing is sent anywhere.")
        self._remember(past)
        self._tell(f"{len(past)} sample articles of the last weeks are stored. Now the news of the last day:")
        await self._say("/watch ISKP")
        await self._news(samples[len(past) :])
        await self._say("/status ISKP")
        await self._say("/digest now 7d")
        if sys.stdin.isatty():
            self._tell("Your turn: try /status ISKP 30d, /latest, /why A1, /help; /quit ends.")
            await chat.converse(self._parts, self._console)

    def _remember(self, items: "list[Incoming]") -> None:
        """Store the past as it happened; nobody is subscribed yet, so nothing is sent."""
        for item in items:
            self._take(item)

    async def _news(self, items: "list[Incoming]") -> None:
        for item in items:
            self._take(item)
            await self._deliver()
        self._now = self._start

    def _take(self, item: "Incoming") -> None:
        self._now = self._published(item)
        self._parts.ingest.take([item], self._now)
        self._parts.alerting.speak(self._now)

    async def _say(self, command: str) -> None:
        """Type a command as a person would."""
        from bot.core.model import Update
        from handlers.console import ADDRESS, PERSON

        self._tell(f"> {command}")
        self._parts.answering.put(Update(ADDRESS.platform, uuid.uuid4().hex, ADDRESS, PERSON, command), self._now)
        self._parts.answering.work(self._now)
        await self._deliver()

    async def _deliver(self) -> None:
        from bot.services.delivery import Deliverer

        parts = self._parts
        content = parts.making.content
        await chat.drain(Deliverer(parts.store, self._console, parts.texts, self._tick, random.random, content=content))

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
