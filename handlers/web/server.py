"""The HTTP server: health, and what is added to it: metrics, the API, what platforms post."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from aiohttp import web

from bot.core.errors import RasidError, StoreError
from bot.ports import Hook, Store
from handlers.web.api import Api
from handlers.web.hooks import LARGEST, add_hooks
from handlers.web.metrics import MetricsPage

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
        metrics: MetricsPage,
        hooks: Sequence[Hook] = (),
    ) -> None:
        self._host, self._port, self._store, self._probes = host, port, store, probes
        # The API unpacks and bounds a body itself, while it reads it.
        self._app = web.Application(client_max_size=LARGEST)
        self._app.router.add_get("/healthz", self._health)
        self._app.router.add_get("/readyz", self._ready)
        metrics.add_to(self._app)
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
            where = f"{self._host}:{self._port}"
            hint = "end the other program, or set RASID_HTTP_PORT (and RASID_HTTP_HOST)"
            raise RasidError(f"cannot listen on {where} ({error.strerror or 'refused'}); {hint}") from None
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
