"""`rasid feed check` as people see it, against a real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.bot.cli.running import Done, Folder
from tests.fakes import feed_pages, web_pages
from tests.fakes.feed_pages import Item, redirect, rss
from tests.fakes.feed_server import FeedServer


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


async def check(folder: Folder, url: str) -> Done:
    return await asyncio.to_thread(folder.rasid, "feed", "check", url, ALLOW_NETWORKS="127.0.0.0/8")


async def test_a_feed(folder: Folder, server: FeedServer) -> None:
    link = server.put("/news/story-1", web_pages.full())
    news = [web_pages.item(link), Item("عنوان\x1b[31m أحمر\u202e", f"{link}?2", web_pages.LEAD * 5, "2")]
    server.put("/feed.xml", rss(news))
    done = await check(folder, server.put("/old", redirect("/feed.xml")))
    assert (done.code, done.err) == (0, "")
    shown = {line[:10].strip(): line[11:] for line in done.out.splitlines()}
    assert shown["redirect"] == f"301, for good: {server.origin}/old -> /feed.xml"
    assert shown["address"] == f"{server.origin}/feed.xml"
    assert shown["answer"].startswith("HTTP 200, application/rss+xml, ")
    assert shown["encoding"] == "utf-8 (valid)"
    assert shown["feed"] == "RSS 2.0 — وكالة المثال"
    assert shown["items"] == "2: 1 with a date, 2 with a link, 2 with an id"
    assert shown["full text"] == "1 of 2 items only tease, so their pages are fetched:"
    assert f"teaser {len(web_pages.LEAD)} characters -> page {len(web_pages.TEXT)} characters" in done.out
    assert all(one.isprintable() or one == "\n" for one in done.out)
    assert not (folder.path / "rasid-data" / "rasid.db").exists()


async def test_a_page(folder: Folder, server: FeedServer) -> None:
    head = "<link rel=alternate type='application/rss+xml' href='/feed.xml'>"
    done = await check(folder, server.put("/news/story-1", web_pages.full(head)))
    done.failed(1, "a web page is there", f"{server.origin}/feed.xml")
    assert f"names      {server.origin}/feed.xml" in done.out
    assert f"article    {len(web_pages.TEXT)} characters, no date: {web_pages.TITLE}" in done.out


async def test_nothing_there(folder: Folder, server: FeedServer) -> None:
    (await check(folder, server.put("/gone", feed_pages.failure(410)))).failed(1, "HTTP 410", "/gone")
