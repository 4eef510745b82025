"""A local outlet: serves scripted feeds and pages, and keeps what was asked of it.

    async with FeedServer() as server:
        url = server.put("/feed.xml", replace(rss(), etag='"v1"'))
        server.put("/moved.xml", redirect("/feed.xml"))
        ...
        assert server.count("/feed.xml") == 2
        assert server.requests[-1].status == 304

Faults come from `server.faults.add(Hang(), "/feed.xml")`: the path takes the place of the method.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from aiohttp import web

from tests.fakes.faults import FaultPlan
from tests.fakes.feed_pages import Page, failure
from tests.fakes.journal import Journal
from tests.fakes.loopback import LoopbackServer, after_work, before_work, cut


@dataclass(frozen=True)
class Asked:
    """One request and how it was answered; header names are in lower case, `time` is monotonic seconds."""

    path: str
    headers: Mapping[str, str]
    status: int
    time: float


class FeedServer(LoopbackServer):
    """Paths that nothing was put under answer 404."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self.requests: Journal[Asked] = Journal()
        self._pages: dict[str, Page] = {}

    def put(self, path: str, page: Page) -> str:
        """Serve `page` under `path` from now on; the whole address."""
        self._pages[path] = page
        return self.origin + path

    def count(self, path: str) -> int:
        return sum(asked.path == path for asked in self.requests)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_get("/{path:.*}", self._serve)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        page = self._pages.get(request.path, failure(404))
        fault = self.faults.take(request.path)
        status = 304 if unchanged(page, request.headers) else page.status
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.requests.record(Asked(request.path, headers, status, asyncio.get_running_loop().time()))
        if answer := await before_work(request, fault):
            return answer
        response = await self._send(request, page, status)
        await after_work(request, fault)
        return response

    async def _send(self, request: web.Request, page: Page, status: int) -> web.StreamResponse:
        response = web.StreamResponse(status=status, headers=page.all_headers())
        body = b"" if status == 304 else page.body
        response.content_length = len(body)
        await response.prepare(request)
        sent = body if page.cut_after is None else body[: page.cut_after]
        for start in range(0, len(sent), page.piece):
            await response.write(sent[start : start + page.piece])
            await asyncio.sleep(page.pause)
        if len(sent) < len(body):
            raise cut(request)
        await response.write_eof()
        return response


def unchanged(page: Page, headers: Mapping[str, str]) -> bool:
    """Whether a conditional request is answered with 304; If-None-Match goes before If-Modified-Since."""
    if page.status != 200:
        return False
    if "If-None-Match" in headers:
        return page.etag is not None and page.etag in headers["If-None-Match"]
    since = as_time(headers.get("If-Modified-Since"))
    return page.modified is not None and since is not None and since >= page.modified.replace(microsecond=0)


def as_time(value: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(value) if value else None
    except ValueError:
        return None
