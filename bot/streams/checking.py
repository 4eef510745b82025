"""Whether NATS could carry articles, and how many it holds, for who asks once."""

import asyncio
from collections.abc import Mapping

from bot.core.arrivals import LANES, Lane
from bot.streams import made
from bot.streams.address import Address, AddressError
from bot.streams.link import Link
from bot.streams.pace import Pace
from bot.streams.troubles import StreamTroubleError


def check(url: str, pace: Pace | None = None) -> str | None:
    """Why it could not, in a sentence; None where it could. Makes nothing there."""
    try:
        asyncio.run(_look(Address.read(url), pace or Pace()))
    except (AddressError, StreamTroubleError) as problem:
        return str(problem)
    return None


def waiting(url: str, pace: Pace | None = None) -> Mapping[Lane, int]:
    """How many articles NATS holds by lane; none where there is no stream yet. Raises RasidError where it cannot be
    asked."""
    return asyncio.run(_count(Address.read(url), pace or Pace()))


async def _count(address: Address, pace: Pace) -> Mapping[Lane, int]:
    link = Link(address, pace)
    await link.look()
    try:
        return await made.depths(link.stream) if await made.is_there(link.stream) else dict.fromkeys(LANES, 0)
    finally:
        await link.close()


async def _look(address: Address, pace: Pace) -> None:
    link = Link(address, pace)
    await link.look()
    await link.close()
