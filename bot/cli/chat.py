"""`rasid chat`: the conversation over the bot's own database, in a terminal."""

import asyncio
import sys
import uuid
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from bot.config import Settings
    from bot.parts import Parts
    from bot.platforms import Adapter
    from bot.ports import Messenger, Opener
    from bot.services.delivery import Deliverer
    from bot.services.reading import Submitting
    from handlers.console import Console

# Whoever can read the database may do everything with it.
ADMIN = "console:local"
# How often in a row a database that fails may be tried at the end of a chat.
TRIES = 6


def chat(
    command: Annotated[str | None, typer.Argument(help="Answer this one command and end.")] = None,
) -> None:
    """Talk to the bot in this terminal; alerts for it arrive, too, while `rasid run` works on the same database."""
    from bot.parts import assemble
    from handlers.commands.access import AccessRules

    settings = common.settings(quiet=True)
    store = common.store(settings)
    rules = AccessRules(settings.admin_labels | {ADMIN}, settings.access)
    matcher, outlets = common.matcher((), settings), common.outlets(settings)
    parts = assemble(
        store,
        matcher,
        rules,
        settings.language,
        settings.timezone,
        outlets=outlets,
        networks=settings.networks,
        open_store=store.anew,
    )
    try:
        if command is not None:
            answer(command, parts, settings)
        else:
            asyncio.run(_converse(parts, settings))
    finally:
        store.close()


def answer(command: str, parts: "Parts", settings: "Settings") -> None:
    """Print the reply to one command, also where something has to be fetched for it; what it changes is kept."""
    from bot.cli import hunts
    from bot.clocks import utc_now
    from bot.core.model import Update
    from handlers.console import ADDRESS, PERSON, Console

    update = Update(ADDRESS.platform, uuid.uuid4().hex, ADDRESS, PERSON, command)
    replies = parts.answering.answer(update, utc_now())
    console = Console(sys.stdin, sys.stdout, files=files_of(settings))
    hunted = hunts.shown_in(parts, replies)
    if hunted is not None:
        replies = hunts.to_the_end(parts, hunted, update)
    for reply in replies:
        file = reply.message.file
        console.show(reply.message, content=parts.making.content(file) if file else None)
    if not replies:
        asyncio.run(_read(parts, console, settings))


async def _read(parts: "Parts", console: "Console", settings: "Settings") -> None:
    """Read what was sent in, and print what is said of it."""
    async with opening(settings) as opener:
        await _reading(parts, opener).work()
    await drain(_deliverer(parts, console))


@asynccontextmanager
async def opening(settings: "Settings") -> "AsyncIterator[Opener]":
    """What opens links; nobody sends files to a terminal."""
    from bot.sources.rss import FeedPoller
    from bot.sources.submitted import SubmittedOpener

    largest = settings.max_article_kb * 1024
    async with FeedPoller.open(allow_networks=settings.networks, largest=largest) as poller:
        yield SubmittedOpener.of(poller.fetcher, (), largest)


def _reading(parts: "Parts", opener: "Opener") -> "Submitting":
    from bot.clocks import utc_now
    from bot.services.reading import Submitting

    return Submitting(parts.store, opener, parts.reader, parts.texts, parts.ingest.take, utc_now)


def _deliverer(parts: "Parts", console: "Messenger") -> "Deliverer":
    import random

    from bot.clocks import utc_now
    from bot.services.delivery import Deliverer

    return Deliverer(parts.store, console, parts.texts, utc_now, random.random, content=parts.making.content)


async def _converse(parts: "Parts", settings: "Settings") -> None:
    from handlers.console import Console

    async with opening(settings) as opener:
        await converse(parts, Console(sys.stdin, sys.stdout, files=files_of(settings)), opener)


def files_of(settings: "Settings") -> "Path":
    """The folder for files that the bot sends to the terminal."""
    return settings.home / "files"


async def converse(
    parts: "Parts", console: "Console", opener: "Opener | None" = None, beside: "Sequence[Adapter]" = ()
) -> None:
    """Listen and answer until the person leaves; links are read where there is an `opener`. Platforms `beside` the
    terminal are served as long."""
    from bot.clocks import utc_now
    from bot.core.model import Update
    from bot.loops import Loop

    deliverer = _deliverer(parts, console)
    deliverers = [deliverer, *(_deliverer(parts, one) for one in beside)]
    delivering = [Loop(f"deliver:{one.messenger.platform}", one.work, 1.0) for one in deliverers]

    def ring() -> None:
        for one in delivering:
            one.bell.ring()

    lists = Loop("lists", lambda: asyncio.to_thread(lambda: int(parts.lists.refresh())), 2.0)

    def answered() -> None:
        ring()
        lists.bell.ring()
        hunting.bell.ring()

    answering = Loop("inbox", lambda: asyncio.to_thread(parts.answering.work, utc_now()), 1.0, then=answered)

    async def receive(update: Update) -> bool:
        new = await asyncio.to_thread(parts.answering.put, update, utc_now())
        answering.bell.ring()
        return new

    reading = _reading(parts, opener) if opener else None
    hunting = Loop("hunts", lambda: asyncio.to_thread(parts.hunting.work), 1.0, then=ring)
    proposing = Loop("proposals", lambda: asyncio.to_thread(parts.proposing.look, utc_now()), 30.0)
    spelling = Loop("spellings", lambda: asyncio.to_thread(parts.spellings.look, utc_now()), 30.0)
    loops = [*delivering, answering, lists, proposing, spelling, hunting]
    if reading:
        loops.append(Loop("reading", reading.work, 1.0, then=ring))
    async with asyncio.TaskGroup() as group:
        for loop in loops:
            group.create_task(loop.run())
        listening = [group.create_task(one.listen(receive)) for one in beside]
        await console.listen(receive)
        for one in listening:
            one.cancel()
        parts.hunting.rest()
        for loop in loops:
            loop.stop()
    await _finish(parts, deliverer, reading)
    _tell_what_is_left(parts)


async def _finish(parts: "Parts", deliverer: "Deliverer", reading: "Submitting | None") -> None:
    """Answer, read and print as long as there is something to do. A database that is locked for a while is waited for;
    raises its StoreError when it stays so."""
    from bot.core.errors import StoreError
    from bot.loops import pause_after

    failures, left = 0, True
    while left:
        try:
            left = bool(await _one_turn(parts, deliverer, reading))
            failures = 0
        except StoreError as error:
            failures += 1
            if error.permanent or failures == TRIES:
                raise
            await asyncio.sleep(pause_after(failures))


async def _one_turn(parts: "Parts", deliverer: "Deliverer", reading: "Submitting | None") -> int:
    """Some answers, since they are given in portions, and what comes of them; returns how much was done."""
    from bot.clocks import utc_now

    answered = await asyncio.to_thread(parts.answering.work, utc_now())
    read = await reading.work() if reading else 0
    return answered + read + await deliverer.work()


def _tell_what_is_left(parts: "Parts") -> None:
    """On the error stream: what failed, or waits for its time, is not printed in this chat."""
    from handlers.console import PLATFORM

    with parts.store.begin(read_only=True) as unit:
        counts = unit.outbox.counts()
    if left := sum(counts.get((PLATFORM, state), 0) for state in ("pending", "sending")):
        typer.echo(f"rasid: not printed yet: {left}; the next `rasid chat` prints what is due by then", err=True)


async def drain(deliverer: "Deliverer") -> None:
    """Deliver what may go; a terminal takes it without a pause."""
    while await deliverer.work():
        pass
