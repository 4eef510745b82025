"""The benchmark of polling: `python -m tests.bench.feeds [--feeds N]`.

Made-up outlets (outlets.py) are served on loopback by a process of their own (kiosk.py). Our polling fetches, unpacks,
decodes and parses them, asks the database what is new, hands it on, and notes what was seen; matching and storing the
articles is the load benchmark's. The yardstick is `feedparser.parse` alone on the same bytes, already in memory, in the
same process. Each round takes feeds that nothing has seen yet, and both sides in turn; a ratio is the median over the
rounds. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.request import urlopen

import feedparser

from bot.core.model import Incoming, Taken
from bot.services.polling import Polling
from bot.sources.rss import FeedPoller
from bot.storage import SqlStore, open_store
from tests.bench.kiosk import HOSTS
from tests.bench.load import logged
from tests.bench.outlets import NOW, Outlet, outlets
from tests.bench.whole import peak

ROUNDS = 5
FEEDS, SOME = 2000, 300
_OWN = ("127.0.0.0/8",)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of this process's processors."""

    clock: float
    cpu: float

    def over(self, other: Cost) -> tuple[float, float]:
        return self.clock / other.clock, self.cpu / other.cpu


class Newsstand:
    """Our side: a store, and what polls. `taken` counts the items that were new."""

    def __init__(self, store: SqlStore, port: int) -> None:
        self._store, self._port = store, port
        self.now = NOW
        self.taken = 0

    def due(self, shown: Sequence[Outlet]) -> None:
        """Exactly these are due now."""
        with self._store.begin() as unit:
            for one in shown:
                url = f"http://{HOSTS[one.number % len(HOSTS)]}:{self._port}/{one.number}"
                unit.feeds.save(replace(unit.feeds.add(url, "", self.now), next_at=self.now))

    async def poll(self) -> int:
        """One cycle over what is due."""
        async with FeedPoller.open(allow_networks=_OWN, largest=2**21) as poller:
            return await Polling(self._store, poller, self._take, lambda: self.now).work()

    def _take(self, items: Sequence[Incoming], _now: datetime) -> Sequence[Taken]:
        self.taken += len(items)
        return [Taken("accepted", 1)] * len(items)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.feeds", description=__doc__.split("\n")[0])
    parser.add_argument("--feeds", type=int, default=FEEDS, help="how many feeds are polled")
    parser.add_argument("--peak", choices=["rasid", "feedparser"], help="only one cycle of one side; prints MiB")
    options = parser.parse_args()
    if options.peak:
        print(one_side(options.peak, options.feeds))
        return
    for line in feeds(options.feeds):
        print(line, flush=True)


def feeds(number: int, side_by_side: int = SOME) -> Iterator[str]:
    """The lines of the benchmark, as they are known; memory is measured with `side_by_side` feeds, 0: not at all."""
    shown = list(outlets(number))
    with _kiosk(number) as port, _stand(port) as stand:
        yield f"feeds: {number:,} made-up feeds with {sum(one.items for one in shown):,} items"
        first = _cycle(stand, shown, 0)
        yield _line("first cycle, everything new", first, stand.taken)
        urlopen(f"http://{HOSTS[0]}:{port}/next").close()
        stand.now, stand.taken = stand.now + timedelta(days=1), 0
        yield _line("next cycle, a tenth with news", _cycle(stand, shown, 1), stand.taken)
    if not side_by_side:
        return
    peaks = [_peak(side, side_by_side) for side in ("rasid", "feedparser")]
    yield f"memory at the peak with {side_by_side} feeds: {peaks[0]} MiB, {peaks[0] / peaks[1]:.2f} times feedparser's"


def _cycle(stand: Newsstand, shown: Sequence[Outlet], cycle: int) -> list[tuple[Cost, Cost]]:
    """Ours and feedparser's costs, round by round."""
    size = -(-len(shown) // ROUNDS)
    return [_round(stand, shown[at : at + size], cycle) for at in range(0, len(shown), size)]


def _round(stand: Newsstand, part: Sequence[Outlet], cycle: int) -> tuple[Cost, Cost]:
    bodies = [(one.label, one.body(cycle)) for one in part]
    stand.due(part)
    ours = _cost(lambda: asyncio.run(stand.poll()))
    return ours, _cost(lambda: _parsed(bodies))


def _parsed(bodies: Sequence[tuple[str, bytes]]) -> None:
    for label, body in bodies:
        feedparser.parse(BytesIO(body), response_headers={"content-type": f"application/xml; charset={label}"})


def _cost(work: Callable[[], object]) -> Cost:
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - clock, time.process_time() - cpu)


def _line(name: str, rounds: Sequence[tuple[Cost, Cost]], new: int) -> str:
    clock, cpu = (median(pair) for pair in zip(*(ours.over(theirs) for ours, theirs in rounds), strict=True))
    whole = sum(ours.clock for ours, _ in rounds)
    return f"{name}: {new:,} new items, {whole:.1f} s; time {clock:.2f}, CPU {cpu:.2f} times feedparser alone"


def _peak(side: str, number: int) -> int:
    command = [sys.executable, "-m", "tests.bench.feeds", "--peak", side, "--feeds", str(number)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def one_side(side: str, number: int) -> int:
    """MiB at the peak, with the interpreter."""
    shown = list(outlets(number))
    if side == "feedparser":
        for one in shown:
            _parsed([(one.label, one.body(0))])
    else:
        with _kiosk(number) as port, _stand(port) as stand:
            stand.due(shown)
            asyncio.run(stand.poll())
    return peak() // 1024


@contextmanager
def _stand(port: int) -> Iterator[Newsstand]:
    with logged(), TemporaryDirectory(prefix="rasid-feeds-") as home:
        store = open_store(f"sqlite:///{Path(home) / 'rasid.sqlite3'}", auto_migrate=True)
        try:
            yield Newsstand(store, port)
        finally:
            store.close()


@contextmanager
def _kiosk(number: int) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.bench.kiosk", str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
