"""Politeness towards hosts."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.urls import host_of
from bot.sources.hosts import AT_ONCE, Hosts

NOW = datetime(2026, 3, 5, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Hours:
    """A clock that goes on when somebody sleeps, and notes for how long."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)

    def hosts(self) -> Hosts:
        return Hosts(1.0, lambda: self.now, self.sleep)


async def test_a_gap_lies_between_starts() -> None:
    hours = Hours()
    hosts = hours.hosts()
    for host in ("a", "a", "b", "a"):
        async with hosts.turn(host):
            pass
    assert hours.slept == [1.0, 2.0]
    hours.now += 60
    async with hosts.turn("a"):
        pass
    assert hours.slept == [1.0, 2.0], "nobody waits for long ago"


async def test_only_some_at_once() -> None:
    hosts, under_way, most = Hours().hosts(), 0, 0

    async def ask() -> None:
        nonlocal under_way, most
        async with hosts.turn("a"):
            under_way += 1
            most = max(most, under_way)
            for _ in range(5):
                await asyncio.sleep(0)
            under_way -= 1

    await asyncio.gather(*(ask() for _ in range(10)))
    assert most == AT_ONCE


async def test_nothing_is_remembered_of_many_hosts() -> None:
    hours = Hours()
    hosts = hours.hosts()
    for number in range(5000):
        hours.now += 1
        async with hosts.turn(str(number)):
            hosts.hold(str(number), 1, NOW + number * HOUR)
    assert len(hosts._free) <= 1000
    assert len(hosts._held) <= 1000
    assert len(hosts._turns) <= 1


async def test_a_host_is_held_for_a_day_at_most() -> None:
    hosts = Hours().hosts()
    assert hosts.held("a", NOW) is None
    hosts.hold("a", 3600, NOW)
    hosts.hold("a", 5, NOW)
    assert hosts.held("a", NOW) == NOW + HOUR
    assert hosts.held("a", NOW + HOUR) is None
    hosts.hold("b", 9e12, NOW)
    assert hosts.held("b", NOW) == NOW + DAY


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example./rss", "news.example"),
        ("http://u:p@news.example:8080/", "news.example"),
        ("http://[::1]:80/", "::1"),
        ("http://[broken/", ""),
        ("news.example", ""),
    ],
)
def test_hosts_of_addresses(url: str, host: str) -> None:
    assert host_of(url) == host
