"""Whether NATS could carry articles, asked once: nothing is made there."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

import nats
import pytest

from bot.clocks import utc_now
from bot.core.arrivals import Arrival
from bot.core.model import Incoming
from bot.streams import JetStream, Pace, check, waiting
from tests.fakes.carriage import put, running
from tests.fakes.nats import NatsServer, nats_server

HURRY: Final = replace(Pace(), connect=2.0, ask=2.0)


async def streams(server: NatsServer) -> int:
    client = await nats.connect(server.url)
    try:
        return (await client.jetstream().account_info()).streams
    finally:
        await client.close()


def test_one_that_could(server: NatsServer) -> None:
    assert check(server.url, HURRY) is None
    assert asyncio.run(streams(server)) == 0, "a look makes nothing"


def test_one_without_jetstream() -> None:
    with nats_server(jetstream=False) as server:
        assert "has no JetStream: start it with `nats-server -js`" in (check(server.url, HURRY) or "")


def test_one_that_is_away(server: NatsServer) -> None:
    server.kill()
    assert server.place in (check(server.url, HURRY) or "")


@pytest.mark.parametrize("url", ["http://127.0.0.1:4222", ""])
def test_no_address(url: str) -> None:
    assert "address of NATS" in (check(url, HURRY) or "")


async def test_how_many_wait(server: NatsServer) -> None:
    assert await asyncio.to_thread(waiting, server.url, HURRY) == {"fresh": 0, "backfill": 0}
    old = [Arrival(Incoming("wire", f"text {number}"), "api", utc_now(), "backfill") for number in range(3)]
    async with running(JetStream(server.url)) as stream:
        await put(stream, [*old, Arrival(Incoming("wire", "text"), "api", utc_now())])
        assert await asyncio.to_thread(waiting, server.url, HURRY) == {"fresh": 1, "backfill": 3}
