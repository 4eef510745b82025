"""What services count, in the adapter that Prometheus reads."""

from __future__ import annotations

import math
from threading import Thread

import pytest

from bot.core.errors import SendError, SendFailure
from bot.core.message import plain
from bot.core.model import NewDelivery
from bot.metrics import Metrics
from bot.services.alerting import Alerting
from bot.services.delivery import Deliverer
from bot.services.ingest import Ingest
from bot.storage import SqlStore
from bot.summarizers.extractive import Extractive
from tests.bot.services.newsroom import ARREST, BOMBING, HOUR, NOTHING, NOW, Newsroom, article, lists, matcher, texts
from tests.fakes.messenger import FakeMessenger


def counted(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_articles_by_what_became_of_them(store: SqlStore) -> None:
    metrics = Metrics()
    ingest = Ingest(store, matcher, meter=metrics)
    first = article(ARREST, external_id="1")
    ingest.take([first, article(NOTHING)], NOW, "feed")
    ingest.take([first, article(BOMBING, external_id="1")], NOW, "feed")
    outcomes = {one: counted(metrics, "rasid_articles_total", way="feed", outcome=one) for one in OUTCOMES}
    assert outcomes == {"accepted": 2, "duplicate": 1, "edition": 1, "rejected": 0}
    assert counted(metrics, "rasid_articles_matched_total", way="feed") == 2
    assert (counted(metrics, "rasid_mentions_total") or 0) >= 3
    assert (counted(metrics, "rasid_events_total") or 0) >= 2
    assert counted(metrics, "rasid_match_seconds_count") == 4


OUTCOMES = ("accepted", "duplicate", "edition", "rejected")


def test_an_alert_with_how_long_it_took(store: SqlStore) -> None:
    metrics, room = Metrics(), Newsroom(store)
    room.take(article(BOMBING))
    alerting = Alerting(store, matcher, Extractive(), texts(), meter=metrics)
    alerting.speak(NOW + HOUR)
    alerting.speak(NOW + HOUR)
    assert counted(metrics, "rasid_alerts_total", reason="first", severity="critical") == 1
    assert counted(metrics, "rasid_alert_delay_seconds_sum") == 3600


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        pytest.param([], {"sent": 1, "failed": 0, "dead": 0}, id="sent"),
        pytest.param([SendFailure.AWAY], {"sent": 0, "failed": 1, "dead": 0}, id="to be tried again"),
        pytest.param([SendFailure.REFUSED], {"sent": 0, "failed": 1, "dead": 1}, id="given up"),
    ],
)
async def test_deliveries_by_what_became_of_them(
    store: SqlStore, faults: list[SendFailure], expected: dict[str, float]
) -> None:
    metrics, messenger = Metrics(["telegram"]), FakeMessenger()
    chat = Newsroom(store).chat("5")
    with store.begin() as unit:
        unit.outbox.add(NewDelivery("k", chat.id, "reply", plain(["x"], "en")), NOW)
    messenger.plan("5", *(SendError(one, "scripted") for one in faults))
    await Deliverer(store, messenger, texts(), lambda: NOW, lambda: 0.5, pause=0, meter=metrics).work()
    failure = str(faults[0]) if faults else "busy"
    assert {
        "sent": counted(metrics, "rasid_deliveries_sent_total", platform="telegram", kind="reply"),
        "failed": counted(metrics, "rasid_deliveries_failed_total", platform="telegram", failure=failure),
        "dead": counted(metrics, "rasid_deliveries_dead_total", platform="telegram"),
    } == expected
    delays = counted(metrics, "rasid_delivery_delay_seconds_count", platform="telegram", kind="reply")
    assert delays == expected["sent"]


def test_streams_that_are_open() -> None:
    metrics = Metrics()
    with metrics.streaming(), metrics.streaming():
        assert counted(metrics, "rasid_console_streams") == 2
    assert counted(metrics, "rasid_console_streams") == 0


def test_what_a_stream_holds_and_that_nobody_knows() -> None:
    metrics = Metrics()
    assert counted(metrics, "rasid_stream_articles", lane="fresh") == 0
    metrics.carried({"fresh": 3, "backfill": 1_000_000})
    assert counted(metrics, "rasid_stream_articles", lane="backfill") == 1_000_000
    metrics.carried({})
    assert math.isnan(counted(metrics, "rasid_stream_articles", lane="backfill") or 0)


def test_lists_are_noted_when_they_change() -> None:
    metrics, known = Metrics(), lists()
    metrics.in_force(known, NOW)
    metrics.in_force(known, NOW + HOUR)
    assert counted(metrics, "rasid_watchlists_loaded_timestamp_seconds") == NOW.timestamp()
    assert counted(metrics, "rasid_watchlist_entries", kind="entity") == len(known.entities)
    assert counted(metrics, "rasid_watchlist_entries", kind="event") == len(known.events)


def test_many_threads_lose_nothing() -> None:
    metrics = Metrics()
    threads = [Thread(target=_take_many, args=(metrics, 500)) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert counted(metrics, "rasid_articles_total", way="api", outcome="accepted") == 2000


def _take_many(metrics: Metrics, number: int) -> None:
    for _ in range(number):
        metrics.took("api", "accepted")
