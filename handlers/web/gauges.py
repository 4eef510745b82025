"""What /metrics says of the database and of the parts of the bot, as it is when asked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import perf_counter
from typing import Final

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from bot.core.feed_state import by_state
from bot.core.model import DeliveryState, Feed
from bot.core.team_views import TeamView
from bot.core.urls import host_of
from bot.ports import Queue, Store

MOST_SOURCES = 200
"""Of more sources than this only the worst have series of their own: first by errors, then by age."""
SENT_ANEW = timedelta(minutes=5)
"""How old the number of deliveries that were sent is at most."""
# It is counted anew when this many times as long has passed as counting took: two hundredths of the time at most.
_PAUSE = 50
_SENT: Final[tuple[DeliveryState, ...]] = ("sent",)
_UNSENT: Final[tuple[DeliveryState, ...]] = ("pending", "sending", "dead")


@dataclass(frozen=True, slots=True)
class Levels:
    """What the database holds at `now`: deliveries by (platform, state), when the longest waiting of them was written,
    what waits in each queue, when the fresh article that waits longest came in, every source, and the processes."""

    now: datetime
    deliveries: Mapping[tuple[str, str], int]
    oldest: datetime | None
    queues: Mapping[Queue, int]
    unmatched: datetime | None
    feeds: Sequence[Feed]
    team: TeamView


@dataclass(slots=True)
class Gauge:
    """Reads levels, in one thread at a time. How many deliveries were sent is counted at once where that is quick, and
    the less often the longer it takes, at least every SENT_ANEW: a year of them is a million rows."""

    store: Store
    _sent: Mapping[tuple[str, str], int] = field(default_factory=dict)
    _counted: datetime | None = None
    _good_for: timedelta = timedelta()

    def read(self, now: datetime) -> Levels:
        """In one transaction that waits for no writer. Raises StoreError where the database does not answer."""
        with self.store.begin(read_only=True) as unit:
            if self._counted is None or not timedelta(0) <= now - self._counted < self._good_for:
                begun = perf_counter()
                self._sent, self._counted = unit.outbox.counts(_SENT), now
                self._good_for = min(timedelta(seconds=_PAUSE * (perf_counter() - begun)), SENT_ANEW)
            rows = {**self._sent, **unit.outbox.counts(_UNSENT)}
            running = [one for one in unit.processes.all() if one.runs(now)]
            queues, unmatched = unit.queues.depths(now), unit.arrivals.oldest("fresh")
            feeds, team = unit.feeds.all(), TeamView(running, now=now)
            return Levels(now, rows, unit.outbox.oldest(now), queues, unmatched, feeds, team)


def of_database(found: Levels) -> Iterator[Metric]:
    """The gauges that a database which answers fills."""
    rows = GaugeMetricFamily("rasid_deliveries", "Rows of the outbox", labels=["platform", "state"])
    for labels, number in found.deliveries.items():
        rows.add_metric(labels, number)
    yield rows
    lag = (found.now - found.oldest).total_seconds() if found.oldest else 0
    yield GaugeMetricFamily("rasid_delivery_lag_seconds", "Age of the oldest delivery that may go now", lag)
    depth = GaugeMetricFamily("rasid_queue_depth", "What waits to be worked off", labels=["queue"])
    for queue, number in found.queues.items():
        depth.add_metric([queue], number)
    yield depth
    waited = (found.now - found.unmatched).total_seconds() if found.unmatched else 0
    yield GaugeMetricFamily("rasid_arrivals_lag_seconds", "Age of the oldest fresh article that is not matched", waited)
    yield from _of_processes(found.team)
    yield from _of_sources(found)


def of_parts(troubles: Mapping[str, bool], *, database: bool, mild: Collection[str] = ()) -> Iterator[Metric]:
    """The gauges that need no database. `troubles` says of each part whether something is wrong with it; the bot is
    ready in spite of what is wrong with a `mild` one."""
    yield GaugeMetricFamily("rasid_database_up", "Whether the database answered this scrape", int(database))
    ready = database and not any(trouble for part, trouble in troubles.items() if part not in mild)
    yield GaugeMetricFamily("rasid_ready", "Whether the database and every part that must work do", int(ready))
    parts = GaugeMetricFamily("rasid_part_trouble", "Whether a loop, platform or clock has trouble", labels=["part"])
    for part, trouble in troubles.items():
        parts.add_metric([part], int(trouble))
    yield parts


def _of_processes(team: TeamView) -> Iterator[Metric]:
    processes = GaugeMetricFamily("rasid_processes", "Processes that run, by role", labels=["role"])
    for role, number in team.roles().items():
        processes.add_metric([role], number)
    yield processes
    duties = GaugeMetricFamily("rasid_duty_held", "Whether a process does what one does for all", labels=["duty"])
    for duty, holder in team.duties().items():
        duties.add_metric([duty], int(holder is not None))
    yield duties


def _of_sources(found: Levels) -> Iterator[Metric]:
    states = GaugeMetricFamily("rasid_sources", "Polled sources", labels=["state"])
    for state, feeds in by_state(found.feeds, found.now).items():
        states.add_metric([str(state)], len(feeds))
    yield states
    labels = ["source", "host"]
    age = GaugeMetricFamily("rasid_source_age_seconds", "Since a source was last read with success", labels=labels)
    errors = GaugeMetricFamily("rasid_source_errors", "Polls of a source that failed in a row", labels=labels)
    for feed in _worst(found.feeds):
        named = [str(feed.id), host_of(feed.url)]
        errors.add_metric(named, feed.errors)
        if feed.succeeded is not None:
            age.add_metric(named, (found.now - feed.succeeded).total_seconds())
    yield from (age, errors)


def _worst(feeds: Sequence[Feed]) -> Sequence[Feed]:
    """Those that are polled, the worst first, at most MOST_SOURCES."""
    polled = [feed for feed in feeds if not feed.off]
    return sorted(polled, key=_urgency)[:MOST_SOURCES]


def _urgency(feed: Feed) -> tuple[int, float, int]:
    return -feed.errors, feed.succeeded.timestamp() if feed.succeeded else 0.0, feed.id
