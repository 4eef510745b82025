"""What would be read at an address: how it answers, what its feed holds, and whether pages give their full text.

Nothing is stored. An address without a feed is read as a page: which feeds it names, and whether it is an article.
"""

import asyncio
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any, Final
from urllib.parse import urljoin

import httpx

from bot.core.errors import RasidError
from bot.core.full_text import shows_a_wall, wants_page
from bot.core.model import Feed, Incoming
from bot.core.urls import without_login
from bot.sources.encoding import decode
from bot.sources.fetch import Answer, Fetcher
from bot.sources.full_text import Outcome, complete_these, media_type_of, page_in
from bot.sources.markup import parse
from bot.sources.pages import Page
from bot.sources.rss import FeedPoller

_TRIED: Final = 3
_NEWEST: Final = 20
_NAMED: Final = 10
_PERMANENT: Final = frozenset({301, 308})
_FEED_TYPES: Final = "contains(@type, 'rss') or contains(@type, 'atom') or contains(@type, 'feed+json')"
_KINDS: Final = (
    (re.compile(r"<rss\b[^>]*?\bversion\s*=\s*[\"']([\d.]+)"), "RSS {}"),
    (re.compile(r"<feed\b[^>]*?[\"']http://www\.w3\.org/2005/Atom[\"']"), "Atom 1.0"),
    (re.compile(r"<feed\b[^>]*?\bversion\s*=\s*[\"']([\d.]+)"), "Atom {}"),
    (re.compile(r"<(?:\w+:)?RDF\b[^>]*?my\.netscape\.com"), "RSS 0.90 (RDF)"),
    (re.compile(r"<(?:\w+:)?RDF\b"), "RSS 1.0 (RDF)"),
    (re.compile(r"<rss\b"), "RSS"),
    (re.compile(r"jsonfeed\.org\\?/version\\?/([\d.]+)"), "JSON Feed {}"),
    (re.compile(r"\A\s*\{"), "JSON Feed"),
)
_PROLOGUE: Final = 20_000


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect: from where to where (as it was written), by which status."""

    status: int
    url: str
    location: str

    @property
    def permanent(self) -> bool:
        return self.status in _PERMANENT


@dataclass(frozen=True, slots=True)
class Answered:
    """How an address answers; `size` is in bytes after unpacking, no address holds a login."""

    url: str
    hops: tuple[Hop, ...]
    status: int
    media_type: str
    size: int
    encoding: str
    reason: str


@dataclass(frozen=True, slots=True)
class FeedFound:
    """What a feed holds, the newest item last; `wanting` of its items only tease, `tried` are some of those."""

    kind: str
    title: str
    items: tuple[Incoming, ...]
    note: str | None
    wanting: int
    tried: tuple[tuple[Incoming, Outcome], ...]

    @property
    def dates(self) -> list[datetime]:
        """In order."""
        return sorted(item.published for item in self.items if item.published)

    @property
    def gap(self) -> timedelta | None:
        """The median of the time between two of the newest items; None where fewer than three have a date."""
        newest = self.dates[-_NEWEST:]
        if len(newest) < 3:
            return None
        return timedelta(seconds=median((later - before).total_seconds() for before, later in pairwise(newest)))


@dataclass(frozen=True, slots=True)
class PageFound:
    """What a page is that is no feed: the feeds that it names, the article on it, else why there is none."""

    feeds: tuple[str, ...]
    page: Page | None
    problem: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is at an address. `error` says why it cannot be polled."""

    answered: Answered
    found: FeedFound | PageFound
    error: str | None = None


async def inspect(poller: FeedPoller, url: str, now: datetime) -> Inspection:
    """Ask once for what a poll would ask for, and for a few pages. Raises RasidError where nothing comes."""
    recorder = _Recorder(**{one.name: getattr(poller.fetcher, one.name) for one in fields(poller.fetcher)})
    watched = replace(poller, fetcher=recorder)
    with _redirects(recorder) as hops:
        polled = await watched.poll(Feed(0, url), now)
    feed = polled.feed
    if not recorder.seen:
        raise RasidError(f"{without_login(url)}: {feed.error or 'nothing came'}")
    answer = recorder.seen[0]
    answered = await asyncio.to_thread(_answered, answer, tuple(hops))
    if feed.errors:
        return Inspection(answered, await asyncio.to_thread(_page, answer, now), feed.error)
    return Inspection(answered, await _feed(watched, answer, feed, polled.items, now))


@dataclass(frozen=True)
class _Recorder(Fetcher):
    """A fetcher that keeps what came."""

    seen: list[Answer] = field(default_factory=list)

    async def get(self, url: str, headers: Mapping[str, str], now: datetime) -> Answer:
        answer = await super().get(url, headers, now)
        self.seen.append(answer)
        return answer


@contextmanager
def _redirects(fetcher: Fetcher) -> Iterator[list[Hop]]:
    """The redirects that are answered while the block runs."""
    hops: list[Hop] = []

    async def keep(response: httpx.Response) -> None:
        if response.has_redirect_location:
            hops.append(Hop(response.status_code, without_login(str(response.url)), response.headers["location"][:500]))

    clients = [client for client in (fetcher.direct, fetcher.proxied) if client]
    before: list[dict[str, list[Any]]] = [client.event_hooks for client in clients]
    for client, hooks in zip(clients, before, strict=True):
        client.event_hooks = {**hooks, "response": [*hooks.get("response", ()), keep]}
    try:
        yield hops
    finally:
        for client, hooks in zip(clients, before, strict=True):
            client.event_hooks = hooks


def _answered(answer: Answer, hops: tuple[Hop, ...]) -> Answered:
    media_type, label = media_type_of(answer)
    try:
        decoded = decode(answer.body, label)
        encoding, reason = decoded.encoding, decoded.reason
    except RasidError as error:
        encoding, reason = "unknown", str(error)
    url = without_login(answer.url)
    return Answered(url, hops, answer.status, media_type, len(answer.body), encoding, reason)


async def _feed(
    poller: FeedPoller, answer: Answer, feed: Feed, items: tuple[Incoming, ...], now: datetime
) -> FeedFound:
    wanting = [item for item in items if wants_page(feed.pages, item.text, item.url)]
    tried = wanting[-_TRIED:]
    outcomes = await complete_these(poller.fetcher, tried, now, largest=poller.largest)
    kind = "news sitemap" if feed.kind == "sitemap" else kind_of(answer)
    pairs = tuple(zip(reversed(tried), reversed(outcomes), strict=True))
    return FeedFound(kind, feed.title, items, feed.error, len(wanting), pairs)


def kind_of(answer: Answer) -> str:
    """Which kind of feed an answer is, with its version where it names one."""
    start = decode(answer.body, media_type_of(answer)[1]).text[:_PROLOGUE]
    for pattern, name in _KINDS:
        if found := pattern.search(start):
            return name.format(*found.groups())
    return "feed"


def _page(answer: Answer, now: datetime) -> PageFound:
    feeds = _named_feeds(answer)
    try:
        page = page_in(answer, now)
    except RasidError as error:
        return PageFound(feeds, None, str(error))
    if shows_a_wall(page.text) or not page.text:
        return PageFound(feeds, None, "the page shows no article")
    return PageFound(feeds, page, "")


def _named_feeds(answer: Answer) -> tuple[str, ...]:
    try:
        tree = parse(decode(answer.body, media_type_of(answer)[1]).text)
    except RasidError:
        return ()
    links = [] if tree is None else tree.xpath(f"//link[@rel='alternate' and ({_FEED_TYPES})]/@href")
    found = []
    for link in links:
        try:
            found.append(urljoin(without_login(answer.url), str(link).strip())[:500])
        except ValueError:
            continue
    return tuple(dict.fromkeys(one for one in found if one.startswith(("http://", "https://"))))[:_NAMED]
