"""The console over a real store, as a browser finds it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clocks import utc_now
from bot.locales import load_texts
from bot.parts import assemble
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from handlers.web import WebChat, WebConsole, WebServer
from handlers.web.api import Api
from handlers.web.metrics import MetricsPage
from tests.handlers.web.raw_http import Answer, ask
from watchlists import Matcher
from watchlists.model import Watchlists

LOGIN_TOKEN = "a-made-up-token-of-the-console"
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


@asynccontextmanager
async def opened(store: SqlStore, token: str | None = None) -> AsyncIterator[int]:
    """Serve the console; the port. Nobody listens to what is said there, and no list is read."""
    parts = assemble(store, Matcher.compile(Watchlists(())), AccessRules(), "ar", "UTC")
    chat = WebChat(store, utc_now)
    console = WebConsole(store, parts.reader, load_texts(), chat, utc_now, "en", "UTC", token=token)
    api = Api(store, parts.reader, parts.ingest.take, parts.summarizer, parts.texts, utc_now, None, 1024)
    server = WebServer("127.0.0.1", 0, store, api, {}, MetricsPage(store, utc_now, {}), (), console)
    port = await server.start()
    try:
        yield port
    finally:
        await server.stop()


def csrf(answer: Answer) -> str:
    """What the forms of a page carry."""
    found = _CSRF.search(answer.body.decode())
    assert found, answer
    return found[1]


async def log_in(port: int, token: str = LOGIN_TOKEN, **headers: str) -> Answer:
    """Send the login's form."""
    return await ask(port, "POST", "/login", headers, f"token={token}".encode())


def said(store: SqlStore) -> list[str | None]:
    """What the transcript holds."""
    with store.begin(read_only=True) as unit:
        return [line.said for line in unit.transcript.latest("console", 50)]
