"""Slack posts events, commands and pressed buttons to the bot's own HTTP server, instead of sending them over a socket.

One address serves all three. A post is answered with 200 only after it was received for good; an event that was not
comes again.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from bot.ports import Hook, HookReply
from handlers.slack.signed import payload_from_body, verify

PATH = "/slack/events"
# `verify` lets a signature in for five minutes on either side of its time, so never longer than this after the first.
_WINDOW = timedelta(minutes=10)
# Slack sends an app at most 30,000 events an hour: https://docs.slack.dev/apis/events-api/#rate-limiting
_SIGNATURES_KEPT = 10_000

Hear = Callable[[Mapping[str, Any]], Awaitable[None]]
"""Receives a payload for good. What it raises says that it did not."""


class Events:
    """What is done with a post of Slack. Posts are taken while it is open."""

    def __init__(self, signing_secret: str, clock: Callable[[], datetime]) -> None:
        """`clock` gives aware times."""
        self._secret, self._clock = signing_secret, clock
        self._accepted = Accepted()
        self._hear: Hear | None = None

    @property
    def hook(self) -> Hook:
        """For the HTTP server."""
        return Hook(PATH, self._answer)

    @property
    def is_open(self) -> bool:
        """Whether posts are taken."""
        return self._hear is not None

    @contextmanager
    def open(self, hear: Hear) -> Iterator[None]:
        """Give what is posted to `hear`; before and after, Slack is told to come again."""
        self._hear = hear
        try:
            yield
        finally:
            self._hear = None

    async def _answer(self, headers: Mapping[str, str], body: bytes) -> HookReply:
        now = self._clock()
        signature = headers.get("X-Slack-Signature", "")
        if not verify(self._secret, headers, body, now) or not self._accepted.add(signature, now):
            return HookReply(401)
        reply = HookReply(503)
        try:
            reply = await self._taken(body, headers.get("Content-Type", ""), signature)
        finally:
            if reply.status != 200:
                self._accepted.forget(signature)
        return reply

    async def _taken(self, body: bytes, content_type: str, signature: str) -> HookReply:
        payload = payload_from_body(body, content_type)
        if payload is None:
            return HookReply(400)
        if payload.get("type") == "url_verification":
            return _challenged(payload)
        if self._hear is None:
            return HookReply(503)
        # Over HTTP there is no envelope; where a lean server gives no id of its own either, the signature is one.
        await self._hear({"envelope_id": signature, **payload})
        return HookReply(200)


class Accepted:
    """Signatures that were let in, so that nobody who recorded a request gets it in a second time.

    Kept as long as the time in the request would let it in. Of more than `most` the oldest are forgotten: then it is
    the inbox alone that knows an update again.
    """

    def __init__(self, most: int = _SIGNATURES_KEPT) -> None:
        self._until: OrderedDict[str, datetime] = OrderedDict()
        self._most = most

    def __len__(self) -> int:
        return len(self._until)

    def add(self, signature: str, now: datetime) -> bool:
        """Keep a signature; False when it is known, also while its first request is still being answered."""
        self._drop_old(now)
        if signature in self._until:
            return False
        self._until[signature] = now + _WINDOW
        while len(self._until) > self._most:
            self._until.popitem(last=False)
        return True

    def forget(self, signature: str) -> None:
        """Let it in again: its request was not accepted."""
        self._until.pop(signature, None)

    def _drop_old(self, now: datetime) -> None:
        while self._until and next(iter(self._until.values())) < now:
            self._until.popitem(last=False)


def _challenged(payload: Mapping[str, Any]) -> HookReply:
    """Slack asks once whether the address is ours: https://docs.slack.dev/reference/events/url_verification ."""
    challenge = payload.get("challenge")
    return HookReply(200, {"challenge": challenge}) if isinstance(challenge, str) else HookReply(400)
