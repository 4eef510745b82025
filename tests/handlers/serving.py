"""The HTTP server over a real store on a free port of the loopback, and a client for it; or nothing but hooks."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import httpx
from aiohttp import web

from bot.clocks import utc_now
from bot.metrics import Metrics
from bot.parts import Parts, assemble
from bot.ports import SILENT, Hook
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from handlers.web import Probe, WebServer
from handlers.web.api import Api
from handlers.web.hooks import LARGEST as LARGEST_POST
from handlers.web.hooks import add_hooks
from handlers.web.metrics import PATIENCE, MetricsPage
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
    hooks: Sequence[Hook] = (),
    metrics: Metrics | None = None,
    patience: float = PATIENCE,
    mild: Sequence[str] = (),
) -> AsyncIterator[Served]:
    """Serve until the block ends."""
    meter = metrics or SILENT
    parts = assemble(store, matcher, AccessRules(), "ar", "UTC", meter=meter)
    take = partial(parts.ingest.take, way="api")
    api = Api(store, parts.reader, take, parts.summarizer, parts.texts, utc_now, token, largest, meter)
    page = MetricsPage(store, utc_now, probes or {}, metrics.registry if metrics else None, patience, mild)
    server = WebServer("127.0.0.1", 0, store, api, probes or {}, page, hooks, mild=mild)
    port = await server.start()
    base, bearer = f"http://127.0.0.1:{port}", f"Bearer {TOKEN}".encode()
    try:
        async with (
            httpx.AsyncClient(base_url=base, headers={b"Authorization": bearer}, timeout=30, verify=False) as client,
            httpx.AsyncClient(base_url=base, timeout=30, verify=False) as stranger,
        ):
            yield Served(parts, port, client, stranger)
    finally:
        await server.stop()


@asynccontextmanager
async def hooked(hooks: Sequence[Hook], port: int = 0) -> AsyncIterator[httpx.AsyncClient]:
    """Serve nothing but hooks until the block ends, with a client for them."""
    app = web.Application(client_max_size=LARGEST_POST)
    add_hooks(app, hooks)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, auto_decompress=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with httpx.AsyncClient(base_url=base, timeout=30, trust_env=False, verify=False) as client:
            yield client
    finally:
        await runner.cleanup()


def free_port() -> int:
    """A port of the loopback that nobody listens on at the moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
