"""Fetching from one lane: a batch when somebody asks for it, and nothing in advance."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error

from bot.core.arrivals import Lane
from bot.streams.made import CONSUMERS, STREAM
from bot.streams.pace import Pace

SIZES: Final[dict[Lane, int]] = {"fresh": 50, "backfill": 15}
"""Articles of a batch. Full lanes are handled in turn, so these are their shares as well. Own choice."""
_BYTES: Final = 8 * 1024 * 1024
"""Of a batch, packed; more where a single article may be larger."""
_STATUS, _SAID = "Status", "Description"
_IDLE = "100"
_EMPTY = ("404", "408")
_GONE = "503"
_GRACE: Final = 3.0
_TOO_LARGE: Final = "Message Size Exceeds MaxBytes"


class PullError(Exception):
    """The server gave none, and waiting is not why. `gone` where nobody answers for the consumer."""

    def __init__(self, said: str, *, gone: bool = False) -> None:
        super().__init__(said)
        self.gone = gone


class Pull:
    """Asks one consumer for batches, one at a time.

    nats-py's own `fetch` asks for a number of articles and not of bytes, so that fifty of 1 MB would come at once. The
    request is the same but for `max_bytes`: the server answers with what there is, or waits for the first, and says
    when that was all.
    """

    def __init__(self, connection: Client, lane: Lane, pace: Pace) -> None:
        self._connection, self._pace, self._size = connection, pace, SIZES[lane]
        self._subject = f"$JS.API.CONSUMER.MSG.NEXT.{STREAM}.{CONSUMERS[lane]}"
        self._inbox, self._requests = connection.new_inbox(), 0
        self._answers: Subscription | None = None

    async def next(self) -> Sequence[Msg]:
        """A batch; none where nothing came for a while. Raises PullError, and nats-py's errors when it is away. When it
        is cancelled, what is under way is given back."""
        try:
            if self._answers is None:
                self._answers = await self._connection.subscribe(f"{self._inbox}.*")
            most = max(_BYTES, 2 * self._connection.max_payload)
            messages, said = await self._ask(self._answers, {"batch": self._size, "max_bytes": most})
            if not messages and said == _TOO_LARGE:  # it was taken when the server took larger ones
                messages, _ = await self._ask(self._answers, {"batch": 1})
            return messages
        except asyncio.CancelledError:
            await self._leave()
            raise

    async def _ask(self, answers: Subscription, request: dict[str, int]) -> tuple[list[Msg], str]:
        """What came, and what the server said at its end."""
        came: list[Msg] = []
        try:
            await self._collect_left(answers, request["batch"], came)
            return came, "" if came else await self._collect(answers, request, came)
        except asyncio.CancelledError:
            await give_back(came)
            raise

    async def _collect_left(self, answers: Subscription, most: int, came: list[Msg]) -> None:
        """What came after its request was given up; it counts before anything else is asked for."""
        while answers.pending_msgs and len(came) < most:
            message = await answers.next_msg(timeout=_GRACE)
            if _status(message) is None:
                came.append(message)

    async def _collect(self, answers: Subscription, request: dict[str, int], came: list[Msg]) -> str:
        """Until the batch is full, or the server says that it was all. What it says is told by its subject from what it
        said of an earlier request: behind a full batch it says so as well, and nobody waits for that."""
        self._requests += 1
        reply = f"{self._inbox}.{self._requests}"
        body = {**request, "no_wait": True, "expires": int(self._pace.linger * 1e9)}
        await self._connection.publish(self._subject, json.dumps(body).encode(), reply=reply)
        while len(came) < request["batch"]:
            try:
                message = await answers.next_msg(timeout=self._pace.linger + _GRACE)
            except TimeoutError:
                return ""  # the request was lost
            status = _status(message)
            if status is None:
                came.append(message)
            elif status != _IDLE and message.subject == reply:
                return _end(status, (message.headers or {}).get(_SAID, ""), came)
        return ""

    async def _leave(self) -> None:
        """The server stops sending; what it had sent by then is given back."""
        if self._answers is None:
            return
        answers, self._answers = self._answers, None
        leaving = asyncio.create_task(answers.drain())  # type: ignore[no-untyped-call]
        with suppress(Error, TimeoutError):
            while not leaving.done() or answers.pending_msgs:
                with suppress(TimeoutError):
                    await give_back([await answers.next_msg(timeout=0.05)])
        with suppress(Error, TimeoutError):
            await leaving


async def give_back(messages: Sequence[Msg]) -> None:
    """Another worker gets them at once, those that were not acknowledged."""
    with suppress(Error):
        for message in messages:
            if message.reply and not message.is_acked:
                await message.nak()


def _status(message: Msg) -> str | None:
    """Of what the server says itself; None of an article."""
    return (message.headers or {}).get(_STATUS)


def _end(status: str, said: str, came: Sequence[Msg]) -> str:
    if status == _GONE:
        raise PullError("nobody answers for the consumer", gone=True)
    if not came and status not in _EMPTY and said != _TOO_LARGE:
        raise PullError(said or f"status {status}")
    return said
