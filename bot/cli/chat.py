"""`rasid chat`: the conversation over the bot's own database, in a terminal."""

import asyncio
import sys
import uuid
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common

if TYPE_CHECKING:
    from bot.parts import Parts
    from bot.services.delivery import Deliverer
    from handlers.console import Console

# Whoever can read the database may do everything with it.
ADMIN = "console:local"


def chat(
    command: Annotated[str | None, typer.Argument(help="Answer this one command and end.")] = None,
) -> None:
    """Talk to the bot in this terminal; alerts for this terminal arrive while it is open."""
    from bot.parts import assemble
    from handlers.commands.access import AccessRules

    settings = common.settings(quiet=True)
    store = common.store(settings)
    rules = AccessRules(settings.admin_labels | {ADMIN}, settings.access)
    matcher, outlets = common.matcher((), settings), common.outlets(settings)
    parts = assemble(
        store, matcher, rules, settings.language, settings.timezone, outlets=outlets, networks=settings.networks
    )
    try:
        if command is not None:
            answer(command, parts)
        else:
            asyncio.run(_converse(parts))
    finally:
        store.close()


def answer(command: str, parts: "Parts") -> None:
    """Print the reply to one command; what it changes is kept."""
    from bot.core.model import Update
    from bot.parts import utc_now
    from handlers.console import ADDRESS, PERSON, Console

    update = Update(ADDRESS.platform, uuid.uuid4().hex, ADDRESS, PERSON, command)
    with parts.store.begin() as unit:
        replies = parts.answering.respond(unit, update, utc_now())
    console = Console(sys.stdin, sys.stdout)
    for reply in replies:
        console.show(reply.message)


async def _converse(parts: "Parts") -> None:
    from handlers.console import Console

    await converse(parts, Console(sys.stdin, sys.stdout))


async def converse(parts: "Parts", console: "Console") -> None:
    """Listen and answer until the person leaves."""
    import random

    from bot.core.model import Update
    from bot.loops import Loop
    from bot.parts import utc_now
    from bot.services.delivery import Deliverer

    deliverer = Deliverer(parts.store, console, parts.texts, utc_now, random.random)
    delivering = Loop("deliver:console", deliverer.work, 1.0)
    answering = Loop(
        "inbox", lambda: asyncio.to_thread(parts.answering.work, utc_now()), 1.0, then=delivering.bell.ring
    )

    async def receive(update: Update) -> bool:
        new = await asyncio.to_thread(parts.answering.put, update, utc_now())
        answering.bell.ring()
        return new

    async with asyncio.TaskGroup() as group:
        group.create_task(delivering.run())
        group.create_task(answering.run())
        await console.listen(receive)
        answering.stop()
        delivering.stop()
    parts.answering.work(utc_now())
    await drain(deliverer)


async def drain(deliverer: "Deliverer") -> None:
    """Deliver what may go; a terminal takes it without a pause."""
    while await deliverer.work():
        pass
