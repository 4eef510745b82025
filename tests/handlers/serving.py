"""The HTTP server over a real store on a free port of the loopback, and a client for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from bot.parts import Parts, assemble, utc_now
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from handlers.web import Probe, WebServer
from handlers.web_api import Api
from watchlists import Matcher

TOKEN = "let-me-in-ünïcode"
LARGEST = 64 * 1024


@dataclass
class Served:
    """A running server with its parts; `client` sends the right token."""

    parts: Parts
    port: int
    client: httpx.AsyncClient
    stranger: httpx.AsyncClient


@asynccontextmanager
async def served(
    store: SqlStore,
    matcher: Matcher,
    *,
    token: str | None = TOKEN,
    probes: Mapping[str, Probe] | None = None,
    largest: int = LARGEST,
) -> AsyncIterator[Served]:
    """Serve until the block ends."""
    parts = assemble(store, matcher, AccessRules(), "ar", "UTC")
    api = Api(store, parts.reader, parts.ingest.take, parts.summarizer, parts.texts, utc_now, token, largest)
    server = WebServer("127.0.0.1", 0, store, api, probes or {}, utc_now)
    port = await server.start()
    base, bearer = f"http://127.0.0.1:{port}", f"Bearer {TOKEN}".encode()
    try:
        async with (
            httpx.AsyncClient(base_url=base, headers={b"Authorization": bearer}, timeout=30) as client,
            httpx.AsyncClient(base_url=base, timeout=30) as stranger,
        ):
            yield Served(parts, port, client, stranger)
    finally:
        await server.stop()
