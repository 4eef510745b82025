"""/metrics: what the process counted, and what the database holds as far as it answers in time.

Why a database that does not answer is a 0 and no error: docs/decisions/0023-metrics.md.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future
from datetime import datetime
from threading import Thread

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.core.errors import StoreError
from bot.ports import Store
from handlers.web.gauges import Gauge, Levels, of_database, of_parts

log = structlog.get_logger()

PATIENCE = 3.0
"""Seconds that a scrape waits for the database. Prometheus gives up after ten, unless it is told otherwise."""


class MetricsPage:
    """Answers GET /metrics. `probes` say why a part does not work, None when it does; `counted` is what the process
    counts, if anything.

    The database is read in one thread at a time, whoever asks meanwhile: who scrapes often keeps nobody from working,
    and a database that hangs holds one thread, which does not keep the process from ending.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        probes: Mapping[str, Callable[[], str | None]],
        counted: CollectorRegistry | None = None,
        patience: float = PATIENCE,
        mild: Collection[str] = (),
    ) -> None:
        """What is wrong with a `mild` part leaves the bot ready."""
        self._mild = mild
        self._gauge, self._clock, self._probes, self._patience = Gauge(store), clock, probes, patience
        self._counted = counted
        self._read: asyncio.Future[Levels] | None = None
        self._begun = 0.0

    def add_to(self, app: web.Application) -> None:
        """Add the route."""
        app.router.add_get("/metrics", self._answer)

    async def _answer(self, _request: web.Request) -> web.Response:
        found, took = await self._levels()
        troubles = {name: probe() is not None for name, probe in self._probes.items()}
        families = [
            *of_parts(troubles, database=found is not None, mild=self._mild),
            *(of_database(found) if found else ()),
        ]
        if found is not None:
            families.append(GaugeMetricFamily("rasid_database_read_seconds", "Reading of the database", took))
        body = generate_latest(_Families([*families, *self._process()]))
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _levels(self) -> tuple[Levels | None, float]:
        """What the database holds, with how long it took to say so; None where it does not, or not in time. Who asks
        while a read is under way waits for the end of that read, and no longer than who asked first."""
        now = asyncio.get_running_loop().time
        if self._read is None:
            self._read, self._begun = _in_thread(lambda: self._gauge.read(self._clock())), now()
            self._read.add_done_callback(self._over)
        read, begun = self._read, self._begun
        await asyncio.wait({read}, timeout=max(0.0, begun + self._patience - now()))
        return (read.result() if read.done() and not read.exception() else None), now() - begun

    def _over(self, read: asyncio.Future[Levels]) -> None:
        self._read = None
        error = None if read.cancelled() else read.exception()
        if error is not None and not isinstance(error, StoreError):
            log.error("metrics.crashed", exc_info=error)

    def _process(self) -> Iterable[Metric]:
        return self._counted.collect() if self._counted else ()


def _in_thread(work: Callable[[], Levels]) -> asyncio.Future[Levels]:
    """Done in a thread of its own: those that all share may be busy waiting for the same database."""
    done: Future[Levels] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    Thread(target=run, name="metrics", daemon=True).start()
    return asyncio.wrap_future(done)


class _Families(Collector):
    """Families to be written out, without the times at which series began: each would be a series more."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        for family in self._families:
            family.samples = [one for one in family.samples if not one.name.endswith("_created")]
            yield family
