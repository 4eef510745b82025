"""What happens in the chat, told to open pages as it happens (server-sent events)."""

import asyncio
import json
from collections.abc import Callable, Sequence

from aiohttp import web

from bot.core.transcript import Line
from bot.ports import Store
from handlers.web.chat import CHAT, WebChat

# Seconds after which an idle stream says that it is still there, and after which the store is looked at unasked, since
# another process may have written to it.
BEAT, LOOK = 15.0, 2.0
# Lines that are told at once.
_MOST = 100


class Live:
    """The streams of open pages. `render` makes the HTML of a line; `most` streams are open at a time."""

    def __init__(self, store: Store, chat: WebChat, render: Callable[[Line], str], most: int = 64) -> None:
        self._store, self._chat, self._render, self._most = store, chat, render, most
        self.open = 0

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Tell every change since the revision that the page has seen."""
        if self.open >= self._most:
            return web.Response(status=503, text="too many open pages; close some\n", headers={"Retry-After": "10"})
        seen = _revision(request)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        await response.prepare(request)
        self.open += 1
        try:
            await self._tell(response, seen)
        except (TimeoutError, ConnectionError):
            pass
        finally:
            self.open -= 1
        return response

    async def _tell(self, response: web.StreamResponse, seen: int) -> None:
        loop = asyncio.get_running_loop()
        beat = loop.time() + BEAT
        with self._chat.reading() as changed:
            while True:
                changed.clear()
                lines = await asyncio.to_thread(self._since, seen)
                for line in lines:
                    await response.write(self._event(line))
                    seen = line.revision
                if loop.time() >= beat or lines:
                    await response.write(b": here\n\n")
                    beat = loop.time() + BEAT
                if not lines:
                    try:
                        async with asyncio.timeout(LOOK):
                            await changed.wait()
                    except TimeoutError:
                        pass

    def _since(self, revision: int) -> Sequence[Line]:
        with self._store.begin(read_only=True) as unit:
            return unit.transcript.since(CHAT, revision, _MOST)

    def _event(self, line: Line) -> bytes:
        data = {"id": line.id, "html": None if line.gone else self._render(line)}
        return f"id: {line.revision}\nevent: line\ndata: {json.dumps(data)}\n\n".encode()


def _revision(request: web.Request) -> int:
    given = request.headers.get("Last-Event-ID") or request.query.get("after", "0")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 16 else 0
