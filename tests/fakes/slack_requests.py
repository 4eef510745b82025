"""Slack over HTTP: what people do is posted, signed, to the app's request address."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Callable, Coroutine
from urllib.parse import urlencode

import aiohttp

from tests.fakes.journal import Journal
from tests.fakes.slack_objects import Json
from tests.fakes.slack_socket import ACK_WITHIN, RETRIES, Envelope

SECRET = "made-up-signing-secret"


def signature(secret: str, timestamp: int, body: str) -> str:
    """The value of X-Slack-Signature: https://docs.slack.dev/authentication/verifying-requests-from-slack ."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed(envelope: Envelope, secret: str, timestamp: int) -> tuple[str, dict[str, str]]:
    """Body and headers of the request that carries an envelope's payload; `timestamp` in Unix seconds."""
    body, content_type = encoded(envelope.kind, envelope.payload)
    headers = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": signature(secret, timestamp, body),
    }
    if envelope.retry:
        headers |= {"X-Slack-Retry-Num": str(envelope.retry), "X-Slack-Retry-Reason": "http_timeout"}
    return body, headers


def encoded(kind: str, payload: Json) -> tuple[str, str]:
    """Events come as JSON, commands as a form, buttons as JSON inside a form."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields), "application/x-www-form-urlencoded"


class RequestUrl:
    """Posts envelopes to `url`; an answer of 200 within three seconds is the acknowledgement, else events come again.

    `answers` holds (envelope, HTTP status); 0 stands for no answer.
    """

    def __init__(self, url: str, on_ack: Callable[[Envelope, Json], None], secret: str = SECRET) -> None:
        self.url = url
        self.secret = secret
        self.answers: Journal[tuple[Envelope, int]] = Journal()
        self._on_ack = on_ack
        self._tasks: set[asyncio.Task[None]] = set()

    def emit(self, kind: str, payload: Json, retry: int = 0) -> Envelope:
        envelope = Envelope(str(uuid.uuid4()), kind, payload, retry=retry)
        self._start(self._deliver(envelope))
        return envelope

    async def post(self, envelope: Envelope, timestamp: int | None = None, secret: str | None = None) -> int:
        """Post once and return the HTTP status; another time or secret makes a forgery."""
        moment = int(time.time()) if timestamp is None else timestamp
        body, headers = signed(envelope, secret or self.secret, moment)
        envelope.sent = time.monotonic()
        status = await self._send(envelope, body, headers)
        self.answers.record((envelope, status))
        return status

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, envelope: Envelope) -> None:
        status = await self.post(envelope)
        if status != 200 and envelope.kind == "events_api" and envelope.retry < RETRIES:
            self.emit(envelope.kind, envelope.payload, envelope.retry + 1)

    async def _send(self, envelope: Envelope, body: str, headers: dict[str, str]) -> int:
        patience = aiohttp.ClientTimeout(total=ACK_WITHIN)
        try:
            async with (
                aiohttp.ClientSession(timeout=patience) as session,
                session.post(self.url, data=body.encode(), headers=headers) as answer,
            ):
                if answer.status == 200:
                    self._acknowledge(envelope, await answer.text())
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    def _acknowledge(self, envelope: Envelope, text: str) -> None:
        envelope.acked = time.monotonic()
        self._on_ack(envelope, json.loads(text) if text.startswith("{") else {"text": text})
