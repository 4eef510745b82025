"""Slow, broken and too many connections, on a real server of its own with little patience."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from aiohttp import web

from handlers.web.connection import Bounds
from handlers.web.connections import Connections
from handlers.web.listening import Listening
from tests.handlers.web.raw_http import ask, exchange

HOST = b"Host: localhost\r\n"
LARGE = b"x" * (8 << 20)


async def _echo(request: web.Request) -> web.Response:
    return web.Response(body=await request.read())


async def _refuse(_request: web.Request) -> web.Response:
    return web.Response(status=401)


async def _stream(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await response.write(b": here\n\n")
    await asyncio.Event().wait()
    return response


UNDER_WAY, MAY_END = asyncio.Event(), asyncio.Event()


async def _slow(_request: web.Request) -> web.Response:
    UNDER_WAY.set()
    await MAY_END.wait()
    return web.Response(text="done")


async def _large(_request: web.Request) -> web.Response:
    return web.Response(body=LARGE)


async def _health(_request: web.Request) -> web.Response:
    return web.Response(text="ok")


@asynccontextmanager
async def serving(**bounds: float) -> AsyncIterator[tuple[int, Connections]]:
    """A server with these bounds; its port, and its connections to count."""
    app = web.Application()
    app.router.add_get("/healthz", _health)
    app.router.add_get("/stream", _stream)
    app.router.add_get("/large", _large)
    app.router.add_get("/slow", _slow)
    app.router.add_post("/echo", _echo)
    app.router.add_post("/refuse", _refuse)
    listening = Listening(app, Bounds(**bounds))  # type: ignore[arg-type]
    port = await listening.start("127.0.0.1", 0)
    try:
        yield port, listening.connections
    finally:
        await listening.stop()


async def until(number: int, connections: Connections) -> None:
    """Until so many connections are left."""
    async with asyncio.timeout(30):
        while len(connections) != number:  # noqa: ASYNC110 - a closed connection sets no event
            await asyncio.sleep(0.01)


def get(path: str = "/healthz", *lines: bytes) -> bytes:
    return b"GET %s HTTP/1.1\r\n%s%s\r\n" % (path.encode(), HOST, b"".join(line + b"\r\n" for line in lines))


def post(*lines: bytes, body: bytes = b"", path: str = "/echo") -> bytes:
    return b"POST %s HTTP/1.1\r\n%s%s\r\n%s" % (path.encode(), HOST, b"".join(one + b"\r\n" for one in lines), body)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, id="TLS"),
        pytest.param(b"\x00" * 64 + b"\r\n\r\n", 400, id="NUL"),
        pytest.param(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, id="HTTP/2"),
        pytest.param(b"GET / HTTP/9.9\r\n" + HOST + b"\r\n", 400, id="version to come"),
        pytest.param(b"get / HTTP/1.1\r\n" + HOST + b"\r\n", 400, id="method in lower case"),
        pytest.param(b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n", 400, id="NUL in the path"),
        pytest.param(b"GET /\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n", 400, id="bytes in the path"),
        pytest.param(b"GET http://[::1/ HTTP/1.1\r\n" + HOST + b"\r\n", 400, id="target that is no URL"),
        pytest.param(b"GET http://localhost:99999/ HTTP/1.1\r\n" + HOST + b"\r\n", 400, id="target without a port"),
        pytest.param(b"GET / HTTP/1.1\nHost: localhost\n\n", 400, id="line feeds alone"),
        pytest.param(get("/" + "a" * 20_000), 431, id="long path"),
        pytest.param(get("/healthz", b"X: " + b"a" * 20_000), 431, id="long header"),
        pytest.param(get("/healthz", *[b"X: a"] * 200), 400, id="many headers"),
        pytest.param(get("/healthz", b"X: a\x00b"), 400, id="NUL in a header"),
        pytest.param(get("/healthz", b"X: a", b" folded"), 400, id="folded header"),
        pytest.param(get("/healthz", b"X : a"), 400, id="blank before the colon"),
        pytest.param(get("/healthz", b"Host: localhost"), 400, id="two Hosts"),
        pytest.param(get("/healthz", b"Expect: nonsense", b"Connection: close"), 417, id="expects something"),
        pytest.param(get("/%zz%ff%00", b"Connection: close"), 404, id="rubbish in percent"),
        pytest.param(get("/healthz?%zz=%ff", b"Connection: close"), 200, id="rubbish in the query"),
        pytest.param(get("/healthz", b"X: \xff\xfe", b"Connection: close"), 200, id="bytes in a header"),
        pytest.param(get("/healthz", b"Upgrade: websocket", b"Connection: upgrade, close"), 200, id="upgrade"),
        pytest.param(b"\r\n\r\n" + get("/healthz", b"Connection: close"), 200, id="empty lines before"),
        pytest.param(post(b"Content-Length: 4", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"), 400, id="TE and CL"),
        pytest.param(post(b"Content-Length: 4", b"Content-Length: 5", body=b"abcde"), 400, id="two lengths"),
        pytest.param(post(b"Content-Length: +4", body=b"abcd"), 400, id="length with a sign"),
        pytest.param(post(b"Content-Length: -4", body=b"abcd"), 400, id="length below zero"),
        pytest.param(post(b"Transfer-Encoding: xchunked", body=b"abcd"), 400, id="unknown encoding"),
        pytest.param(post(b"Transfer-Encoding: chunked, identity", body=b"abcd"), 400, id="chunked is not the last"),
        pytest.param(post(b"Transfer-Encoding: chunked", body=b"zz\r\nabcd"), 400, id="chunk without a length"),
        pytest.param(post(b"Transfer-Encoding: chunked", body=b"4\r\nabcdxx0\r\n\r\n"), 400, id="chunk without an end"),
        pytest.param(
            post(b"Expect: 100-continue", b"Content-Length: 1", b"Connection: close", body=b"a"), 100, id="go on"
        ),
        pytest.param(
            post(b"Content-Length: 3", b"Content-Type: \xff;", b"Connection: close", body=b"a=b"), 200, id="type"
        ),
    ],
)
async def test_what_is_no_http_is_answered_and_not_logged(
    sent: bytes, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(lingering=0.1, look=0.05, patience=0.2) as (port, connections):
        with caplog.at_level(logging.INFO):
            answer = await exchange(port, sent)
            assert answer.status == status
            assert (await ask(port, target="/healthz")).status == 200
            await until(0, connections)
    assert [one for one in caplog.records if one.name != "asyncio"] == []
    assert status != 400 or answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GE", id="half a method"),
        pytest.param(b"GET / HTTP/1.1\r\n", id="half a head"),
        pytest.param(get("/healthz"), id="idle afterwards"),
        pytest.param(get("/healthz") + b"GET / HT", id="half a second request"),
        pytest.param(post(b"Content-Length: 9", body=b"a"), id="half a body"),
        pytest.param(post(b"Transfer-Encoding: chunked", body=b"1\r\n"), id="half a chunk"),
        pytest.param(post(b"Content-Length: 9", body=b"a", path="/refuse"), id="half a body nobody wants"),
        pytest.param(post(b"Expect: 100-continue", b"Content-Length: 9"), id="waits to be told to go on"),
    ],
)
async def test_who_does_not_come_to_an_end_is_dropped(sent: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async with serving(head=0.2, lingering=0.1, look=0.05, patience=0.2) as (port, connections):
        with caplog.at_level(logging.INFO):
            await exchange(port, sent)
            await until(0, connections)
    assert [one for one in caplog.records if one.name != "asyncio"] == []


async def test_who_trickles_a_head_or_a_body_is_dropped() -> None:
    """Byte by byte, each long before any time is up."""
    async with serving(head=0.4, lingering=0.1, look=0.1, patience=0.4) as (port, connections):
        for start in (b"GET / HTTP/1.1\r\nX: ", post(b"Content-Length: 100000")):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(start)
            trickle = asyncio.create_task(_trickle(writer))
            async with asyncio.timeout(30):
                with suppress(ConnectionError):
                    assert await reader.read() == b""
            trickle.cancel()
            await asyncio.gather(trickle, return_exceptions=True)
            writer.close()
            await until(0, connections)


async def _trickle(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"a")
        await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(get("/large"), id="keeps it open"),
        pytest.param(get("/large", b"Connection: close"), id="wants it closed"),
        pytest.param(get("/large") * 20, id="asks on and on"),
    ],
)
async def test_who_does_not_read_is_dropped(sent: bytes) -> None:
    async with serving(look=0.05, patience=0.2) as (port, connections):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        writer.write(sent)
        assert await reader.read(10) == b"HTTP/1.1 2"
        await until(0, connections)
        writer.close()


async def test_who_reads_slowly_gets_all() -> None:
    async with serving(look=0.02, patience=0.2) as (port, _):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4096)
        writer.write(get("/large", b"Connection: close"))
        received = 0
        while more := await reader.read(1 << 18):
            received += len(more)
            await asyncio.sleep(0.02)
        writer.close()
    assert received > len(LARGE)


async def test_a_slow_body_that_gets_on_is_taken() -> None:
    async with serving(look=0.05, patience=0.1) as (port, _):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(post(b"Content-Length: 3000", b"Connection: close"))
        for _ in range(10):
            writer.write(b"a" * 300)
            await asyncio.sleep(0.03)
        assert (await reader.read()).endswith(b"a" * 3000)
        writer.close()


async def test_above_the_limit_only_health_is_answered() -> None:
    async with serving(most=4, reserved=3) as (port, connections):
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(4)]
        await until(4, connections)
        refused = await ask(port, target="/stream")
        assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
        late = [await asyncio.open_connection("127.0.0.1", port) for _ in range(12)]
        for _ in range(5):
            assert (await ask(port, target="/healthz")).status == 200
        assert len(connections) <= 7
        turned = await asyncio.gather(*(_read(reader) for reader, _ in late[:8]))
        assert all(b"503 Service Unavailable" in one and b"Retry-After" in one for one in turned)
        for _, writer in held:
            writer.close()
        for _, writer in late:
            writer.close()
        await until(0, connections)
        assert (await ask(port, "POST", "/echo", {}, b"free again")).body == b"free again"


async def _read(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(30):
        return await reader.read()


async def test_late_ones_do_not_stay() -> None:
    async with serving(most=1, reserved=4, late=0.1) as (port, connections):
        _, held = await asyncio.open_connection("127.0.0.1", port)
        _, late = await asyncio.open_connection("127.0.0.1", port)
        await until(2, connections)
        await until(1, connections)
        held.close()
        late.close()


async def test_a_stream_ends_with_its_connection_and_with_the_server() -> None:
    async with serving() as (port, connections):
        before = len(asyncio.all_tasks())
        _, gone = await _streaming(port)
        gone.close()
        await until(0, connections)
        for _ in range(5):
            await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == before
        reader, stays = await _streaming(port)
    assert await _read(reader) == b""
    stays.close()


async def _streaming(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(get("/stream"))
    async with asyncio.timeout(30):
        await reader.readuntil(b": here\n\n\r\n")
    return reader, writer


async def test_what_is_under_way_is_finished() -> None:
    async with serving() as (port, _):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(get("/slow"))
        await UNDER_WAY.wait()
        asyncio.get_running_loop().call_later(0.1, MAY_END.set)
    assert (await _read(reader)).endswith(b"done")
    writer.close()
