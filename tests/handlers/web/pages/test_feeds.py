"""The sources as pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.clocks import utc_now
from bot.core.model import Address, Incoming
from bot.storage import SqlStore
from handlers.web import About
from tests.handlers.web.pages.lists import matcher
from tests.handlers.web.serving_pages import named, pages, words

LOGIN = "reader:s3cret@"


def feed(store: SqlStore, url: str, title: str, now: datetime, **known: Any) -> int:
    """A feed of which this is known; its id."""
    with store.begin() as unit:
        added = unit.feeds.add(url, title, now)
        unit.feeds.save(replace(added, **known))
    return added.id


async def test_those_that_need_somebody_come_first_and_no_login_is_shown(store: SqlStore) -> None:
    now = utc_now()
    read = {"succeeded": now - timedelta(minutes=5), "fresh": now - timedelta(hours=2), "gap": 3600}
    well = feed(store, f"https://{LOGIN}well.example/rss", "Plain Wire", now, **read)
    error = f"no whole answer from https://{LOGIN}bad.example/rss"
    feed(store, f"https://{LOGIN}bad.example/rss", "Broken Wire", now, **{**read, "errors": 3, "error": error})
    feed(store, "https://off.example/rss", "", now, off=True)
    async with pages(store, matcher()) as console:
        taken = [Incoming("Plain Wire", f"خبر {n}", published=now - timedelta(hours=30 * n)) for n in range(3)]
        console.parts.ingest.take([*taken, Incoming("Folder", "خبر آخر", published=now - timedelta(hours=1))], now)
        page = await console.open("/feeds")
        one = await console.open(f"/feeds/{well}")
        bad = await console.open("/feeds/2")
    rows = [named(row, "./*") for row in page.xpath("//table[1]/tbody/tr") if row.xpath("./td[6]")]
    assert [row[0] for row in rows] == [
        "off.example",
        "Broken Wirebad.example",
        "Plain Wirewell.example",
    ]
    assert rows[0][1] == "turned off"
    assert rows[2][1:] == ["read 5 minutes ago", "5 minutes ago", "2 hours ago", "1 hour", "1", "3"]
    assert named(page, "//*[@aria-labelledby='senders']//tbody/tr") == ["Folder 1 1"]
    assert named(one, "//ul[@class='articles']//bdi") == ["خبر 0", "خبر 1", "خبر 2"]
    for shown in (page, one, bad):
        assert "s3cret" not in words(shown)
        assert not shown.xpath("//@*[contains(., 's3cret')]")


async def test_what_else_articles_come_from(sqlite_store: SqlStore) -> None:
    with sqlite_store.begin() as unit:
        about: dict[str, Any] = {"private": False, "language": "ar", "timezone": "UTC", "access": "allowed"}
        chat, _ = unit.chats.meet(Address("telegram", "-100"), title="River news", **about)
        unit.chats.change(chat.id, listens=True)
    async with pages(sqlite_store, matcher(), about=About(folder=True)) as console:
        page = await console.open("/feeds")
    facts = dict(zip(named(page, "//dt"), named(page, "//dd"), strict=True))
    assert facts == {"Watched folder": "on", "API": "off", "Chats that are read as sources": "River news"}


@pytest.mark.parametrize(
    "path", ["/feeds/0", "/feeds/x", "/feeds/99999999999999999999", "/feeds?page=2", "/feeds/%D9%A1"]
)
async def test_what_is_not_there_is_said_in_a_sentence(sqlite_store: SqlStore, path: str) -> None:
    async with pages(sqlite_store, matcher()) as console:
        page = await console.open(path, 404)
    assert page.xpath("//*[@role='alert']")


async def test_a_source_is_asked_again_without_a_script(sqlite_store: SqlStore) -> None:
    now = utc_now()
    number = feed(sqlite_store, "https://off.example/rss", "Off Wire", now, off=True)
    async with pages(sqlite_store, matcher()) as console:
        page = await console.open(f"/feeds/{number}")
    form = page.xpath("//main//form")[0]
    assert (form.get("method"), form.get("action")) == ("post", "/say")
    assert form.xpath(".//input[@name='csrf']/@value")[0]
    assert form.xpath(".//button[@name='text']/@value") == [f"/feeds retry {number}"]
