"""An application of aiohttp on an address, with bounded connections."""

import asyncio
from functools import partial

from aiohttp import web

from handlers.web.connection import BACKLOG, Bounds
from handlers.web.connections import Connections, counted, note_stream
from handlers.web.hardening import add_headers

# Seconds that requests under way have to end.
_LAST = 5
# Seconds that answers without end have to come to one.
_LAST_WORDS = 1.0


class Listening:
    """Serves from start to stop."""

    def __init__(self, app: web.Application, bounds: Bounds) -> None:
        app.middlewares.insert(0, counted)
        app.on_response_prepare.extend((add_headers, note_stream))
        self.connections = Connections(bounds)
        self._runner = web.AppRunner(app, shutdown_timeout=_LAST)
        self._server: asyncio.Server | None = None
        self._watch: asyncio.Task[None] | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen; returns the port. Raises OSError when the address is taken."""
        await self._runner.setup()
        assert self._runner.server is not None
        make = partial(self.connections.make, self._runner.server)
        self._server = await asyncio.get_running_loop().create_server(make, host, port, backlog=BACKLOG)
        self._watch = asyncio.create_task(self.connections.watch(), name="connections")
        found: int = self._server.sockets[0].getsockname()[1]
        return found

    async def stop(self) -> None:
        """Take no more connections, finish the requests under way, end the answers that have no end."""
        if self._server is not None:
            self._server.close()
        if self._watch is not None:
            self._watch.cancel()
        await self._runner.shutdown()  # which tells streams to come to their end
        await self.connections.end_streams(_LAST_WORDS)
        await self._runner.cleanup()
