"""What would be read at an address: how it answers, what its feed holds, and whether pages give their full text.

Nothing is stored. An address without a feed is read as a page: which feeds it names, and whether it is an article.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any, Final

import httpx

from bot.core import polling
from bot.core.errors import RasidError
from bot.core.full_text import shows_a_wall, wants_page
from bot.core.model import Feed, Incoming
from bot.core.urls import without_login
from bot.ports import Polled
from bot.sources.encoding import decode
from bot.sources.feeds import named_feeds
from bot.sources.fetch import Answer, Fetcher
from bot.sources.full_text import Outcome, complete_these, media_type_of, page_in
from bot.sources.kinds import kind_of
from bot.sources.pages import Page
from bot.sources.rss import FeedPoller

_TRIED: Final = 3
_NAMED: Final = 10
_PERMANENT: Final = frozenset({301, 308})


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
    """What a feed holds, the newest item last, and how often it would be asked; `wanting` of its items only tease,
    `tried` are some of those, the newest first."""

    kind: str
    title: str
    items: tuple[Incoming, ...]
    note: str | None
    wanting: int
    tried: tuple[tuple[Incoming, Outcome], ...]
    gap: timedelta | None
    wait: timedelta

    @property
    def dates(self) -> list[datetime]:
        """In order."""
        return sorted(item.published for item in self.items if item.published)


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
    return Inspection(answered, await _feed(watched, answer, polled, now))


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


async def _feed(poller: FeedPoller, answer: Answer, polled: Polled, now: datetime) -> FeedFound:
    feed, items = polled.feed, polled.items
    wanting = [item for item in items if wants_page(feed.pages, item.text, item.url)]
    tried = wanting[-_TRIED:]
    outcomes = await complete_these(poller.fetcher, tried, now, largest=poller.largest)
    label = media_type_of(answer)[1]
    kind = "news sitemap" if feed.kind == "sitemap" else await asyncio.to_thread(kind_of, answer.body, label)
    pairs = tuple(zip(reversed(tried), reversed(outcomes), strict=True))
    dates = [item.published for item in items if item.published]
    asked = polling.answered(feed, now, 0.5, news=True, least=polled.least, dates=dates)
    gap, wait = polling.usual_gap(dates, now), timedelta(seconds=asked.wait)
    return FeedFound(kind, feed.title, items, feed.error, len(wanting), pairs, gap, wait)


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
        text = decode(answer.body, media_type_of(answer)[1]).text
    except RasidError:
        return ()
    found = (one[:500] for one in named_feeds(text, without_login(answer.url)))
    return tuple(dict.fromkeys(found))[:_NAMED]
