"""Articles go in at one end and come out at the other: as they were, all of them, the fresh ones first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bot.core.arrivals import Arrival
from bot.core.model import Incoming
from bot.ports.arrivals import Carried
from bot.streams import JetStream
from tests.fakes.carriage import CAME, QUICK, Hands, arrivals, deeply, put, running, until
from tests.fakes.nats import NatsServer


async def test_what_is_put_is_carried_as_it_was(server: NatsServer) -> None:
    whole = Incoming(
        "وكالة",
        "نص\ud800 الخبر " * 300,
        "7",
        "عنوان",
        "https://news.test/7",
        CAME - timedelta(hours=1),
        True,
        True,
        "كاتب",
        True,
    )
    some = [Arrival(whole, "telegram", CAME, "fresh"), *arrivals(3, "backfill")]
    hands = Hands()
    async with running(JetStream(server.url, QUICK), hands) as stream:
        assert await put(stream, some) == ["taken"] * 4
        await until(lambda: len(hands.got) == 4)
        assert sorted(hands.articles, key=lambda one: one.key) == sorted(some, key=lambda one: one.key)
        assert not any(one.again or one.problem or one.raw for one in hands.got)
        await deeply(stream, {"fresh": 0, "backfill": 0})  # acknowledged


async def test_it_waits_for_whoever_handles_and_is_counted_by_lane(server: NatsServer) -> None:
    hands = Hands()
    async with running(JetStream(server.url, QUICK)) as stream:
        await put(stream, arrivals(7) + arrivals(5, "backfill"))
        assert await stream.depths() == {"fresh": 7, "backfill": 5}
    async with running(JetStream(server.url, QUICK), hands) as stream:
        await until(lambda: len(hands.got) == 12)
        await deeply(stream, {"fresh": 0, "backfill": 0})


async def test_an_article_goes_to_one_of_two_workers(server: NatsServer) -> None:
    first, second = Hands(), Hands()
    some = arrivals(300)
    async with running(JetStream(server.url, QUICK), first) as stream, running(JetStream(server.url, QUICK), second):
        assert await put(stream, some) == ["taken"] * 300
        await until(lambda: len(first.got) + len(second.got) >= 300)
        await deeply(stream, {"fresh": 0, "backfill": 0})
    assert len(first.got) + len(second.got) == 300
    assert first.keys | second.keys == {one.key for one in some}


async def test_fresh_ones_pass_a_long_backfill_and_do_not_stop_it(server: NatsServer) -> None:
    order: list[str] = []
    at_most, now = 0, 0

    async def handle(batch: Sequence[Carried]) -> None:
        nonlocal at_most, now
        now += 1
        at_most = max(at_most, now)
        await asyncio.sleep(0.005)
        order.extend(one.arrival.lane for one in batch if one.arrival)
        now -= 1

    async with running(JetStream(server.url, QUICK)) as stream:
        for _ in range(4):
            await put(stream, arrivals(500, "backfill", said=f"أرشيف {_}"))
        assert await stream.depths() == {"fresh": 0, "backfill": 2_000}
        async with running(JetStream(server.url, QUICK), handle):
            await until(lambda: len(order) > 50)
            await put(stream, arrivals(20))
            put_at = len(order)
            await until(lambda: order.count("fresh") == 20)
            await until(lambda: len(order) == 2_020)
    last = max(at for at, lane in enumerate(order) if lane == "fresh")
    assert last - put_at < 200
    assert at_most == 1  # a batch is never handled beside another


async def test_a_lane_that_is_full_leaves_room_for_the_backfill(server: NatsServer) -> None:
    order: list[str] = []

    async def handle(batch: Sequence[Carried]) -> None:
        order.extend(one.arrival.lane for one in batch if one.arrival)
        await asyncio.sleep(0.05)  # the other lane has fetched meanwhile

    async with running(JetStream(server.url, QUICK)) as stream:
        for at in range(3):
            await put(stream, arrivals(300, said=f"عاجل {at}"))
        await put(stream, arrivals(60, "backfill"))
        async with running(JetStream(server.url, QUICK), handle):
            await until(lambda: len(order) == 960)
    before = order[: max(at for at, lane in enumerate(order) if lane == "fresh")]
    assert before.count("backfill") > 30
    assert before[:400].count("fresh") > 200


async def test_a_batch_is_bounded_in_number_and_in_bytes(server: NatsServer) -> None:
    hands = Hands()
    text = "".join(chr(0x4E00 + (at * 7919) % 20_000) for at in range(180_000))  # hardly packs
    large = [Arrival(Incoming("s", f"{at}{text}", url=f"https://news.test/{at}"), "feeds", CAME) for at in range(30)]
    async with running(JetStream(server.url, QUICK)) as stream:
        assert await put(stream, large) == ["taken"] * 30
        assert await put(stream, arrivals(120, said="قصير")) == ["taken"] * 120
        async with running(JetStream(server.url, QUICK), hands):
            await until(lambda: len(hands.got) == 150)
    assert max(hands.batches) == 50
    assert hands.batches[0] < 30  # 8 MB
