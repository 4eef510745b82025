"""Feeds that are hard to read or meant to harm, over a real server: items, or a reason, and never more."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model import Feed
from bot.ports import Polled
from bot.sources.rss import FeedPoller
from tests.fakes import nasty_feeds as nasty
from tests.fakes.feed_pages import SAMPLE, Item, Page, article, doctype_bomb, outside_entity, rss, slow
from tests.fakes.feed_server import FeedServer
from tests.fakes.nasty_feeds import HEADLINE, SECOND

NOW = datetime(2026, 3, 5, 8, tzinfo=UTC)
PUBLISHED = datetime(2026, 3, 5, 6, tzinfo=UTC)
MEGABYTE = 1024 * 1024
TWO = {"bare-ampersand.xml", "bad-nesting.xml", "control-characters.xml", "two-roots.xml"}
UNDATED = {"rss-0.90.xml", "rss-0.91.xml"}


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def poller() -> AsyncIterator[FeedPoller]:
    async with FeedPoller.open(allow_networks=["127.0.0.0/8"], largest=4096, seconds=20, luck=lambda: 0.5) as opened:
        yield opened


async def poll(server: FeedServer, poller: FeedPoller, page: Page) -> Polled:
    return await poller.poll(Feed(1, server.put("/feed", page)), NOW)


@pytest.mark.parametrize("name", sorted(set(nasty.names()) - {"dates.xml"}))
async def test_every_kind_and_breakage(server: FeedServer, poller: FeedPoller, name: str) -> None:
    polled = await poll(server, poller, nasty.served(name))
    assert polled.feed.error is None
    assert polled.feed.title == "وكالة الأفق"
    assert {item.title for item in polled.items} == ({HEADLINE, SECOND} if name in TWO else {HEADLINE})
    first = next(item for item in polled.items if item.title == HEADLINE)
    assert (first.url or "").split("?")[0] == nasty.ADDRESS
    assert first.published == (None if name in UNDATED else PUBLISHED)
    assert ("مساء أمس" in first.text) is (name != "rss-0.90.xml")


async def test_wrong_dates(server: FeedServer, poller: FeedPoller) -> None:
    polled = await poll(server, poller, nasty.served("dates.xml"))
    unusable = "epoch year-one far-future thirteenth-month no-such-day words empty seconds milliseconds".split()
    expected = dict.fromkeys(unusable, None) | dict.fromkeys(
        "no-zone zone zone-name wrong-weekday iso".split(), PUBLISHED
    )
    assert {item.title: item.published for item in polled.items} == {
        **expected,
        "future": NOW,
        "day-only": datetime(2026, 3, 5, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("encoding", "header", "declared"),
    [
        pytest.param("cp1256", "utf-8", "utf-8", id="windows-1256 called UTF-8"),
        pytest.param("cp1256", None, None, id="windows-1256 called nothing"),
        pytest.param("cp1256", "iso-8859-1", "windows-1256", id="windows-1256 called Latin by the header"),
        pytest.param("utf-8", "windows-1256", "windows-1256", id="UTF-8 called windows-1256"),
        pytest.param("utf-8", "iso-8859-1", "iso-8859-1", id="UTF-8 called Latin"),
        pytest.param("utf-8-sig", "us-ascii", None, id="a mark at the beginning"),
        pytest.param("utf-16", "utf-8", "utf-8", id="UTF-16 called UTF-8"),
        pytest.param("utf-16-le", None, "utf-16", id="UTF-16 without a mark"),
        pytest.param("iso8859-6", "iso-8859-6", None, id="ISO 8859-6"),
    ],
)
async def test_encodings(
    server: FeedServer, poller: FeedPoller, encoding: str, header: str | None, declared: str | None
) -> None:
    polled = await poll(server, poller, nasty.encoded(encoding, header=header, declared=declared))
    assert [item.title for item in polled.items] == [HEADLINE]
    assert "ولم تعرف أسبابه" in polled.items[0].text


@pytest.mark.parametrize("packing", ["gzip", "deflate", "deflate raw", "br"])
@pytest.mark.parametrize("piece", [1, 7, 4096])
async def test_packings(server: FeedServer, poller: FeedPoller, packing: str, piece: int) -> None:
    polled = await poll(server, poller, replace(nasty.packed(rss(), packing), piece=piece))
    assert len(polled.items) == len(SAMPLE)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(nasty.packed(rss(), "gzip", called=""), id="packed and not said"),
        pytest.param(nasty.packed(nasty.packed(rss(), "gzip", called=""), "gzip"), id="packed twice"),
        pytest.param(nasty.packed(rss(), "gzip", called="x-gzip"), id="an old name"),
        pytest.param(replace(rss(), headers={"Content-Encoding": "none"}), id="packed as nothing"),
        pytest.param(replace(rss(), headers={"Content-Encoding": "UTF-8"}), id="a charset for a packing"),
    ],
)
async def test_packed_otherwise_than_said(server: FeedServer, poller: FeedPoller, page: Page) -> None:
    assert len((await poll(server, poller, page)).items) == len(SAMPLE)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        pytest.param(lambda: nasty.bomb("gzip"), "larger than 10240 kB", id="gzip bomb"),
        pytest.param(lambda: nasty.bomb("deflate"), "larger than 10240 kB", id="deflate bomb"),
        pytest.param(lambda: nasty.bomb("br"), "larger than 10240 kB", id="brotli bomb"),
        pytest.param(
            lambda: nasty.packed(replace(nasty.bomb("gzip"), headers={}), "gzip"),
            "larger than 10240 kB",
            id="bomb in a bomb",
        ),
        pytest.param(
            lambda: replace(nasty.bomb("gzip"), headers={}), "larger than 10240 kB", id="bomb that is not said"
        ),
        pytest.param(lambda: replace(rss(), headers={"Content-Encoding": "br"}), "packed wrongly", id="no brotli"),
        pytest.param(
            lambda: replace(nasty.packed(rss(), "br"), body=nasty.packed(rss(), "br").body[:-9]),
            "cut off",
            id="torn brotli",
        ),
        pytest.param(lambda: doctype_bomb(), "entities made of entities", id="billion laughs"),
        pytest.param(lambda: nasty.many_attributes(), "more than 500 attributes", id="fifty thousand attributes"),
        pytest.param(
            lambda: nasty.hidden_attributes(), "more than 500 attributes", id="attributes behind signs in quotes"
        ),
        pytest.param(lambda: nasty.many_tags(), "more than 400,000 tags", id="half a million tags"),
        pytest.param(lambda: Page(b""), "the answer is empty", id="empty"),
        pytest.param(lambda: Page(b"\xef\xbb\xbf \n"), "the answer is empty", id="a mark and nothing"),
        pytest.param(
            lambda: article("صيانة", "الموقع متوقف للصيانة، ونعود قريبا."), "no feed is there", id="maintenance"
        ),
        pytest.param(lambda: Page(b"<rss version='2.0'"), "no feed is there", id="the beginning of a feed"),
        pytest.param(lambda: nasty.long_headers(), "cut off or is no HTTP", id="headers without end"),
    ],
)
async def test_what_harms_is_refused(
    server: FeedServer, poller: FeedPoller, page: Callable[[], Page], words: str
) -> None:
    harmful = page()  # made here: some take seconds, which whoever only collects the tests should not wait for
    tracemalloc.start()
    polled = await poll(server, poller, harmful)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert polled.items == ()
    assert words in (polled.feed.error or "")
    assert polled.feed.errors == 1
    assert most < 64 * MEGABYTE


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(nasty.quadratic(), id="one entity ten thousand times"),
        pytest.param(outside_entity(), id="a file of this machine"),
    ],
)
async def test_what_harms_does_not(server: FeedServer, poller: FeedPoller, page: Page) -> None:
    tracemalloc.start()
    polled = await poll(server, poller, page)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "root:" not in repr(polled)
    assert len(polled.feed.title) <= 100
    assert most < 256 * MEGABYTE


async def test_what_is_deep_is_read(server: FeedServer, poller: FeedPoller) -> None:
    assert [item.title for item in (await poll(server, poller, nasty.nested())).items] == [HEADLINE]


async def test_a_long_picture_in_a_tag_is_no_attack(server: FeedServer, poller: FeedPoller) -> None:
    markup = f'<p>نص</p><img alt="a = b, c = d" src="data:image/png;base64,{"QUJD" * 50_000}==">'
    polled = await poll(server, poller, rss([Item(HEADLINE, nasty.ADDRESS, markup)]))
    assert [item.text for item in polled.items] == ["نص"]


async def test_many_attributes_in_the_markup_of_an_item_cost_no_time(server: FeedServer, poller: FeedPoller) -> None:
    markup = f"<p {' '.join(f'a{number}' for number in range(80_000))}>نص</p>"
    polled = await poll(server, replace(poller, largest=MEGABYTE), nasty.as_json(markup))
    assert [item.text for item in polled.items] == ["نص"]


async def test_nothing_from_outside_is_fetched(server: FeedServer, poller: FeedPoller) -> None:
    for page in (nasty.outside_type(server.origin), nasty.included(server.origin)):
        polled = await poll(server, poller, page)
        assert {item.title for item in polled.items} <= {HEADLINE}
    assert {asked.path for asked in server.requests} == {"/feed"}


async def test_a_drip_and_a_body_without_end_take_no_longer_than_allowed(server: FeedServer) -> None:
    async with FeedPoller.open(allow_networks=["127.0.0.0/8"], largest=4096, seconds=0.5) as poller:
        drip = Feed(1, server.put("/drip", slow(rss(), 0.1, piece=1)))
        endless = Feed(2, server.put("/endless", slow(Page(b" " * MEGABYTE), 0.01, piece=512)))
        good = Feed(3, server.put("/good", rss()))
        found = await asyncio.gather(*(poller.poll(one, NOW) for one in (drip, endless, good)))
    assert [one.feed.error for one in found] == ["no whole answer within 0.5 s"] * 2 + [None]


@pytest.mark.parametrize("link", [True, False])
async def test_items_are_the_same_under_new_ids(server: FeedServer, poller: FeedPoller, link: bool) -> None:
    first, second = [await poll(server, poller, nasty.new_guids(number, link=link)) for number in range(2)]
    assert first.feed.digest != second.feed.digest
    assert first.digests == second.digests
    assert len(set(first.digests)) == 2


async def test_the_same_words_on_another_day_are_another_item(server: FeedServer, poller: FeedPoller) -> None:
    """Where there is no link; where there is one, it names the item."""
    days = [NOW - timedelta(days=day) for day in range(3)]
    linked = rss([Item("نشرة المساء", "https://news.example/evening", published=day) for day in days])
    bare = replace(linked, body=linked.body.replace(b"<link>", b"<x>").replace(b"</link>", b"</x>"))
    assert len(set((await poll(server, poller, bare)).digests)) == 3
    assert len(set((await poll(server, poller, linked)).digests)) == 1


@pytest.mark.parametrize(
    ("stamps", "counts"),
    [
        pytest.param([0, 30, 55], True, id="one was changed"),
        pytest.param([0, 0, 0], False, id="all are stamped anew"),
        pytest.param([None, None, None], False, id="nothing is said"),
    ],
)
async def test_that_an_item_was_changed_counts_unless_all_are_stamped_anew(
    server: FeedServer, poller: FeedPoller, stamps: list[int | None], counts: bool
) -> None:
    def feed(later: timedelta) -> Page:
        entries = "".join(
            f"<entry><title>{number}</title><link href='/{number}'/><published>2026-03-01T06:00:00Z</published>"
            + ("" if hours is None else f"<updated>{(NOW - timedelta(hours=hours) + later).isoformat()}</updated>")
            + "</entry>"
            for number, hours in enumerate(stamps)
        )
        return Page(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title>{entries}</feed>".encode())

    before, after = [await poll(server, poller, feed(timedelta(hours=hours))) for hours in (0, 2)]
    assert (before.digests != after.digests) is counts
