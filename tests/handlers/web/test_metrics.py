"""/metrics over a real server: what the database holds, what the process counted, and a database that is silent."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import httpx
import psycopg
from prometheus_client.parser import text_string_to_metric_families

from bot.clocks import utc_now
from bot.core.arrivals import Arrival, Lane
from bot.core.hunts import NewHunt
from bot.core.material import Material
from bot.core.message import plain
from bot.core.model import Incoming, NewDelivery, Person
from bot.core.processes import ROLES, Process
from bot.metrics import Metrics
from bot.storage import SqlStore
from handlers.web.gauges import MOST_SOURCES
from tests.bot.services.newsroom import ARREST, NOTHING, NOW, Newsroom, article, matcher
from tests.handlers.serving import served
from watchlists import Matcher

Series = Mapping[tuple[str, frozenset[tuple[str, str]]], float]
MINUTE = timedelta(minutes=1)


def series(text: str) -> Series:
    """Every sample by its name and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(found: Series, name: str, **labels: str) -> float | None:
    return found.get((name, frozenset(labels.items())))


async def scrape(client: httpx.AsyncClient) -> Series:
    answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    return series(answer.text)


async def test_every_queue_is_counted(store: SqlStore) -> None:
    room = Newsroom(store)
    chat = room.chat("room", "all")
    with store.begin() as unit:
        for kind in ("reply", "notice"):
            unit.outbox.add(NewDelivery(kind, chat.id, kind, plain(["x"], "en")), NOW)
        unit.submissions.add("s", chat.id, Person("telegram", "1"), Material("scan", "x"), NOW)
        unit.hunts.add(NewHunt(chat.id, "ISKP", "telegram:1", {}, NOW, None), NOW)
    room.take(article(ARREST))
    async with served(store, matcher()) as bot:
        found = await scrape(bot.stranger)
    depth = {queue: value(found, "rasid_queue_depth", queue=queue) for queue in ("outbox", "submissions", "hunts")}
    assert depth == {"outbox": 2, "submissions": 1, "hunts": 1}
    assert value(found, "rasid_queue_depth", queue="stories") == 1
    assert value(found, "rasid_queue_depth", queue="inbox") == 0
    assert value(found, "rasid_deliveries", platform="telegram", state="pending") == 2
    assert (value(found, "rasid_delivery_lag_seconds") or 0) > 0
    assert value(found, "rasid_database_up") == value(found, "rasid_ready") == 1


async def test_articles_that_wait_to_be_matched(store: SqlStore) -> None:
    now = utc_now()
    lanes: Sequence[Lane] = ("fresh", "fresh", "backfill")
    new = [Arrival(Incoming("wire", str(n)), "api", now - 5 * MINUTE, lane) for n, lane in enumerate(lanes)]
    async with served(store, matcher()) as bot:
        empty = await scrape(bot.stranger)
        with store.begin() as unit:
            unit.arrivals.put(new)
            unit.arrivals.keep_spoilt(b"{", "no JSON", now)
        found = await scrape(bot.stranger)
    queues = ("arrivals_fresh", "arrivals_backfill", "arrivals_aside")
    assert [value(empty, "rasid_queue_depth", queue=one) for one in queues] == [0, 0, 0]
    assert [value(found, "rasid_queue_depth", queue=one) for one in queues] == [2, 1, 1]
    assert value(empty, "rasid_arrivals_lag_seconds") == 0
    assert 300 <= (value(found, "rasid_arrivals_lag_seconds") or 0) < 400


async def test_processes_by_role_and_what_they_do_for_all(store: SqlStore) -> None:
    now = utc_now()
    async with served(store, matcher()) as bot:
        embedded = await scrape(bot.stranger)
        with store.begin() as unit:
            unit.processes.sign(Process("a", "h", 1, ("ingest", "chat"), "1", now, now, ("sources", "telegram")))
            unit.processes.sign(Process("b", "h", 2, ("match", "ingest"), "1", now, now))
            unit.processes.sign(Process("c", "h", 3, ("alert",), "1", now, now - 5 * MINUTE, ("schedules",)))
        found = await scrape(bot.stranger)
    assert {role: value(embedded, "rasid_processes", role=role) for role in ROLES} == dict.fromkeys(ROLES, 0)
    counted = {role: value(found, "rasid_processes", role=role) for role in ROLES}
    assert counted == {"ingest": 2, "match": 1, "alert": 0, "deliver": 0, "chat": 1}
    duties = ("sources", "telegram", "schedules")
    assert [value(found, "rasid_duty_held", duty=one) for one in duties] == [1, 1, 0]


async def test_what_is_mild_leaves_the_bot_ready(sqlite_store: SqlStore) -> None:
    troubles: dict[str, str] = {"nats": "away"}
    probes = {name: lambda name=name: troubles.get(name) for name in ("nats", "stories")}
    async with served(sqlite_store, matcher(), probes=probes, mild=("nats",)) as bot:
        degraded = await scrape(bot.stranger)
        assert (await bot.stranger.get("/readyz")).json()["status"] == "degraded"
        troubles["stories"] = "stands"
        broken = await scrape(bot.stranger)
        assert (await bot.stranger.get("/readyz")).status_code == 503
    assert value(degraded, "rasid_part_trouble", part="nats") == 1
    assert [value(one, "rasid_ready") for one in (degraded, broken)] == [1, 0]


async def test_deliveries_are_counted_by_state(store: SqlStore) -> None:
    chat = Newsroom(store).chat("room")
    with store.begin() as unit:
        for key in ("sent", "dead", "waits"):
            unit.outbox.add(NewDelivery(key, chat.id, "reply", plain([key], "en")), NOW)
        unit.outbox.sent(1, "100", NOW)
        unit.outbox.dead(2, "refused", NOW)
    async with served(store, matcher()) as bot:
        found = await scrape(bot.stranger)
        counted = {state: value(found, "rasid_deliveries", platform="telegram", state=state) for state in STATES}
        assert counted == {"sent": 1, "dead": 1, "pending": 1, "sending": None}
        with store.begin() as unit:
            unit.outbox.sent(3, "101", NOW)
        async with asyncio.timeout(60):  # the longer counting takes, the longer it is good for
            while value(await scrape(bot.stranger), "rasid_deliveries", platform="telegram", state="sent") != 2:  # noqa: ASYNC110
                await asyncio.sleep(0.1)


STATES = ("pending", "sending", "sent", "dead")


async def test_a_source_is_known_by_number_and_host_alone(store: SqlStore) -> None:
    with store.begin() as unit:
        feed = unit.feeds.add("https://reader:s3cr3t-word@news.example/rss?key=hidden", "News", NOW)
        unit.feeds.save(replace(feed, succeeded=utc_now() - 90 * MINUTE, errors=3))
        unit.feeds.add("https://new.example/rss", "", NOW)
    async with served(store, matcher()) as bot:
        text = (await bot.stranger.get("/metrics")).text
    found, named = series(text), {"source": str(feed.id), "host": "news.example"}
    assert (value(found, "rasid_source_age_seconds", **named) or 0) >= 90 * 60
    assert value(found, "rasid_source_errors", **named) == 3
    assert value(found, "rasid_sources", state="failing") == value(found, "rasid_sources", state="waiting") == 1
    assert not [leak for leak in ("s3cr3t-word", "hidden", "reader") if leak in text]


async def test_of_many_sources_only_the_worst_have_series(
    sqlite_url: str, make_store: Callable[[str], SqlStore]
) -> None:
    store = make_store(sqlite_url)
    with store.begin() as unit:
        feeds = [unit.feeds.add(f"https://h{number}.example/", "", NOW) for number in range(MOST_SOURCES + 5)]
        unit.feeds.save(replace(feeds[-1], errors=7))
    async with served(store, matcher()) as bot:
        found = await scrape(bot.stranger)
    assert sum(name == "rasid_source_errors" for name, _ in found) == MOST_SOURCES
    assert value(found, "rasid_source_errors", source=str(feeds[-1].id), host=f"h{MOST_SOURCES + 4}.example") == 7


async def test_what_the_process_counted_stands_beside_it(store: SqlStore, shipped_matcher: Matcher) -> None:
    metrics = Metrics(["telegram"])
    metrics.in_force(shipped_matcher.watchlists, NOW)
    async with served(store, shipped_matcher, metrics=metrics) as bot:
        await bot.client.post("/api/articles", content='{"id": "1", "text": "خبر"}\n{"broken\n[]')
        found = await scrape(bot.stranger)
    assert value(found, "rasid_articles_total", way="api", outcome="accepted") == 1
    assert value(found, "rasid_articles_total", way="api", outcome="rejected") == 2
    assert value(found, "rasid_match_seconds_count") == 1
    assert value(found, "rasid_articles_total", way="feed", outcome="accepted") == 0
    assert value(found, "rasid_watchlists_loaded_timestamp_seconds") == NOW.timestamp()
    assert not [name for name, _ in found if name.endswith("_created")]


async def test_a_part_in_trouble_is_seen_and_its_reason_is_not(store: SqlStore) -> None:
    probes = {"stories": lambda: "a sentence with details", "inbox": lambda: None}
    async with served(store, matcher(), probes=probes) as bot:
        text = (await bot.stranger.get("/metrics")).text
    found = series(text)
    assert value(found, "rasid_part_trouble", part="stories") == 1
    assert value(found, "rasid_part_trouble", part="inbox") == value(found, "rasid_ready") == 0
    assert "details" not in text


async def test_while_the_database_is_locked_the_process_still_tells(store_url: str, store: SqlStore) -> None:
    """Many ask at once and none of them waits for another; when it is over the next one hears of it."""
    Newsroom(store).take(article(NOTHING))
    async with served(store, matcher(), metrics=Metrics(), patience=0.2) as bot:
        store.close()
        with locked(store_url):
            hidden = await asyncio.gather(*(scrape(bot.stranger) for _ in range(20)))
        while value(found := await scrape(bot.stranger), "rasid_database_up") == 0:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert {value(one, "rasid_database_up") for one in hidden} == {value(one, "rasid_ready") for one in hidden} == {0}
    assert all(value(one, "process_resident_memory_bytes") for one in hidden)
    assert not any(name == "rasid_queue_depth" for one in hidden for name, _ in one)
    assert value(found, "rasid_ready") == 1


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Nobody can read the database until the block ends."""
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None) as other:
            other.execute("PRAGMA locking_mode=EXCLUSIVE")
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.execute("ROLLBACK")
        other.close()
        return
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as server:
        server.execute("LOCK TABLE deliveries, feeds IN ACCESS EXCLUSIVE MODE")
        yield
        server.rollback()
