"""Nothing that was taken is lost: the server is killed, workers are, the connection is cut."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.ports.arrivals import Carried
from bot.streams import JetStream
from tests.fakes.carriage import QUICK, Hands, arrivals, deeply, put, running, until
from tests.fakes.nats import NatsServer

WORKER = """
import asyncio, sys
from bot.streams import JetStream
from tests.fakes.carriage import QUICK, running

async def main():
    handled = 0
    async def handle(batch):
        nonlocal handled
        for one in batch:
            print(one.arrival.key, flush=True)
        handled += len(batch)
        if handled > 100:
            print("stuck", flush=True)
            await asyncio.sleep(3600)
    async with running(JetStream(sys.argv[1], QUICK), handle):
        await asyncio.sleep(3600)

asyncio.run(main())
"""
ROOT = Path(__file__).parents[3]


async def test_a_server_killed_among_many_puts_loses_nothing_that_it_took(server: NatsServer) -> None:
    hands = Hands()
    taken: set[str] = set()
    refused = 0
    async with running(JetStream(server.url, QUICK), hands) as stream:
        for at in range(40):
            some = arrivals(25, said=f"خبر {at}")
            if at in (10, 25):
                killing = asyncio.create_task(asyncio.to_thread(server.kill))
            done = await put(stream, some)
            taken |= {one.key for one, what in zip(some, done, strict=True) if what == "taken"}
            refused += done.count("refused")
            if at in (14, 29):
                await killing
                await asyncio.to_thread(server.start)
                await until(lambda: stream.trouble is None)
        await until(lambda: taken <= hands.keys)
        await deeply(stream, {"fresh": 0, "backfill": 0})
    assert len(taken) >= 25 * 20
    assert refused >= 25 * 4
    assert len(taken) + refused == 1_000


async def test_what_a_killed_worker_held_is_delivered_to_another(server: NatsServer) -> None:
    some = arrivals(250) + arrivals(50, "backfill")
    async with running(JetStream(server.url, QUICK)) as stream:
        assert await put(stream, some) == ["taken"] * 300
        worker = subprocess.Popen(  # noqa: ASYNC220 - it is read in a thread
            [sys.executable, "-c", WORKER, server.url],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
        )
        try:
            assert worker.stdout is not None
            lines = await asyncio.to_thread(lambda: _until_stuck(worker))
        finally:
            worker.kill()  # SIGKILL
            worker.communicate()
        hands = Hands()
        async with running(JetStream(server.url, QUICK), hands):
            await until(lambda: set(lines) | hands.keys == {one.key for one in some})
            await deeply(stream, {"fresh": 0, "backfill": 0})
    again = {one.arrival.key for one in hands.got if one.again and one.arrival}
    assert set(lines[-15:]) <= again  # the batch that it had in hand
    assert len(again) <= 130  # and no more than it had fetched


async def test_what_was_acknowledged_stays_done_when_the_server_is_killed(server: NatsServer) -> None:
    hands = Hands()
    async with running(JetStream(server.url, QUICK), hands) as stream:
        await put(stream, arrivals(100))
        await until(lambda: len(hands.got) == 100)
        await deeply(stream, {"fresh": 0, "backfill": 0})
        server.kill()
        server.start()
        await until(lambda: stream.trouble is not None)
        await until(lambda: stream.trouble is None)
        await deeply(stream, {"fresh": 0, "backfill": 0})
        await asyncio.sleep(QUICK.backoff[0] * 1.5)
    assert len(hands.got) == 100


async def test_a_server_killed_while_a_batch_is_handled_delivers_it_again(server: NatsServer) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    got: list[Carried] = []

    async def handle(batch: Sequence[Carried]) -> None:
        got.extend(batch)
        begun.set()
        await go_on.wait()

    async with running(JetStream(server.url, QUICK), handle) as stream:
        await put(stream, arrivals(4))
        await begun.wait()
        in_hand = {one.arrival.key for one in got if one.arrival}
        server.kill()
        await until(lambda: stream.trouble is not None)
        server.start()
        go_on.set()  # its acknowledgement goes nowhere
        await until(lambda: in_hand <= {one.arrival.key for one in got if one.again and one.arrival})
        await deeply(stream, {"fresh": 0, "backfill": 0})


def _until_stuck(worker: subprocess.Popen[str]) -> list[str]:
    """The keys that it handled, the last batch unfinished."""
    assert worker.stdout is not None
    lines: list[str] = []
    for line in worker.stdout:
        if line.strip() == "stuck":
            return lines
        if len(line.strip()) == 32:
            lines.append(line.strip())
    raise AssertionError("the worker ended")
