"""What platforms post: bounds, and an answer whatever becomes of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence

import pytest

from bot.core.errors import StoreError
from bot.ports import Hook, HookReply
from bot.storage import SqlStore
from handlers.web.hooks import LARGEST
from tests.handlers.serving import hooked, served
from watchlists import Matcher


class Taker:
    """A hook that keeps what it is given, and answers, or raises, what a test tells it to."""

    def __init__(self, *answers: HookReply | Exception) -> None:
        self.answers = list(answers)
        self.bodies: list[bytes] = []
        self.headers: Mapping[str, str] = {}

    @property
    def hooks(self) -> Sequence[Hook]:
        return [Hook("/posted", self._answer)]

    async def _answer(self, headers: Mapping[str, str], body: bytes) -> HookReply:
        self.headers = headers
        self.bodies.append(body)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def test_the_body_comes_as_it_was_posted_and_headers_in_any_case() -> None:
    taker = Taker(HookReply(200))
    async with hooked(taker.hooks) as client:
        answer = await client.post(
            "/posted", content=b"\xff{", headers={"x-some-header": "x", "Content-Encoding": "gzip"}
        )
    assert (answer.status_code, answer.content) == (200, b"")
    assert (taker.bodies, taker.headers["X-Some-Header"]) == ([b"\xff{"], "x")


async def test_an_object_is_answered_as_json() -> None:
    async with hooked(Taker(HookReply(200, {"challenge": "x"})).hooks) as client:
        answer = await client.post("/posted")
    assert (answer.json(), answer.headers["Content-Type"]) == ({"challenge": "x"}, "application/json; charset=utf-8")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(HookReply(503), id="nobody listens"),
        pytest.param(StoreError("the database is locked"), id="the database is locked"),
        pytest.param(ValueError("a bug"), id="a bug"),
    ],
)
async def test_what_is_not_kept_may_come_again(answer: HookReply | Exception) -> None:
    async with hooked(Taker(answer).hooks) as client:
        told = await client.post("/posted", content=b"x")
    assert (told.status_code, told.headers["Retry-After"], told.content) == (503, "5", b"")


@pytest.mark.parametrize("length", [pytest.param(LARGEST, id="the most"), pytest.param(LARGEST + 1, id="one more")])
@pytest.mark.parametrize("chunked", [pytest.param(False, id="at once"), pytest.param(True, id="in chunks")])
async def test_a_body_is_bounded(length: int, chunked: bool) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(length // 1024):
            yield b"x" * 1024
        yield b"x" * (length % 1024)

    taker = Taker(HookReply(200))
    async with hooked(taker.hooks) as client:
        answer = await client.post("/posted", content=chunks() if chunked else b"x" * length)
    expected = (200, [length]) if length <= LARGEST else (413, [])
    assert (answer.status_code, [len(body) for body in taker.bodies]) == expected


async def test_a_body_that_breaks_off_is_not_taken_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    taker = Taker(HookReply(200))
    async with hooked(taker.hooks) as client:
        _, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
        writer.write(b"POST /posted HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        assert (await client.post("/posted", content=b"whole")).status_code == 200
    assert taker.bodies == [b"whole"]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_hooks_stand_beside_all_the_rest(
    sqlite_url: str, make_store: Callable[[str], SqlStore], shipped_matcher: Matcher
) -> None:
    taker = Taker(HookReply(200))
    async with served(make_store(sqlite_url), shipped_matcher, hooks=taker.hooks) as bot:
        statuses = [
            (await bot.stranger.post("/posted", content=b"x" * LARGEST)).status_code,
            (await bot.stranger.get("/posted")).status_code,
            (await bot.stranger.get("/healthz")).status_code,
            (await bot.client.get("/api/matches")).status_code,
        ]
    assert statuses == [200, 405, 200, 200]
