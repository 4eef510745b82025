"""Polling feeds from a real server on loopback."""

import gzip
import zlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import SourceError
from bot.core.model import Feed
from bot.ports import Polled
from bot.sources.hosts import Hosts
from bot.sources.rss import FeedPoller
from tests.fakes import feed_pages
from tests.fakes.faults import Cut, Hang
from tests.fakes.feed_pages import SAMPLE, Item, Page, redirect, rss
from tests.fakes.feed_server import FeedServer

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
LOOPBACK = ("127.0.0.0/8",)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def poller() -> AsyncIterator[FeedPoller]:
    async with FeedPoller.open(allow_networks=LOOPBACK, largest=4096, seconds=1, luck=lambda: 0.5) as opened:
        yield opened


async def poll(poller: FeedPoller, url: str, **known: object) -> Polled:
    return await poller.poll(replace(Feed(1, url), **known), NOW)  # type: ignore[arg-type]


async def test_first_contact(server: FeedServer, poller: FeedPoller) -> None:
    url = server.put("/feed.xml", replace(rss(), etag='"v1"', modified=NOW))
    polled = await poll(poller, url)
    first = polled.items[-1]  # feeds begin with the newest
    assert (first.source, first.title, first.text) == ("وكالة المثال", SAMPLE[0].title, SAMPLE[0].text)
    assert (first.external_id, first.url, first.published) == ("news-1", "https://news.example/1", SAMPLE[0].published)
    assert all(item.silent for item in polled.items)
    assert polled.feed == replace(
        Feed(1, url),
        title="وكالة المثال",
        etag='"v1"',
        last_modified="Thu, 05 Mar 2026 08:00:00 GMT",
        polled=NOW,
        succeeded=NOW,
        digest=polled.feed.digest,
    )
    assert len(set(polled.digests)) == 2
    asked = server.requests[-1].headers
    assert asked["user-agent"].startswith("Rasid/")
    assert asked["accept-encoding"] == "gzip, deflate, br"


async def test_later_polls_speak_and_are_conditional(server: FeedServer, poller: FeedPoller) -> None:
    url = server.put("/feed.xml", replace(rss(), etag='"v1"', modified=NOW))
    once = await poll(poller, url)
    again = await poller.poll(once.feed, NOW)
    assert (server.requests[-1].status, again.items) == (304, ())
    assert again.feed == once.feed
    server.put("/feed.xml", replace(rss(SAMPLE[:1]), etag='"v2"'))
    changed = await poller.poll(again.feed, NOW)
    assert [item.silent for item in changed.items] == [False]
    assert (changed.feed.etag, changed.feed.last_modified) == ('"v2"', None)


async def test_a_name_that_was_given_is_kept(server: FeedServer, poller: FeedPoller) -> None:
    polled = await poll(poller, server.put("/feed.xml", rss()), title="مصدري")
    assert {item.source for item in polled.items} == {"مصدري"}


async def test_order_and_dates(server: FeedServer, poller: FeedPoller) -> None:
    days = {
        "new": NOW - timedelta(days=1),
        "old": NOW - timedelta(days=3),
        "future": NOW + timedelta(days=9),
        "none": None,
    }
    page = rss([Item(key, f"https://news.example/{key}", published=when) for key, when in days.items()])
    polled = await poll(poller, server.put("/feed.xml", page))
    assert [(item.title, item.published) for item in polled.items] == [
        ("old", days["old"]),
        ("new", days["new"]),
        ("none", None),
        ("future", NOW),
    ]


async def test_articles_that_are_too_large_are_left_out_and_said(server: FeedServer, poller: FeedPoller) -> None:
    page = rss([*SAMPLE, Item("طويل", "https://news.example/3", "خبر " * 2000)])
    polled = await poll(poller, server.put("/feed.xml", replace(page, etag='"1"')))
    assert len(polled.items) == 2
    assert polled.feed.errors == 0
    assert polled.feed.error == "1 articles over 4 kB were left out; raise RASID_MAX_ARTICLE_KB"
    assert (await poller.poll(polled.feed, NOW)).feed.error == polled.feed.error  # 304: still true


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects(server: FeedServer, poller: FeedPoller, status: int) -> None:
    server.put("/new/feed.xml", rss([Item("أ", "story")]))
    polled = await poll(poller, server.put("/old.xml", redirect("/new/feed.xml", status)))
    assert [item.url for item in polled.items] == [f"{server.origin}/new/story"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(feed_pages.gzipped(rss()), id="gzip"),
        pytest.param(
            replace(
                rss(),
                body=gzip.compress(rss().body[:99]) + gzip.compress(rss().body[99:]) + b"\0" * 9,
                headers={"Content-Encoding": "gzip"},
            ),
            id="gzip in members",
        ),
        pytest.param(
            replace(rss(), body=zlib.compress(rss().body), headers={"Content-Encoding": "deflate"}), id="zlib"
        ),
        pytest.param(
            replace(rss(), body=zlib.compress(rss().body, wbits=-15), headers={"Content-Encoding": "deflate"}), id="raw"
        ),
        pytest.param(replace(rss(), content_type="text/html", charset=None), id="called a page"),
        pytest.param(replace(rss(), charset="no-such"), id="unknown charset"),
        pytest.param(replace(rss(), headers={"ETag": '"\xe9\xff"'}), id="strange ETag"),
    ],
)
async def test_packings_and_labels(server: FeedServer, poller: FeedPoller, page: Page) -> None:
    polled = await poll(poller, server.put("/feed.xml", replace(page, piece=7)))
    assert [item.external_id for item in polled.items] == ["news-2", "news-1"]
    assert polled.feed.error is None
    assert (await poller.poll(polled.feed, NOW)).feed.error is None


@pytest.mark.parametrize(
    ("page", "words"),
    [
        pytest.param(feed_pages.failure(404), "HTTP 404: nothing is there; check the address", id="404"),
        pytest.param(feed_pages.failure(403), "HTTP 403: the outlet refuses the bot", id="403"),
        pytest.param(feed_pages.failure(503), "HTTP 503: the outlet's server fails", id="503"),
        pytest.param(Page(status=204), "HTTP 204", id="204"),
        pytest.param(redirect("/feed.xml"), "more than 5 redirects", id="loop"),
        pytest.param(
            redirect("http://news.example:port/"),
            "it redirects to a broken address",
            id="broken redirect",
        ),
        pytest.param(redirect("file:///etc/passwd"), "no web address", id="redirect to a file"),
        pytest.param(feed_pages.gzip_bomb(), "the answer is larger than 10240 kB", id="gzip bomb"),
        pytest.param(feed_pages.huge(), "the answer is larger than 10240 kB", id="20 MB"),
        pytest.param(feed_pages.broken_gzip(), "the answer is packed wrongly", id="broken gzip"),
        pytest.param(replace(rss(), headers={"Content-Encoding": "zstd"}), "packed as 'zstd'", id="another packing"),
        pytest.param(
            replace(rss(), body=gzip.compress(rss().body)[:-30], headers={"Content-Encoding": "gzip"}),
            "the answer was cut off",
            id="torn gzip",
        ),
        pytest.param(feed_pages.truncated(rss()), "the answer was cut off", id="torn"),
        pytest.param(feed_pages.slow(rss(), 0.2), "no whole answer within 1 s", id="drop by drop"),
        pytest.param(feed_pages.article("عنوان", "نص"), "no feed is there", id="a page"),
        pytest.param(Page(bytes(range(256)) * 9), "the encoding is unknown", id="no text"),
    ],
)
async def test_failures_are_values(server: FeedServer, poller: FeedPoller, page: Page, words: str) -> None:
    url = server.put("/feed.xml", page)
    polled = await poll(poller, url, etag='"v0"', title="مصدر")
    assert polled.items == ()
    assert polled.feed.error is not None
    assert words in polled.feed.error
    assert polled.feed == replace(
        Feed(1, url, "مصدر", etag='"v0"'),
        polled=NOW,
        next_at=NOW + timedelta(seconds=600),
        errors=1,
        error=polled.feed.error,
    )


@pytest.mark.parametrize("fault", [Cut(), Hang()], ids=["cut", "hang"])
async def test_a_failure_is_forgotten_after_success(server: FeedServer, poller: FeedPoller, fault: Cut | Hang) -> None:
    url = server.put("/feed.xml", rss())
    server.faults.add(fault, "/feed.xml")
    failed = await poll(poller, url)
    assert failed.feed.errors == 1
    succeeded = await poller.poll(failed.feed, NOW)
    assert (succeeded.feed.errors, succeeded.feed.error, len(succeeded.items)) == (0, None, 2)
    assert all(item.silent for item in succeeded.items)


async def test_nobody_listens(server: FeedServer, poller: FeedPoller) -> None:
    url = server.origin + "/feed.xml"
    await server.stop()
    polled = await poll(poller, url)
    assert polled.feed.error is not None
    assert polled.feed.error.startswith("no connection: ")


@pytest.mark.parametrize(
    ("errors", "page", "seconds", "off"),
    [
        pytest.param(0, feed_pages.failure(500), 600, False, id="first"),
        pytest.param(3, feed_pages.failure(500), 4800, False, id="doubling"),
        pytest.param(50, feed_pages.failure(500), 86_400, False, id="a day at most"),
        pytest.param(99, feed_pages.failure(500), 86_400, True, id="off after a hundred"),
        pytest.param(0, feed_pages.failure(410), 600, True, id="gone for good"),
        pytest.param(0, feed_pages.failure(429, 7200), 7200, False, id="as long as the outlet asks"),
        pytest.param(0, feed_pages.failure(503, 5), 600, False, id="no shorter for being asked"),
        pytest.param(0, feed_pages.failure(429, 9_999_999_999), 86_400, False, id="no longer than a day"),
        pytest.param(
            0,
            replace(feed_pages.failure(503), headers={"Retry-After": "Thu, 05 Mar 2026 10:00:00 GMT"}),
            7200,
            False,
            id="until a time",
        ),
        pytest.param(
            0, replace(feed_pages.failure(503), headers={"Retry-After": "soon"}), 600, False, id="no such time"
        ),
    ],
)
async def test_waits(server: FeedServer, poller: FeedPoller, errors: int, page: Page, seconds: int, off: bool) -> None:
    polled = await poll(poller, server.put("/feed.xml", page), errors=errors)
    assert (polled.feed.next_at, polled.feed.off) == (NOW + timedelta(seconds=seconds), off)
    assert polled.feed.errors == errors + 1


@pytest.mark.parametrize(
    ("statuses", "stored"),
    [
        pytest.param([301], True, id="for good"),
        pytest.param([308, 301], True, id="for good, in two steps"),
        pytest.param([302], False, id="for now"),
        pytest.param([301, 307], False, id="for good, then for now"),
        pytest.param([303, 301], False, id="for now, then for good"),
    ],
)
async def test_where_a_feed_moved_for_good_is_kept(
    server: FeedServer, poller: FeedPoller, statuses: Sequence[int], stored: bool
) -> None:
    new = server.put("/new", replace(rss(), etag='"1"'))
    for number, status in enumerate(statuses):
        server.put(f"/{number}", redirect("/new" if number == len(statuses) - 1 else f"/{number + 1}", status))
    old = f"{server.origin}/0"
    polled = await poll(poller, old)
    assert polled.feed.url == (new if stored else old)
    unchanged = await poll(poller, old, etag='"1"')
    assert (server.requests[-1].status, unchanged.feed.url) == (304, polled.feed.url)


async def test_a_login_is_not_lost_by_moving(server: FeedServer, poller: FeedPoller) -> None:
    server.put("/new", rss())
    server.put("/away", redirect(f"{server.origin}/new"))
    server.put("/here", redirect("/new"))
    bound = server.origin.replace("http://", "http://u:secret@")
    away, here = await poll(poller, f"{bound}/away"), await poll(poller, f"{bound}/here")
    assert (away.feed.url, here.feed.url) == (f"{bound}/away", f"{bound}/new")
    assert server.requests[1].headers.get("authorization") is None
    assert "secret" not in repr([*away.items, *here.items])


async def test_where_no_feed_is_nothing_moved(server: FeedServer, poller: FeedPoller) -> None:
    """As in a hotel that wants a login first."""
    server.put("/login", feed_pages.article("دخول", "اكتب كلمة المرور."))
    url = server.put("/feed.xml", redirect("/login"))
    polled = await poll(poller, url)
    assert (polled.feed.url, polled.feed.errors) == (url, 1)


@pytest.mark.parametrize("fresh", [{}, {"etag": '"1"'}], ids=["same bytes", "304"])
async def test_a_body_that_is_what_it_was_is_not_read_again(
    server: FeedServer, poller: FeedPoller, fresh: dict[str, str]
) -> None:
    url = server.put("/feed.xml", replace(rss(), **fresh))  # type: ignore[arg-type]
    once = await poll(poller, url)
    again = await poller.poll(once.feed, NOW + timedelta(hours=1))
    assert (len(once.items), again.items) == (2, ())
    assert again.feed.succeeded == NOW + timedelta(hours=1)
    larger = replace(poller, largest=8192)
    assert len((await larger.poll(replace(once.feed, etag=None), NOW)).items) == 2, "another bound reads it anew"


@pytest.mark.parametrize(
    ("headers", "ttl", "least"),
    [
        pytest.param({}, "", 0, id="nothing"),
        pytest.param({"Cache-Control": "public, max-age=600"}, "", 600, id="max-age"),
        pytest.param({"Cache-Control": "max-age=999999999999"}, "", 86_400, id="far too long"),
        pytest.param({"Cache-Control": "no-cache, max-age=x"}, "", 0, id="no number"),
        pytest.param({}, "<ttl>30</ttl>", 1800, id="ttl"),
        pytest.param({"Cache-Control": "max-age=60"}, "<ttl>30</ttl>", 1800, id="the longer one"),
        pytest.param({}, "<ttl>soon</ttl>", 0, id="no ttl"),
    ],
)
async def test_how_long_an_outlet_wants_to_be_left_alone(
    server: FeedServer, poller: FeedPoller, headers: dict[str, str], ttl: str, least: int
) -> None:
    page = replace(rss(), body=rss().body.replace(b"<item>", f"{ttl}<item>".encode(), 1), headers=headers)
    assert (await poll(poller, server.put("/feed.xml", page))).least == timedelta(seconds=least)


@pytest.mark.parametrize("status", [429, 503])
async def test_a_host_that_asks_for_a_pause_is_left_alone_by_all(
    server: FeedServer, poller: FeedPoller, status: int
) -> None:
    busy = server.put("/a.xml", feed_pages.failure(status, 3600))
    other = Feed(2, server.put("/b.xml", rss()), etag='"1"', errors=3)
    await poll(poller, busy)
    held = await poller.poll(other, NOW)
    assert held == Polled((), replace(other, next_at=NOW + timedelta(seconds=3600 + 150)))
    assert server.count("/b.xml") == 0
    assert len((await poller.poll(other, NOW + timedelta(hours=1))).items) == 2


async def test_an_error_without_a_pause_holds_nobody(server: FeedServer, poller: FeedPoller) -> None:
    await poll(poller, server.put("/a.xml", feed_pages.failure(503)))
    await poll(poller, server.put("/c.xml", feed_pages.failure(404, 3600)))
    assert len((await poll(poller, server.put("/b.xml", rss()))).items) == 2


async def test_a_host_of_others_is_asked_with_gaps(server: FeedServer) -> None:
    """One's own, in a network that is allowed, is not; so here it goes by a name."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(round(seconds))

    async with FeedPoller.open(allow_networks=LOOPBACK, largest=4096) as opened:
        polite = replace(opened, fetcher=replace(opened.fetcher, hosts=Hosts(100.0, sleep=sleep)))
        url = server.put("/feed.xml", rss())
        named = url.replace("127.0.0.1", "localhost")
        server.put("/there.xml", redirect(named))
        for one in (url, url, named, named, f"{server.origin}/there.xml"):
            assert len((await poll(polite, one)).items) == 2
    assert slept == [100, 200]


async def test_own_network_is_reached_only_when_allowed(server: FeedServer) -> None:
    url = server.put("/feed.xml", rss())
    async with FeedPoller.open(largest=4096) as poller:
        for one in (url, url.replace("127.0.0.1", "localhost"), url.replace("127.0.0.1", "[::ffff:127.0.0.1]")):
            polled = await poll(poller, one)
            assert polled.feed.error is not None
            assert (
                "add that network to RASID_ALLOW_NETWORKS" in polled.feed.error or "no connection" in polled.feed.error
            )
    assert len(server.requests) == 0


async def test_a_redirect_into_another_network_is_refused(server: FeedServer, poller: FeedPoller) -> None:
    polled = await poll(poller, server.put("/feed.xml", redirect("http://169.254.169.254/latest/meta-data")))
    assert polled.feed.error is not None
    assert len(server.requests) == 1


async def test_a_proxy_is_used_and_guarded(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The local server plays the proxy: it is asked for the whole address of a host that it alone could find."""
    server.put("/feed.xml", rss())
    monkeypatch.setenv("http_proxy", server.origin)
    monkeypatch.setenv("no_proxy", "direct.example")
    async with FeedPoller.open(largest=4096, seconds=2) as poller:
        through = await poll(poller, "http://news.example/feed.xml")
        inside = await poll(poller, "http://127.0.0.1:1/feed.xml")
    assert len(through.items) == 2
    assert server.requests[-1].headers["host"] == "news.example"
    assert inside.feed.error is not None
    assert "RASID_ALLOW_NETWORKS" in inside.feed.error
    assert len(server.requests) == 1


async def test_a_wrong_proxy_is_said_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "gopher://me:secret@proxy")
    with pytest.raises(SourceError, match="cannot be used as a proxy") as caught:
        async with FeedPoller.open(largest=4096):
            pass
    assert "secret" not in str(caught.value)


async def test_no_cookie_is_kept(server: FeedServer, poller: FeedPoller) -> None:
    url = server.put("/feed.xml", replace(rss(), headers={"Set-Cookie": "id=7; Path=/"}))
    await poll(poller, url)
    await poll(poller, url)
    assert "cookie" not in server.requests[-1].headers
