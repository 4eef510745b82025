"""The web console over a real store on a free port of the loopback, with a browser without a script, and a script."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import httpx

from bot.clocks import utc_now
from bot.core.message import Message
from bot.core.model import Language, NewDelivery, Update
from bot.core.transcript import Line
from bot.parts import Parts, assemble
from bot.ports import Store
from bot.services.delivery import Deliverer
from handlers.commands import registry
from handlers.commands.access import AccessRules
from handlers.web import ADMIN, WebChat, WebConsole, WebServer
from handlers.web.api import Api
from handlers.web.chat import ADDRESS, CHAT
from handlers.web.live import Pace
from handlers.web.metrics import MetricsPage
from tests.handlers.serving import TOKEN
from watchlists import Matcher

QUICK = Pace(beat=0.2, look=0.1, write=0.5)


@dataclass
class Talked:
    """A running console. What is said to it is answered at once."""

    store: Store
    parts: Parts
    chat: WebChat
    server: WebServer
    port: int
    browser: httpx.AsyncClient

    async def page(self, path: str = "/") -> str:
        """A page, as a browser gets it."""
        answer = await self.browser.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def post(self, path: str, *, script: bool = True, **fields: str) -> httpx.Response:
        """A form of a page of ours, sent by the script or by the browser itself."""
        accept = "application/json" if script else "text/html"
        csrf = await self._csrf()
        return await self.browser.post(path, data={"csrf": csrf, **fields}, headers={"Accept": accept})

    async def say(self, text: str, key: str = "") -> httpx.Response:
        """Say something by the script."""
        return await self.post("/say", text=text, key=key)

    async def tell(self, message: Message, key: str, alert_id: int | None = None) -> None:
        """Have the bot say something unasked."""
        with self.store.begin() as unit:
            chat = unit.chats.find(ADDRESS)
            assert chat is not None
            unit.outbox.add(NewDelivery(key, chat.id, "reply", message, alert_id=alert_id), utc_now())
        await self.deliver()

    async def deliver(self) -> None:
        """Send what waits."""
        await self._deliverer.work()

    async def answer(self, update: Update) -> bool:
        """What the bot does with an update."""
        new = await asyncio.to_thread(self.parts.answering.put, update, utc_now())
        await asyncio.to_thread(self.parts.answering.work, utc_now())
        await self.deliver()
        return new

    def lines(self) -> Sequence[Line]:
        """What stands in the chat."""
        with self.store.begin(read_only=True) as unit:
            return unit.transcript.latest(CHAT, 1000)

    def told(self) -> list[str]:
        """What the bot said, in the order of its messages."""
        return [line.message.text for line in self.lines() if line.message]

    @cached_property
    def _deliverer(self) -> Deliverer:
        parts = self.parts
        return Deliverer(parts.store, self.chat, parts.texts, utc_now, random.random, content=parts.making.content)

    async def _csrf(self) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', await self.page("/health"))
        assert found
        return found[1]


@asynccontextmanager
async def talked(
    store: Store,
    matcher: Matcher,
    *,
    language: Language = "en",
    streams: int = 8,
    pace: Pace = QUICK,
    listens: bool = True,
    timezone: str = "UTC",
    token: str | None = None,
) -> AsyncIterator[Talked]:
    """Serve until the block ends. Without `listens` as long as the bot starts."""
    chat = WebChat(store, utc_now, words=tuple(registry.words()))
    rules = AccessRules(frozenset({ADMIN}))
    parts = assemble(store, matcher, rules, language, timezone, platforms=[chat.platform])
    api = Api(store, parts.reader, parts.ingest.take, parts.summarizer, parts.texts, utc_now, TOKEN, 1 << 16)
    console = WebConsole(
        store, parts.reader, parts.texts, chat, utc_now, language, timezone,
        content=parts.making.content, streams=streams, pace=pace, token=token,
    )  # fmt: skip
    server = WebServer("127.0.0.1", 0, store, api, {}, MetricsPage(store, utc_now, {}), (), console)
    port = await server.start()
    base = f"http://127.0.0.1:{port}"
    listening: asyncio.Task[None] | None = None
    try:
        async with httpx.AsyncClient(base_url=base, timeout=30, trust_env=False, verify=False) as browser:
            one = Talked(store, parts, chat, server, port, browser)
            if listens:
                listening = asyncio.create_task(chat.listen(one.answer))
                await asyncio.sleep(0)
            yield one
    finally:
        if listening:
            listening.cancel()
        await server.stop()


@asynccontextmanager
async def live(console: Talked, path: str = "/live", **headers: str) -> AsyncIterator[AsyncIterator[Mapping[str, Any]]]:
    """What an open page hears, one event after the other, as `{"id": …, "event": …, "data": …}`."""
    async with console.browser.stream("GET", path, headers=headers) as response:
        assert response.status_code == 200
        yield events(response.aiter_lines())


async def events(lines: AsyncIterator[str]) -> AsyncIterator[Mapping[str, Any]]:
    """The events of a stream; comments and pauses are none."""
    one: dict[str, Any] = {}
    async for line in lines:
        name, _, value = line.partition(": ")
        if name in ("id", "event", "data"):
            one[name] = json.loads(value) if name == "data" else value
        elif not line and "data" in one:
            yield one
            one = {}
