"""The XML of sitemaps as it really is: packed, broken, in wrong namespaces, or no XML at all."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from html import unescape
from io import BytesIO
from typing import Any, Final

from lxml import etree

from bot.core.errors import WireError
from bot.core.inflate import Inflater

# Bytes of a sitemap that came as a .gz file, unpacked. The protocol allows 50 MB; a list of news has one or two.
LARGEST: Final = 20 * 1024 * 1024
_GZIP: Final = b"\x1f\x8b"
_SNIFFED: Final = 64 * 1024
# Every URL of a full sitemap of the protocol, and some more.
MOST_ENTRIES: Final = 60_000
# What may stand before the root element: the declaration, comments, a stylesheet, a document type.
# Nothing of it is tried twice, however hostile.
_ROOT: Final = re.compile(
    r"(?>[\s\ufeff]+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\])?\s*>)*+<(?:[\w.-]+:)?(\w+)",
    re.DOTALL | re.IGNORECASE,
)
# An ampersand that begins none of XML's own references: outlets forget to escape it in addresses, and attackers define
# entities of their own.
_BARE: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def is_sitemap(body: bytes) -> bool:
    """Whether bytes are a sitemap, by their root element; packed ones, and lists of addresses, are sitemaps too."""
    start = body[:_SNIFFED]
    if start.startswith(_GZIP):
        start = _unpacked_start(start)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start[:4]:
        start = start.decode("utf-16", "replace").encode()
    text = start.decode("utf-8", "replace")
    return root(text) in ("urlset", "sitemapindex") or is_list(text)


def root(text: str) -> str:
    """The local name of the root element in lower case; empty where the text is no XML."""
    found = _ROOT.match(text)
    return found[1].lower() if found else ""


def is_list(text: str) -> bool:
    """Whether a text is a sitemap without markup: an address on each line."""
    first = text.lstrip("\ufeff \t\r\n").split("\n", 1)[0].strip()
    return bool(ADDRESS.fullmatch(first))


def _unpacked_start(start: bytes) -> bytes:
    inflater = Inflater("gzip", _SNIFFED)
    with suppress(WireError):  # larger than what is looked at, or broken further on
        inflater.feed(start)
    return inflater.so_far


def unpacked(body: bytes) -> bytes:
    """The body, of a .gz file what is in it. Raises WireError where that is broken or too much."""
    if not body.startswith(_GZIP):
        return body
    inflater = Inflater("gzip", LARGEST)
    inflater.feed(body)
    return inflater.body()


def elements(text: str, name: str) -> Iterator[Mapping[str, str]]:
    """The facts of each element of this name, whatever its namespace, up to where the XML breaks.

    No entity is resolved, no document type loaded, nothing fetched.
    """
    source = BytesIO(_BARE.sub("&amp;", text).encode("utf-8", "replace"))
    reader = etree.iterparse(
        source,
        events=("end",),
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for number, (_, element) in enumerate(one for one in reader if _local(one[1]) == name):
            if number >= MOST_ENTRIES:
                return
            yield _facts(element)
            _forget(element)
    except etree.XMLSyntaxError:
        return


def _facts(element: Any) -> dict[str, str]:
    """Texts by name: those of the element itself, and under `news:` those of its news."""
    found: dict[str, str] = {}
    for child in element:
        name = _local(child)
        if name == "news":
            found["news:"] = ""
            for one in child.iterdescendants():
                found.setdefault(f"news:{_local(one)}", _text(one))
        elif name in ("loc", "lastmod"):
            found.setdefault(name, _text(child))
    return found


def _text(element: Any) -> str:
    """Its words; entities that only a document type could explain stay as they are written."""
    return " ".join(unescape("".join(element.itertext())).split())


def _local(element: Any) -> str:
    return _local_name(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(256)
def _local_name(tag: str) -> str:
    """The name without its namespace, also where the prefix was never declared."""
    return re.split("[}:]", tag)[-1].lower()


def _forget(element: Any) -> None:
    """Free what was read: 50,000 elements are never held at once."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
