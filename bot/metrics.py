"""What this process counts, for Prometheus. The names and what they mean: docs/metrics.md."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from math import nan
from time import perf_counter
from typing import Final, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from bot import __version__
from bot.core.arrivals import LANES, Lane
from bot.core.errors import SendFailure
from bot.core.model import DeliveryKind
from bot.core.timing import Reason
from bot.ports import Outcome, Way
from watchlists.model import SEVERITIES, Watchlists

# Seconds. An article takes some hundred microseconds; one of a megabyte takes a second.
_MATCH: Final = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1.0, 5.0)
# Seconds. From what a quick platform takes to what waits for quiet hours to end.
_DELAY: Final = (0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0, 3600.0, 21600.0, 86400.0)
_WAYS: Final[tuple[Way, ...]] = ("api", "feed", "folder", "chat")


class Metrics:
    """See the port `Meter`. `registry` holds what was counted since the process started, and what the process itself
    takes of the machine.

    Series whose labels are known beforehand stand at 0 from the start, so that a rate sees the first one. `platforms`
    are those that are written to.
    """

    def __init__(self, platforms: Sequence[str] = ()) -> None:
        self.registry = own = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=own)
        Info("rasid_build", "The running program", registry=own).info({"version": __version__})
        self._make_articles(own)
        self._make_messages(own)
        entries = "Entries of the watchlists in force"
        self._entries = Gauge("rasid_watchlist_entries", entries, ["kind"], registry=own)
        loaded = "When the watchlists in force came into force"
        self._loaded = Gauge("rasid_watchlists_loaded_timestamp_seconds", loaded, registry=own)
        self._streams = Gauge("rasid_console_streams", "Streams open to browsers", registry=own)
        carried = "Articles that the stream holds, those that are being matched included"
        self._carried = Gauge("rasid_stream_articles", carried, ["lane"], registry=own)
        self._watchlists: Watchlists | None = None
        self._begin(platforms)

    def matching(self, articles: int) -> AbstractContextManager[None]:
        return self._timed(articles)

    def took(self, way: Way, outcome: Outcome, number: int = 1) -> None:
        self._articles.labels(way, outcome).inc(number)

    def matched(self, way: Way, mentions: int, events: int) -> None:
        self._matched.labels(way).inc()
        self._mentions.inc(mentions)
        self._events.inc(events)

    def alerted(self, reason: str, severity: str, seconds: float) -> None:
        self._alerts.labels(reason, severity).inc()
        self._alert_delay.observe(max(0.0, seconds))

    def sent(self, platform: str, kind: str, seconds: float) -> None:
        self._sent.labels(platform, kind).inc()
        self._delivery_delay.labels(platform, kind).observe(max(0.0, seconds))

    def failed(self, platform: str, failure: str) -> None:
        self._failed.labels(platform, failure).inc()

    def gave_up(self, platform: str) -> None:
        self._dead.labels(platform).inc()

    def streaming(self) -> AbstractContextManager[None]:
        return self._streams.track_inprogress()

    def carried(self, depths: Mapping[Lane, int]) -> None:
        """Note what the stream holds; of a lane of which nobody knows that is no number."""
        for lane in LANES:
            self._carried.labels(lane).set(depths.get(lane, nan))

    def in_force(self, watchlists: Watchlists, now: datetime) -> None:
        """Note which watchlists are in force; nothing where they are the same value as before."""
        if watchlists is self._watchlists:
            return
        self._watchlists = watchlists
        entities, events = watchlists.entities.values(), watchlists.events.values()
        aliases = sum(len(one.aliases) for one in entities) + sum(len(one.phrases) for one in events)
        for kind, number in {"entity": len(entities), "event": len(events), "alias": aliases}.items():
            self._entries.labels(kind).set(number)
        self._loaded.set(now.timestamp())

    def _make_articles(self, own: CollectorRegistry) -> None:
        came, found = "Articles that came in", "New articles in which something was found"
        self._articles = Counter("rasid_articles", came, ["way", "outcome"], registry=own)
        self._matched = Counter("rasid_articles_matched", found, ["way"], registry=own)
        self._mentions = Counter("rasid_mentions", "Mentions found in new articles", registry=own)
        self._events = Counter("rasid_events", "Events found in new articles", registry=own)
        self._match = Histogram("rasid_match_seconds", "Matching an article", buckets=_MATCH, registry=own)
        self._alerts = Counter("rasid_alerts", "Alerts raised", ["reason", "severity"], registry=own)
        waited = "From an article to the alert that it caused"
        self._alert_delay = Histogram("rasid_alert_delay_seconds", waited, buckets=_DELAY, registry=own)

    def _make_messages(self, own: CollectorRegistry) -> None:
        labels, lasted = ["platform", "kind"], "From the writing of a delivery to its being sent"
        self._sent = Counter("rasid_deliveries_sent", "Deliveries that are complete", labels, registry=own)
        failed = "Calls for a delivery that failed"
        self._failed = Counter("rasid_deliveries_failed", failed, ["platform", "failure"], registry=own)
        self._dead = Counter("rasid_deliveries_dead", "Deliveries given up", ["platform"], registry=own)
        delay = "rasid_delivery_delay_seconds"
        self._delivery_delay = Histogram(delay, lasted, labels, buckets=_DELAY, registry=own)

    def _begin(self, platforms: Sequence[str]) -> None:
        self.carried(dict.fromkeys(LANES, 0))
        for way in _WAYS:
            self._matched.labels(way)
            for outcome in get_args(Outcome):
                self._articles.labels(way, outcome)
        for reason in Reason:
            for severity in SEVERITIES:
                self._alerts.labels(str(reason), severity)
        for platform in platforms:
            self._dead.labels(platform)
            for failure in SendFailure:
                self._failed.labels(platform, str(failure))
            for kind in get_args(DeliveryKind):
                self._sent.labels(platform, kind)
                self._delivery_delay.labels(platform, kind)

    @contextmanager
    def _timed(self, articles: int) -> Iterator[None]:
        """Articles that are matched together count with what each took on average."""
        begun = perf_counter()
        yield
        each = (perf_counter() - begun) / max(1, articles)
        for _ in range(articles):
            self._match.observe(each)
