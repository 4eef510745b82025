"""What happens in the chat, told to open pages as it happens (server-sent events), or when they ask.

A page that has seen everything up to a revision is told what changed since, in order: nothing twice, nothing left out.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.core.errors import StoreError
from bot.core.transcript import Line
from bot.ports import Unit
from handlers.web.chat import CHAT
from handlers.web.guard import STILL, Guard
from handlers.web.lines import Drawn, drawn
from handlers.web.numbers import whole

if TYPE_CHECKING:
    from handlers.web.console import WebConsole

# Lines that are told at once.
_MOST = 50
_STREAM = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "X-Accel-Buffering": "no",
}
_HERE = b": here\n\n"


@dataclass(frozen=True, slots=True)
class Pace:
    """In seconds: after which an idle stream says that it is there (and is asked whether its session goes on), after
    which the store is looked at unasked, since another process may have written to it, and how long a reader may take
    to read what was written."""

    beat: float = 15.0
    look: float = 1.0
    write: float = 10.0


@dataclass(frozen=True, slots=True)
class Told:
    """What changed, and the revision that is seen with it."""

    revision: int
    events: Sequence[tuple[int, dict[str, Any]]]
    """Each with its own revision."""
    lost: bool = False
    """The page has seen more than there is: it is of another database."""


class Live:
    """GET /live, a stream, and /changes, the same for who cannot have one. `most` streams are open at a time."""

    def __init__(self, console: "WebConsole", most: int, pace: Pace) -> None:
        self._console, self._most, self._pace = console, most, pace
        self._closing = False
        self.open = 0

    def add_to(self, app: web.Application, guard: Guard) -> None:
        """Add the routes. When the server stops, streams end first."""
        app.router.add_get("/live", guard.page(self.stream), allow_head=False)
        app.router.add_get("/changes", guard.page(self._console.answered(self._changes)))
        app.on_shutdown.append(self._close)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Tell every change since the revision that the page has seen."""
        if self.open >= self._most or self._closing:
            return web.Response(status=503, text="too many open pages; close some\n", headers={"Retry-After": "10"})
        self.open += 1
        response = web.StreamResponse(headers=_STREAM)
        try:
            await response.prepare(request)
            await self._write(request, response, b"retry: 2000\n\n")
            with self._console.meter.streaming():
                await self._tell(request, response, _revision(request))
        except (TimeoutError, ConnectionError, StoreError):
            _cut(request)
        finally:
            self.open -= 1
        return response

    async def _tell(self, request: web.Request, response: web.StreamResponse, seen: int) -> None:
        loop = asyncio.get_running_loop()
        beat = loop.time() + self._pace.beat
        with self._console.chat.reading() as changed:
            while not self._closing and not _is_gone(request):
                changed.clear()
                told = await asyncio.to_thread(self._since, seen)
                seen = told.revision
                for piece in _pieces(told):
                    await self._write(request, response, piece)
                if loop.time() >= beat:
                    if not await _goes_on(request):
                        return
                    await self._write(request, response, _HERE)
                    beat = loop.time() + self._pace.beat
                if not told.events:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(self._pace.look):
                            await changed.wait()

    async def _write(self, request: web.Request, response: web.StreamResponse, piece: bytes) -> None:
        """Raises TimeoutError where the reader does not read: what it is told is never piled up here."""
        async with asyncio.timeout(self._pace.write):
            await response.write(piece)

    async def _changes(self, request: web.Request) -> web.Response:
        told = await asyncio.to_thread(self._since, _revision(request))
        lines = [about for _, about in told.events]
        return web.json_response({"revision": told.revision, "lost": told.lost, "lines": lines})

    def _since(self, seen: int) -> Told:
        with self._console.store.begin(read_only=True) as unit:
            lines = unit.transcript.since(CHAT, seen, _MOST)
            if not lines:
                return Told(seen, (), lost=unit.transcript.revision(CHAT) < seen)
            draw = self._draw(unit)
            return Told(lines[-1].revision, [(one.revision, _about(one, draw)) for one in lines])

    def _draw(self, unit: Unit) -> Callable[[Line], Drawn]:
        texts, timezone = self._console.voice(unit)
        return lambda line: drawn(self._console.chat.whole(line), texts, timezone)

    async def _close(self, _app: web.Application) -> None:
        self._closing = True
        await self._console.chat.close()


def _about(line: Line, draw: Callable[[Line], Drawn]) -> dict[str, Any]:
    if line.gone:
        return {"id": line.id, "html": None}
    one = draw(line)
    told = line.message is not None
    return {"id": one.id, "html": one.html, "day": one.day, "label": one.label, "note": one.note, "told": told}


def _pieces(told: Told) -> Iterable[bytes]:
    if told.lost:
        yield b"event: lost\ndata: {}\n\n"
    for revision, about in told.events:
        yield f"id: {revision}\nevent: line\ndata: {json.dumps(about)}\n\n".encode()


async def _goes_on(request: web.Request) -> bool:
    still = request.get(STILL)
    return still is None or bool(await asyncio.to_thread(still))


def _is_gone(request: web.Request) -> bool:
    """Whether the page was closed, which nobody else tells us before we write."""
    return request.transport is None or request.transport.is_closing()


def _cut(request: web.Request) -> None:
    """Without waiting for a reader that does not read."""
    if request.transport is not None:
        request.transport.abort()


def _revision(request: web.Request) -> int:
    return whole(request.headers.get("Last-Event-ID") or request.query.get("after", "")) or 0
