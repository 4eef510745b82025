"""The description of the HTTP server is true: of its routes, of its answers, and of what it refuses."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bot.clocks import utc_now
from bot.parts import assemble
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from handlers.web import WebServer
from handlers.web.api import Api
from handlers.web.metrics import MetricsPage
from handlers.web.openapi import description
from tests.bot.cli.running import ATTACK, GROUPS
from tests.handlers.serving import TOKEN, Served, served
from tests.handlers.web.fuzzed import findings
from watchlists import Matcher, load

FUZZED_TOKEN = "a-token-without-umlauts"


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """Of a short list."""
    path = tmp_path_factory.mktemp("lists") / "groups.yaml"
    path.write_text(GROUPS, "utf-8")
    return Matcher.compile(load([path]))


@pytest.fixture
async def bot(sqlite_url: str, make_store: Callable[[str], SqlStore], matcher: Matcher) -> AsyncIterator[Served]:
    """A server with a token, and an article."""
    async with served(make_store(sqlite_url), matcher) as one:
        article = {"id": "a1", "text": ATTACK, "title": "تفجير في قندهار", "source": "outlet"}
        await one.client.post("/api/articles", json=article)
        yield one


def test_every_route_is_described_and_nothing_else(store_of_routes: set[tuple[str, str]]) -> None:
    described = {(path, method.upper()) for path, item in description()["paths"].items() for method in item}
    assert store_of_routes == described


@pytest.fixture
def store_of_routes(sqlite_url: str, make_store: Callable[[str], SqlStore], matcher: Matcher) -> set[tuple[str, str]]:
    """What the server of a bot without platforms and console answers."""
    store = make_store(sqlite_url)
    parts = assemble(store, matcher, AccessRules(), "ar", "UTC")
    api = Api(store, parts.reader, parts.ingest.take, parts.summarizer, parts.texts, utc_now, TOKEN, 1024)
    routes = WebServer("127.0.0.1", 0, store, api, {}, MetricsPage(store, utc_now, {})).routes()
    return {(path, method) for path, method in routes if method not in ("HEAD", "*")}


async def test_the_description_is_served_to_everybody(bot: Served) -> None:
    answer = await bot.stranger.get("/openapi.json")
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json() == json.loads(json.dumps(description()))


@pytest.mark.parametrize(
    ("path", "target", "status"),
    [
        pytest.param("/healthz", "/healthz", 200, id="health"),
        pytest.param("/readyz", "/readyz", 200, id="ready"),
        pytest.param("/api/matches", "/api/matches", 200, id="matches"),
        pytest.param("/api/matches", "/api/matches?entity=ISIS&since=24h&limit=1", 200, id="some matches"),
        pytest.param("/api/matches", "/api/matches?entity=NOBODY", 422, id="no such entity"),
        pytest.param("/api/matches", "/api/matches?limit=", 422, id="no number"),
        pytest.param("/api/status/{key}", "/api/status/ISKP", 200, id="status"),
        pytest.param("/api/status/{key}", "/api/status/suicide_bombing", 200, id="status of an event"),
        pytest.param("/api/status/{key}", "/api/status/NOBODY", 404, id="no such status"),
    ],
)
async def test_an_answer_has_the_shape_that_is_described(bot: Served, path: str, target: str, status: int) -> None:
    answer = await bot.client.get(target)
    assert answer.status_code == status
    _validator(path, "get", status).validate(answer.json())


@pytest.mark.parametrize(("part", "status"), [("nats", 200), ("stories", 503)])
async def test_what_does_not_work_has_the_shape_that_is_described(
    sqlite_store: SqlStore, matcher: Matcher, part: str, status: int
) -> None:
    async with served(sqlite_store, matcher, probes={part: lambda: "away"}, mild=("nats",)) as bot:
        answer = await bot.stranger.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (status, {part: "away"})
    _validator("/readyz", "get", status).validate(answer.json())


async def test_a_match_fills_the_shape(bot: Served) -> None:
    """An empty page has any shape."""
    (match,) = (await bot.client.get("/api/matches")).json()["matches"]
    assert match["mentions"]
    assert match["events"]
    assert match["headline"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({"text": ATTACK}, 202, id="taken"),
        pytest.param([{"text": ATTACK}, 1, {"text": ""}], 202, id="some taken"),
        pytest.param({}, 422, id="none usable"),
        pytest.param({"text": "x" * 70_000}, 413, id="too long"),
        pytest.param({"text": "x" * 700_000}, 413, id="far too long"),
    ],
)
async def test_what_is_sent_is_answered_as_described(bot: Served, body: Any, status: int) -> None:
    answer = await bot.client.post("/api/articles", json=body)
    assert answer.status_code == status
    _validator("/api/articles", "post", status).validate(answer.json())


@pytest.mark.parametrize("target", ["/api/articles", "/api/matches", "/api/status/ISKP", "/healthz", "/openapi.json"])
async def test_another_method_is_told_which_there_is(bot: Served, target: str) -> None:
    answer = await bot.client.request("DELETE", target)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(",")) <= {"GET", "HEAD", "POST"}


def _validator(path: str, method: str, status: int) -> jsonschema_rs.Draft202012Validator:
    whole = description()
    (content,) = whole["paths"][path][method]["responses"][str(status)]["content"].values()
    return jsonschema_rs.Draft202012Validator({**content["schema"], "components": whole["components"]})


@pytest.mark.parametrize("token", [pytest.param(FUZZED_TOKEN, id="on"), pytest.param(None, id="off")])
async def test_schemathesis_finds_nothing(
    sqlite_url: str, make_store: Callable[[str], SqlStore], matcher: Matcher, tmp_path: Path, token: str | None
) -> None:
    async with served(make_store(sqlite_url), matcher, token=token) as bot:
        assert await findings(bot.port, token, tmp_path, 5) == ""


@pytest.mark.slow
@pytest.mark.parametrize("token", [pytest.param(FUZZED_TOKEN, id="on"), pytest.param(None, id="off")])
async def test_schemathesis_finds_nothing_for_long(
    store: SqlStore, matcher: Matcher, tmp_path: Path, token: str | None
) -> None:
    async with served(store, matcher, token=token) as bot:
        assert await findings(bot.port, token, tmp_path, 300) == ""
