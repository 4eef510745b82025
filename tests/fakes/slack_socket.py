"""Socket Mode: hello, envelopes, acknowledgements within three seconds, and what Slack does without them."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import time
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.fakes.journal import Journal
from tests.fakes.slack_objects import APP, Json

ACK_WITHIN = 3.0
RETRIES = 3


@dataclass
class Envelope:
    """What was sent over a socket. `acked` is None until the app acknowledges; times are monotonic seconds.

    `error` is Slack's code where it refuses the answer that came with the acknowledgement.
    """

    envelope_id: str
    kind: str
    payload: Json
    sent: float | None = None
    acked: float | None = None
    retry: int = 0
    error: str | None = None
    settled: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def in_time(self) -> bool:
        return self.sent is not None and self.acked is not None and self.acked - self.sent <= ACK_WITHIN

    def wire(self) -> str:
        body: Json = {"envelope_id": self.envelope_id, "type": self.kind, "payload": self.payload}
        body["accepts_response_payload"] = self.kind != "events_api"
        if self.retry:
            body |= {"retry_attempt": self.retry, "retry_reason": "timeout"}
        return json.dumps(body)


class SocketMode:
    """The open sockets of the app. An envelope goes to one of them in turn, or waits until there is one; after `hold`
    until `let_go`, which may hand out the newest first.

    An event that is not acknowledged in time, or whose socket ends before, comes again (three times at most), as
    Slack does it; slash commands and buttons do not.
    """

    def __init__(self, on_ack: Callable[[Envelope, Json], None]) -> None:
        self.ack_within = ACK_WITHIN
        self.envelopes: Journal[Envelope] = Journal()
        self.acks: Journal[Envelope] = Journal()
        self.hellos: Journal[int] = Journal()
        self._on_ack = on_ack
        self._sockets: dict[web.WebSocketResponse, web.Request] = {}
        self._open: dict[web.WebSocketResponse, list[Envelope]] = {}
        self._turn = itertools.count()
        self._waiting: list[Envelope] = []
        self._held = False
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def connections(self) -> int:
        return len(self._sockets)

    def emit(self, kind: str, payload: Json, retry: int = 0) -> Envelope:
        envelope = self.envelopes.record(Envelope(str(uuid.uuid4()), kind, payload, retry=retry))
        self._waiting.append(envelope)
        self._flush()
        return envelope

    def hold(self) -> None:
        """Keep what is emitted from now on."""
        self._held = True

    def let_go(self, *, out_of_order: bool = False) -> None:
        """Send what was kept, in the order in which it was emitted or the other way round."""
        self._held = False
        if out_of_order:
            self._waiting.reverse()
        self._flush()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from hello to its end."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets[socket] = request
        self._open[socket] = []
        hello = {"type": "hello", "num_connections": self.connections, "connection_info": {"app_id": APP}}
        await socket.send_str(json.dumps(hello))
        self.hellos.record(self.connections)
        self._flush()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._take_ack(json.loads(message.data))
        finally:
            del self._sockets[socket]
            for envelope in self._open.pop(socket):
                envelope.settled.set()
        return socket

    async def refresh(self) -> None:
        """Ask every connection to go, as Slack does from time to time, and end it."""
        for socket in list(self._sockets):
            with contextlib.suppress(ConnectionError):
                await socket.send_str(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))
                await socket.close()

    def cut(self) -> None:
        """End every connection without a word."""
        for request in self._sockets.values():
            if request.transport:
                request.transport.abort()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for socket in list(self._sockets):
            await socket.close()

    def _flush(self) -> None:
        while self._waiting and self._sockets and not self._held:
            socket = list(self._sockets)[next(self._turn) % len(self._sockets)]
            self._start(self._send(socket, self._waiting.pop(0)))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, socket: web.WebSocketResponse, envelope: Envelope) -> None:
        envelope.sent = time.monotonic()
        self._open[socket].append(envelope)
        with contextlib.suppress(ConnectionError):
            await socket.send_str(envelope.wire())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(envelope.settled.wait(), self.ack_within)
        if envelope.acked is None and envelope.kind == "events_api" and envelope.retry < RETRIES:
            self.emit(envelope.kind, envelope.payload, envelope.retry + 1)

    def _take_ack(self, answer: Json) -> None:
        for envelope in reversed(self.envelopes):
            if envelope.envelope_id == answer.get("envelope_id") and envelope.acked is None:
                envelope.acked = time.monotonic()
                envelope.settled.set()
                self._on_ack(envelope, answer.get("payload") or {})
                self.acks.record(envelope)
