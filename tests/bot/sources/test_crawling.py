"""Polling sitemaps and lists of sitemaps from a real server on loopback."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core.model import Feed
from bot.ports import Polled
from bot.sources.crawling import AT_A_POLL
from bot.sources.rss import FeedPoller
from tests.bot.sources.sitemap_pages import NOW, OUTLET, TITLE, Url, ago, index, page, urlset
from tests.fakes.feed_pages import failure, redirect, rss
from tests.fakes.feed_server import FeedServer


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def poller() -> AsyncIterator[FeedPoller]:
    networks = ("127.0.0.0/8",)
    async with FeedPoller.open(allow_networks=networks, largest=4096, seconds=5, luck=lambda: 0.5) as opened:
        yield opened


async def poll(poller: FeedPoller, url: str, **known: object) -> Polled:
    return await poller.poll(replace(Feed(1, url), **known), NOW)  # type: ignore[arg-type]


def put(server: FeedServer, name: str, *urls: Url) -> str:
    return server.put(name, page(urlset(urls)))


def names(polled: Polled) -> list[str | None]:
    return [item.title for item in polled.items]


async def test_a_sitemap_is_recognised_when_it_is_first_polled(server: FeedServer, poller: FeedPoller) -> None:
    url = server.put(
        "/news.xml", replace(page(urlset([Url("/one", TITLE, ago(2)), Url("/two", "خبر", ago(1))])), etag='"1"')
    )
    polled = await poll(poller, url)
    assert (polled.feed.kind, polled.feed.pages, polled.feed.title, polled.feed.etag) == (
        "sitemap",
        "always",
        OUTLET,
        '"1"',
    )
    assert names(polled) == [TITLE, "خبر"]
    assert (polled.items[0].url, polled.items[0].text) == (f"{server.origin}/one", "")
    assert all(item.silent for item in polled.items)
    again = await poller.poll(polled.feed, NOW)
    assert (server.requests[-1].status, again.items, again.feed.errors) == (304, (), 0)


async def test_what_an_operator_chose_for_its_pages_stays(server: FeedServer, poller: FeedPoller) -> None:
    polled = await poll(poller, put(server, "/news.xml", Url("/one", TITLE, ago(2))), pages="never")
    assert (polled.feed.kind, polled.feed.pages) == ("sitemap", "never")


async def test_an_address_that_became_a_feed_is_one(server: FeedServer, poller: FeedPoller) -> None:
    polled = await poll(poller, server.put("/news.xml", rss()), kind="sitemap", pages="always")
    assert (polled.feed.kind, polled.feed.pages, len(polled.items)) == ("feed", "always", 2)


async def test_the_sitemaps_of_an_index(server: FeedServer, poller: FeedPoller) -> None:
    put(server, "/new.xml", Url("/one", TITLE, ago(2)))
    server.put("/packed.xml.gz", page(gzip.compress(urlset([Url("/two", "خبر", ago(1))]).encode()), "application/gzip"))
    listed = index(("/new.xml", ago(1)), ("/packed.xml.gz", ago(2)), ("/old.xml", ago(99)))
    polled = await poll(poller, server.put("/index.xml", replace(page(listed), etag='"1"')))
    assert names(polled) == [TITLE, "خبر"]
    assert (polled.feed.title, polled.feed.error) == (OUTLET, None)
    assert polled.feed.etag is None  # what it names changes without it
    assert server.count("/old.xml") == 0


async def test_no_more_than_a_few_are_fetched(server: FeedServer, poller: FeedPoller) -> None:
    for number in range(20):
        put(server, f"/{number}.xml", Url(f"/page/{number}", TITLE, ago(1)))
    listed = index(*((f"/{number}.xml", ago(20 - number)) for number in range(20)))
    polled = await poll(poller, server.put("/index.xml", page(listed)))
    assert [asked.path for asked in server.requests] == [
        "/index.xml",
        *(f"/{n}.xml" for n in range(19, 19 - AT_A_POLL, -1)),
    ]
    assert len(polled.items) == AT_A_POLL


async def test_circles_end(server: FeedServer, poller: FeedPoller) -> None:
    url = server.put("/a.xml", page(index(("/a.xml", ""), ("/b.xml", ""))))
    server.put("/b.xml", page(index(("/a.xml", ""), ("/b.xml", ""), ("/c.xml", ""))))
    put(server, "/c.xml", Url("/one", TITLE, ago(1)))
    polled = await poll(poller, url)
    assert sorted(asked.path for asked in server.requests) == ["/a.xml", "/b.xml", "/c.xml"]
    assert names(polled) == [TITLE]


async def test_lists_of_lists_of_lists_are_not_followed(server: FeedServer, poller: FeedPoller) -> None:
    for number in range(9):
        server.put(f"/{number}.xml", page(index((f"/{number + 1}.xml", ""))))
    polled = await poll(poller, f"{server.origin}/0.xml")
    assert len(server.requests) == 3
    assert "only to more lists" in (polled.feed.error or "")
    assert polled.feed.errors == 1


@pytest.mark.parametrize("status", [404, 410, 500])
async def test_one_that_fails_stops_no_other(server: FeedServer, poller: FeedPoller, status: int) -> None:
    server.put("/bad.xml", failure(status))
    put(server, "/good.xml", Url("/one", TITLE, ago(1)))
    url = server.put("/index.xml", page(index(("/bad.xml", ago(1)), ("/good.xml", ago(2)))))
    polled = await poll(poller, url)
    assert names(polled) == [TITLE]
    assert polled.feed.errors == 0
    assert f"1 of 2 sitemaps could not be read: HTTP {status}" in (polled.feed.error or "")
    server.put("/good.xml", failure(status))
    failed = await poller.poll(polled.feed, NOW)
    assert (failed.feed.errors, failed.feed.off, failed.items) == (1, False, ())


async def test_a_sitemap_that_leads_elsewhere_is_refused(server: FeedServer, poller: FeedPoller) -> None:
    async with FeedServer() as other:
        foreign = put(other, "/foreign.xml", Url("/one", TITLE, ago(1))).replace("127.0.0.1", "localhost")
        server.put("/moved.xml", redirect(foreign))
        polled = await poll(poller, server.put("/index.xml", page(index(("/moved.xml", "")))))
    assert "another outlet" in (polled.feed.error or "")
    assert polled.items == ()


async def test_a_list_without_dates_is_an_error_with_its_reason(server: FeedServer, poller: FeedPoller) -> None:
    polled = await poll(poller, server.put("/all.txt", page(f"{server.origin}/a\n{server.origin}/b\n", "text/plain")))
    assert (polled.feed.errors, polled.items) == (1, ())
    assert "gives no dates" in (polled.feed.error or "")
