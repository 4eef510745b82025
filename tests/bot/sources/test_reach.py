"""URLs that people add lead nowhere but to the public network and to networks that are allowed."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.model import Feed
from bot.sources.rss import FeedPoller
from tests.fakes.feed_pages import redirect, rss
from tests.fakes.feed_server import FeedServer

NOW = datetime(2026, 3, 5, 8, tzinfo=UTC)
# Loopback by every name: what is asked for at home must never be asked.
FORMS = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.1.",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:0:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[fe80::1%25lo]",
    "0.0.0.0",
    "0",
    "[::]",
    "news.example@127.0.0.1",
    "127.0.0.1\\.news.example",
    "127。0。0。1",
    "１２７.0.0.1",
    "169.254.169.254",
    "[fd00:ec2::254]",
    "[::ffff:169.254.169.254]",
    "168.63.129.16",
    "100.100.100.200",
    "10.0.0.1",
]
INSIDE = "127.0.0.2"
INSIDE_FORMS = [INSIDE, "127.2", "2130706434", "0x7f000002", "[::ffff:7f00:2]", "[::127.0.0.2]", "[64:ff9b::7f00:2]"]


@dataclass
class Inside:
    """A machine that may not be reached, on the port of the outlet; `said` is what it was sent."""

    said: bytearray = field(default_factory=bytearray)
    opened: int = 0

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        self.said += await reader.read(1000)
        writer.close()


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        running.put("/feed.xml", rss())
        yield running


@pytest.fixture
async def inside(server: FeedServer) -> AsyncIterator[Inside]:
    secret = Inside()
    try:
        listening = await asyncio.start_server(secret.listen, INSIDE, server.port)
    except OSError:
        pytest.skip("this machine has one loopback address only")
    async with listening:
        yield secret


@pytest.fixture
async def poller() -> AsyncIterator[FeedPoller]:
    async with FeedPoller.open(allow_networks=["127.0.0.1/32"], largest=4096, seconds=5) as opened:
        yield opened


async def test_nothing_at_home_is_asked(server: FeedServer) -> None:
    async with FeedPoller.open(largest=4096, seconds=5) as poller:
        polled = [await poller.poll(Feed(1, f"http://{host}:{server.port}/feed.xml"), NOW) for host in FORMS]
    assert [host for host, one in zip(FORMS, polled, strict=True) if one.items or one.feed.errors != 1] == []
    assert len(server.requests) == 0


async def test_no_redirect_leads_inside(server: FeedServer, inside: Inside, poller: FeedPoller) -> None:
    for host in INSIDE_FORMS:
        url = server.put("/go", redirect(f"http://{host}:{server.port}/feed.xml"))
        polled = await poller.poll(Feed(1, url), NOW)
        assert (polled.items, polled.feed.errors) == ((), 1), host
        assert not inside.said, host


@pytest.mark.parametrize(
    ("addresses", "read"),
    [
        pytest.param(["127.0.0.1", "127.0.0.1", INSIDE], [True, False], id="judged and connected outside, then inside"),
        pytest.param(["127.0.0.1", INSIDE], [False, False], id="judged outside, then inside"),
        pytest.param([INSIDE, "127.0.0.1"], [False, True], id="inside at first"),
        pytest.param([INSIDE], [False, False], id="inside always"),
    ],
)
async def test_the_address_that_was_judged_is_the_one_that_is_asked(
    server: FeedServer,
    inside: Inside,
    poller: FeedPoller,
    monkeypatch: pytest.MonkeyPatch,
    addresses: list[str],
    read: list[bool],
) -> None:
    """A name that leads to another address at every look-up (DNS rebinding)."""
    resolve(monkeypatch, {"rebind.example": list(addresses)})
    for whether in read:
        polled = await poller.poll(Feed(1, f"http://rebind.example:{server.port}/feed.xml"), NOW)
        assert bool(polled.items) is whether
    assert not inside.said


async def test_a_redirect_to_a_name_is_judged_too(
    server: FeedServer, inside: Inside, poller: FeedPoller, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, {"inside.example": [INSIDE]})
    assert inside.opened == 0
    polled = await poller.poll(
        Feed(1, server.put("/go", redirect(f"http://inside.example:{server.port}/feed.xml"))), NOW
    )
    assert "RASID_ALLOW_NETWORKS" in (polled.feed.error or "")
    assert inside.opened == 0, "not even a connection tells whether something listens"
    assert not inside.said


async def test_a_proxy_is_not_asked_for_its_neighbours(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The local server plays the proxy."""
    monkeypatch.setenv("http_proxy", server.origin)
    monkeypatch.setenv("no_proxy", "")
    hosts = [*FORMS, "metadata", "printer", "a.localhost", "db.internal", "127.0.0.1%", "⑫7.0.0.1"]
    async with FeedPoller.open(largest=4096, seconds=5) as poller:
        polled = [await poller.poll(Feed(1, f"http://{host}/feed.xml"), NOW) for host in hosts]
    assert [host for host, one in zip(hosts, polled, strict=True) if one.items or one.feed.errors != 1] == []
    assert len(server.requests) == 0


def resolve(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]) -> None:
    """A resolver of our own: each look-up of a name takes the next of its addresses, the last one for ever."""
    real = socket.getaddrinfo

    def look_up(host: Any, *arguments: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        addresses = names.get(name or "", [name])
        found = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        return real(found, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
