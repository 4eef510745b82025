"""Articles that are posted to the API."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.core.errors import WireError
from bot.core.inflate import Inflater, TooLargeError
from bot.core.model import Incoming
from bot.core.wire import articles_from_lines
from bot.ports import Meter
from handlers.web.answers import answered, refused

# A body may hold this many articles of the largest size.
ARTICLES_A_BODY = 8
# Articles stored in one transaction.
_BATCH = 64
_TOO_LARGE = "longer than {limit} kB; shorten it, or raise RASID_MAX_ARTICLE_KB"


@dataclass(frozen=True, slots=True)
class Posting:
    """Takes them. `largest` is in bytes."""

    take: Callable[[Sequence[Incoming], datetime], Sequence[Any]]
    clock: Callable[[], datetime]
    largest: int
    meter: Meter

    async def answer(self, request: web.Request) -> web.Response:
        """Store the articles of a request, and say what became of each."""
        try:
            body = await self._body(request)
        except (web.RequestPayloadError, WireError):
            return refused(400, "the body is broken off, or not encoded as its Content-Encoding says; send it again")
        if body is None:
            return refused(413, f"the body is over {self.largest * ARTICLES_A_BODY // 1024} kB; send fewer articles")
        return await asyncio.to_thread(self._store, body)

    async def _body(self, request: web.Request) -> bytes | None:
        """The body unpacked, None as soon as it is too large. Raises WireError where it is packed wrongly.

        Not by aiohttp, which logs a traceback for each body that a client packs wrongly.
        """
        limit = self.largest * ARTICLES_A_BODY
        if (request.content_length or 0) > limit:
            return None
        inflater = Inflater(request.headers.get("Content-Encoding", ""), limit)
        try:
            async for chunk in request.content.iter_chunked(1 << 16):
                inflater.feed(chunk)
        except TooLargeError:
            return None
        return inflater.body()

    def _store(self, body: bytes) -> web.Response:
        usable, rejected, large = self._sorted(body)
        self.meter.took("api", "rejected", len(rejected))
        outcomes = []
        for at in range(0, len(usable), _BATCH):
            outcomes += [one.outcome for one in self.take(usable[at : at + _BATCH], self.clock())]
        answer = {
            "accepted": outcomes.count("accepted"),
            "duplicates": outcomes.count("duplicate"),
            "rejected": rejected,
        }
        if usable:
            return answered(202, answer)
        if not rejected:
            answer["rejected"] = [{"line": 1, "error": "the body is empty; send one JSON object or JSON Lines"}]
        return answered(413 if large else 422, answer)

    def _sorted(self, body: bytes) -> tuple[list[Incoming], list[dict[str, Any]], bool]:
        usable: list[Incoming] = []
        rejected: list[dict[str, Any]] = []
        large = False
        for number, article in articles_from_lines(body, "api"):
            if isinstance(article, WireError):
                rejected.append({"line": number, "error": str(article)})
            elif self._oversized(article):
                large = True
                rejected.append({"line": number, "error": _TOO_LARGE.format(limit=self.largest // 1024)})
            else:
                usable.append(article)
        return usable, rejected, large

    def _oversized(self, article: Incoming) -> bool:
        return (
            len(article.text.encode("utf-8", "replace")) + len((article.title or "").encode("utf-8", "replace"))
            > self.largest
        )
