"""Sitemaps as outlets serve them; the news in them is made up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from tests.fakes.feed_pages import Page

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TITLE = "مقتل ثلاثة جنود في كمين غرب المدينة"
OUTLET = "صوت الميناء"
URLSET = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class Url:
    """One page of a sitemap; what is empty is left out."""

    loc: str
    title: str = ""
    published: str = ""
    lastmod: str = ""
    more: str = ""


def ago(hours: float) -> str:
    return (NOW - hours * HOUR).isoformat()


def urlset(urls: Iterable[Url], outlet: str = OUTLET, head: str = f"{URLSET} {NEWS}") -> str:
    return f"{XML}<urlset {head}>{''.join(_url(url, outlet) for url in urls)}</urlset>"


def index(*children: tuple[str, str]) -> str:
    """Of addresses with their lastmod, which may be empty."""
    named = "".join(
        f"<sitemap><loc>{escape(loc)}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</sitemap>"
        for loc, lastmod in children
    )
    return f"{XML}<sitemapindex {URLSET}>{named}</sitemapindex>"


def page(text: str | bytes, content_type: str = "application/xml") -> Page:
    return Page(text.encode() if isinstance(text, str) else text, content_type)


def _url(url: Url, outlet: str) -> str:
    name = f"<news:publication><news:name>{outlet}</news:name><news:language>ar</news:language></news:publication>"
    date = f"<news:publication_date>{url.published}</news:publication_date>" if url.published else ""
    title = f"<news:title>{url.title}</news:title>"
    news = f"<news:news>{name}{date}{title}</news:news>" if url.title else ""
    changed = f"<lastmod>{url.lastmod}</lastmod>" if url.lastmod else ""
    return f"<url><loc>{url.loc}</loc>{changed}{news}{url.more}</url>"
