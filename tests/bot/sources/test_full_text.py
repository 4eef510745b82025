"""The text of pages in place of teasers, from a real server on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import RasidError
from bot.core.full_text import Kept
from bot.core.model import Feed, Incoming
from bot.sources import full_text
from bot.sources.fetch import Fetcher
from bot.sources.full_text import article_in, complete_these, fetch_answer
from bot.sources.networks import parse_networks
from bot.sources.pages import Page as Article
from bot.sources.rss import FeedPoller
from tests.fakes import feed_pages, web_pages
from tests.fakes.faults import Cut, Hang
from tests.fakes.feed_pages import Page, failure, redirect
from tests.fakes.feed_server import FeedServer
from tests.fakes.web_pages import LEAD, OTHER_NEWS, PARAGRAPHS, TEXT, TITLE

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
PATH = "/news/attack-1"
LARGEST = 64 * 1024


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher.open("Test", allowed=parse_networks(["127.0.0.0/8"]), largest=10**7, seconds=1) as opened:
        yield opened


def teaser(url: str, text: str = LEAD) -> Incoming:
    return Incoming("وكالة المثال", text, url, TITLE, url)


async def read(fetcher: Fetcher, url: str, text: str = LEAD) -> full_text.Outcome:
    (outcome,) = await complete_these(fetcher, [teaser(url, text)], NOW, largest=LARGEST)
    return outcome


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(web_pages.full(), id="article"),
        pytest.param(web_pages.full(after=web_pages.AROUND), id="links to other news"),
        pytest.param(web_pages.loose(), id="no article element"),
        pytest.param(web_pages.with_cards(), id="cards of other news"),
        pytest.param(web_pages.with_other_articles(), id="other articles"),
        pytest.param(web_pages.in_a_table(), id="table"),
        pytest.param(web_pages.in_linked_data(), id="JSON-LD"),
        pytest.param(web_pages.with_comments(), id="comments"),
        pytest.param(web_pages.unlabelled_1256(), id="windows-1256 that nobody names"),
        pytest.param(web_pages.mislabelled_1256(), id="windows-1256 called utf-8"),
        pytest.param(web_pages.huge_attribute(), id="huge attribute"),
        pytest.param(web_pages.many_attributes(), id="a hundred thousand attributes"),
        pytest.param(feed_pages.gzipped(web_pages.full()), id="packed"),
        pytest.param(web_pages.full(after=web_pages.COOKIES), id="consent under it"),
    ],
)
async def test_the_whole_article(server: FeedServer, fetcher: Fetcher, page: Page) -> None:
    outcome = await read(fetcher, server.put(PATH, page))
    assert outcome.note is None
    assert outcome.item.text.replace("\n", " ") == TEXT.replace("\n", " ")
    assert not any(title in outcome.item.text for title in OTHER_NEWS)


@pytest.mark.parametrize(
    ("page", "note"),
    [
        pytest.param(web_pages.paywall(), Kept.WALL, id="paywall"),
        pytest.param(web_pages.cookie_wall(), Kept.WALL, id="consent"),
        pytest.param(web_pages.login(), Kept.WALL, id="login"),
        pytest.param(web_pages.script_only(), Kept.WALL, id="script"),
        pytest.param(web_pages.captcha(), Kept.WALL, id="captcha"),
        pytest.param(web_pages.not_found(), Kept.WALL, id="error"),
        pytest.param(web_pages.front_page(), Kept.FRONT, id="front page"),
        pytest.param(web_pages.page("<p>خبر آخر لا صلة له بما في الخلاصة أبدا.</p>" * 9), Kept.ELSEWHERE, id="else"),
        pytest.param(web_pages.deep(), Kept.ELSEWHERE, id="deep"),
        pytest.param(Page(b"", feed_pages.HTML), "no text was found", id="nothing"),
        pytest.param(replace(web_pages.full(), content_type="application/pdf"), "application/pdf", id="no page"),
        pytest.param(Page(b"<p>" + b" " * 4_000_000, feed_pages.HTML), "larger than 3 MB", id="large"),
        pytest.param(failure(403), "refuses", id="refused"),
        pytest.param(feed_pages.truncated(web_pages.full()), "cut off", id="cut"),
        pytest.param(redirect(PATH), "more than 5 redirects", id="a loop"),
        pytest.param(redirect("http://10.0.0.1/x"), "not public", id="a redirect to where nobody may go"),
        pytest.param(redirect("/"), Kept.FRONT, id="a redirect to the front page"),
        pytest.param(web_pages.refresh("http://10.0.0.1/x"), "not public", id="a page that leads there"),
        pytest.param(web_pages.refresh(PATH + "?x"), "no text", id="a page that leads to itself"),
    ],
)
async def test_the_teaser_stays(server: FeedServer, fetcher: Fetcher, page: Page, note: str) -> None:
    server.put("/", web_pages.full())
    outcome = await read(fetcher, server.put(PATH, page))
    assert outcome.item == teaser(outcome.item.url or "")
    assert note in str(outcome.note)


async def test_a_paywall_gives_the_paragraphs_that_it_shows(server: FeedServer, fetcher: Fetcher) -> None:
    outcome = await read(fetcher, server.put(PATH, web_pages.paywall(2)))
    assert outcome.item.text == "\n".join(PARAGRAPHS[:2])


async def test_a_page_that_leads_on_is_followed(server: FeedServer, fetcher: Fetcher) -> None:
    server.put("/real/story-2", web_pages.full())
    outcome = await read(fetcher, server.put(PATH, web_pages.refresh("/real/story-2")))
    assert outcome.item.text == TEXT
    server.put(PATH, web_pages.refresh("/real/story-2", 300))
    assert (await read(fetcher, server.origin + PATH)).item.text == LEAD


async def test_author_and_date_fill_gaps(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.put(PATH, web_pages.in_linked_data())
    bare = (await read(fetcher, url)).item
    assert (bare.author, bare.published) == ("سمير حداد", datetime(2026, 3, 5, 5, tzinfo=UTC))
    given = replace(teaser(url), author="هيئة التحرير", published=NOW - timedelta(days=9))
    (outcome,) = await complete_these(fetcher, [given], NOW, largest=LARGEST)
    assert (outcome.item.author, outcome.item.published) == (given.author, given.published)
    same = (await read(fetcher, url, TEXT.replace("\n", " "))).item
    assert (same.text, same.author) == (TEXT.replace("\n", " "), "سمير حداد")


@pytest.mark.parametrize(
    ("page", "title", "text"),
    [
        pytest.param(web_pages.full(), TITLE, TEXT, id="the article"),
        pytest.param(web_pages.captcha(), "attack 1", "", id="a captcha"),
    ],
)
async def test_a_title_that_was_guessed_from_the_address(
    server: FeedServer, fetcher: Fetcher, page: Page, title: str, text: str
) -> None:
    item = replace(teaser(server.put(PATH, page), ""), title="attack 1")
    (outcome,) = await complete_these(fetcher, [item], NOW, largest=LARGEST)
    assert (outcome.item.title, outcome.item.text) == (title, text)


async def test_a_text_that_is_too_large_leaves_the_teaser(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.put(PATH, web_pages.full())
    (outcome,) = await complete_these(fetcher, [teaser(url)], NOW, largest=300)
    assert (outcome.item.text, outcome.note) == (LEAD, Kept.LARGE)


async def test_slow_pages_hold_nobody_up(server: FeedServer, fetcher: Fetcher) -> None:
    urls = [server.put(f"/news/story-{n}", web_pages.full()) for n in range(6)]
    server.faults.add(Hang(), "/news/story-0", times=None)
    server.faults.add(Hang(), "/news/story-1", times=None)
    patient = replace(fetcher, seconds=60)
    await read(patient, urls[-1])  # what is loaded at first takes its time
    outcomes = await complete_these(patient, [teaser(url) for url in urls], NOW, largest=LARGEST, seconds=1.5)
    assert [outcome.item.url for outcome in outcomes] == urls
    assert [outcome.item.text for outcome in outcomes] == [LEAD, LEAD, TEXT, TEXT, TEXT, TEXT]
    assert [outcome.note for outcome in outcomes[:2]] == ["the page did not come in time"] * 2


async def test_a_cut_connection_is_that_items_own(server: FeedServer, fetcher: Fetcher) -> None:
    urls = [server.put(f"/news/story-{n}", web_pages.full()) for n in range(2)]
    server.faults.add(Cut(), "/news/story-0", times=None)
    outcomes = await complete_these(fetcher, [teaser(url) for url in urls], NOW, largest=LARGEST)
    assert [outcome.item.text for outcome in outcomes] == [LEAD, TEXT]


@pytest.mark.parametrize(
    ("pages", "asked"),
    [("auto", ["/news/tease-1"]), ("always", ["/news/tease-1", "/news/whole-2"]), ("never", [])],
)
async def test_which_pages_a_feed_wants(server: FeedServer, pages: str, asked: list[str]) -> None:
    whole = TEXT.replace("\n", " ") + " " + "".join(f"وقال شاهد رقم {n} إنه سمع دوي انفجارات. " for n in range(30))
    links = [server.put(path, web_pages.full()) for path in ("/news/tease-1", "/news/whole-2")]
    feed = Feed(1, server.put("/feed.xml", feed_pages.rss([web_pages.item(links[0]), web_pages.item(links[1], whole)])))
    async with FeedPoller.open(allow_networks=("127.0.0.0/8",), largest=LARGEST, seconds=1) as poller:
        polled = await poller.poll(replace(feed, pages=pages), NOW)  # type: ignore[arg-type]
        items = await poller.complete(replace(feed, pages=pages), polled.items, NOW)  # type: ignore[arg-type]
    assert sorted(one.path for one in server.requests if one.path.startswith("/news/")) == asked
    assert [item.url for item in items] == [item.url for item in polled.items]
    texts = {item.url: item.text for item in items}
    assert texts[links[0]] == (TEXT if asked else LEAD)
    assert texts[links[1]] == whole.strip()


async def test_at_most_so_many_pages_of_one_poll(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.put(PATH, web_pages.full())
    items = [teaser(f"{url}?n={n}") for n in range(full_text.MOST_PAGES + 5)]
    done = await full_text.complete(fetcher, "auto", items, NOW, largest=LARGEST)
    assert server.count(PATH) == full_text.MOST_PAGES
    assert [item.text == TEXT for item in done] == [False] * 5 + [True] * full_text.MOST_PAGES


async def article_at(fetcher: Fetcher, url: str) -> Article:
    return article_in(await fetch_answer(fetcher, url, NOW), url, NOW)


async def test_a_link_that_a_person_sends(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.put(PATH, web_pages.full(f"<link rel=canonical href='{PATH}'>"))
    moved = server.put("/short", redirect(f"{PATH}?utm_source=x"))
    for given in (url, moved):
        page = await article_at(fetcher, given)
        assert (page.title, page.text, page.url) == (TITLE, TEXT, url)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        pytest.param(failure(404), "nothing is there", id="none"),
        pytest.param(redirect("/"), "front page", id="front page"),
        pytest.param(web_pages.cookie_wall(), "no article", id="consent"),
        pytest.param(web_pages.script_only(), "no article", id="script"),
        pytest.param(replace(web_pages.full(), content_type="image/png"), "image/png", id="picture"),
        pytest.param(Page(b"", feed_pages.HTML), "no text", id="nothing"),
        pytest.param(redirect("http://169.254.169.254/latest"), "not public", id="metadata"),
    ],
)
async def test_a_link_without_an_article_says_so(server: FeedServer, fetcher: Fetcher, page: Page, words: str) -> None:
    server.put("/", web_pages.full())
    with pytest.raises(RasidError, match=words):
        await article_at(fetcher, server.put(PATH, page))
