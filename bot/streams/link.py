"""One connection to NATS, from its login until it is lost.

FastStream makes it and publishes over it; fetching goes through the connection that it holds. Its own subscribers are
not used: with `batch=True` they wait until a batch is full or their time is over, so that a fresh article would wait
for others; they bound a batch by number alone; two of them cannot take turns before they fetch; and an error of the
server ends them. Connecting again is not left to nats-py either: it would keep up to 2 MB of articles for later which
nobody is told of, requests for a batch are lost with the connection anyway, and FastStream lets some errors (a login
that is refused for a moment) end that task, after which the client waits for ever. A new one is made instead.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from faststream.nats import NatsBroker
from faststream.nats.security import NatsSecurity, NatsToken, NatsUserPassword
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error
from nats.js import JetStreamContext

from bot.core.arrivals import LANES, Lane
from bot.streams import form, made
from bot.streams.address import Address
from bot.streams.pace import Pace
from bot.streams.pulling import Pull, give_back
from bot.streams.troubles import StreamTroubleError, of_connecting, of_permission, unfit

_AT_ONCE: Final = 64
"""Articles that wait for their acknowledgement at a time, of all threads together."""
_HEADERS: Final = 1024
"""Bytes that the headers may take; the server counts them as well."""
_PINGS: Final = 10
_UNANSWERED: Final = 2
_LAST: Final = 2.0
_LOOK: Final = 0.5


class Link:
    """Open it once. `lost` is set when it is of no use any more, `denied` when the server refused some right. Nothing
    is handed over before `hushed_until`; `waits` are seconds until a lane delivers again, `in_hand` what is handled."""

    def __init__(self, address: Address, pace: Pace) -> None:
        self.lost = asyncio.Event()
        self.denied = False
        self.hushed_until = float("-inf")
        self.waits: dict[Lane, float] = {}
        self.in_hand: dict[int, Sequence[Msg]] = {}
        self._address, self._pace = address, pace
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._pulls: dict[Lane, Pull] = {}
        self._connection: Client | None = None
        self._errors: list[Exception] = []
        self._broker = self._made()

    def _made(self) -> NatsBroker:
        return NatsBroker(
            list(self._address.servers),
            security=_security(self._address),
            name="rasid",
            allow_reconnect=False,
            max_reconnect_attempts=1,
            reconnect_time_wait=0,
            connect_timeout=max(1, round(self._pace.connect)),
            drain_timeout=1,
            ping_interval=_PINGS,
            max_outstanding_pings=_UNANSWERED,
            error_cb=self._erred,
            closed_cb=self._closed,
            logger=None,  # it would write tracebacks
            apply_types=False,
        )

    async def open(self) -> None:
        """Connect, and make the stream where it lacks. Raises StreamTroubleError."""
        try:
            self._connection = await self._broker.connect()
            self.waits = await made.make(self.stream, self._pace)
            self._pulls = {lane: Pull(self._connection, lane, self._pace) for lane in LANES}
        except Exception as error:  # whatever it is, articles go another way and it is tried again
            await self.close()
            raise self._why(error) from None

    async def look(self) -> None:
        """Connect, and ask whether there is JetStream and a stream of use; nothing is made. Raises
        StreamTroubleError."""
        try:
            self._connection = await self._broker.connect()
            await self.stream.account_info()
            await made.is_there(self.stream)
        except Exception as error:
            await self.close()
            raise self._why(error) from None

    def _why(self, error: Exception) -> StreamTroubleError:
        if self.denied:
            return StreamTroubleError(of_permission(self._address.shown))
        if isinstance(error, made.UnfitError):
            return StreamTroubleError(unfit(self._address.shown, made.STREAM, str(error)))
        # Where no server could be had, nats-py says just that; what each of them said came before.
        said = next((one for one in self._errors if "authorization" in str(one).lower()), error)
        return of_connecting(self._address.shown, said)

    async def stay(self) -> None:
        """Return when it is lost. nats-py does not always call back: an error while it closes ends that."""
        while not self.is_over():
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK):
                    await self.lost.wait()

    def is_over(self) -> bool:
        """Whether it is lost; notes that where nobody did."""
        if self._connection is None or not self._connection.is_connected:
            self.lost.set()
        return self.lost.is_set()

    @property
    def stream(self) -> JetStreamContext:
        """To ask the server with. Raises ConnectionError where it was not opened."""
        if self._connection is None:
            raise ConnectionError("not connected")
        return self._connection.jetstream(timeout=self._pace.ask)

    @property
    def largest(self) -> int:
        """Bytes that a body may have; the server ends the connection over a larger one."""
        return (self._connection.max_payload if self._connection else 0) - _HEADERS

    async def publish(self, lane: Lane, key: str, body: bytes) -> bool:
        """Hand over one; whether it was new. Returns when it is kept. Raises what nats-py does."""
        async with self._room:
            ack = await self._broker.publish(
                body, made.SUBJECTS[lane], headers=form.headers(key), stream=made.STREAM, timeout=self._pace.put
            )
        return not ack.duplicate

    def pull(self, lane: Lane) -> Pull:
        """What fetches from a lane."""
        return self._pulls[lane]

    async def close(self) -> None:
        """Give back what is in hand, send what is to be sent yet, and end. Never fails."""
        self.lost.set()
        with suppress(Exception):
            for messages in self.in_hand.values():
                await give_back(messages)
            await asyncio.wait_for(self._broker.stop(), _LAST)
        if self._connection is not None and not self._connection.is_closed:
            with suppress(Exception):
                await asyncio.wait_for(self._connection.close(), _LAST)

    async def _erred(self, error: Exception) -> None:
        """What nats-py would print with a traceback. The last few are kept: they say why there is no connection."""
        if isinstance(error, Error) and "permissions violation" in str(error).lower():
            self.denied = True
        self._errors = [*self._errors[-7:], error]

    async def _closed(self) -> None:
        self.lost.set()


def _security(address: Address) -> NatsSecurity | None:
    """The login apart from the address, so that no library has both in one text."""
    if address.token is not None:
        return NatsToken(address.token)
    if address.user is not None:
        return NatsUserPassword(address.user, address.password or "")
    return None
