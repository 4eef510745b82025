"""How pages are made: a few at a time, for whoever still waits for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any

import pytest
from aiohttp import web

from bot.clocks import utc_now
from bot.locales import load_texts
from bot.parts import assemble
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from handlers.web import WebChat, WebConsole
from handlers.web.pages.base import Desk
from tests.handlers.web.raw_http import ask
from watchlists import Matcher
from watchlists.model import Watchlists


@dataclass
class Slow:
    """A page that takes a while, and how many were made at the same time and in all."""

    now: int = 0
    most: int = 0
    made: int = 0
    full: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    def view(self, _desk: Desk) -> Mapping[str, Any]:
        with self._lock:
            self.now += 1
            self.made += 1
            self.most = max(self.most, self.now)
        if self.most == 2:
            self.full.set()
        time.sleep(0.2)
        with self._lock:
            self.now -= 1
        return {"title": "slow", "sentence": "made", "choices": ()}


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
async def port(slow: Slow, sqlite_url: str, make_store: Callable[[str], SqlStore]) -> AsyncIterator[int]:
    """A server with that page alone."""
    store = make_store(sqlite_url)
    parts = assemble(store, Matcher.compile(Watchlists(())), AccessRules(), "ar", "UTC")
    console = WebConsole(store, parts.reader, load_texts(), WebChat(store, utc_now), utc_now, "en", "UTC")
    app = web.Application()

    async def shown(request: web.Request) -> web.Response:
        return await console.drawn(request, "problem.html", slow.view, "")

    app.router.add_get("/", shown)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


async def test_pages_leave_threads_to_others(slow: Slow, port: int) -> None:
    """All of them are made, two at a time."""
    answers = await asyncio.gather(*(ask(port) for _ in range(8)))
    assert {one.status for one in answers} == {200}
    assert (slow.made, slow.most) == (8, 2)


async def test_a_page_is_not_made_for_who_has_gone(slow: Slow, port: int) -> None:
    waiting = [asyncio.create_task(ask(port)) for _ in range(2)]
    assert await asyncio.to_thread(slow.full.wait, 10)
    gone = [(await asyncio.open_connection("127.0.0.1", port))[1] for _ in range(6)]
    for writer in gone:
        writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await asyncio.sleep(0.05)
    for writer in gone:
        writer.transport.abort()
    await asyncio.gather(*waiting)
    assert (await ask(port)).status == 200
    assert slow.made == 3
