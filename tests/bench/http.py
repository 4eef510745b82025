"""Load on the HTTP side: `python -m tests.bench.http [--streams 10000] [--slow 300] [--requests 2000]`.

A whole bot in a process of its own. First its requests a second by themselves; then again while slow clients hold
connections and ten thousand live pages are opened. Prints ratios, refusals and memory. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.http_load import (
    Asked,
    article,
    delivered,
    live_pages,
    many,
    request,
    resident,
    slow_clients,
    status_of,
    watch,
)
from tests.e2e.bot_process import Bot
from tests.e2e.news import LIST

_KINDS = ("/healthz", "/api/matches?limit=5", "/health", "/api/articles")
_AT_ONCE = 32


@dataclass
class Round:
    """Requests of each kind, one kind after the other: what became of them, and how long they took in seconds."""

    asked: dict[str, Asked]
    seconds: dict[str, float]

    def rate(self, kind: str) -> float:
        """Requests served a second."""
        return self.asked[kind].served / self.seconds[kind]


async def measured(port: int, each: int, first: int) -> Round:
    """So many of each kind."""
    done = Round({}, {})
    for kind in _KINDS:
        posts = kind == "/api/articles"

        async def ask(number: int, kind: str = kind, posts: bool = posts) -> int:
            return await status_of(port, request(port, kind, article(first + number) if posts else None))

        start = time.perf_counter()
        done.asked[kind] = await many(each, _AT_ONCE, ask)
        done.seconds[kind] = time.perf_counter() - start
    return done


async def run(streams: int, slow: int, each: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        bot = Bot(Path(folder), {"RASID_WATCHLISTS": LIST})
        await bot.start()
        await bot.ready()
        try:
            await _measure(bot, streams, slow, each)
        finally:
            print(f"  ended with {await bot.stop()}")


async def _measure(bot: Bot, streams: int, slow: int, each: int) -> None:
    assert bot.process is not None
    port, pid = bot.port, bot.process.pid
    await watch(port, "/watch ISKP")
    alone = await measured(port, each, 0)
    before = resident(pid)
    async with slow_clients(port, slow), live_pages(port) as page:
        opening = asyncio.create_task(many(streams, 128, page))
        loaded = await measured(port, each, each)
        opened = await opening
    print(f"{each:,} requests of each kind, alone and beside {slow} slow clients and {streams:,} live pages")
    for kind in _KINDS:
        ratio = loaded.rate(kind) / alone.rate(kind)
        print(f"{loaded.asked[kind].line(kind[:16])}; at {ratio:.0%} of the pace alone")
    print(opened.line("/live"))
    await bot.all_sent()
    print(f"  memory {before:,.0f} MiB before, {resident(pid):,.0f} MiB after")
    print(f"  {await delivered(bot)} messages in the console's chat, /readyz says {(await bot.get('/readyz')).text}")


def main() -> None:
    """As the options say."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.http", description=__doc__.split("\n")[0])
    parser.add_argument("--streams", type=int, default=10_000, help="live pages that are opened")
    parser.add_argument("--slow", type=int, default=300, help="clients that never end their request")
    parser.add_argument("--requests", type=int, default=500, help="requests of each kind")
    options = parser.parse_args()
    asyncio.run(run(options.streams, options.slow, options.requests))


if __name__ == "__main__":
    main()
