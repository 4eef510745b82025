"""Reading sitemaps, as they should be and as they are."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from bot.core.errors import WireError
from bot.sources.sitemap_xml import LARGEST, is_sitemap
from bot.sources.sitemaps import MOST, read_sitemap, same_outlet
from tests.bot.sources.sitemap_pages import NEWS, NOW, OUTLET, TITLE, URLSET, XML, Url, ago, index, urlset
from tests.fakes import feed_pages

BASE = "https://www.outlet.com/sitemap-news.xml"
PAGE = "https://www.outlet.com/news/1"
GOOD = urlset([Url(PAGE, TITLE, ago(3))])


def titles(body: str | bytes, base: str = BASE) -> list[str | None]:
    found = read_sitemap(body.encode() if isinstance(body, str) else body, base, NOW)
    return [item.title for item in found.items]


def urls(body: str, base: str = BASE) -> list[str | None]:
    return [item.url for item in read_sitemap(body.encode(), base, NOW).items]


def test_a_news_sitemap() -> None:
    image = (
        "<image:image><image:loc>https://www.outlet.com/a.jpg</image:loc><image:title>صورة</image:title></image:image>"
    )
    found = read_sitemap(urlset([Url(PAGE, TITLE, ago(3), ago(1), image)]).encode(), BASE, NOW)
    (item,) = found.items
    assert found.title == OUTLET
    assert (item.title, item.text, item.url, item.key) == (TITLE, "", PAGE, None)
    assert item.published == datetime(2026, 3, 5, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(GOOD, id="as it should be"),
        pytest.param(GOOD.encode("utf-16"), id="UTF-16"),
        pytest.param(GOOD.encode("windows-1256"), id="windows-1256 called UTF-8"),
        pytest.param(gzip.compress(GOOD.encode()), id="a gzip file"),
        pytest.param(b"\xef\xbb\xbf \n" + GOOD.encode(), id="byte order mark and spaces"),
        pytest.param(GOOD.replace(URLSET, 'xmlns="https://wrong.example/"'), id="wrong namespace"),
        pytest.param(GOOD.replace(f" {NEWS}", ""), id="undeclared prefix"),
        pytest.param(GOOD.replace("news:", "n:").replace("xmlns:news", "xmlns:n"), id="another prefix"),
        pytest.param(GOOD.replace(TITLE, f"<![CDATA[{TITLE}]]>"), id="CDATA"),
        pytest.param(GOOD.replace(TITLE, f" \n {TITLE}\n"), id="line breaks"),
        pytest.param(
            GOOD.replace(XML, f"{XML}<?xml-stylesheet href='x'?><!-- <rss> --><!DOCTYPE urlset>"), id="prologue"
        ),
        pytest.param(GOOD.removesuffix("</urlset>") + "<url><loc>https://www.outlet.com/news/2</lo", id="broken off"),
        pytest.param(GOOD.replace("</urlset>", "<url><loc>&nothing; < & </urlset>"), id="broken later"),
    ],
)
def test_whatever_its_form(body: str | bytes) -> None:
    packed = body.encode() if isinstance(body, str) else body
    assert is_sitemap(packed)
    assert titles(packed) == [TITLE]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        pytest.param("قصف &amp; نزوح", "قصف & نزوح", id="escaped"),
        pytest.param("قصف &amp;quot;عنيف&amp;quot;", 'قصف "عنيف"', id="escaped twice"),
        pytest.param("قصف&nbsp;عنيف", "قصف عنيف", id="an entity of HTML"),
        pytest.param("قصف & نزوح", "قصف & نزوح", id="not escaped"),
        pytest.param("&#1602;&#x635;&#1601;", "قصف", id="numbers"),
        pytest.param("ط" * 600, "ط" * 500, id="long"),
    ],
)
def test_titles(title: str, shown: str) -> None:
    assert titles(urlset([Url(PAGE, title, ago(1))])) == [shown]


@pytest.mark.parametrize(
    ("loc", "taken"),
    [
        pytest.param("https://www.outlet.com/a", "https://www.outlet.com/a", id="its own"),
        pytest.param("https://ar.outlet.com/a", "https://ar.outlet.com/a", id="another host of the domain"),
        pytest.param("http://outlet.com/a", "http://outlet.com/a", id="another scheme"),
        pytest.param("/news/a", "https://www.outlet.com/news/a", id="relative"),
        pytest.param("//outlet.com/a", "https://outlet.com/a", id="without a scheme"),
        pytest.param("https://www.outlet.com/a?x=1&amp;y=2", "https://www.outlet.com/a?x=1&y=2", id="parameters"),
        pytest.param("https://www.outlet.com/a?x=1&y=2", "https://www.outlet.com/a?x=1&y=2", id="a bare ampersand"),
        pytest.param("https://other.com/a", None, id="another outlet"),
        pytest.param("https://outlet.com.evil.net/a", None, id="looks like it"),
        pytest.param("https://outlet.com@evil.net/a", None, id="a user name"),
        pytest.param("https://www.outlet.com/", None, id="the front page"),
        pytest.param("javascript:alert(1)", None, id="a script"),
        pytest.param("https://[x/", None, id="broken"),
        pytest.param("", None, id="nothing"),
        pytest.param(f"https://www.outlet.com/{'a' * 3000}", None, id="too long"),
    ],
)
def test_addresses(loc: str, taken: str | None) -> None:
    assert urls(urlset([Url(loc, TITLE, ago(1))])) == ([taken] if taken else [])


@pytest.mark.parametrize(
    ("url", "base", "same"),
    [
        ("https://a.outlet.co.uk/x", "https://outlet.co.uk/", True),
        ("https://other.co.uk/x", "https://outlet.co.uk/", False),
        ("https://one.blogspot.com/x", "https://two.blogspot.com/", False),
        ("http://127.0.0.1:8001/x", "http://127.0.0.1:8002/", True),
        ("http://127.0.0.2/x", "http://127.0.0.1/", False),
        ("https://www.news.example/x", "https://news.example/", True),
        ("https:///x", "https:///", False),
    ],
)
def test_what_is_one_outlet(url: str, base: str, same: bool) -> None:
    assert same_outlet(url, base) is same


@pytest.mark.parametrize(
    ("url", "published", "taken"),
    [
        pytest.param(Url(PAGE, TITLE, ago(1)), NOW.replace(hour=7), True, id="an hour ago"),
        pytest.param(Url(PAGE, TITLE, ago(47)), datetime(2026, 3, 3, 9, tzinfo=UTC), True, id="47 hours ago"),
        pytest.param(Url(PAGE, TITLE, ago(49)), None, False, id="49 hours ago"),
        pytest.param(Url(PAGE, TITLE, "2026-03-05"), datetime(2026, 3, 5, tzinfo=UTC), True, id="a day"),
        pytest.param(Url(PAGE, TITLE, "2026-03-05T10:00+03:00"), datetime(2026, 3, 5, 7, tzinfo=UTC), True, id="zone"),
        pytest.param(Url(PAGE, TITLE, ago(-900)), datetime(2026, 4, 11, 20, tzinfo=UTC), True, id="the future"),
        pytest.param(Url(PAGE, TITLE, "gestern", ago(1)), datetime(2026, 3, 5, 7, tzinfo=UTC), True, id="lastmod"),
        pytest.param(Url(PAGE, "", "", ago(1)), datetime(2026, 3, 5, 7, tzinfo=UTC), True, id="no news"),
        pytest.param(Url(PAGE, TITLE), None, True, id="news without a date"),
        pytest.param(Url("https://outlet.com/2026/03/04/a-b"), None, True, id="a day in the address"),
        pytest.param(Url("https://outlet.com/2026-3-4/a-b"), None, True, id="written otherwise"),
        pytest.param(Url("https://outlet.com/2026/02/28/a-b"), None, False, id="an old day in the address"),
        pytest.param(Url(PAGE, TITLE, "0001-01-01"), None, False, id="a default"),
    ],
)
def test_only_what_is_new_is_news(url: Url, published: datetime | None, taken: bool) -> None:
    found = read_sitemap(urlset([url]).encode(), BASE, NOW).items
    assert [item.published for item in found] == ([published] if taken else [])


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/world/attack-on-a-market-in-the-east.html", "attack on a market in the east"),
        ("/%D9%87%D8%AC%D9%88%D9%85-%D9%81%D9%8A-%D8%A7%D9%84%D8%B4%D8%B1%D9%82/", "هجوم في الشرق"),
        ("/أخبار/هجوم_في_الشرق", "هجوم في الشرق"),
        ("/news/1234567", "outlet.com/news/1234567"),
    ],
)
def test_a_page_without_a_title_is_called_by_its_address(path: str, title: str) -> None:
    assert titles(urlset([Url(f"https://outlet.com{path}", lastmod=ago(1))])) == [title]


def test_of_many_the_newest() -> None:
    many = [Url(f"https://outlet.com/page-{n}", lastmod=ago(n % 60)) for n in range(5000)]
    found = read_sitemap(urlset(many).encode(), BASE, NOW).items
    assert len(found) == MOST
    ages = [NOW - item.published for item in found if item.published]
    assert ages == sorted(ages)
    assert max(ages).total_seconds() <= 6 * 3600


def test_an_address_that_stands_twice_is_one() -> None:
    assert len(urls(urlset([Url(PAGE, TITLE, ago(1)), Url(PAGE, TITLE, ago(2))]))) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(urlset([Url(PAGE), Url(f"{PAGE}1")]), "no dates", id="no dates"),
        pytest.param(f"{PAGE}\n{PAGE}2\n", "no dates", id="a list"),
        pytest.param("<html><body>لا شيء</body></html>", "no sitemap", id="a page"),
        pytest.param("", "no sitemap", id="nothing"),
    ],
)
def test_what_is_no_news_is_said(body: str, reason: str) -> None:
    with pytest.raises(WireError, match=reason):
        read_sitemap(body.encode(), BASE, NOW)


def test_a_list_of_addresses_is_dated_by_them() -> None:
    lines = "https://outlet.com/2026/03/05/one-two\r\nhttps://outlet.com/2025/03/05/old-one\nx\nhttps://else.com/2026/03/05/y\n"
    assert is_sitemap(lines.encode())
    assert urls(lines) == ["https://outlet.com/2026/03/05/one-two"]


def test_an_empty_sitemap_is_quiet() -> None:
    assert urls(urlset([])) == []


def test_an_index_names_the_newest_first() -> None:
    listed = index(
        ("https://outlet.com/old.xml", ago(500)),
        ("https://outlet.com/undated.xml", ""),
        ("https://outlet.com/news.xml", ""),
        ("/new.xml", ago(1)),
        ("https://else.com/foreign.xml", ago(0)),
        ("/new.xml", ago(1)),
    )
    children = read_sitemap(listed.encode(), "https://outlet.com/index.xml", NOW).children
    assert [child.url.rpartition("/")[2] for child in children] == ["new.xml", "old.xml", "news.xml", "undated.xml"]


def test_bombs_are_harmless() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = GOOD.replace(XML, f'{XML}<!DOCTYPE urlset [<!ENTITY e0 "lol">{levels}]>').replace(TITLE, "قصف &e9;")
    assert titles(bomb) == ["قصف &e9;"]
    secret = GOOD.replace(XML, f'{XML}<!DOCTYPE urlset [<!ENTITY s SYSTEM "file:///etc/passwd">]>')
    assert titles(secret.replace(TITLE, "قصف &s;")) == ["قصف &s;"]
    with pytest.raises(WireError, match="larger than"):
        read_sitemap(gzip.compress(b" " * (LARGEST + 1)), BASE, NOW)
    with pytest.raises(WireError, match="cut off"):
        read_sitemap(gzip.compress(GOOD.encode())[:-9], BASE, NOW)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(feed_pages.rss().body, id="RSS"),
        pytest.param(feed_pages.atom().body, id="Atom"),
        pytest.param(feed_pages.article("خبر", "نص").body, id="a page"),
        pytest.param(b'{"items": []}', id="JSON"),
        pytest.param(b"<urlsets/>", id="another root"),
        pytest.param(b"<rss><urlset/></rss>", id="inside"),
        pytest.param(b"", id="nothing"),
        pytest.param(gzip.compress(feed_pages.rss().body), id="RSS in gzip"),
        pytest.param(b"\x1f\x8b broken", id="broken gzip"),
        pytest.param(b"<!-- a -->" * 6000, id="comments"),
        pytest.param(b"<!--" * 16000, id="open comments"),
        pytest.param(b"<!DOCTYPE [ ] " * 4000, id="document types"),
    ],
)
def test_what_is_no_sitemap(body: bytes) -> None:
    assert not is_sitemap(body)
