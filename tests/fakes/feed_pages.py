"""Feeds and pages as outlets serve them, good and bad; the news in them is made up."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

RSS = "application/rss+xml"
ATOM = "application/atom+xml"
HTML = "text/html"


@dataclass(frozen=True)
class Item:
    """One piece of news in a feed; `guid=None` leaves the identifier out."""

    title: str
    link: str
    text: str = ""
    guid: str | None = None
    published: datetime | None = datetime(2024, 3, 22, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """What is served under a path.

    `etag` and `modified` make it answer 304 to a conditional request. `pause` seconds lie between pieces of
    `piece` bytes. `cut_after` ends the connection after that many bytes of the body.
    """

    body: bytes = b""
    content_type: str = RSS
    status: int = 200
    charset: str | None = "utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    modified: datetime | None = None
    pause: float = 0.0
    piece: int = 64 * 1024
    cut_after: int | None = None

    def all_headers(self) -> dict[str, str]:
        charset = f"; charset={self.charset}" if self.charset else ""
        found = {"Content-Type": self.content_type + charset} | dict(self.headers)
        if self.etag:
            found["ETag"] = self.etag
        if self.modified:
            found["Last-Modified"] = format_datetime(self.modified, usegmt=True)
        return found


SAMPLE = (
    Item(
        "مقتل أربعة جنود في هجوم على نقطة تفتيش شرق المدينة",
        "https://news.example/1",
        "قالت السلطات المحلية إن مسلحين هاجموا نقطة تفتيش فجرا، فقتل أربعة جنود وجرح سبعة.",
        "news-1",
    ),
    Item(
        "انطلاق معرض الزهور السنوي في الحديقة العامة",
        "https://news.example/2",
        "افتتح المعرض صباح اليوم بمشاركة ستين مشتلا، ويستمر أسبوعين.",
        "news-2",
    ),
)


def rss(items: Iterable[Item] = SAMPLE, title: str = "وكالة المثال") -> Page:
    return Page(rss_text(items, title).encode())


def atom(items: Iterable[Item] = SAMPLE, title: str = "وكالة المثال") -> Page:
    head = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
    entries = "".join(atom_entry(item) for item in items)
    text = f"{head}<title>{escape(title)}</title><id>urn:example</id>{entries}</feed>"
    return Page(text.encode(), ATOM)


def article(title: str, text: str, published: datetime | None = None) -> Page:
    """A news page with navigation and a footer around the text; paragraphs are separated by blank lines."""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    date = f'<meta property="article:published_time" content="{published.isoformat()}">' if published else ""
    head = f"<head><meta charset=utf-8><title>{escape(title)}</title>{date}</head>"
    navigation = "<nav><a href=/>الرئيسية</a> <a href=/sport>رياضة</a></nav>"
    body = f"<article><h1>{escape(title)}</h1>{paragraphs}</article><footer>جميع الحقوق محفوظة</footer>"
    return Page(f"<!doctype html><html lang=ar dir=rtl>{head}<body>{navigation}{body}</body></html>".encode(), HTML)


def empty_feed() -> Page:
    return rss([])


def mislabelled(items: Iterable[Item] = SAMPLE) -> Page:
    """Bytes in windows-1256 that both the header and the XML declaration call utf-8."""
    return Page(rss_text(items, "وكالة المثال").encode("windows-1256"))


def windows_1256(items: Iterable[Item] = SAMPLE) -> Page:
    """The same bytes, labelled truly by the header and not by the declaration."""
    return replace(mislabelled(items), charset="windows-1256")


def broken_xml() -> Page:
    """The first item is whole; then an unescaped ampersand, an open tag, and the end of the file."""
    text = rss_text(SAMPLE, "وكالة المثال")
    first_end = text.index("</item>") + len("</item>")
    return Page((text[:first_end] + "<item><title>نقص & كسر</title><link>https://news.example/9").encode())


def doctype_bomb() -> Page:
    """Entities that grow tenfold at each of nine levels."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">{levels}]>'
    return Page(f"{head}<rss version='2.0'><channel><title>&e9;</title></channel></rss>".encode())


def outside_entity() -> Page:
    """A document type that asks the reader to open a file of its own machine."""
    head = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return Page(f"{head}<rss version='2.0'><channel><title>&secret;</title></channel></rss>".encode())


def huge(megabytes: int = 20) -> Page:
    """A feed with one item whose text has that many megabytes."""
    filler = "خبر طويل جدا. " * (megabytes * 1024 * 1024 // len("خبر طويل جدا. ".encode()) + 1)
    return rss([Item("مقال بلا نهاية", "https://news.example/huge", filler, "huge")])


def gzipped(page: Page) -> Page:
    return replace(page, body=gzip.compress(page.body), headers={**page.headers, "Content-Encoding": "gzip"})


def gzip_bomb(megabytes: int = 50) -> Page:
    """Some 50 kB on the wire that inflate to `megabytes`."""
    return gzipped(Page(b" " * (megabytes * 1024 * 1024)))


def broken_gzip() -> Page:
    """Called gzip, and none."""
    return Page(b"this is not gzip", headers={"Content-Encoding": "gzip"})


def redirect(location: str, status: int = 301) -> Page:
    """301 and 308 are for good, 302, 303 and 307 for now."""
    return Page(status=status, headers={"Location": location})


def failure(status: int, retry_after: int | None = None) -> Page:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Page(f"<html><body><h1>{status}</h1></body></html>".encode(), HTML, status, headers=headers)


def slow(page: Page, pause: float, piece: int = 16) -> Page:
    """A page that comes drop by drop."""
    return replace(page, pause=pause, piece=piece)


def truncated(page: Page) -> Page:
    """The connection ends in the middle of what was announced."""
    return replace(page, cut_after=len(page.body) // 2)


def rss_text(items: Iterable[Item], title: str) -> str:
    head = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
    about = f"<title>{escape(title)}</title><link>https://news.example/</link><description>أخبار</description>"
    return f"{head}{about}{''.join(rss_item(item) for item in items)}</channel></rss>"


def rss_item(item: Item) -> str:
    parts = [f"<title>{escape(item.title)}</title>", f"<link>{escape(item.link)}</link>"]
    parts.append(f"<description>{escape(item.text)}</description>")
    if item.guid:
        parts.append(f'<guid isPermaLink="false">{escape(item.guid)}</guid>')
    if item.published:
        parts.append(f"<pubDate>{format_datetime(item.published)}</pubDate>")
    return f"<item>{''.join(parts)}</item>"


def atom_entry(item: Item) -> str:
    parts = [f"<title>{escape(item.title)}</title>", f'<link href="{escape(item.link)}"/>']
    parts.append(f"<summary>{escape(item.text)}</summary><id>{escape(item.guid or item.link)}</id>")
    if item.published:
        parts.append(f"<updated>{item.published.isoformat()}</updated>")
    return f"<entry>{''.join(parts)}</entry>"
