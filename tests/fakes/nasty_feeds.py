"""Feeds that are hard to read or meant to harm: the files beside this one, and what no file can hold."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from tests.fakes.feed_pages import Item, Page, rss, rss_text

HEADLINE = "انفجار قرب الميناء القديم"
SECOND = "انفجار قرب الميناء الجديد"
ADDRESS = "https://news.example/7"
FOLDER = Path(__file__).parent / "nasty"
_NEWS = (Item(HEADLINE, ADDRESS, "قال شهود إن الانفجار وقع مساء أمس، ولم تعرف أسبابه."),)


def names() -> list[str]:
    """Of the files."""
    return sorted(path.name for path in FOLDER.iterdir())


def served(name: str) -> Page:
    """A file as a server sends it that knows nothing of encodings."""
    kind = "application/feed+json" if name.endswith(".json") else "application/xml"
    return Page((FOLDER / name).read_bytes(), kind, charset=None)


def encoded(encoding: str, *, header: str | None, declared: str | None) -> Page:
    """The same feed in an encoding, and how header and declaration call it."""
    text = rss_text(_NEWS, "وكالة الأفق")
    label = f' encoding="{declared}"' if declared else ""
    return Page(text.replace(' encoding="utf-8"', label).encode(encoding), charset=header)


def packed(page: Page, packing: str, *, called: str | None = None) -> Page:
    """A page as `gzip`, `deflate` (with or without the header of zlib) or `br`; `called` is what the server says, ''
    for nothing."""
    body = _PACKINGS[packing](page.body)
    name = packing.split()[0] if called is None else called
    headers = {**page.headers, **({"Content-Encoding": name} if name else {})}
    return replace(page, body=body, headers=headers)


def bomb(packing: str, megabytes: int = 50) -> Page:
    """Some kilobytes on the wire that unpack to `megabytes`."""
    return packed(Page(b" " * (megabytes * 1024 * 1024)), packing)


def quadratic() -> Page:
    """One entity of a hundred thousand letters that stands ten thousand times in the text: a gigabyte."""
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "{"ب" * 100_000}">]>'
    return Page(f"{head}<rss version='2.0'><channel><title>{'&a;' * 10_000}</title></channel></rss>".encode())


def outside_type(address: str) -> Page:
    """A document type and a parameter entity that lie with somebody else."""
    head = f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{address}/evil.dtd" [<!ENTITY % p SYSTEM "{address}/p">%p;]>'
    item = f"<item><title>{HEADLINE}</title><link>{ADDRESS}</link></item>"
    return Page(f"{head}<rss version='2.0'><channel><title>x</title>{item}</channel></rss>".encode())


def included(address: str) -> Page:
    """A feed that wants another file put into it."""
    text = rss_text(_NEWS, "وكالة").replace(
        "<item>", f'<item xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{address}/p" parse="text"/>', 1
    )
    return Page(text.encode())


def long_headers() -> Page:
    return replace(rss(_NEWS), headers={f"X-Filler-{number}": "x" * 8000 for number in range(100)})


def many_attributes() -> Page:
    filler = " ".join(f'a{number}="x"' for number in range(50_000))
    return Page(rss_text(_NEWS, "وكالة").replace("<item>", f"<item {filler}>").encode())


def hidden_attributes() -> Page:
    """As many, after signs in quotes that look like the end of the tag."""
    filler = " ".join(f'a{number}="&gt;>"' for number in range(20_000))
    return Page(rss_text(_NEWS, "وكالة").replace("<item>", f"<item {filler}>").encode())


def many_tags() -> Page:
    return Page(rss_text(_NEWS, "وكالة").replace("<item>", "<item>" + "<a/>" * 500_000).encode())


def as_json(markup: str) -> Page:
    item = {"id": "1", "title": HEADLINE, "url": ADDRESS, "content_html": markup}
    return Page(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}).encode())


def nested(depth: int = 20_000) -> Page:
    return Page(rss_text(_NEWS, "وكالة").replace("<item>", "<a>" * depth + "<item>").encode())


def new_guids(poll: int, *, link: bool) -> Page:
    """The same two items with other ids at every poll; without a link, nothing but their words stays."""
    items = [
        Item(f"{HEADLINE} {number}", f"https://news.example/{number}", "قال شهود.", f"{poll}-{number}")
        for number in range(2)
    ]
    text = rss_text(items, "وكالة")
    return Page((text if link else text.replace("<link>", "<x>").replace("</link>", "</x>")).encode())


_PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, 9),
    "deflate": lambda body: zlib.compress(body, 9),
    "deflate raw": lambda body: zlib.compress(body, 9, wbits=-15),
    "br": lambda body: brotli.compress(body, quality=5),
}
