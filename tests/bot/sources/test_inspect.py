"""What `rasid feed check` finds out about an address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import RasidError
from bot.core.full_text import Kept
from bot.sources.inspect import FeedFound, Hop, PageFound, inspect
from bot.sources.rss import FeedPoller
from tests.fakes import feed_pages, web_pages
from tests.fakes.feed_pages import redirect
from tests.fakes.feed_server import FeedServer
from tests.fakes.web_pages import LEAD, TEXT, TITLE

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def poller() -> AsyncIterator[FeedPoller]:
    async with FeedPoller.open(allow_networks=("127.0.0.0/8",), largest=65536, seconds=2) as opened:
        yield opened


async def test_a_feed(server: FeedServer, poller: FeedPoller) -> None:
    links = [server.put(f"/news/story-{n}", web_pages.full()) for n in range(3)]
    server.put("/news/story-1", web_pages.captcha())
    items = [web_pages.item(link, published=NOW - timedelta(hours=n)) for n, link in enumerate(links)]
    url = server.put("/feed.xml", feed_pages.mislabelled([*items, web_pages.item("/n/0", published=None)]))
    server.put("/old", redirect("/feed.xml", 308))
    found = await inspect(poller, server.put("/older", redirect("/old", 302)), NOW)
    answered = found.answered
    assert answered.hops == (
        Hop(302, f"{server.origin}/older", "/old"),
        Hop(308, f"{server.origin}/old", "/feed.xml"),
    )
    assert [hop.permanent for hop in answered.hops] == [False, True]
    assert (answered.url, answered.status, answered.media_type) == (url, 200, "application/rss+xml")
    assert (answered.encoding, answered.reason) == ("windows-1256", "yields Arabic")
    feed = found.found
    assert isinstance(feed, FeedFound)
    assert (feed.kind, feed.title, len(feed.items), feed.wanting) == ("RSS 2.0", "وكالة المثال", 4, 4)
    assert (feed.dates[0], feed.dates[-1], feed.gap) == (NOW - timedelta(hours=2), NOW, timedelta(hours=1))
    assert feed.wait == timedelta(minutes=15)
    tried = {item.url: (outcome.item.text, outcome.note) for item, outcome in feed.tried}
    assert (tried[links[0]], tried[links[1]]) == ((TEXT, None), (LEAD, Kept.WALL))
    assert found.error is None


async def test_a_page_that_names_feeds_and_is_an_article(server: FeedServer, poller: FeedPoller) -> None:
    head = "<link rel=alternate type='application/rss+xml' href='/feed.xml'>" * 2
    head += "<link rel=alternate type='application/atom+xml' href='javascript:x'><meta name=author content='سمير حداد'>"
    found = await inspect(poller, server.put("/news/story-1", web_pages.full(head)), NOW)
    assert isinstance(found.found, PageFound)
    assert found.found.feeds == (f"{server.origin}/feed.xml",)
    page = found.found.page
    assert page is not None
    assert (page.title, page.text, page.author) == (TITLE, TEXT, "سمير حداد")
    assert "web page" in (found.error or "")


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        pytest.param(web_pages.cookie_wall(), "no article", id="consent"),
        pytest.param(replace(web_pages.full(), content_type="image/png"), "image/png", id="another type"),
        pytest.param(feed_pages.Page(b"\x80\0\x81" * 50, feed_pages.HTML), "encoding is unknown", id="no text"),
    ],
)
async def test_a_page_without_an_article(
    server: FeedServer, poller: FeedPoller, page: feed_pages.Page, problem: str
) -> None:
    found = await inspect(poller, server.put("/p", page), NOW)
    assert isinstance(found.found, PageFound)
    assert (found.found.page, found.found.feeds) == (None, ())
    assert problem in found.found.problem
    assert found.error


async def test_nothing_there(server: FeedServer, poller: FeedPoller) -> None:
    with pytest.raises(RasidError, match="HTTP 404"):
        await inspect(poller, f"{server.origin}/none", NOW)


async def test_the_poller_is_left_as_it_was(server: FeedServer, poller: FeedPoller) -> None:
    before = poller.fetcher.direct.event_hooks
    await inspect(poller, server.put("/feed.xml", feed_pages.rss()), NOW)
    assert poller.fetcher.direct.event_hooks == before
