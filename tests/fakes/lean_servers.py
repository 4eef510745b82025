"""Platforms that answer with the least: `ok`, an id at most, 404 for every method they do not have."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from tests.fakes.journal import Journal
from tests.fakes.loopback import HOST, LoopbackServer, before_work, read_parameters

TOKEN = "1:lean"


class LeanTelegram(LoopbackServer):
    """getMe, getUpdates and sendMessage. `sends` is what comes as the answer to a message."""

    def __init__(self, updates: Sequence[dict[str, Any]] = (), sends: dict[str, Any] | None = None) -> None:
        super().__init__()
        self.updates = list(updates)
        self.sends = sends or {"ok": True, "result": {"message_id": 12}}
        self.calls: Journal[tuple[str, dict[str, Any]]] = Journal()

    @property
    def base_url(self) -> str:
        return f"{self.origin}/bot"

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_route("*", f"/bot{TOKEN}/{{method}}", self._call)

    async def _call(self, request: web.Request) -> web.Response:
        method, parameters = request.match_info["method"], await read_parameters(request)
        self.calls.record((method, parameters))
        if early := await before_work(request, self.faults.take(method)):
            return early
        match method:
            case "getMe":
                me = {"id": 1, "is_bot": True, "first_name": "x", "username": "y"}
                return web.json_response({"ok": True, "result": me})
            case "getUpdates":
                return web.json_response({"ok": True, "result": await self._poll(int(parameters.get("offset", 0)))})
            case "sendMessage":
                return web.json_response(self.sends)
        return web.json_response({"ok": False, "error_code": 404, "description": "Not Found"}, status=404)

    async def _poll(self, offset: int) -> list[dict[str, Any]]:
        left = [update for update in self.updates if update["update_id"] >= offset]
        if not left:
            await asyncio.sleep(0.05)
        return left


class LeanSlack(LoopbackServer):
    """The Web API answers with `ok` alone; every socket gets all `envelopes`, and `acks` are their ids."""

    def __init__(self, envelopes: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__()
        self.envelopes = list(envelopes)
        self.acks: Journal[str] = Journal()

    @property
    def base_url(self) -> str:
        return f"{self.origin}/api/"

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_get("/socket", self._socket)
        router.add_post("/api/{method}", self._call)

    async def _call(self, request: web.Request) -> web.Response:
        more = {
            "auth.test": {"user_id": "UBOT", "user": "rasid"},
            "apps.connections.open": {"url": f"ws://{HOST}:{self.port}/socket"},
        }
        return web.json_response({"ok": True, **more.get(request.match_info["method"], {})})

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        for message in ({"type": "hello"}, *self.envelopes):
            await socket.send_json(message)
        async for ack in socket:
            self.acks.record(str(json.loads(ack.data)["envelope_id"]))
        return socket
