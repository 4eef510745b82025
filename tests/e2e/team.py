"""Processes that share the work on one database, each with roles and a folder of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.e2e.bot_process import Bot

Hire = Callable[..., Bot]


@asynccontextmanager
async def hiring(folder: Path, settings: dict[str, str]) -> AsyncIterator[Hire]:
    """Makes processes by their roles, such as "match,alert"; whoever still runs at the end is killed."""
    made: list[Bot] = []

    def hire(roles: str, **more: str) -> Bot:
        own = folder / f"{len(made)}-{roles.replace(',', '-')}"
        own.mkdir()
        bot = Bot(own, settings | {f"RASID_{name}": value for name, value in more.items()}, roles=roles)
        made.append(bot)
        return bot

    try:
        yield hire
    finally:
        await asyncio.gather(*(bot.kill() for bot in made if bot.process is not None))


async def start_all(bots: Sequence[Bot]) -> None:
    """All of them at once."""
    await asyncio.gather(*(bot.start() for bot in bots))
