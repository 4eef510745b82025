"""What is not handled comes again, to somebody, after a while; what cannot be read stops nobody."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Sequence
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.ports.arrivals import Carried
from bot.streams import JetStream, form
from bot.streams.made import CONSUMERS, STREAM, SUBJECTS
from tests.fakes.carriage import PATIENCE, QUICK, Hands, arrivals, deeply, put, running, until
from tests.fakes.nats import NatsServer


class Failing(Hands):
    """Raises so many times first."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    async def __call__(self, batch: Sequence[Carried]) -> None:
        await super().__call__(batch)
        if len(self.batches) <= self.times:
            raise RuntimeError("the database is away")


async def test_a_batch_that_failed_comes_again_and_says_so(server: NatsServer) -> None:
    hands = Failing(1)
    with capture_logs() as logs:
        async with running(JetStream(server.url, QUICK)) as stream:
            await put(stream, arrivals(5))
            async with running(JetStream(server.url, QUICK), hands):
                await until(lambda: len(hands.got) == 10)
                await deeply(stream, {"fresh": 0, "backfill": 0})
    assert [one.again for one in hands.got] == [False] * 5 + [True] * 5
    assert hands.articles[:5] == hands.articles[5:]
    warned = [one for one in logs if one["log_level"] == "warning"]
    assert [(one["event"], one["articles"], one["error"]) for one in warned] == [
        ("stream.not_handled", 5, "RuntimeError")
    ]


async def test_what_fails_always_is_never_dropped_and_never_tried_in_a_rush(server: NatsServer) -> None:
    hands = Failing(10_000)
    async with running(JetStream(server.url, replace(QUICK, backoff=(1.0, 1.0))), hands) as stream:
        await put(stream, arrivals(1))
        await until(lambda: len(hands.got) >= 4)
        tries = len(hands.got)
        await asyncio.sleep(2)
        assert len(hands.got) < tries + 20
        assert await stream.depths() == {"fresh": 1, "backfill": 0}
        hands.times = 0
        await deeply(stream, {"fresh": 0, "backfill": 0})


async def test_a_failing_batch_does_not_stop_others(server: NatsServer) -> None:
    hands = Failing(1)
    async with running(JetStream(server.url, QUICK), hands) as stream:
        await put(stream, arrivals(1))
        await until(lambda: len(hands.got) == 1)
        await put(stream, arrivals(3, "backfill") + arrivals(3, said="ثان"))
        await until(lambda: len(hands.keys) == 7)
        await deeply(stream, {"fresh": 0, "backfill": 0})


async def test_what_takes_longer_than_the_server_waits_is_delivered_once(server: NatsServer) -> None:
    hands = Hands()

    async def handle(batch: Sequence[Carried]) -> None:
        await asyncio.sleep(QUICK.backoff[0] * 2.5)
        await hands(batch)

    async with running(JetStream(server.url, QUICK), handle) as stream, running(JetStream(server.url, QUICK), hands):
        await put(stream, arrivals(60) + arrivals(20, "backfill"))  # one lane waits for the other, too
        await until(lambda: len(hands.got) >= 80)
        await deeply(stream, {"fresh": 0, "backfill": 0})
    assert len(hands.got) == 80
    assert not any(one.again for one in hands.got)


async def test_a_worker_that_stops_gives_back_what_it_holds(server: NatsServer) -> None:
    held: list[Carried] = []
    slow = replace(QUICK, backoff=(PATIENCE * 10,))  # what is not given back would come far too late

    async def never(batch: Sequence[Carried]) -> None:
        held.extend(batch)
        await asyncio.sleep(3600)

    hands = Hands()
    async with running(JetStream(server.url, slow)) as stream:
        await put(stream, arrivals(200) + arrivals(50, "backfill"))
        async with running(JetStream(server.url, slow), never):
            await until(lambda: len(held) > 0)
            await asyncio.sleep(0.3)  # the other lane has fetched and waits
            async with running(JetStream(server.url, slow), hands):  # fetches in advance no more than a batch a lane
                await until(lambda: len(hands.got) >= 250 - 65)
        async with running(JetStream(server.url, slow), hands):
            await until(lambda: len(hands.keys) == 250)
            await deeply(stream, {"fresh": 0, "backfill": 0})


async def test_carrying_alone_can_be_stopped_and_gives_back(server: NatsServer) -> None:
    slow = replace(QUICK, backoff=(PATIENCE * 10,))
    begun = asyncio.Event()

    async def never(batch: Sequence[Carried]) -> None:
        begun.set()
        await asyncio.sleep(3600)

    async with running(JetStream(server.url, slow)) as stream:
        await put(stream, arrivals(120) + arrivals(20, "backfill"))
        carrying = asyncio.create_task(stream.carry(never))
        await begun.wait()
        carrying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await carrying
        hands = Hands()
        async with running(JetStream(server.url, slow), hands):
            await until(lambda: len(hands.keys) == 140)
            await deeply(stream, {"fresh": 0, "backfill": 0})


@pytest.mark.parametrize(
    ("body", "headers", "problem"),
    [
        pytest.param(b"no json", {}, "no arrival", id="no json"),
        pytest.param(b"[]", {}, "no arrival", id="a list"),
        pytest.param(b"", {}, "no arrival", id="empty"),
        pytest.param(b"{}", {}, "no arrival", id="without anything"),
        pytest.param(b"\xff\xfe", {}, "no arrival", id="no text"),
        pytest.param(b"[" * 100_000, {}, "no arrival", id="too deep"),
        pytest.param(b"not packed", {"content-encoding": "deflate"}, "packed wrongly", id="packed wrongly"),
        pytest.param(zlib.compress(b"{}" * 90)[:-9], {"content-encoding": "deflate"}, "cut off", id="cut off"),
        pytest.param(
            zlib.compress(b" " * (form.LARGEST + 1)), {"content-encoding": "deflate"}, "larger than", id="a bomb"
        ),
        pytest.param(b"{}", {"content-encoding": "zstd"}, "zstd", id="packed in an unknown way"),
        pytest.param(
            b'{"version":1,"way":"feeds","came":"0001-01-01T00:00:00+14:00","article":{"source":"s","text":"t"},"lane":"x"}',
            {},
            "no arrival",
            id="a time before all times",
        ),
    ],
)
async def test_what_is_no_article_is_delivered_as_such(
    server: NatsServer, body: bytes, headers: dict[str, str], problem: str
) -> None:
    hands = Hands()
    async with running(JetStream(server.url, QUICK), hands) as stream:
        await _publish(stream, body, headers)
        await put(stream, arrivals(1))
        await until(lambda: len(hands.got) == 2)
        await deeply(stream, {"fresh": 0, "backfill": 0})
    spoilt = next(one for one in hands.got if one.arrival is None)
    assert spoilt.raw == body
    assert spoilt.problem is not None
    assert problem in spoilt.problem


@pytest.mark.parametrize("told", [pytest.param(True, id="in a header"), pytest.param(False, id="inside")])
async def test_what_a_later_version_wrote_waits_for_it_and_stops_nobody(server: NatsServer, told: bool) -> None:
    later = {**arrivals(1)[0].as_dict(), "version": 99}
    now = [0.0]
    hands = Hands()
    with capture_logs() as logs:
        slow = replace(QUICK, backoff=(PATIENCE * 10,))
        async with running(JetStream(server.url, slow, clock=lambda: now[0]), hands) as stream:
            await _publish(stream, json.dumps(later).encode(), {"Rasid-Version": "99"} if told else {})
            await until(lambda: stream.trouble is not None)
            assert stream.trouble is not None
            assert "later version" in stream.trouble
            assert "99" in stream.trouble
            await put(stream, arrivals(30, said="نص"))
            await until(lambda: len(hands.got) == 30)
            assert stream._link is not None
            api = stream._link.stream
            name = CONSUMERS["fresh"]
            while (seen := (await api.consumer_info(STREAM, name)).delivered) and seen.consumer_seq < 33:  # noqa: ASYNC110
                await asyncio.sleep(0.1)  # it is offered again
            assert await stream.depths() == {"fresh": 1, "backfill": 0}
            await stream._link.stream.purge_stream(STREAM)
            await asyncio.sleep(0.2)
            now[0] = QUICK.remember + 1
            assert stream.trouble is None
    assert len(hands.got) == 30
    assert len([one for one in logs if one["event"] == "stream.later_version"]) == 1


async def _publish(stream: JetStream, body: bytes, headers: dict[str, str]) -> None:
    assert stream._link is not None
    await stream._link.stream.publish(SUBJECTS["fresh"], body, headers=headers or None)
