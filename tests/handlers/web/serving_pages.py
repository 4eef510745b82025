"""The console over a real store on a free port of the loopback, and a client that opens its pages as a browser does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import httpx
from lxml import html

from bot.clocks import utc_now
from bot.core.model import Language
from bot.parts import Parts, assemble
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from handlers.web import ADMIN, About, WebChat, WebConsole, WebServer
from handlers.web.api import Api
from handlers.web.metrics import MetricsPage
from watchlists import Matcher


@dataclass
class Pages:
    """A running console with its parts."""

    parts: Parts
    chat: WebChat
    client: httpx.AsyncClient

    async def open(self, path: str, status: int = 200) -> html.HtmlElement:
        """The page at a path, which answers with this status."""
        answer = await self.client.get(path)
        assert answer.status_code == status, answer.text
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        return html.document_fromstring(answer.text)


@asynccontextmanager
async def pages(
    store: SqlStore,
    matcher: Matcher,
    *,
    language: Language = "en",
    troubles: Mapping[str, str] | None = None,
    about: About | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> AsyncIterator[Pages]:
    """Serve until the block ends."""
    parts = assemble(store, matcher, AccessRules(frozenset({ADMIN})), language, "UTC")
    chat = WebChat(store, clock, words=())
    console = WebConsole(
        store,
        parts.reader,
        parts.texts,
        chat,
        clock,
        language,
        "UTC",
        troubles=lambda: troubles or {},
        about=about or About(),
    )
    api = Api(store, parts.reader, parts.ingest.take, parts.summarizer, parts.texts, clock, None, 1024)
    server = WebServer("127.0.0.1", 0, store, api, {}, MetricsPage(store, clock, {}), console=console)
    port = await server.start()
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30, trust_env=False) as client:
            yield Pages(parts, chat, client)
    finally:
        await server.stop()


def words(element: html.HtmlElement) -> str:
    """What an element says, blanks joined, without marks of direction."""
    said = " ".join(element.text_content().split())
    return "".join(one for one in said if one not in "\u2066\u2067\u2068\u2069\u200e\u200f")


def named(page: html.HtmlElement, path: str) -> list[str]:
    """What the elements at an XPath say, in order."""
    return [words(one) for one in page.xpath(path)]
