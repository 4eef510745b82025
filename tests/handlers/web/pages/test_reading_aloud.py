"""What a screen reader and a keyboard need of the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import html

from bot.clocks import utc_now
from bot.storage import SqlStore
from tests.handlers.web.pages.lists import matcher
from tests.handlers.web.pages.test_feeds import feed
from tests.handlers.web.pages.test_health import dead
from tests.handlers.web.serving_pages import pages, words

PATHS = ["/watchlists", "/watchlists/WADI", "/watchlists/bombing", "/feeds", "/feeds/1", "/health"]


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_every_page_can_be_read_aloud(sqlite_store: SqlStore, language: str) -> None:
    now = utc_now()
    feed(sqlite_store, "https://well.example/rss", "Wire", now, succeeded=now - timedelta(minutes=5))
    dead(sqlite_store, "refused", now)
    async with pages(sqlite_store, matcher(), language="ar" if language == "ar" else "en") as console:
        for path in PATHS:
            page = await console.open(path)
            assert page.get("lang") == language
            assert faults(page) == [], path


def faults(page: html.HtmlElement) -> list[str]:
    """What is missing: one heading of the page, names of tables, fields and links, ids that are there once."""
    ids: list[str] = page.xpath("//@id")
    found = [f"{len(page.xpath('//h1'))} first headings"] if len(page.xpath("//h1")) != 1 else []
    found += [f"twice: {one}" for one in set(ids) if ids.count(one) > 1]
    found += [f"nowhere: {one}" for one in page.xpath("//@aria-labelledby") if one not in ids]
    found += [
        "a table without a name" for one in page.xpath("//table") if not one.xpath("@aria-label | @aria-labelledby")
    ]
    found += ["a cell without a label" for one in page.xpath("//td[not(@data-label)]")]
    fields = page.xpath("//main//input[@type!='hidden'] | //main//select | //main//progress")
    found += [
        f"a field without a label: {one.get('id')}" for one in fields if one.get("id") not in page.xpath("//label/@for")
    ]
    found += ["a silent link or button" for one in page.xpath("//a | //button") if not words(one)]
    found += [f"style or script in place: {one.tag}" for one in page.xpath("//*[@style or @onclick] | //style")]
    return found
