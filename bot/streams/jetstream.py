"""The port `Stream` by NATS JetStream.

Articles lie in the stream `rasid-articles`, each lane under a subject of its own, until a worker acknowledges them. An
article's key is its `Nats-Msg-Id`, by which the server knows what it took within two minutes; when it was killed, what
it holds. All workers share two consumers, one a lane; what a worker does not acknowledge is delivered again after a
minute, then after two, five and ten, without end. There is no stream of dead letters: the database keeps what fails,
and whoever handles moves it there.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.core.arrivals import Arrival, Lane
from bot.ports.arrivals import Handle, Put
from bot.streams import made
from bot.streams.address import Address, AddressError
from bot.streams.carrying import Carrier
from bot.streams.link import Link
from bot.streams.pace import Pace
from bot.streams.putting import Putter
from bot.streams.stopping import stop_if_cancelled
from bot.streams.troubles import StreamTroubleError, Troubles, lost, not_yet, of_connecting

_AWAY: Final = "away"


class JetStream:
    """Made anywhere, at once and without a connection; `serve` connects. All but `put` and `trouble` is for its event
    loop. An address that is none is a trouble, as a server that is away."""

    def __init__(self, url: str, pace: Pace | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace or Pace()
        self._troubles = Troubles(clock)
        self._link: Link | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._linked = asyncio.Event()
        self._address: Address | None = None
        try:
            self._address = Address.read(url)
            self._troubles.met(_AWAY, not_yet(self._address.shown), told=False)
        except AddressError as error:
            self._troubles.met(_AWAY, str(error))
        shown = self._address.shown if self._address else ""
        self._putter = Putter(shown, self._pace, self._troubles, clock)

    @property
    def trouble(self) -> str | None:
        """Why it carries nothing now, None while it does. From any thread."""
        return self._troubles.first

    def put(self, arrivals: Sequence[Arrival]) -> Sequence[Put]:
        """Hand over; from any thread but that of the event loop. See the port."""
        link, loop = self._link, self._loop
        if link is None or loop is None:
            return ["refused"] * len(arrivals)
        return self._putter.put(arrivals, link, loop)

    async def serve(self) -> None:
        """Connect, and again whenever the connection is lost, until cancelled."""
        self._loop = asyncio.get_running_loop()
        failures = 0
        while True:
            stop_if_cancelled()
            if self._address is None:
                await asyncio.Event().wait()
            elif await self._linger(self._address):
                failures = 0
            await asyncio.sleep(self._pace.until_connecting(failures))
            failures += 1

    async def carry(self, handle: Handle) -> None:
        """Deliver to `handle` until cancelled. See the port."""
        await Carrier(self._link_of_now, handle, self._pace, self._troubles).run()

    async def depths(self) -> Mapping[Lane, int]:
        """How many it holds by lane, those that are being handled included; empty while it is away."""
        if self._link is None:
            return {}
        try:
            return await made.depths(self._link.stream)
        except Exception:  # whatever it is, nobody knows how many
            return {}

    async def _linger(self, address: Address) -> bool:
        """Connect, and stay until the connection is lost; whether there was one."""
        link: Link | None = None
        try:
            link = Link(address, self._pace)
            await link.open()
            stop_if_cancelled()
            self._begin(link)
            await link.stay()
            self._troubles.met(_AWAY, lost(address.shown))
            return True
        except Exception as error:  # whatever it is, it is tried again
            known = error if isinstance(error, StreamTroubleError) else of_connecting(address.shown, error)
            self._troubles.met(_AWAY, str(known))
            return False
        finally:
            self._link = None
            self._linked.clear()
            if link is not None:
                await link.close()

    def _begin(self, link: Link) -> None:
        self._troubles.over(_AWAY)
        self._putter.well()
        self._link = link
        self._linked.set()

    async def _link_of_now(self) -> Link:
        while self._link is None:
            await self._linked.wait()
        return self._link
