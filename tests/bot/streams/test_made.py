"""The stream and its consumers: made where they lack, left alone where they are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import nats
import pytest
from nats.js.api import DiscardPolicy, StreamConfig

from bot.streams import JetStream, check
from bot.streams.made import CONSUMERS, STREAM
from tests.fakes.carriage import QUICK, Hands, arrivals, put, running
from tests.fakes.nats import NatsServer


async def test_what_an_operator_made_stays_as_it_is(server: NatsServer) -> None:
    async with running(JetStream(server.url, QUICK)) as stream:
        assert stream._link is not None
        made = await stream._link.stream.stream_info(STREAM)
        assert (made.config.retention, made.config.storage, made.config.discard) == ("workqueue", "file", "new")
        assert (made.config.num_replicas, made.config.duplicate_window) == (1, 120)
        await stream._link.stream.update_stream(made.config, max_msgs=77, duplicate_window=9)
        consumer = (await stream._link.stream.consumer_info(STREAM, CONSUMERS["fresh"])).config
        assert (consumer.max_deliver, consumer.ack_policy, consumer.backoff) == (-1, "explicit", list(QUICK.backoff))
        consumer.backoff = [7, 8]
        await stream._link.stream.add_consumer(STREAM, consumer)
    async with running(JetStream(server.url, QUICK)) as stream:
        assert stream._link is not None
        found = (await stream._link.stream.stream_info(STREAM)).config
        assert (found.max_msgs, found.duplicate_window) == (77, 9)
        assert (await stream._link.stream.consumer_info(STREAM, CONSUMERS["fresh"])).config.backoff == [7, 8]
        assert stream._link.waits == {"fresh": 7, "backfill": QUICK.backoff[0]}


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"max_msgs": 3}, "discard policy to new"),  # the old ones go: that is what `nats stream add` proposes
        ({"max_bytes": 10_000_000}, "discard policy to new"),
        ({"max_age": 3600, "discard": "new"}, "max age to 0"),
        ({"subjects": ["rasid.articles.fresh", "rasid.*"]}, "does not take the subjects"),
        ({"subjects": ["rasid.articles.*.>"]}, "does not take the subjects"),
        ({"subjects": ["news.>"]}, "does not take the subjects"),
    ],
)
async def test_a_stream_that_would_lose_articles_gets_none_until_it_is_mended(
    server: NatsServer, settings: dict[str, Any], sentence: str
) -> None:
    operator = await nats.connect(server.url)
    await operator.jetstream().add_stream(StreamConfig(STREAM, subjects=["rasid.articles.*"]), **settings)
    stream = JetStream(server.url, QUICK)
    serving = asyncio.create_task(stream.serve())
    try:
        await until(lambda: sentence in (stream.trouble or ""))
        assert await put(stream, arrivals(1)) == ["refused"]
        assert sentence in (await asyncio.to_thread(check, server.url) or "")
        whole = StreamConfig(STREAM, subjects=["rasid.>"], max_msgs=9, discard=DiscardPolicy.NEW)
        await operator.jetstream().update_stream(whole)
        await until(lambda: stream.trouble is None)
        assert await put(stream, arrivals(1)) == ["taken"]
        assert await asyncio.to_thread(check, server.url) is None
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        await operator.close()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - it connects in the background
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("turn", ["first", "second"])
async def test_a_stream_that_somebody_removed_is_made_anew(server: NatsServer, turn: str) -> None:
    hands = Hands()
    handles = [hands] if turn == "first" else []  # whoever fetches finds out, else whoever hands over
    async with running(JetStream(server.url, QUICK), *handles) as stream:
        async with running(JetStream(server.url, QUICK)) as other:
            assert other._link is not None
            await other._link.stream.delete_stream(STREAM)
        taken = False
        for _ in range(200):
            if taken := await put(stream, arrivals(1)) == ["taken"]:
                break
            await asyncio.sleep(0.05)
        assert taken
