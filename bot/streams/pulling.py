"""Fetching from one lane: a batch when somebody asks for it, and nothing in advance."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from typing import Final

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error

from bot.core.arrivals import Lane
from bot.streams.made import CONSUMERS, STREAM
from bot.streams.pace import Pace
from bot.streams.stopping import stop_if_cancelled

SIZES: Final[dict[Lane, int]] = {"fresh": 50, "backfill": 15}
"""Articles of a batch. Full lanes are handled in turn, so these are their shares as well. Own choice."""
_BYTES: Final = 8 * 1024 * 1024
"""Of a batch, packed; more where a single article may be larger."""
_STATUS, _SAID = "Status", "Description"
_IDLE = "100"
_EMPTY = ("404", "408")
_GONE = "503"
_GRACE: Final = 3.0
_LOOK: Final = 1.0
_TOO_LARGE: Final = "Message Size Exceeds MaxBytes"


class PullError(Exception):
    """The server gave none, and waiting is not why. `gone` where nobody answers for the consumer."""

    def __init__(self, said: str, *, gone: bool = False) -> None:
        super().__init__(said)
        self.gone = gone


class Pull:
    """Asks one consumer for batches, one at a time.

    nats-py's own `fetch` asks for a number of articles and not of bytes, so that fifty of 1 MB would come at once, and
    may lose what came when it is cancelled. The request is the same but for `max_bytes`: the server answers with what
    there is, or waits for the first, and says when that was all.
    """

    def __init__(self, connection: Client, lane: Lane, pace: Pace) -> None:
        self._connection, self._pace, self._size = connection, pace, SIZES[lane]
        self._subject = f"$JS.API.CONSUMER.MSG.NEXT.{STREAM}.{CONSUMERS[lane]}"
        self._inbox, self._requests = connection.new_inbox(), 0
        self._answers: Subscription | None = None
        self._came: asyncio.Queue[Msg] = asyncio.Queue()

    async def next(self) -> Sequence[Msg]:
        """A batch; none where nothing came for a while. Raises PullError, and nats-py's errors when it is away. When it
        is cancelled, what is under way is given back."""
        most = max(_BYTES, 2 * self._connection.max_payload)
        batch: list[Msg] = []
        try:
            if self._answers is None:
                self._answers = await self._connection.subscribe(f"{self._inbox}.*", cb=self._came.put)
            if await self._ask({"batch": self._size, "max_bytes": most}, batch) == _TOO_LARGE and not batch:
                await self._ask({"batch": 1}, batch)  # it was taken when the server took larger ones
            stop_if_cancelled()
            return batch
        except asyncio.CancelledError:
            await self._leave(batch)
            raise

    async def _ask(self, request: dict[str, int], batch: list[Msg]) -> str:
        """Until the batch is full, or the server says that it was all; what it says then. Raises PullError.

        Its words are told by their subject from those about an earlier request: behind a full batch they come as well,
        and nobody waits for them.
        """
        while not self._came.empty() and len(batch) < request["batch"]:  # of a request that was given up
            _keep(self._came.get_nowait(), batch)
        if batch:
            return ""
        reply = await self._request(request)
        until = monotonic() + self._pace.linger + _GRACE
        while len(batch) < request["batch"] and monotonic() < until:
            message = await self._receive()
            status = _keep(message, batch) if message is not None else None
            if message is not None and status not in (None, _IDLE) and message.subject == reply:
                return _end(str(status), (message.headers or {}).get(_SAID, ""), batch)
        return ""

    async def _request(self, request: dict[str, int]) -> str:
        """Send it; where its answers go."""
        self._requests += 1
        reply = f"{self._inbox}.{self._requests}"
        body = {**request, "no_wait": True, "expires": int(self._pace.linger * 1e9)}
        await self._connection.publish(self._subject, json.dumps(body).encode(), reply=reply)
        return reply

    async def _receive(self) -> Msg | None:
        """The next that comes; None where nothing does for a moment. Raises PullError when nothing can any more."""
        try:
            async with asyncio.timeout(_LOOK):
                return await self._came.get()
        except TimeoutError:
            if not self._connection.is_connected:
                raise PullError("the connection was lost") from None
            return None

    async def _leave(self, batch: list[Msg]) -> None:
        """The server stops sending; what it had sent by then is given back."""
        answers, self._answers = self._answers, None
        if answers is None:
            return
        with suppress(Error, TimeoutError):
            async with asyncio.timeout(_GRACE):
                await answers.drain()  # type: ignore[no-untyped-call]
        while not self._came.empty():
            _keep(self._came.get_nowait(), batch)
        await give_back(batch)


async def give_back(messages: Sequence[Msg]) -> None:
    """Another worker gets them at once, those that were not acknowledged."""
    with suppress(Error):
        for message in messages:
            if message.reply and not message.is_acked:
                await message.nak()


def _keep(message: Msg, batch: list[Msg]) -> str | None:
    """An article goes to the batch; of what the server says itself the status."""
    status = (message.headers or {}).get(_STATUS)
    if status is None:
        batch.append(message)
    return status


def _end(status: str, said: str, came: Sequence[Msg]) -> str:
    if status == _GONE:
        raise PullError("nobody answers for the consumer", gone=True)
    if not came and status not in _EMPTY and said != _TOO_LARGE:
        raise PullError(said or f"status {status}")
    return said
