"""Delivering: each lane fetches a batch, waits for its turn, has it handled and acknowledges it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

import structlog
from nats.aio.msg import Msg
from nats.errors import Error

from bot.core.arrivals import LANES, Lane, VersionError
from bot.ports.arrivals import Carried, Handle
from bot.streams import form
from bot.streams.link import Link
from bot.streams.pace import Pace
from bot.streams.pulling import PullError, give_back
from bot.streams.stopping import stop_if_cancelled
from bot.streams.troubles import Troubles

log = structlog.get_logger()

_BEATS: Final = 3
"""How often the server hears that a batch is worked on, in the time after which it would deliver it again."""


@dataclass(slots=True)
class _Batch:
    """What came, read: `messages` belong to `carried` by their place; `later` is for a later version."""

    messages: list[Msg] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    later: list[Msg] = field(default_factory=list)
    refused: str = ""


class Carrier:
    """Delivers to `handle` over the link of the moment. The turns are those of a fair lock, so a lane that is full
    gives way to the other after each batch."""

    def __init__(self, linked: Callable[[], Awaitable[Link]], handle: Handle, pace: Pace, troubles: Troubles) -> None:
        self._linked, self._handle, self._pace, self._troubles = linked, handle, pace, troubles
        self._turn = asyncio.Lock()

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as lanes:
            for lane in LANES:
                lanes.create_task(self._carry(lane))

    async def _carry(self, lane: Lane) -> None:
        failures = 0
        while True:
            stop_if_cancelled()
            link = await self._linked()
            failures = 0 if await self._one(link, lane) else failures + 1
            if failures:
                await asyncio.sleep(self._pace.until_fetching(failures - 1))

    async def _one(self, link: Link, lane: Lane) -> bool:
        """One batch; whether that went well."""
        try:
            messages = await link.pull(lane).next()
            async with _held(link, messages, link.waits[lane] / _BEATS):
                batch = await asyncio.to_thread(_read, messages)
                await self._postpone(batch)
                return await self._handled(batch, lane)
        except PullError as error:
            if error.gone:
                link.lost.set()  # the next one makes what lacks
            return False
        except (Error, TimeoutError, OSError):
            return False  # a moment later the next link is waited for

    async def _handled(self, batch: _Batch, lane: Lane) -> bool:
        if not batch.carried:
            return True
        async with self._turn:
            try:
                await self._handle(batch.carried)
            except Exception as error:  # whatever it is, they are delivered again
                log.warning("stream.not_handled", lane=lane, articles=len(batch.carried), error=type(error).__name__)
                return False
        with suppress(Error):  # the connection was lost: they are delivered again, and known by then
            for message in batch.messages:
                await message.ack()
        return True

    async def _postpone(self, batch: _Batch) -> None:
        """What a later version wrote is for a worker of that version."""
        if batch.later:
            self._troubles.met("later_version", _upgrade(batch.refused), self._pace.remember)
        for message in batch.later:
            await message.nak(delay=self._pace.later)


@asynccontextmanager
async def _held(link: Link, messages: Sequence[Msg], every: float) -> AsyncIterator[None]:
    """The server hears that they are worked on; when that is cancelled, others get them at once."""
    beats = asyncio.create_task(_beat(messages, every))
    link.in_hand[id(messages)] = messages
    try:
        yield
    except asyncio.CancelledError:
        await give_back(messages)
        raise
    finally:
        beats.cancel()
        del link.in_hand[id(messages)]


async def _beat(messages: Sequence[Msg], every: float) -> None:
    while True:
        await asyncio.sleep(every)
        with suppress(Error):
            for message in messages:
                if not message.is_acked:
                    await message.in_progress()


def _read(messages: Sequence[Msg]) -> _Batch:
    """Unpacks them; in a thread, since large ones take a while."""
    batch = _Batch()
    for message in messages:
        try:
            carried = _carried(message)
        except VersionError as error:
            batch.later.append(message)
            batch.refused = str(error)
            continue
        batch.messages.append(message)
        batch.carried.append(carried)
    return batch


def _carried(message: Msg) -> Carried:
    """Raises VersionError."""
    again = message.metadata.num_delivered > 1
    try:
        return Carried(form.unpack(message.data, message.headers or {}), again)
    except ValueError as error:
        return Carried(None, again, message.data, str(error))


def _upgrade(said: str) -> str:
    return f"NATS delivers articles of a later version, which wait for newer workers ({said})."
