"""Reading feeds of every kind."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.errors import WireError
from bot.sources.feeds import FeedContent, Item, read_feed
from tests.fakes import feed_pages
from tests.fakes.feed_pages import SAMPLE, Page

URL = "https://news.example/feeds/all.xml"
FIRST = Item(
    SAMPLE[0].text, SAMPLE[0].title, "news-1", "https://news.example/1", datetime(2024, 3, 22, 9, 30, tzinfo=UTC)
)


def read(text: str) -> FeedContent:
    return read_feed(text.encode(), URL)


def rss(*items: str) -> FeedContent:
    body = "".join(f"<item>{item}</item>" for item in items)
    return read(f"<rss version='2.0'><channel><title>وكالة</title>{body}</channel></rss>")


def only(*items: str) -> Item:
    (item,) = rss(*items).items
    return item


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(feed_pages.rss(), id="RSS"),
        pytest.param(feed_pages.atom(), id="Atom"),
        pytest.param(feed_pages.mislabelled(), id="windows-1256 called UTF-8"),
        pytest.param(feed_pages.windows_1256(), id="windows-1256 called so by the header"),
    ],
)
def test_kinds_and_encodings(page: Page) -> None:
    content = read_feed(page.body, URL, label=page.charset)
    assert content.title == "وكالة المثال"
    assert replace(content.items[0], updated=None) == FIRST
    assert [item.key for item in content.items] == ["news-1", "news-2"]


def test_json_feed() -> None:
    given = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "وكالة",
        "items": [
            {
                "id": 1,
                "url": "/1",
                "title": "عنوان",
                "content_html": "<p>نص</p>",
                "date_published": "2024-03-22T09:30Z",
            },
            {"id": "2", "content_text": "نص وحده"},
            {"id": "3"},
            "junk",
        ],
    }
    assert read(json.dumps(given)) == FeedContent(
        "وكالة",
        (
            Item("نص", "عنوان", "1", "https://news.example/1", datetime(2024, 3, 22, 9, 30, tzinfo=UTC)),
            Item("نص وحده", None, "2", None, None),
        ),
    )


def test_rdf() -> None:
    content = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>وكالة</title></channel>'
        "<item><title>عنوان</title><link>https://news.example/1</link><dc:date>2024-03-22T09:30:00Z</dc:date></item></rdf:RDF>"
    )
    (item,) = content.items
    assert (item.title, item.url, item.published) == ("عنوان", "https://news.example/1", FIRST.published)


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        pytest.param("<title>أ &amp;amp; ب</title>", "title", "أ & ب", id="escaped twice"),
        pytest.param("<title>أ\n  ب</title>", "title", "أ ب", id="a title is one line"),
        pytest.param("<title><![CDATA[<b>أ</b> ب]]></title>", "title", "أ ب", id="markup in a title"),
        pytest.param("<description>&lt;p&gt;أ&lt;/p&gt;&lt;p&gt;ب&lt;/p&gt;</description>", "text", "أ\nب", id="HTML"),
        pytest.param(
            "<description><![CDATA[أ<script>alert('x')</script><img src=x onerror=y>]]></description>",
            "text",
            "أ",
            id="scripts",
        ),
        pytest.param(
            "<description>موجز</description><content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
            "<![CDATA[<p>النص كله</p>]]></content:encoded>",
            "text",
            "النص كله",
            id="the longest body",
        ),
        pytest.param("<title>أ</title><description> أ </description>", "text", "", id="a text that is the title"),
        pytest.param("<title>أ</title><link>/x?a=1</link>", "url", "https://news.example/x?a=1", id="relative link"),
        pytest.param("<title>أ</title><link>javascript:alert(1)</link>", "url", None, id="no web address"),
        pytest.param("<title>أ</title><guid>https://news.example/7</guid>", "url", "https://news.example/7", id="guid"),
        pytest.param("<title>أ</title><guid isPermaLink='false'>7</guid>", "url", None, id="guid that is no link"),
        pytest.param("<title>أ</title><guid isPermaLink='false'>7</guid>", "key", "7", id="guid as key"),
        pytest.param("<title>أ</title>", "published", None, id="no date"),
        pytest.param(
            "<title>أ</title><pubDate>22 آذار 2024 - 09:30</pubDate>", "published", FIRST.published, id="Arabic"
        ),
        pytest.param(
            "<title>أ</title><pubDate>٢٢ مارس ٢٠٢٤ ١٢:٣٠ م +03:00</pubDate>", "published", FIRST.published, id="digits"
        ),
        pytest.param("<title>أ</title><pubDate>22/03/2024 09:30</pubDate>", "published", FIRST.published, id="figures"),
        pytest.param("<title>أ</title><pubDate>أمس</pubDate>", "published", None, id="no such date"),
        pytest.param("<title>أ</title><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", "published", None, id="1970"),
        pytest.param(
            "<title>أ</title><pubDate>Fri, 22 Mar 2024 12:30:00 +0300</pubDate>",
            "published",
            FIRST.published,
            id="zone",
        ),
        pytest.param(
            "<title>أ</title><pubDate>2024-03-22 09:30</pubDate>", "published", FIRST.published, id="ISO date"
        ),
    ],
)
def test_items_as_they_are(given: str, name: str, value: object) -> None:
    assert getattr(only(given), name) == value


def test_items_without_words_are_left_out() -> None:
    assert (
        rss("", "<link>https://news.example/1</link>", "<title> </title><description>&lt;br&gt;</description>").items
        == ()
    )


def test_an_address_that_several_items_share_names_none_of_them() -> None:
    link = "<link>https://news.example/live</link>"
    items = rss(f"<title>أ</title><guid>a</guid>{link}", f"<title>ب</title><guid>b</guid>{link}?utm_source=x").items
    assert [(item.key, item.url) for item in items] == [("a", None), ("b", None)]
    again = rss(f"<title>أ</title><guid>a</guid>{link}", f"<title>ب</title><guid>a</guid>{link}").items
    assert {item.url for item in again} == {"https://news.example/live"}


def test_broken_xml_gives_what_stands_before_the_break() -> None:
    items = read_feed(feed_pages.broken_xml().body, URL).items
    assert items[0] == FIRST


def test_an_empty_feed_is_a_feed() -> None:
    assert read_feed(feed_pages.empty_feed().body, URL) == FeedContent("وكالة المثال", ())


def test_entities_of_the_outside_are_not_followed() -> None:
    assert read_feed(feed_pages.outside_entity().body, URL) == FeedContent("", ())


def test_entities_made_of_entities_are_refused() -> None:
    with pytest.raises(WireError, match="entities made of entities"):
        read_feed(feed_pages.doctype_bomb().body, URL)


def test_a_feed_with_a_document_type_is_read() -> None:
    head = "<!DOCTYPE rss [<!ENTITY agency 'وكالة'>]>"
    item = "<item><title>خبر &nbsp;عاجل</title></item>"
    content = read(f"{head}<rss version='2.0'><channel><title>&agency;</title>{item}</channel></rss>")
    assert [one.title for one in content.items] == ["خبر عاجل"]


def test_ten_thousand_items() -> None:
    items = [f"<title>خبر {n}</title><link>https://news.example/{n}</link>" for n in range(10_000)]
    assert len(rss(*items).items) == 10_000


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param("<html><body>مرحبا</body></html>", "no feed is there", id="a page"),
        pytest.param(
            "<html><head><link rel=alternate type=application/rss+xml href=/rss></head></html>",
            "it names this one: https://news.example/rss",
            id="a page with a feed",
        ),
        pytest.param("\ufeff \n", "the answer is empty", id="nothing"),
        pytest.param("مرحبا", "no feed is there", id="plain text"),
        pytest.param('{"version": "1", "entries": []}', "no feed is there", id="other JSON"),
        pytest.param("{broken", "not JSON", id="broken JSON"),
    ],
)
def test_what_is_no_feed_is_said(body: str, words: str) -> None:
    with pytest.raises(WireError, match=words):
        read(body)
