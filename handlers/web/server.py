"""The HTTP server: health, metrics, the API, and what platforms post."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.core.errors import RasidError, StoreError
from bot.ports import Hook, Store
from handlers.web import openapi
from handlers.web.api import Api
from handlers.web.connection import Bounds
from handlers.web.console import WebConsole
from handlers.web.hooks import LARGEST, add_hooks
from handlers.web.listening import Listening

Probe = Callable[[], str | None]
"""Says why a part does not work, None when it does."""


class WebServer:
    """Serves on one address from start to stop. `probes` are asked for /readyz, each by its name."""

    def __init__(
        self,
        host: str,
        port: int,
        store: Store,
        api: Api,
        probes: Mapping[str, Probe],
        clock: Callable[[], datetime],
        hooks: Sequence[Hook] = (),
        console: WebConsole | None = None,
        bounds: Bounds = Bounds(),  # noqa: B008 - it is frozen
    ) -> None:
        self._host, self._port, self._store, self._probes, self._clock = host, port, store, probes, clock
        # The API unpacks and bounds a body itself, while it reads it.
        self._app = web.Application(client_max_size=LARGEST)
        self._app.router.add_get("/healthz", self._health)
        self._app.router.add_get("/readyz", self._ready)
        self._app.router.add_get("/metrics", self._metrics)
        add_hooks(self._app, hooks)
        openapi.add_to(self._app)
        api.add_to(self._app)
        if console is not None:
            console.add_to(self._app)
        self._listening = Listening(self._app, bounds)

    async def start(self) -> int:
        """Listen; returns the port. Raises RasidError when the address is taken."""
        try:
            return await self._listening.start(self._host, self._port)
        except OSError as error:
            await self._listening.stop()
            where = f"{self._host}:{self._port}"
            hint = "end the other program, or set RASID_HTTP_PORT (and RASID_HTTP_HOST)"
            raise RasidError(f"cannot listen on {where} ({error.strerror or 'refused'}); {hint}") from None

    def routes(self) -> Sequence[tuple[str, str]]:
        """Path and method of each."""
        return [(one.resource.canonical, one.method) for one in self._app.router.routes() if one.resource]

    async def stop(self) -> None:
        """Finish the requests under way and close."""
        await self._listening.stop()

    async def _health(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _ready(self, _request: web.Request) -> web.Response:
        reasons = {name: reason for name, probe in self._probes.items() if (reason := probe())}
        try:
            await asyncio.to_thread(self._store.check)
        except StoreError as error:
            reasons["database"] = str(error)
        status = "not ready" if reasons else "ready"
        return web.json_response({"status": status, "reasons": reasons}, status=503 if reasons else 200)

    async def _metrics(self, _request: web.Request) -> web.Response:
        try:
            body = await asyncio.to_thread(self._measure)
        except StoreError as error:
            return web.Response(status=503, text=f"# {error}\n")
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _measure(self) -> bytes:
        registry = CollectorRegistry()
        deliveries = Gauge("rasid_deliveries", "Outbox rows", ["platform", "state"], registry=registry)
        lag = Gauge("rasid_delivery_lag_seconds", "Age of the oldest delivery that may go now", registry=registry)
        now = self._clock()
        with self._store.begin(read_only=True) as unit:
            for (platform, state), amount in unit.outbox.counts().items():
                deliveries.labels(platform, state).set(amount)
            oldest = unit.outbox.oldest(now)
        lag.set((now - oldest).total_seconds() if oldest else 0)
        return generate_latest(registry)
