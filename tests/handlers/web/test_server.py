"""Health, readiness and metrics over a real server."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.clocks import utc_now
from bot.core.errors import RasidError
from bot.storage import SqlStore
from handlers.web import WebServer
from handlers.web.api import Api
from handlers.web.metrics import MetricsPage
from tests.handlers.serving import served
from watchlists import Matcher


async def test_the_process_answers(store: SqlStore, shipped_matcher: Matcher) -> None:
    async with served(store, shipped_matcher) as bot:
        answer = await bot.stranger.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_ready_when_all_parts_work(store: SqlStore, shipped_matcher: Matcher) -> None:
    async with served(store, shipped_matcher, probes={"telegram": lambda: None}) as bot:
        answer = await bot.stranger.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "reasons": {}})


async def test_not_ready_says_which_part_and_why(store: SqlStore, shipped_matcher: Matcher) -> None:
    probes = {"telegram": lambda: "the token was refused", "scheduler": lambda: None}
    async with served(store, shipped_matcher, probes=probes) as bot:
        answer = await bot.stranger.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == {"telegram": "the token was refused"}


async def test_a_lost_database_is_a_reason_and_the_process_still_answers(
    sqlite_url: str, shipped_matcher: Matcher, make_store: Callable[[str], SqlStore]
) -> None:
    async with served(make_store(sqlite_url), shipped_matcher) as bot:
        _damage(sqlite_url)
        ready = await bot.stranger.get("/readyz")
        metrics = await bot.stranger.get("/metrics")
        health = await bot.stranger.get("/healthz")
    assert ready.status_code == 503
    assert list(ready.json()["reasons"]) == ["database"]
    assert metrics.status_code == 200
    assert "rasid_database_up 0.0" in metrics.text
    assert health.status_code == 200


def _damage(url: str) -> None:
    Path(url.removeprefix("sqlite:///")).write_bytes(b"this is no database" * 100)


async def test_metrics_are_prometheus_text(store: SqlStore, shipped_matcher: Matcher) -> None:
    async with served(store, shipped_matcher) as bot:
        answer = await bot.stranger.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    assert families["rasid_delivery_lag_seconds"].samples[0].value == 0
    assert "rasid_deliveries" in families


async def test_a_taken_port_is_one_sentence(store: SqlStore, shipped_matcher: Matcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with served(store, shipped_matcher) as bot:
            parts = bot.parts
        api = Api(store, parts.reader, parts.ingest.take, parts.summarizer, parts.texts, utc_now, None, 1024)
        server = WebServer("127.0.0.1", port, store, api, {}, MetricsPage(store, utc_now, {}))
        with pytest.raises(RasidError, match=f"127.0.0.1:{port}") as raised:
            await server.start()
    assert "RASID_HTTP_PORT" in str(raised.value)
    assert "\n" not in str(raised.value)
