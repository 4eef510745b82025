"""Reading feeds: RSS, Atom, RDF and JSON Feed, as they really are."""

import calendar
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urljoin

import feedparser

from bot.core import jsontext
from bot.core.canonical import article_url
from bot.core.errors import WireError
from bot.core.model import FeedKind
from bot.sources.dates import OLDEST, read_date
from bot.sources.encoding import decode
from bot.sources.markup import MOST_ATTRIBUTES, most_attributes, parse, visible_text

_TITLE: Final = 500
_BOMB: Final = re.compile(r"<!ENTITY[^>]*&\w+;")
_PROLOGUE: Final = 100_000
# What the parser takes longer and longer for: ten thousand items have a hundred thousand tags.
_TAGS: Final = 400_000
_CONTROL: Final = re.compile("[\x00-\x1f\x7f]")
_ISO: Final = re.compile(r"\s*\d{4}-\d\d-\d\d")
_HEADERS: Final = {"content-type": "application/xml; charset=utf-8"}
_FEED_TYPES: Final = "contains(@type, 'rss') or contains(@type, 'atom') or contains(@type, 'feed+json')"
_NO_FEED: Final = "no feed is there; give the address of an RSS, Atom or JSON feed"


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a feed, in plain text. `published` and `updated` are aware UTC, None where the feed gives no time
    that is usable."""

    text: str
    title: str | None
    key: str | None
    url: str | None
    published: datetime | None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedContent:
    """What a feed holds: its name and its articles in its own order; items without any words are left out.

    `ttl` is how many seconds it wants to be kept before it is asked again.
    """

    title: str
    items: tuple[Item, ...]
    ttl: int = 0
    kind: FeedKind = "feed"
    whole: bool = True
    """False where other answers were read besides: that the first stays the same then says nothing."""
    note: str | None = None
    """What could not be read of it, though the rest was."""


def read_feed(body: bytes, url: str, *, label: str | None = None) -> FeedContent:
    """Read a feed that came from `url`; `label` is the charset of the HTTP header.

    Broken XML gives the items before the break. Raises WireError when there is no feed.
    """
    text = decode(body, label).text.lstrip("\ufeff \t\r\n")
    if not text:
        raise WireError("the answer is empty")
    content = _json_feed(text, url) if text.startswith("{") else _xml_feed(text, url)
    return replace(content, items=tuple(_own_addresses(content.items)))


def _xml_feed(text: str, url: str) -> FeedContent:
    found = _parse(text)
    if not found.get("version") and not found.entries:
        raise WireError(_no_feed(text, url))
    items = (_entry(dict(entry), url) for entry in found.entries)  # without feedparser's old names
    return FeedContent(_line(found.feed.get("title")), tuple(item for item in items if item), _ttl(found.feed))


def _ttl(channel: Mapping[str, Any]) -> int:
    """RSS counts it in minutes."""
    given = str(channel.get("ttl") or "").strip()
    return int(given[:6]) * 60 if given.isascii() and given.isdigit() else 0


def _parse(text: str) -> Any:
    _refuse_attacks(text)
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=dict(_HEADERS),
            sanitize_html=False,  # only words are taken out, and no address inside them
            resolve_relative_uris=False,
        )
    except Exception as error:  # it raises what its input makes its helpers raise
        raise WireError(f"the feed cannot be read ({type(error).__name__})") from error


def _refuse_attacks(text: str) -> None:
    if _BOMB.search(text, 0, _PROLOGUE):
        raise WireError("the feed declares entities made of entities, as only attacks do; it is not read")
    if text.count("<") > _TAGS:
        raise WireError(f"the feed holds more than {_TAGS:,} tags, which take too long to read")
    if most_attributes(text) > MOST_ATTRIBUTES:
        raise WireError(f"the feed holds a tag with more than {MOST_ATTRIBUTES} attributes, as only attacks do")


def _entry(entry: Mapping[str, Any], url: str) -> Item | None:
    bodies = [str(one.get("value") or "") for one in entry.get("content") or () if _is_text(one)]
    texts = [visible_text(body) for body in (*bodies, str(entry.get("summary") or ""))]
    published, updated = (_time(entry, name) for name in ("published", "updated"))
    key = str(entry.get("id") or "").strip() or None
    return _item(max(texts, key=len), entry.get("title"), key, _link(entry, url), published or updated, updated)


def _time(entry: Mapping[str, Any], name: str) -> datetime | None:
    given, stamp = str(entry.get(name) or ""), entry.get(f"{name}_parsed")
    if stamp is None or _ISO.match(given):  # in ISO dates feedparser reads a thirteenth month
        return _from_words(given)
    return _from_stamp(stamp)


def _is_text(content: Mapping[str, Any]) -> bool:
    return str(content.get("type") or "text/").startswith(("text/", "application/xhtml"))


def _link(entry: Mapping[str, Any], url: str) -> str | None:
    """The article's address; an Atom id that looks like one does only where it is a whole one."""
    links = [one.get("href") for one in entry.get("links") or () if one.get("rel", "alternate") == "alternate"]
    return _absolute(next(filter(None, links), None), url) or _absolute(entry.get("link"), "")


def _json_feed(text: str, url: str) -> FeedContent:
    found = jsontext.parse(text)
    if not isinstance(found.get("items"), list):
        raise WireError(_NO_FEED)
    items = (_json_item(one, url) for one in found["items"] if isinstance(one, dict))
    return FeedContent(_line(found.get("title")), tuple(item for item in items if item))


def _json_item(item: Mapping[str, Any], url: str) -> Item | None:
    markup = visible_text(str(item.get("content_html") or ""))
    text = markup or str(item.get("content_text") or item.get("summary") or "").strip()
    link = _absolute(item.get("url"), url) or _absolute(item.get("external_url"), url)
    published, updated = (_from_words(item.get(name)) for name in ("date_published", "date_modified"))
    key = item.get("id")
    return _item(text, item.get("title"), None if key in (None, "") else str(key), link, published or updated, updated)


def _item(
    text: str,
    title: object,
    key: str | None,
    url: str | None,
    published: datetime | None,
    updated: datetime | None,
) -> Item | None:
    headline = _line(title)
    words = "" if " ".join(text.split()) == headline else text
    if not words and not headline:
        return None
    return Item(words, headline or None, key, url, published, updated)


def _line(value: object) -> str:
    return " ".join(_CONTROL.sub(" ", visible_text(str(value or ""))).split())[:_TITLE]


def _absolute(link: object, base: str) -> str | None:
    try:
        whole = urljoin(base, str(link or "").strip())
    except ValueError:
        return None
    return whole if link and whole.lower().startswith(("http://", "https://")) else None


def _from_stamp(stamp: Any) -> datetime | None:
    try:
        return _usable(datetime.fromtimestamp(calendar.timegm(stamp), UTC))
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _from_words(words: object) -> datetime | None:
    return read_date(str(words)) if words else None


def _usable(moment: datetime) -> datetime | None:
    return moment if moment >= OLDEST else None


def _own_addresses(items: Iterable[Item]) -> Iterator[Item]:
    """The items; an address that several of them share names none of them, so they keep only their ids."""
    listed = [(item, article_url(item.url) if item.url else None) for item in items]
    named = {(url, item.key or item.title) for item, url in listed if url}
    shared = {url for url, number in Counter(url for url, _ in named).items() if number > 1}
    for item, url in listed:
        yield replace(item, url=None) if url in shared else item


def named_feeds(text: str, url: str) -> Iterator[str]:
    """The addresses of the feeds that a web page from `url` names, in its order."""
    tree = parse(text)
    links = [] if tree is None else tree.xpath(f"//link[@rel='alternate' and ({_FEED_TYPES})]/@href")
    return filter(None, (_absolute(link, url) for link in links))


def _no_feed(text: str, url: str) -> str:
    """The sentence for people; a page that names its feed is quoted."""
    found = next(named_feeds(text, url), None)
    return f"a web page is there, no feed; it names this one: {found[:300]}" if found else _NO_FEED
