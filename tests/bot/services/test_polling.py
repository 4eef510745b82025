"""Feeds are polled: one that breaks stops no other, and nothing is lost between fetch and store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog

from bot.core.errors import StoreError
from bot.core.model import Feed, Incoming, Taken
from bot.ports import Polled, Store, Window
from bot.services.polling import AT_ONCE, BATCH, TROUBLED, Polling
from bot.sources.rss import FeedPoller
from bot.storage import SqlStore
from tests.bot.services.newsroom import DAY, HOUR, NOW, Newsroom, article
from tests.fakes.feed_server import FeedServer
from tests.fakes.nasty_feeds import new_guids
from tests.fakes.stores import LOCKED, CrashingStore, FailingStore

MINUTE = timedelta(minutes=1)


@dataclass
class FakePoller:
    """Gives each feed one article named after it, or `items`; `broken` names what is raised instead, `fails` who tells
    of a failure. `slow` are those that wait until `go` is set."""

    items: dict[str, Sequence[Incoming]] = field(default_factory=dict)
    digests: tuple[str, ...] = ()
    completed: list[Sequence[Incoming]] = field(default_factory=list)
    pages: Exception | None = None
    slow: set[str] = field(default_factory=set)
    go: asyncio.Event = field(default_factory=asyncio.Event)
    broken: dict[str, Exception] = field(default_factory=dict)
    fails: set[str] = field(default_factory=set)
    polled: list[str] = field(default_factory=list)
    under_way: int = 0
    most: int = 0

    async def poll(self, feed: Feed, now: datetime) -> Polled:
        self.polled.append(feed.url)
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await (self.go.wait() if feed.url in self.slow else asyncio.sleep(0))
        self.under_way -= 1
        if feed.url in self.broken:
            raise self.broken[feed.url]
        if feed.url in self.fails:
            return Polled((), replace(feed, polled=now, next_at=now + HOUR, errors=1, error="HTTP 500"))
        known = replace(feed, etag="2", digest="body", polled=now, succeeded=now, errors=0, error=None)
        return Polled(tuple(self.items.get(feed.url, [article(source=feed.url)])), known, self.digests)

    async def complete(self, feed: Feed, items: Sequence[Incoming], now: datetime) -> Sequence[Incoming]:
        self.completed.append(items)
        if self.pages:
            raise self.pages
        return [replace(item, text=f"{item.text} وبقيته.") for item in items]


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
        return Polling(store or self.store, self.poller, take or self.take, lambda: self.now, lambda: 0.5)

    def take(self, items: Sequence[Incoming], now: datetime) -> list[Taken]:
        self.taken.append(items)
        return [Taken("accepted", 1)] * len(items)


@pytest.fixture(name="desk")
def _desk(store: SqlStore) -> Desk:
    return Desk(store)


async def test_what_is_due_is_polled_and_its_state_kept(desk: Desk) -> None:
    desk.add("a", "b")
    assert await desk.polling().work() == 2
    assert {items[0].source for items in desk.taken} == {"a", "b"}
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
        with structlog.testing.capture_logs():  # twelve tracebacks take seconds to draw
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


async def test_what_was_seen_is_not_taken_again(desk: Desk) -> None:
    desk.add("a", "b")
    once, twice = article(external_id="1"), article(external_id="2")
    desk.poller.items = {"a": [once, twice, once], "b": []}
    await desk.polling().work()
    assert [list(items) for items in desk.taken] == [[once]], "an id is not what an item is known by"
    for text in ("قتل ثلاثة.", "قتل أربعة."):
        desk.now += HOUR
        desk.poller.items["a"] = [twice, replace(once, text=text)]
        await desk.polling().work()
        assert [item.text for item in desk.taken[-1]] == [f"{text} وبقيته."]
    assert len(desk.taken) == 3


async def test_what_counts_beside_the_words_is_for_the_poller_to_say(desk: Desk) -> None:
    desk.add("a")
    for digest in ("1", "1", "2"):
        desk.poller.digests = (digest,)
        await desk.polling().work()
        desk.now += HOUR
    assert len(desk.taken) == 2


@pytest.mark.parametrize(
    ("at", "outcomes"),
    [
        pytest.param(2, ["accepted"], id="fetched"),
        pytest.param(4, ["accepted", "duplicate"], id="stored"),
        pytest.param(5, ["accepted", "duplicate"], id="stored, the note not committed"),
        pytest.param(9, ["accepted"], id="not killed"),
    ],
)
async def test_killed_between_fetch_and_note_it_comes_again_and_makes_one_article(
    desk: Desk, at: int, outcomes: list[str]
) -> None:
    """Steps 0 and 1 read what is due, 2 and 3 what was seen; 4 and 5 note what was taken."""
    desk.add("a")
    room, taken = Newsroom(desk.store), list[Taken]()

    def take(items: Sequence[Incoming], now: datetime) -> Sequence[Taken]:
        found = room.take(*items, now=now)
        taken.extend(found)
        return found

    with suppress(BaseExceptionGroup):
        await desk.polling(take=take, store=CrashingStore(desk.store, at)).work()
    desk.now += HOUR
    await desk.polling(take=take).work()
    assert [one.outcome for one in taken] == outcomes


@pytest.mark.parametrize("link", [True, False])
async def test_a_feed_that_gives_new_ids_at_every_poll_gives_every_article_once(store: SqlStore, link: bool) -> None:
    room, now = Newsroom(store), NOW
    async with FeedServer() as server, FeedPoller.open(allow_networks=["127.0.0.1"], largest=4096) as poller:
        for number in range(3):
            url = server.put("/feed", new_guids(number, link=link))
            with store.begin() as unit:
                unit.feeds.add(url, "", now)
            polling = Polling(store, poller, lambda items, moment: room.take(*items, now=moment), lambda now=now: now)  # type: ignore[misc]
            assert await polling.work() == 1
            now += HOUR
    with store.begin() as unit:
        stored = list(unit.articles.all(Window(NOW - 9999 * DAY, now)))
    assert len(stored) == 2


async def test_a_great_feed_is_taken_in_batches(desk: Desk) -> None:
    desk.add("a")
    desk.poller.items["a"] = [article(text=f"خبر {number}") for number in range(2 * BATCH + 1)]
    await desk.polling().work()
    assert [len(items) for items in desk.taken] == [BATCH, BATCH, 1]


async def test_pages_are_asked_for_after_first_contact_and_may_fail(desk: Desk) -> None:
    desk.add("a")
    await desk.polling().work()
    assert desk.poller.completed == []
    desk.now += HOUR
    desk.poller.items["a"], desk.poller.pages = [article(text="جديد")], RecursionError()
    await desk.polling().work()
    assert len(desk.poller.completed) == 1
    assert desk.taken[-1] == desk.poller.items["a"]
    assert desk.feeds()["a"].errors == 0


async def test_news_make_the_wait_shorter_and_silence_makes_it_longer(desk: Desk) -> None:
    desk.add("a")
    waits = []
    for after, text in ((timedelta(), "1"), (10 * MINUTE, "2"), (10 * MINUTE, "3"), (DAY, "3"), (HOUR * 2, "4")):
        desk.now += after
        desk.poller.items["a"] = [article(text=text)]
        await desk.polling().work()
        waits.append(desk.feeds()["a"].wait)
    assert waits[0] > waits[1] > waits[2]
    assert waits[3] == 3600
    assert waits[4] < 3600


async def test_a_slow_host_keeps_only_itself_waiting(desk: Desk) -> None:
    slow = [f"http://slow.example/{number}" for number in range(2 * AT_ONCE)]
    desk.add(*slow, *(f"http://fast{number}.example/" for number in range(3)))
    desk.now += HOUR
    desk.poller.slow = set(slow)
    task = asyncio.create_task(desk.polling().work())
    await until(lambda: len(desk.poller.polled) == 4 and desk.poller.under_way == 1)
    assert len(set(desk.poller.polled) & set(slow)) == 1
    desk.poller.go.set()
    assert await task == 2 * AT_ONCE + 3
    assert len(desk.poller.polled) == len(set(desk.poller.polled))


async def test_feeds_that_failed_leave_room_for_the_others(desk: Desk) -> None:
    bad = [f"http://bad{number}.example/" for number in range(2 * AT_ONCE)]
    desk.add(*bad, "http://good.example/")
    desk.now += HOUR
    with desk.store.begin() as unit:
        for feed in unit.feeds.all()[:-1]:
            unit.feeds.save(replace(feed, errors=1))
    desk.poller.slow = set(bad)
    task = asyncio.create_task(desk.polling().work())
    await until(lambda: len(desk.poller.polled) == TROUBLED + 1)
    assert "http://good.example/" in desk.poller.polled
    assert desk.poller.under_way <= TROUBLED + 1
    desk.poller.go.set()
    await task


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
    desk.now += HOUR
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


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - what it waits for happens in several tasks
            await asyncio.sleep(0.01)
