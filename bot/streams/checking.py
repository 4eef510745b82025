"""Whether NATS could carry articles, for who asks once."""

import asyncio

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


async def _look(address: Address, pace: Pace) -> None:
    link = Link(address, pace)
    await link.look()
    await link.close()
