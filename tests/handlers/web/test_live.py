"""Open pages hear what happens: in order, once, across processes, and in bounds."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.clocks import utc_now
from bot.core.message import Message, block
from bot.storage import SqlStore
from handlers.web.chat import ADDRESS, CHAT
from tests.handlers.web.opened import LOGIN_TOKEN
from tests.handlers.web.talked import Talked, live, talked
from watchlists import Matcher

PATIENCE = 30.0


@pytest.fixture
async def console(sqlite_store: SqlStore, short_matcher: Matcher) -> AsyncIterator[Talked]:
    async with talked(sqlite_store, short_matcher, streams=2) as one:
        await one.page()
        yield one


def said(text: str) -> Message:
    return Message((block(text),))


async def heard(stream: AsyncIterator[Any], number: int) -> list[Any]:
    """So many events."""
    async with asyncio.timeout(PATIENCE):
        return [await anext(stream) for _ in range(number)]


# --- what is told ---


async def test_a_page_hears_what_is_said_and_answered(console: Talked) -> None:
    async with live(console) as stream:
        await console.say("/list")
        mine, answer = await heard(stream, 2)
    assert [one["event"] for one in (mine, answer)] == ["line", "line"]
    assert int(mine["id"]) < int(answer["id"])
    assert (mine["data"]["told"], answer["data"]["told"]) == (False, True)
    assert "/list</p>" in mine["data"]["html"]
    assert answer["data"]["html"] in await console.page()


async def test_an_edit_is_the_same_line_and_what_is_taken_back_has_nothing(console: Talked) -> None:
    await console.tell(said("first"), "a")
    (line,) = console.lines()
    async with live(console) as stream:
        await heard(stream, 1)
        with console.store.begin() as unit:
            unit.transcript.change(CHAT, line.id, said("second"))
        (edited,) = await heard(stream, 1)
        await console.chat.remove(ADDRESS, str(line.id))
        (gone,) = await heard(stream, 1)
    assert edited["data"]["id"] == gone["data"]["id"] == line.id
    assert "second" in edited["data"]["html"]
    assert gone["data"]["html"] is None


@pytest.mark.parametrize("by", ["query", "header"])
async def test_who_comes_back_hears_the_rest_once(console: Talked, by: str) -> None:
    for number in range(3):
        await console.tell(said(f"number {number}"), f"k{number}")
    async with live(console) as stream:
        first, *_ = await heard(stream, 1)
    path = f"/live?after={first['id']}" if by == "query" else "/live?after=0"
    headers = {} if by == "query" else {"Last-Event-ID": first["id"]}
    async with live(console, path, **headers) as stream:
        rest = await heard(stream, 2)
        await console.tell(said("number 3"), "k3")
        rest += await heard(stream, 1)
    assert [one["data"]["id"] for one in rest] == [line.id for line in console.lines()[1:]]


async def test_more_than_is_told_at_once_comes_whole(console: Talked) -> None:
    with console.store.begin() as unit:
        for number in range(120):
            unit.transcript.say(CHAT, f"k{number}", f"said {number}", utc_now())
    async with live(console) as stream:
        told = await heard(stream, 120)
    assert [one["data"]["id"] for one in told] == [line.id for line in console.lines()]


async def test_what_another_process_writes_is_heard(
    store: SqlStore, open_stores: Callable[[], SqlStore], short_matcher: Matcher
) -> None:
    other = open_stores()
    async with talked(store, short_matcher) as console, live(console) as stream:
        with other.begin() as unit:
            unit.transcript.put(CHAT, "elsewhere", said("from elsewhere"), utc_now())
        (one,) = await heard(stream, 1)
    assert "from elsewhere" in one["data"]["html"]


async def test_two_pages_hear_the_same(console: Talked) -> None:
    async with live(console) as first, live(console) as second:
        await console.tell(said("x"), "a")
        assert await heard(first, 1) == await heard(second, 1)


async def test_a_page_of_another_database_is_told_to_begin_anew(console: Talked) -> None:
    async with live(console, "/live?after=1000") as stream:
        (one,) = await heard(stream, 1)
    assert one["event"] == "lost"
    assert (await console.browser.get("/changes?after=1000")).json() == {"revision": 1000, "lost": True, "lines": []}


async def test_who_has_no_stream_asks(console: Talked) -> None:
    await console.tell(said("x"), "a")
    told = (await console.browser.get("/changes?after=0")).json()
    assert [one["told"] for one in told["lines"]] == [True]
    again = (await console.browser.get(f"/changes?after={told['revision']}")).json()
    assert again == {"revision": told["revision"], "lost": False, "lines": []}


@pytest.mark.parametrize("after", ["x", "-1", "9" * 20, "٣"])
async def test_what_is_no_revision_is_the_beginning(console: Talked, after: str) -> None:
    await console.tell(said("x"), "a")
    assert len((await console.browser.get("/changes", params={"after": after})).json()["lines"]) == 1


# --- bounds ---


async def test_too_many_streams_are_asked_to_come_later(console: Talked) -> None:
    async with live(console), live(console):
        refused = await console.browser.get("/live")
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 0
        assert (await console.browser.get("/changes?after=0")).status_code == 200
    await until_free(console)


async def test_a_stream_ends_when_the_server_stops(console: Talked) -> None:
    async with live(console) as stream:
        stopping = asyncio.create_task(console.server.stop())
        async with asyncio.timeout(PATIENCE):
            assert [one async for one in stream] == []
        await stopping


async def test_a_reader_that_does_not_read_is_let_go(console: Talked) -> None:
    long = "a long story " * 2000
    with socket.create_connection(("127.0.0.1", console.port)) as idle:
        idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        idle.sendall(b"GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with console.store.begin() as unit:
            for number in range(400):
                unit.transcript.put(CHAT, f"k{number}", said(long), utc_now())
        async with live(console):  # the second of two
            await until_free(console)


async def until_free(console: Talked) -> None:
    """Until a third stream is let in."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with console.browser.stream("GET", "/live?after=999999") as response:
                if response.status_code == 200:
                    return
            await asyncio.sleep(0.1)


async def test_a_stream_ends_with_its_session(sqlite_store: SqlStore, short_matcher: Matcher) -> None:
    """Closed elsewhere: by another process on the same database, or because its time is over."""
    async with talked(sqlite_store, short_matcher, token=LOGIN_TOKEN) as console:
        entered = await console.browser.post("/login", data={"token": LOGIN_TOKEN})
        assert entered.status_code == 303
        async with live(console) as stream:
            with sqlite_store.begin() as unit:
                assert unit.sessions.close_all() == 1
            async with asyncio.timeout(PATIENCE):
                assert [one async for one in stream] == []
        assert (await console.browser.get("/live")).status_code == 401


async def test_a_stream_is_for_nobody_elses_page(console: Talked) -> None:
    answer = await console.browser.get("/live", headers={"Host": "evil.example"})
    assert answer.status_code in (400, 403)


async def test_a_page_that_is_gone_leaves_room(console: Talked) -> None:
    for _ in range(5):
        async with console.browser.stream("GET", "/live") as response:
            assert response.status_code in (200, 503)
    await until_free(console)
