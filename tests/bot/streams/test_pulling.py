"""Fetching: what a server says of an earlier request ends no later one."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.streams import JetStream
from tests.fakes.carriage import PATIENCE, QUICK, Hands, arrivals, put, running, until
from tests.fakes.nats import NatsServer


async def test_words_about_an_earlier_request_end_no_later_one(server: NatsServer) -> None:
    hands = Hands()
    async with running(JetStream(server.url, replace(QUICK, linger=PATIENCE)), hands) as stream:
        await put(stream, arrivals(3))
        await until(lambda: len(hands.got) == 3)
        assert stream._link is not None
        pull, connection = stream._link.pull("fresh"), stream._link._connection
        assert connection is not None
        await asyncio.sleep(0.5)
        waiting = pull._requests
        late = {"Status": "409", "Description": "Batch Completed"}
        await connection.publish(f"{pull._inbox}.{waiting - 1}", headers=late)
        await asyncio.sleep(0.5)
        assert pull._requests == waiting
        await put(stream, arrivals(6))
        await until(lambda: len(hands.keys) == 6)
