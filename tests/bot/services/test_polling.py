"""Feeds are polled: one that breaks stops no other, and nothing is lost between fetch and store."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog

from bot.core.errors import StoreError
from bot.core.model import Feed, Incoming, Taken
from bot.ports import Polled, Store
from bot.services.polling import AT_ONCE, Polling
from bot.storage import SqlStore
from tests.bot.services.newsroom import DAY, HOUR, NOW, Newsroom, article
from tests.fakes.stores import LOCKED, FailingStore


@dataclass
class FakePoller:
    """Gives each feed one article named after it; `broken` names what is raised instead, `fails` who tells
    of a failure."""

    broken: dict[str, Exception] = field(default_factory=dict)
    fails: set[str] = field(default_factory=set)
    polled: list[str] = field(default_factory=list)
    under_way: int = 0
    most: int = 0

    async def poll(self, feed: Feed, now: datetime) -> Polled:
        self.polled.append(feed.url)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        if feed.url in self.broken:
            raise self.broken[feed.url]
        if feed.url in self.fails:
            return Polled((), replace(feed, polled=now, next_at=now + HOUR, errors=1, error="HTTP 500"))
        known = replace(feed, etag="2", polled=now, succeeded=now, next_at=now + HOUR, errors=0, error=None)
        return Polled((article(source=feed.url),), known)

    async def complete(self, feed: Feed, items: Sequence[Incoming], now: datetime) -> Sequence[Incoming]:
        return items


@dataclass
class Desk:
    """A store with feeds, and what polls them."""

    store: SqlStore
    poller: FakePoller = field(default_factory=FakePoller)
    now: datetime = NOW
    taken: list[Sequence[Incoming]] = field(default_factory=list)

    def add(self, *urls: str) -> None:
        with self.store.begin() as unit:
            for url in urls:
                unit.feeds.add(url, "", NOW)

    def feeds(self) -> dict[str, Feed]:
        with self.store.begin() as unit:
            return {feed.url: feed for feed in unit.feeds.all()}

    def polling(self, take: Any = None, store: Store | None = None) -> Polling:
        return Polling(store or self.store, self.poller, take or self.take, lambda: self.now)

    def take(self, items: Sequence[Incoming], now: datetime) -> list[Taken]:
        self.taken.append(items)
        return [Taken("accepted", 1)] * len(items)


@pytest.fixture(name="desk")
def _desk(store: SqlStore) -> Desk:
    return Desk(store)


async def test_what_is_due_is_polled_and_its_state_kept(desk: Desk) -> None:
    desk.add("a", "b")
    assert await desk.polling().work() == 2
    assert [items[0].source for items in desk.taken] == ["a", "b"]
    assert {feed.etag for feed in desk.feeds().values()} == {"2"}
    assert await desk.polling().work() == 0
    desk.now += HOUR
    assert await desk.polling().work() == 2


async def test_a_feed_that_raises_stops_no_other_and_waits(desk: Desk) -> None:
    desk.add("bad", "good")
    desk.poller.broken["bad"] = RecursionError("too deep")
    assert await desk.polling().work() == 2
    assert [items[0].source for items in desk.taken] == ["good"]
    bad = desk.feeds()["bad"]
    assert (bad.errors, bad.next_at, bad.polled) == (1, NOW + timedelta(seconds=600), NOW)
    assert "RecursionError" in (bad.error or "")
    assert await desk.polling().work() == 0


async def test_the_waits_of_a_broken_feed_double_up_to_a_day(desk: Desk) -> None:
    desk.add("bad")
    desk.poller.broken["bad"] = ValueError()
    waits = []
    for _ in range(12):
        await desk.polling().work()
        next_at = desk.feeds()["bad"].next_at
        assert next_at is not None
        waits.append(next_at - desk.now)
        desk.now = next_at
    assert waits[:3] == [timedelta(seconds=seconds) for seconds in (600, 1200, 2400)]
    assert waits[-1] == DAY


async def test_its_state_is_kept_after_its_items(desk: Desk) -> None:
    """A crash in between repeats items: the ETag that says they are known is not yet stored."""
    desk.add("a")
    seen: list[str | None] = []

    def look(items: Sequence[Incoming], now: datetime) -> list[Taken]:
        seen.append(desk.feeds()["a"].etag)
        return []

    await desk.polling(take=look).work()
    assert seen == [None]
    assert desk.feeds()["a"].etag == "2"


async def test_items_that_could_not_be_stored_come_again(desk: Desk) -> None:
    desk.add("a")

    def refuse(items: Sequence[Incoming], now: datetime) -> None:
        raise LOCKED

    await desk.polling(take=refuse).work()
    feed = desk.feeds()["a"]
    assert (feed.etag, feed.errors, feed.next_at) == (None, 0, NOW)
    await desk.polling().work()
    assert len(desk.taken) == 1


async def test_a_repeated_poll_makes_no_second_article(desk: Desk) -> None:
    desk.add("a")
    room = Newsroom(desk.store)
    await desk.polling(take=lambda items, now: room.take(*items, now=now)).work()
    desk.now += HOUR
    await desk.polling(take=lambda items, now: desk.take(room.take(*items, now=now), now)).work()  # type: ignore[arg-type]
    assert [one.outcome for one in desk.taken[0]] == ["duplicate"]  # type: ignore[attr-defined]


async def test_where_the_database_takes_nothing_no_outlet_is_asked(desk: Desk) -> None:
    desk.add("a")
    with pytest.raises(StoreError):
        await desk.polling(store=FailingStore(desk.store, 0)).work()
    assert desk.poller.polled == []


async def test_a_state_that_cannot_be_kept_stops_no_other(desk: Desk) -> None:
    desk.add("a", "b", "c")
    desk.poller.broken["a"] = ValueError()
    await desk.polling(store=FailingStore(desk.store, 1, 2)).work()
    assert sum(feed.polled is not None for feed in desk.feeds().values()) == 1


async def test_a_feed_that_is_removed_meanwhile_stays_removed(desk: Desk) -> None:
    desk.add("a")

    def remove(items: Sequence[Incoming], now: datetime) -> list[Taken]:
        with desk.store.begin() as unit:
            unit.feeds.remove("a")
        return []

    await desk.polling(take=remove).work()
    assert desk.feeds() == {}


async def test_only_some_at_once(desk: Desk) -> None:
    desk.add(*(f"feed {number}" for number in range(3 * AT_ONCE)))
    await desk.polling().work()
    assert len(desk.poller.polled) == 3 * AT_ONCE
    assert desk.poller.most <= AT_ONCE


async def test_what_was_polled_is_logged_without_its_password(desk: Desk) -> None:
    desk.add("http://u:hunter2@a.example/rss", "http://b.example/rss")
    failed = FakePoller(fails={"http://u:hunter2@a.example/rss"})
    with structlog.testing.capture_logs() as lines:
        await replace(desk.polling(), poller=failed).work()
    told = {(line["log_level"], line["url"]) for line in lines if line["event"] == "feed.polled"}
    assert told == {("warning", "http://a.example/rss"), ("info", "http://b.example/rss")}
