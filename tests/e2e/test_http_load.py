"""More connections than fit, slow ones among them: who is refused is told so, the bot stays ready, nothing is lost."""

from __future__ import annotations

import asyncio

from tests.bench.http_load import article, delivered, live_pages, many, request, slow_clients, status_of, watch
from tests.e2e.bot_process import PATIENCE, Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.news import LIST

# Of these files 256 are for others and 128 for those who come late, so that 64 connections are left.
_FILES = ("sh", "-c", 'ulimit -n 448; exec "$@"', "sh")


async def test_too_many_are_refused_politely_and_nothing_is_lost(make_bot: MakeBot) -> None:
    bot = make_bot(WATCHLISTS=LIST)
    bot.wrapper = _FILES
    await bot.start()
    await bot.ready()
    assert await watch(bot.port, "/watch ISKP") == 303
    await _delivers(bot, 1, "what /watch answers: from now on it watches")
    async with slow_clients(bot.port, 30), live_pages(bot.port) as page:
        live = asyncio.create_task(many(300, 50, page))
        sending = asyncio.create_task(many(3, 1, lambda number: _sent(bot, number)))
        for _ in range(10):
            assert (await bot.get("/healthz")).status_code == 200
        opened, sent = await live, await sending
    assert opened.refused > 0
    assert (opened.lost, opened.served + opened.refused) == (0, 300)
    assert sent.served == 3
    await bot.ready()
    await _delivers(bot, 2, "an alert")
    await bot.all_sent()
    assert "Traceback" not in bot.log
    assert await bot.stop() == 0


async def _delivers(bot: Bot, number: int, what: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while await delivered(bot) < number:  # noqa: ASYNC110 - another process sets no event
            await asyncio.sleep(0.2)
    assert await delivered(bot) >= number, what


async def _sent(bot: Bot, number: int) -> int:
    """As a client that tries again when it is told to."""
    sent = request(bot.port, "/api/articles", article(number))
    while (status := await status_of(bot.port, sent)) in (0, 503):  # noqa: ASYNC110 - another process sets no event
        await asyncio.sleep(0.1)
    return status
