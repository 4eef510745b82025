"""Handing over: taken, known or refused, and never a long wait for nothing."""

from __future__ import annotations

import asyncio
import signal
import threading
from bisect import bisect_left

from structlog.testing import capture_logs

from bot.core.arrivals import Arrival
from bot.core.model import Incoming
from bot.streams import JetStream, Pace, form
from bot.streams.made import STREAM
from tests.fakes.carriage import CAME, QUICK, Hands, arrivals, deeply, put, running, until
from tests.fakes.nats import NatsServer, nats_server

PATIENT = 60.0


async def test_what_it_has_already_is_known(server: NatsServer) -> None:
    some = arrivals(5)
    async with running(JetStream(server.url, QUICK)) as stream:
        assert await put(stream, some[:3]) == ["taken"] * 3
        assert await put(stream, some) == ["known"] * 3 + ["taken"] * 2
        assert await stream.depths() == {"fresh": 5, "backfill": 0}


async def test_it_knows_what_was_carried_already(server: NatsServer) -> None:
    hands = Hands()
    async with running(JetStream(server.url, QUICK), hands) as stream:
        await put(stream, arrivals(3))
        await until(lambda: len(hands.got) == 3)
        await deeply(stream, {"fresh": 0, "backfill": 0})
        assert await put(stream, arrivals(4)) == ["known"] * 3 + ["taken"]
        await until(lambda: len(hands.got) == 4)


async def test_it_knows_what_it_holds_after_it_was_killed(server: NatsServer) -> None:
    async with running(JetStream(server.url, QUICK)) as stream:
        await put(stream, arrivals(3))
        server.kill()
        await until(lambda: stream.trouble is not None)
        server.start()
        await until(lambda: stream.trouble is None)
        assert await put(stream, arrivals(4)) == ["known"] * 3 + ["taken"]
        assert await stream.depths() == {"fresh": 4, "backfill": 0}


async def test_the_same_article_with_other_words_is_another(server: NatsServer) -> None:
    async with running(JetStream(server.url, QUICK)) as stream:
        assert await put(stream, arrivals(1, said="أول")) == ["taken"]
        assert await put(stream, arrivals(1, said="ثان")) == ["taken"]


async def test_one_that_is_too_large_is_refused_alone_and_told_once() -> None:
    large = [_large(9_000, at) for at in range(4)]
    with nats_server(more="max_payload: 16K") as server, capture_logs() as logs:
        async with running(JetStream(server.url, QUICK)) as stream:
            assert await put(stream, [*arrivals(1), *large, *arrivals(2)[1:]]) == ["taken", *["refused"] * 4, "taken"]
            assert stream.trouble is None  # the connection stands
            assert await put(stream, large) == ["refused"] * 4
            assert await put(stream, arrivals(3)) == ["known", "known", "taken"]
    assert [one["event"] for one in logs if one["log_level"] == "warning"] == ["stream.too_large"]


async def test_one_that_is_too_large_by_its_headers_does_not_end_the_connection() -> None:
    just = range(3_000, 9_000)
    size = just[bisect_left(just, 16 * 1024 - 40, key=lambda at: len(form.pack(_large(at, 0)) or b"")) - 1]
    assert 16_000 < len(form.pack(_large(size, 0)) or b"") < 16 * 1024
    with nats_server(more="max_payload: 16K") as server:
        async with running(JetStream(server.url, QUICK)) as stream:
            link = stream._link
            assert await put(stream, [_large(size, 0)]) == ["refused"]
            assert await put(stream, arrivals(1)) == ["taken"]
            assert stream._link is link


async def test_one_that_nobody_could_unpack_is_refused(server: NatsServer) -> None:
    bomb = Arrival(Incoming("s", "ن" * 3_000_000), "feeds", CAME)  # packed it is small
    async with running(JetStream(server.url, QUICK)) as stream:
        assert await put(stream, [bomb, *arrivals(1)]) == ["refused", "taken"]


async def test_a_full_stream_refuses_says_so_and_keeps_what_it_has(server: NatsServer) -> None:
    with capture_logs() as logs:
        async with running(JetStream(server.url, QUICK)) as stream:
            await _limit(server, 10)
            done = await put(stream, arrivals(30))
            assert sorted(done) == ["refused"] * 20 + ["taken"] * 10
            assert stream.trouble is not None
            assert f"no room for more articles in the stream {STREAM}" in stream.trouble
            assert await stream.depths() == {"fresh": 10, "backfill": 0}
            hands = Hands()
            async with running(JetStream(server.url, QUICK), hands):
                await until(lambda: len(hands.got) == 10)
                await deeply(stream, {"fresh": 0, "backfill": 0})
            assert await put(stream, arrivals(5, "backfill")) == ["taken"] * 5
            assert stream.trouble is None
    assert [one["event"] for one in logs if one["log_level"] == "warning"] == ["stream.full"]


async def test_a_server_that_is_away_refuses_at_once() -> None:
    patient = Pace(put=PATIENT, first_pause=0.05, longest_pause=0.2)
    with nats_server(start=False) as server:
        async with running(JetStream(server.url, patient), connected=False) as stream:
            some = arrivals(2)
            assert await asyncio.wait_for(put(stream, some), PATIENT / 2) == ["refused", "refused"]
            await until(lambda: stream.trouble is not None and "does not answer" in stream.trouble)
            assert await asyncio.wait_for(put(stream, some), PATIENT / 2) == ["refused", "refused"]
            assert await stream.depths() == {}
            server.start()
            await until(lambda: stream.trouble is None)
            assert await put(stream, some) == ["taken", "taken"]
            server.kill()
            await until(lambda: stream.trouble is not None)
            assert await asyncio.wait_for(put(stream, some), PATIENT / 2) == ["refused", "refused"]


async def test_a_server_that_is_killed_meanwhile_is_not_waited_for(server: NatsServer) -> None:
    async with running(JetStream(server.url, Pace(put=PATIENT, first_pause=0.05))) as stream:
        server.signal(signal.SIGSTOP)
        waiting = asyncio.create_task(put(stream, arrivals(3)))
        await asyncio.sleep(0.3)
        assert not waiting.done()
        server.kill()
        assert await asyncio.wait_for(waiting, PATIENT / 2) == ["refused"] * 3


async def test_a_server_that_is_silent_is_waited_for_once(server: NatsServer) -> None:
    now = [0.0]
    hurried = Pace(
        put=0.5,
        hush=5.0,
    )
    async with running(JetStream(server.url, hurried, clock=lambda: now[0])) as stream:
        server.signal(signal.SIGSTOP)
        assert await put(stream, arrivals(3)) == ["refused"] * 3
        assert stream.trouble is not None
        assert "does not answer" in stream.trouble
        server.signal(signal.SIGCONT)
        assert await put(stream, arrivals(9)) == ["refused"] * 9  # it is not asked
        now[0] = 6.0
        some = await put(stream, arrivals(9))
        assert some[:3].count("refused") == 0  # they had arrived, which nobody was told
        assert some[3:] == ["taken"] * 6
        assert stream.trouble is None


async def test_many_threads_hand_over_at_once(server: NatsServer) -> None:
    done: list[str] = []
    async with running(JetStream(server.url, QUICK)) as stream:
        threads = [
            threading.Thread(target=lambda at=at: done.extend(stream.put(arrivals(100, said=f"خبر {at}"))))
            for at in range(8)
        ]
        for one in threads:
            one.start()
        await until(lambda: not any(one.is_alive() for one in threads))
        assert done == ["taken"] * 800
        assert await stream.depths() == {"fresh": 800, "backfill": 0}


async def test_before_and_after_it_serves_it_refuses(server: NatsServer) -> None:
    stream = JetStream(server.url, QUICK)
    assert await put(stream, arrivals(2)) == ["refused", "refused"]
    async with running(stream):
        assert await put(stream, arrivals(2)) == ["taken", "taken"]
        assert await put(stream, []) == []
    assert await put(stream, arrivals(2)) == ["refused", "refused"]


def test_a_loop_that_has_ended_refuses(server: NatsServer) -> None:
    stream = JetStream(server.url, QUICK)

    async def begin() -> None:
        async with running(stream):
            held.append(stream._link)

    held: list[object] = []
    asyncio.run(begin())
    assert stream.put(arrivals(1)) == ["refused"]


def _large(length: int, at: int) -> Arrival:
    """One that hardly packs."""
    text = "".join(chr(0x4E00 + (step * 7919 + at) % 20_000) for step in range(length))
    return Arrival(Incoming("s", text), "feeds", CAME)


async def _limit(server: NatsServer, messages: int) -> None:
    """As an operator does."""
    async with running(JetStream(server.url, QUICK)) as other:
        assert other._link is not None
        config = (await other._link.stream.stream_info(STREAM)).config
        await other._link.stream.update_stream(config, max_msgs=messages)
