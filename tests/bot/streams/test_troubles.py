"""What is wrong is a sentence that says how to mend it, and never a login."""

from __future__ import annotations

import io
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

import pytest

from bot import log
from bot.streams import JetStream
from bot.streams.address import Address
from tests.fakes.carriage import QUICK, arrivals, put, running, until
from tests.fakes.nats import nats_server

USER, PASSWORD = "carrier", "pass%2Fword%40xyz"
LOGIN = f"{USER}:{PASSWORD}"


async def test_a_login_is_used_and_told_nobody() -> None:
    told = io.StringIO()
    with nats_server(login="carrier:pass/word@xyz") as server:
        log.set_up("json", "debug", stream=told)
        stream = JetStream(f"nats://{LOGIN}@{server.place}", QUICK)
        said = [str(stream.trouble)]
        async with running(stream):
            assert await put(stream, arrivals(1)) == ["taken"]
            server.kill()
            await until(lambda: stream.trouble is not None and "does not answer" in stream.trouble)
            said.append(str(stream.trouble))
            assert server.place in said[-1]
    everything = "\n".join([*said, told.getvalue(), repr(stream.__dict__), repr(Address.read(server.url))])
    assert "stream.away" in everything
    for secret in ("pass/word@xyz", PASSWORD, "word@xyz", "xyz"):
        assert secret not in everything
    assert "Traceback" not in everything


@pytest.mark.parametrize("login", [f"{USER}:wrongone", "tokenwrong", "other:pass%2Fword%40xyz", ""])
async def test_a_wrong_login_is_said_and_mended_by_the_server(login: str) -> None:
    told = io.StringIO()
    log.set_up("json", "debug", stream=told)
    with nats_server(login="carrier:pass/word@xyz") as server:
        stream = JetStream(f"nats://{login}@{server.place}" if login else f"nats://{server.place}", QUICK)
        async with running(stream, connected=False):
            await until(lambda: stream.trouble is not None and "refuses the login" in stream.trouble)
            assert f"NATS at {server.place} refuses the login: set the right user and password" in str(stream.trouble)
            assert await put(stream, arrivals(1)) == ["refused"]
            server.kill()
            server.login = unquote(login) if ":" in login else ""
            server.start()
            await until(lambda: stream.trouble is None)
        assert sum(json.loads(line)["event"] == "stream.away" for line in told.getvalue().splitlines()) <= 4
    for secret in ("wrongone", "tokenwrong", "xyz"):
        assert secret not in told.getvalue()


async def test_a_server_without_jetstream_is_said() -> None:
    with nats_server(jetstream=False) as server:
        async with running(JetStream(server.url, QUICK), connected=False) as stream:
            await until(lambda: stream.trouble is not None and "has no JetStream" in stream.trouble)
            assert "nats-server -js" in str(stream.trouble)
            assert await put(stream, arrivals(1)) == ["refused"]
            server.kill()
            server.jetstream = True
            server.start()
            await until(lambda: stream.trouble is None)
            assert await put(stream, arrivals(1)) == ["taken"]


ACCOUNTS = """
accounts {
  plain: { users: [ { user: plain, password: plainword } ] }
  full: { jetstream: enabled, users: [
    { user: narrow, password: narrowword, permissions: { publish: ["rasid.>"], subscribe: ["_INBOX.>"] } }
    { user: reader, password: readerword, permissions: { publish: { allow: [">"], deny: ["rasid.>"] } } }
    { user: whole, password: wholeword }
  ] }
}
"""


@pytest.mark.parametrize(
    ("login", "sentence"),
    [
        pytest.param("plain:plainword", "has no JetStream", id="an account without"),
        pytest.param("narrow:narrowword", "does not let this login use JetStream", id="a login that may too little"),
    ],
)
async def test_a_login_that_may_not_use_jetstream_is_said(login: str, sentence: str) -> None:
    with nats_server(more=ACCOUNTS) as server:
        stream = JetStream(f"nats://{login}@{server.place}", QUICK)
        async with (
            running(stream, connected=False),
            running(JetStream(f"nats://whole:wholeword@{server.place}", QUICK)),
        ):
            await until(lambda: stream.trouble is not None and sentence in stream.trouble)


async def test_a_login_that_may_not_hand_over_is_said() -> None:
    with nats_server(more=ACCOUNTS) as server:
        async with running(JetStream(f"nats://reader:readerword@{server.place}", QUICK)) as stream:
            assert await put(stream, arrivals(1)) == ["refused"]
            assert "does not let this login use JetStream" in str(stream.trouble)


async def test_what_is_no_nats_server_is_said() -> None:
    with _greeting(b"SSH-2.0-OpenSSH_9.6\r\n") as port:
        async with running(JetStream(f"nats://127.0.0.1:{port}", QUICK), connected=False) as stream:
            await until(lambda: "is no NATS server" in str(stream.trouble))


@contextmanager
def _greeting(words: bytes) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                connection.sendall(words)
                connection.close()

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(10)
