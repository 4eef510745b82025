"""Polling feeds: politely, and with every failure as a value."""

import asyncio
import random as random_module
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import Message
from typing import Final, Self
from urllib.parse import urlsplit

import bot
from bot.core.errors import RasidError
from bot.core.model import Feed, FeedKind, Incoming
from bot.core.urls import without_login
from bot.core.wire import storable
from bot.ports import Polled
from bot.sources.crawling import read_sitemaps
from bot.sources.feeds import FeedContent, Item, read_feed
from bot.sources.fetch import Answer, Fetcher, FetchError
from bot.sources.networks import parse_networks
from bot.sources.sitemap_xml import is_sitemap

LARGEST_FEED: Final = 10 * 1024 * 1024
_LONGEST_WAIT: Final = timedelta(days=1)
_OFF_AFTER: Final = 100
_OFF: Final = "polled no more; rasid feed retry or /feeds tries it again"
_ACCEPT: Final = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True)
class FeedPoller:
    """Polls feeds of any kind. `largest` is in bytes, of one article; `luck` gives numbers in [0, 1)."""

    fetcher: Fetcher
    largest: int
    luck: Callable[[], float]

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        *,
        allow_networks: Sequence[str] = (),
        largest: int,
        contact: str = "",
        seconds: float = 30.0,
        luck: Callable[[], float] = random_module.random,
    ) -> AsyncIterator[Self]:
        """A poller with its connections. `contact` is an address for outlets; `seconds` bounds one answer.

        Raises SourceError where a network or a proxy is not usable.
        """
        agent = f"Rasid/{bot.__version__}{f' (+{contact})' if contact else ''}"
        limit = max(LARGEST_FEED, largest)
        async with Fetcher.open(agent, allowed=parse_networks(allow_networks), largest=limit, seconds=seconds) as one:
            yield cls(one, largest, luck)

    async def poll(self, feed: Feed, now: datetime) -> Polled:
        """The feed's articles, the oldest first, and what is now known of it; a failure is told in `feed.error`.

        At first contact (the feed never succeeded before) the articles are silent. Store the articles before the
        feed: its ETag says that they need not come again.
        """
        try:
            answer = await self.fetcher.get(feed.url, _conditions(feed), now)
            if answer.status == 304:
                return Polled((), self._succeeded(feed, now, feed.error if not feed.errors else None))
            content = await self._content(answer, now)
        except FetchError as error:
            return Polled((), self._failed(feed, error.reason, now, error.retry_after or 0, gone=error.gone))
        except RasidError as error:
            return Polled((), self._failed(feed, str(error), now))
        return self._read(feed, answer, content, now)

    async def _content(self, answer: Answer, now: datetime) -> FeedContent:
        if is_sitemap(answer.body):
            return await read_sitemaps(self.fetcher, answer, now, _charset)
        # Links are completed with this address, and articles show them: a password stays out of it.
        base = without_login(answer.url)
        return await asyncio.to_thread(read_feed, answer.body, base, label=_charset(answer))

    async def complete(self, feed: Feed, items: Sequence[Incoming], now: datetime) -> Sequence[Incoming]:
        """See the port `Poller`."""
        return items

    def _read(self, feed: Feed, answer: Answer, content: FeedContent, now: datetime) -> Polled:
        named = replace(
            of_kind(feed, content.kind),
            title=feed.title or content.title[:100] or urlsplit(feed.url).hostname or without_login(feed.url),
            etag=_kept(answer.headers.get("etag")) if content.whole else None,
            last_modified=_kept(answer.headers.get("last-modified")) if content.whole else None,
        )
        fitting = [item for item in content.items if len(item.text.encode("utf-8", "replace")) <= self.largest]
        articles = [_article(item, named.title, now, silent=feed.succeeded is None) for item in fitting]
        articles.reverse()  # feeds begin with the newest
        articles.sort(key=lambda article: article.published or now)
        return Polled(
            tuple(articles),
            self._succeeded(named, now, self._left_out(len(content.items) - len(fitting)) or content.note),
        )

    def _left_out(self, number: int) -> str | None:
        if not number:
            return None
        return f"{number} articles over {self.largest // 1024} kB were left out; raise RASID_MAX_ARTICLE_KB"

    def _succeeded(self, feed: Feed, now: datetime, note: str | None) -> Feed:
        next_at = now + self._spread(timedelta(seconds=feed.wait))
        return replace(feed, polled=now, succeeded=now, next_at=next_at, errors=0, error=note, off=False)

    def _failed(self, feed: Feed, reason: str, now: datetime, retry_after: float = 0, *, gone: bool = False) -> Feed:
        """Wait twice as long after each failure, a day at most, and no less than the outlet asks for."""
        errors = feed.errors + 1
        seconds = min(max(feed.wait * 2.0 ** min(errors, 20), retry_after), _LONGEST_WAIT.total_seconds())
        wait = max(self._spread(timedelta(seconds=seconds)), timedelta(seconds=min(retry_after, seconds)))
        off = gone or errors >= _OFF_AFTER
        sentence = " ".join(f"{reason}{'; ' + _OFF if off else ''}".split())
        return replace(feed, polled=now, next_at=now + wait, errors=errors, error=sentence[:500], off=off)

    def _spread(self, wait: timedelta) -> timedelta:
        """A tenth more or less, so that feeds that were added together part."""
        return wait * (0.9 + 0.2 * self.luck())


def of_kind(feed: Feed, kind: FeedKind) -> Feed:
    """The feed as one of the kind that its body showed. A sitemap has only titles, so its pages are fetched."""
    if feed.kind in (kind, "mail"):
        return feed
    return replace(feed, kind=kind, pages="always" if kind == "sitemap" and feed.pages == "auto" else feed.pages)


def _conditions(feed: Feed) -> dict[str, str]:
    given = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {"Accept": _ACCEPT} | {name: value for name, value in given.items() if value}


def _charset(answer: Answer) -> str | None:
    header = Message()
    header["content-type"] = _kept(answer.headers.get("content-type")) or ""
    return header.get_content_charset()


def _kept(value: str | None) -> str | None:
    """A header that may be sent back or read as it is; others are as good as absent."""
    return value if value and value.isascii() and value.isprintable() and len(value) <= 500 else None


def _article(item: Item, source: str, now: datetime, *, silent: bool) -> Incoming:
    published = min(item.published, now) if item.published else None
    return storable(Incoming(source, item.text, item.key, item.title, item.url, published, silent=silent))
