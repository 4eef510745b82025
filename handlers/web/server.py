"""The HTTP server: health, metrics, the API, and what platforms post."""

import asyncio
import errno
import socket
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from bot.core.errors import RasidError, StoreError
from bot.ports import Hook, Store
from handlers.web.api import Api
from handlers.web.hooks import LARGEST, add_hooks

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
    ) -> None:
        self._host, self._port, self._store, self._probes, self._clock = host, port, store, probes, clock
        # The API unpacks and bounds a body itself, while it reads it.
        self._app = web.Application(client_max_size=LARGEST)
        self._app.router.add_get("/healthz", self._health)
        self._app.router.add_get("/readyz", self._ready)
        self._app.router.add_get("/metrics", self._metrics)
        add_hooks(self._app, hooks)
        api.add_to(self._app)
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=5, auto_decompress=False)

    async def start(self) -> int:
        """Listen; returns the port. Raises RasidError when the address is taken."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        try:
            await site.start()
        except OSError as error:
            await self._runner.cleanup()
            raise RasidError(f"cannot listen on {self._host}:{self._port}: {_why_not(error)}") from None
        port: int = self._runner.addresses[0][1]
        return port

    async def stop(self) -> None:
        """Finish the requests under way and close."""
        await self._runner.cleanup()

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


def _why_not(error: OSError) -> str:
    """Why an address cannot be listened on, and what to do."""
    if isinstance(error, socket.gaierror):
        return "that host has no address; set RASID_HTTP_HOST to one of this machine, such as 127.0.0.1"
    reasons = {
        errno.EADDRINUSE: "another program listens there; end it, or set RASID_HTTP_PORT to another port",
        errno.EACCES: "only root may take that port; set RASID_HTTP_PORT to one above 1023",
        errno.EADDRNOTAVAIL: "that is no address of this machine; set RASID_HTTP_HOST to 127.0.0.1 or 0.0.0.0",
    }
    other = f"{error.strerror or 'refused'}; set RASID_HTTP_HOST and RASID_HTTP_PORT"
    return reasons.get(error.errno or 0, other)
