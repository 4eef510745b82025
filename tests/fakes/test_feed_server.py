"""The local outlet, read with httpx and feedparser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime

import feedparser
import httpx
import pytest

from tests.fakes import feed_pages
from tests.fakes.faults import Cut, Hang, bad_gateway
from tests.fakes.feed_pages import SAMPLE, Page
from tests.fakes.feed_server import FeedServer


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=1, trust_env=False, verify=False) as running:
        yield running


@pytest.mark.parametrize("make", [feed_pages.rss, feed_pages.atom, feed_pages.windows_1256])
async def test_a_good_feed_has_its_items(
    server: FeedServer, client: httpx.AsyncClient, make: Callable[[], Page]
) -> None:
    answer = await client.get(server.put("/feed", make()))
    parsed = feedparser.parse(answer.content, response_headers=dict(answer.headers))
    assert [entry.title for entry in parsed.entries] == [item.title for item in SAMPLE]
    assert parsed.entries[0].summary == SAMPLE[0].text


async def test_an_empty_feed_is_a_feed(server: FeedServer, client: httpx.AsyncClient) -> None:
    parsed = feedparser.parse((await client.get(server.put("/feed", feed_pages.empty_feed()))).content)
    assert (parsed.version, parsed.entries) == ("rss20", [])


async def test_a_mislabelled_feed_misleads_a_trusting_reader(server: FeedServer, client: httpx.AsyncClient) -> None:
    content = (await client.get(server.put("/feed", feed_pages.mislabelled()))).content
    assert SAMPLE[0].title in content.decode("windows-1256")
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")


async def test_broken_xml_keeps_its_first_item(server: FeedServer, client: httpx.AsyncClient) -> None:
    parsed = feedparser.parse((await client.get(server.put("/feed", feed_pages.broken_xml()))).content)
    assert parsed.bozo
    assert parsed.entries[0].title == SAMPLE[0].title


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="unconditional"),
        pytest.param({"If-None-Match": '"v1"'}, 304, id="the same tag"),
        pytest.param({"If-None-Match": '"v0"'}, 200, id="an old tag"),
        pytest.param({"If-Modified-Since": "Fri, 22 Mar 2024 10:00:00 GMT"}, 304, id="not modified since"),
        pytest.param({"If-Modified-Since": "Thu, 21 Mar 2024 10:00:00 GMT"}, 200, id="modified since"),
        pytest.param({"If-Modified-Since": "yesterday"}, 200, id="no date"),
    ],
)
async def test_a_conditional_request(
    server: FeedServer, client: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    modified = datetime(2024, 3, 22, 10, tzinfo=UTC)
    url = server.put("/feed", replace(feed_pages.rss(), etag='"v1"', modified=modified))
    answer = await client.get(url, headers=headers)
    assert (answer.status_code, bool(answer.content)) == (status, status == 200)
    assert answer.headers["ETag"] == '"v1"'
    assert (server.count("/feed"), server.requests[0].status) == (1, status)


async def test_redirects_are_followed_and_counted(server: FeedServer, client: httpx.AsyncClient) -> None:
    server.put("/new", feed_pages.rss())
    answer = await client.get(server.put("/old", feed_pages.redirect("/new", 308)), follow_redirects=True)
    assert [asked.path for asked in server.requests] == ["/old", "/new"]
    assert answer.status_code == 200
    with pytest.raises(httpx.TooManyRedirects):
        await client.get(server.put("/loop", feed_pages.redirect("/loop")), follow_redirects=True)


@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
async def test_failures(server: FeedServer, client: httpx.AsyncClient, status: int) -> None:
    answer = await client.get(server.put("/feed", feed_pages.failure(status, retry_after=120)))
    assert (answer.status_code, answer.headers["Retry-After"]) == (status, "120")


async def test_an_unknown_path_is_404(server: FeedServer, client: httpx.AsyncClient) -> None:
    assert (await client.get(server.origin + "/nothing")).status_code == 404


async def test_gzip_and_its_bomb(server: FeedServer, client: httpx.AsyncClient) -> None:
    good = await client.get(server.put("/good", feed_pages.gzipped(feed_pages.rss())))
    bomb = await client.get(server.put("/bomb", feed_pages.gzip_bomb(5)))
    assert good.content == feed_pages.rss().body
    assert len(bomb.content) == 5 * 1024 * 1024
    assert int(bomb.headers["Content-Length"]) < 10_000
    with pytest.raises(httpx.DecodingError):
        await client.get(server.put("/broken", feed_pages.broken_gzip()))


async def test_twenty_megabytes(server: FeedServer, client: httpx.AsyncClient) -> None:
    answer = await client.get(server.put("/huge", feed_pages.huge()))
    assert len(answer.content) > 20 * 1024 * 1024


async def test_a_slow_page_keeps_coming(server: FeedServer, client: httpx.AsyncClient) -> None:
    url = server.put("/slow", feed_pages.slow(Page(b"x" * 40), pause=0.01, piece=4))
    async with client.stream("GET", url) as answer:
        pieces = [piece async for piece in answer.aiter_raw()]
    assert len(pieces) > 1
    assert b"".join(pieces) == b"x" * 40


async def test_a_truncated_page_is_an_error(server: FeedServer, client: httpx.AsyncClient) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        await client.get(server.put("/cut", feed_pages.truncated(feed_pages.rss())))


async def test_faults_strike_by_path(server: FeedServer, client: httpx.AsyncClient) -> None:
    url = server.put("/feed", feed_pages.rss())
    for fault in (Cut(), Hang(), bad_gateway()):
        server.faults.add(fault, "/feed")
    with pytest.raises(httpx.RemoteProtocolError):
        await client.get(url)
    with pytest.raises(httpx.ReadTimeout):
        await client.get(url)
    assert (await client.get(url)).status_code == 502
    assert (await client.get(url)).status_code == 200


async def test_a_news_page_has_text_and_date(server: FeedServer, client: httpx.AsyncClient) -> None:
    page = feed_pages.article("عنوان", "فقرة أولى.\n\nفقرة ثانية.", datetime(2024, 3, 22, tzinfo=UTC))
    answer = await client.get(server.put("/news/1", page))
    assert answer.text.count("<p>") == 2
    assert "2024-03-22T00:00:00+00:00" in answer.text
