"""Subscription lists (OPML), as other readers write them and read them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import unescape
from typing import Any, Final

import listparser
from lxml import etree

from bot.core.errors import WireError
from bot.core.model import Feed, Pages
from bot.core.urls import without_login
from bot.sources.encoding import decode

LARGEST: Final = 10 * 1024 * 1024
_TITLE: Final = 200
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*>")
_ADDRESS: Final = re.compile(r"""xmlurl\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
# What XML cannot hold.
_UNWRITABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Categories of our own, which other readers take for folders or pass over.
_OFF: Final = ["rasid", "off"]
_PAGES: Final = ["rasid", "pages"]
_CHOICES: Final[Mapping[str, Pages]] = {"always": "always", "never": "never"}


@dataclass(frozen=True, slots=True)
class Outline:
    """A source that a list names. `line` counts from 1, None where it cannot be told; `off` and `pages` are known only
    of lists that Rasid wrote."""

    url: str
    title: str
    line: int | None = None
    off: bool = False
    pages: Pages = "auto"


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What a list names: sources in its order, each address once, and other lists, which are not read."""

    outlines: tuple[Outline, ...]
    lists: tuple[str, ...] = ()


def read_opml(body: bytes) -> Subscriptions:
    """Read a subscription list in any encoding, broken or not. Raises WireError where none is there."""
    text = decode(body).text
    if "<!ENTITY" in text:
        raise WireError("the list declares entities, as only attacks do; it is not read")
    found = listparser.parse(_as_ascii(text))
    if not found.version and not found.feeds:
        raise WireError("no subscription list is there; give an OPML file, as other readers export it")
    lines = _lines(text)
    outlines = (_outline(one, lines) for one in found.feeds)
    return Subscriptions(tuple(outlines), tuple(str(one.url) for one in found.lists))


def write_opml(feeds: Iterable[Feed], now: datetime) -> bytes:
    """An OPML 2.0 list of sources, UTF-8; user names and passwords are left out of their addresses."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Rasid: sources"
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    for feed in feeds:
        etree.SubElement(body, "outline", _attributes(feed))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _as_ascii(text: str) -> bytes:
    """The list without any encoding that it could be read wrongly in."""
    return _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).encode("ascii", "xmlcharrefreplace")


def _outline(found: Any, lines: Mapping[str, int]) -> Outline:
    url = str(found.url)
    title = " ".join(str(found.title).split())[:_TITLE]
    categories: Sequence[Sequence[str]] = found.categories
    chosen = next((one[2] for one in categories if one[:2] == _PAGES and len(one) == 3), "")
    known = {"off": _OFF in categories, "pages": _CHOICES.get(chosen, "auto")}
    return Outline(url, "" if title == url else title, lines.get(url), **known)  # type: ignore[arg-type]


def _lines(text: str) -> dict[str, int]:
    """On which line each address stands first."""
    found: dict[str, int] = {}
    line, last = 1, 0
    for match in _ADDRESS.finditer(text):
        line, last = line + text.count("\n", last, match.start()), match.start()
        found.setdefault(unescape(match[1] or match[2] or "").strip(), line)
    return found


def _attributes(feed: Feed) -> dict[str, str]:
    url = without_login(feed.url)
    name = " ".join(feed.title.split()) or url
    kind = "rss" if feed.kind == "feed" else feed.kind
    categories = [_OFF] if feed.off else []
    categories += [[*_PAGES, feed.pages]] if feed.pages in _CHOICES and feed.kind == "feed" else []
    marks = ",".join("/" + "/".join(one) for one in categories)
    given = {"text": name, "title": name, "type": kind, "xmlUrl": url, "category": marks}
    return {key: _UNWRITABLE.sub("", value) for key, value in given.items() if value}
