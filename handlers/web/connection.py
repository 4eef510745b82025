"""One connection of the HTTP server, watched for what it costs others: a request that does not come to its end, an
answer that nobody reads, and what is no HTTP at all."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError, LineTooLong

from handlers.web.hardening import HEADERS

# Connections that are accepted in one go: nobody makes room for another before their request was looked at.
BACKLOG = 64
# A body has to arrive at this rate, in bytes a second.
RATE = 256
# A browser sends some thirty lines, a proxy adds ten; each has at most 8190 bytes.
_OPTIONS: dict[str, Any] = {"access_log": None, "auto_decompress": False, "max_headers": 64}
BUSY = "too many connections; try again later\n"
_TURNED_AWAY = (
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Type: text/plain\r\n"
    f"Content-Length: {len(BUSY)}\r\n\r\n{BUSY}"
).encode()

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What connections may cost. Times are in seconds.

    `most` at a time are served, as many as the process may have files for unless given; `reserved` more get as far as
    to ask how the bot is, each for `late`. A request's head has to arrive within `head`, which is also how long a
    connection may be idle between two requests; `lingering` is how long what is not wanted is still read. A connection
    is looked at every `look`, and ended when for `patience` nothing happened that should.
    """

    most: int | None = None
    reserved: int = 2 * BACKLOG
    late: float = 5.0
    head: float = 15.0
    lingering: float = 2.0
    look: float = 5.0
    patience: float = 20.0


class Connection(web.RequestHandler):
    """`late` where all places were taken when it came; `stream` is the task of an answer without end."""

    def __init__(
        self,
        server: web.Server,
        bounds: Bounds,
        enter: Callable[["Connection", asyncio.Transport], None],
        leave: Callable[["Connection"], None],
    ) -> None:
        options = _OPTIONS | {"keepalive_timeout": bounds.head, "lingering_time": bounds.lingering}
        super().__init__(server, loop=asyncio.get_running_loop(), **options)
        self._bounds, self._enter, self._leave = bounds, enter, leave
        self.late = False
        self.request: web.BaseRequest | None = None
        self.stream: asyncio.Task[Any] | None = None
        self._received = self._unread = 0
        self._idle = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is open."""
        super().connection_made(transport)
        assert isinstance(transport, asyncio.Transport)
        self._enter(self, transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        """It is closed; an answer without end ends."""
        self._leave(self)
        if self.stream is not None:
            self.stream.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Something came."""
        self._received += len(data)
        super().data_received(data)

    def resume_writing(self) -> None:
        """Something of an answer was read."""
        self._idle = 0.0
        super().resume_writing()

    def turn_away(self) -> None:
        """Make room for another."""
        if self.transport is not None and self.request is None:
            self.transport.write(_TURNED_AWAY)
        self.force_close()

    def look(self, transport: asyncio.Transport) -> None:
        """End it when for long nothing happened that should."""
        every, unread, received = self._bounds.look, transport.get_write_buffer_size(), self._received
        stuck = unread > 0 and unread >= self._unread
        starved = self._awaits_body(transport) and received < RATE * every
        self._unread, self._received = unread, 0
        self._idle = self._idle + every if stuck or starved or transport.is_closing() else 0.0
        if self._idle >= self._bounds.patience:
            log.debug("a connection that was too slow is ended")
            transport.abort()

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """Quietly, for what is no fault of ours: anybody can send it, and fill a log with it."""
        if isinstance(exc, ConnectionError):
            raise exc
        if not isinstance(exc, HttpProcessingError | web.RequestPayloadError):
            return super().handle_error(request, status, exc, message)
        log.debug("what came from %s is no HTTP: %s", request.remote, type(exc).__name__)
        status = 431 if isinstance(exc, LineTooLong) else 400
        response = web.Response(status=status, text="this is no HTTP request that can be read\n", headers=HEADERS)
        response.force_close()
        return response

    def log_exception(self, *args: Any, **kw: Any) -> None:
        """Nor is a body that breaks off behind its answer."""
        if not isinstance(kw.get("exc_info"), web.RequestPayloadError | HttpProcessingError | ConnectionError):
            super().log_exception(*args, **kw)

    def _awaits_body(self, transport: asyncio.Transport) -> bool:
        return self.request is not None and not self.request.content.is_eof() and transport.is_reading()
