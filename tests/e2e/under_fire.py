"""Articles that are pushed while the bot is killed and started again, at moments that a seed repeats."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Sequence

import httpx

from tests.e2e.bot_process import Bot
from tests.e2e.news import Article

# The longest life between two kills (seconds), where a test names no other.
LIFE = 2.5
# How often a killed bot is killed once more in the middle of its start.
DURING_START = 0.3


def seed() -> int:
    """Another one in each run; RASID_TEST_SEED repeats one."""
    found = int(os.environ.get("RASID_TEST_SEED") or random.SystemRandom().randrange(10**6))
    print(f"\nRASID_TEST_SEED={found}")
    return found


async def push_under_fire(
    bot: Bot, articles: Sequence[Article], kills: int, luck: random.Random, life: float = LIFE
) -> None:
    """Push all in small batches; meanwhile kill the bot so often at random moments, and start it again."""
    pushing = asyncio.create_task(push_all(bot, articles, random.Random(luck.random())))
    killed = 0
    while killed < kills:
        await asyncio.sleep(luck.uniform(0.05, life))
        await bot.kill()
        killed += 1
        if killed < kills and luck.random() < DURING_START:
            await bot.launch()
            await asyncio.sleep(luck.uniform(0.5, 4.0))
            await bot.kill()
            killed += 1
        await bot.start()
    await pushing


async def push_all(bot: Bot, articles: Sequence[Article], luck: random.Random) -> None:
    waiting = list(articles)
    while waiting:
        batch = waiting[: luck.randint(1, 4)]
        if await accepted(bot, batch):
            del waiting[: len(batch)]
        await asyncio.sleep(luck.uniform(0.0, 0.4))


async def accepted(bot: Bot, batch: Sequence[Article]) -> bool:
    """Whether the bot said that it has them; what got no 202 is pushed again."""
    try:
        return (await bot.push(batch)).status_code == 202
    except httpx.HTTPError:
        return False
