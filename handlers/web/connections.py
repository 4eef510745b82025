"""How many connections the HTTP server has at a time, and what becomes of one too many."""

import asyncio
import resource
from typing import Any

from aiohttp import web

from handlers.web.connection import BUSY, Bounds, Connection

# At a time, where the process may open enough files; so many of those are left to the database, platforms and feeds.
MOST, _FILES_OF_OTHERS, _FEWEST = 512, 256, 32
# What is open when everything else is full.
ALWAYS = frozenset({"/healthz", "/readyz", "/metrics"})


class Connections:
    """All of one server."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds, self._most = bounds, bounds.most or _room(bounds.reserved)
        self._open: dict[Connection, asyncio.Transport] = {}
        self._late: dict[Connection, asyncio.TimerHandle] = {}

    def __len__(self) -> int:
        return len(self._open) + len(self._late)

    def make(self, server: web.Server) -> Connection:
        """For whoever connects."""
        return Connection(server, self._bounds, self._enter, self._leave)

    async def watch(self) -> None:
        """Look after them until cancelled."""
        while True:
            await asyncio.sleep(self._bounds.look)
            for one, transport in list(self._open.items()):
                one.look(transport)

    async def end_streams(self, patience: float) -> None:
        """End the answers that have no end, where they do not end by themselves within so many seconds."""
        streams = [one.stream for one in [*self._open, *self._late] if one.stream is not None]
        if streams:
            _, left = await asyncio.wait(streams, timeout=patience)
            for stream in left:
                stream.cancel()

    def _enter(self, one: Connection, transport: asyncio.Transport) -> None:
        """Count it; where all places are taken it is late, and the first of the late ones makes room."""
        if len(self._open) < self._most:
            self._open[one] = transport
            return
        if len(self._late) >= self._bounds.reserved:
            oldest = next(iter(self._late))
            self._leave(oldest)
            oldest.turn_away()
        one.late = True
        self._late[one] = asyncio.get_running_loop().call_later(self._bounds.late, transport.abort)

    def _leave(self, one: Connection) -> None:
        self._open.pop(one, None)
        if timer := self._late.pop(one, None):
            timer.cancel()


@web.middleware
async def counted(request: web.Request, handler: Any) -> web.StreamResponse:
    """A connection knows what it answers. One that came late hears how the bot is, and nothing else."""
    connection = request.protocol
    assert isinstance(connection, Connection)
    connection.request = request
    try:
        served = not connection.late or request.path in ALWAYS
        response: web.StreamResponse = await handler(request) if served else _busy()
    finally:
        if request.content.is_eof():
            connection.request = None
    if connection.late:
        response.force_close()
    return response


async def note_stream(request: web.Request, response: web.StreamResponse) -> None:
    """A signal of aiohttp: an answer without end ends with its connection, and with the server."""
    if isinstance(request.protocol, Connection) and response.content_type == "text/event-stream":
        request.protocol.stream = asyncio.current_task()


def _busy() -> web.Response:
    return web.Response(status=503, text=BUSY, headers={"Retry-After": "5"})


def _room(reserved: int) -> int:
    """As many as the process may have files open for, without those of others and of the late."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if files == resource.RLIM_INFINITY else max(_FEWEST, min(MOST, files - _FILES_OF_OTHERS - reserved))
