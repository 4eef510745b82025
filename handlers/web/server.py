"""The HTTP server: health, and what is added to it: metrics, the API, what platforms post."""

import asyncio
import errno
import socket
from collections.abc import Callable, Collection, Mapping, Sequence

from aiohttp import web

from bot.core.errors import RasidError, StoreError
from bot.ports import Hook, Store
from handlers.web import openapi
from handlers.web.api import Api
from handlers.web.connection import Bounds
from handlers.web.console import WebConsole
from handlers.web.hooks import LARGEST, add_hooks
from handlers.web.listening import Listening
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
        console: WebConsole | None = None,
        bounds: Bounds = Bounds(),  # noqa: B008 - it is frozen
        mild: Collection[str] = (),
    ) -> None:
        """What is wrong with a `mild` part is said by /readyz, and the bot is ready all the same."""
        self._mild = mild
        self._host, self._port, self._store, self._probes = host, port, store, probes
        # The API unpacks and bounds a body itself, while it reads it.
        self._app = web.Application(client_max_size=LARGEST)
        self._app.router.add_get("/healthz", self._health)
        self._app.router.add_get("/readyz", self._ready)
        metrics.add_to(self._app)
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
            raise RasidError(f"cannot listen on {self._host}:{self._port}: {_why_not(error)}") from None

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
        if reasons.keys() - set(self._mild):
            return web.json_response({"status": "not ready", "reasons": reasons}, status=503)
        return web.json_response({"status": "degraded" if reasons else "ready", "reasons": reasons})


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
