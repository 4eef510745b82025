"""The files that messages carry: charts to be seen, exports to be kept."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web

from bot.core.file_names import safe_name
from bot.core.message import File
from handlers.web.chat import CHAT
from handlers.web.pages.base import MissingError

if TYPE_CHECKING:
    from handlers.web.console import WebConsole
    from handlers.web.guard import Guard

# Files that are made at the same time: each takes a processor for a while.
_AT_ONCE = 2
# No number of a line or a file has more digits.
_NUMBER = r"[0-9]{1,15}"


class Files:
    """GET /files/LINE/FILE: nothing but what a line of the chat carries. `content` blocks."""

    def __init__(self, console: "WebConsole", content: Callable[[Any], bytes | None]) -> None:
        self._console, self._content = console, content
        self._making = asyncio.Semaphore(_AT_ONCE)

    def add_to(self, app: web.Application, guard: "Guard") -> None:
        """Add the route."""
        path = f"/files/{{line:{_NUMBER}}}/{{file:{_NUMBER}}}"
        app.router.add_get(path, guard.page(self._console.answered(self._send)))

    async def _send(self, request: web.Request) -> web.Response:
        line, number = int(request.match_info["line"]), int(request.match_info["file"])
        file = await asyncio.to_thread(self._file, line)
        content = await self._bytes(file) if file is not None and file.id == number else None
        if file is None or content is None:
            texts = await asyncio.to_thread(self._console.texts_now)
            raise MissingError(texts.say("This file is kept no longer; ask for it again in the chat."))
        return web.Response(body=content, headers=_headers(file))

    async def _bytes(self, file: File) -> bytes | None:
        shelf = self._console.chat.shelf
        async with self._making:
            if (held := shelf.get(file.id)) is not None:
                return held
            content = await asyncio.to_thread(self._content, file)
        if content is not None and file.is_picture:
            shelf.put(file.id, content)
        return content

    def _file(self, line_id: int) -> File | None:
        with self._console.store.begin(read_only=True) as unit:
            line = unit.transcript.line(CHAT, line_id)
        return line.message.file if line and line.message else None


def _headers(file: File) -> dict[str, str]:
    """A picture is shown; nothing else is ever opened as a page of ours."""
    kind, name = "inline" if file.is_picture else "attachment", safe_name(file.name)
    plain = "".join(one if one.isascii() and (one.isalnum() or one in "-_.") else "_" for one in name)
    disposition = f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {
        "Content-Type": file.media_type,
        "Content-Disposition": disposition,
    }
