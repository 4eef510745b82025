"""A local server that speaks the chat completions protocol: answers as scripted, and keeps what was asked of it.

    async with LlmServer() as server:
        server.says = "قتل ثلاثة أشخاص في السوق."
        ...
        assert server.requests[-1].headers["authorization"] == "Bearer key"

A function for `says` answers by the text of the user's message, as a model does that believes what it reads.
`server.faults.add(Answer(500, ""))` lets the next request fail; `drip` sends a byte each so many seconds.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.fakes.faults import FaultPlan
from tests.fakes.journal import Journal
from tests.fakes.loopback import LoopbackServer, after_work, before_work


@dataclass(frozen=True)
class Completion:
    """One request; header names are in lower case."""

    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def user(self) -> str:
        """What the user's message says."""
        return next(str(one["content"]) for one in self.body["messages"] if one["role"] == "user")


class LlmServer(LoopbackServer):
    """Says nothing until `says` is set. The address of the model is `url`."""

    def __init__(self, faults: FaultPlan | None = None) -> None:
        super().__init__(faults)
        self.requests: Journal[Completion] = Journal()
        self.says: str | Callable[[str], str] = ""
        self.drip: float | None = None

    @property
    def url(self) -> str:
        return f"{self.origin}/v1"

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_post("/v1/chat/completions", self._complete)

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = self.requests.record(Completion(headers, await request.json()))
        fault = self.faults.take("completions")
        if answer := await before_work(request, fault):
            return answer
        body = json.dumps(completion(self.says if isinstance(self.says, str) else self.says(asked.user)))
        await after_work(request, fault)
        if self.drip is None:
            return web.Response(text=body, content_type="application/json")
        return await self._dripping(request, body.encode(), self.drip)

    async def _dripping(self, request: web.Request, body: bytes, seconds: float) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for byte in body:
            await response.write(bytes([byte]))
            await asyncio.sleep(seconds)
        return response


def completion(text: str) -> dict[str, Any]:
    """The body of an answer, as such servers give it."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    return {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "small", "choices": [choice]}
