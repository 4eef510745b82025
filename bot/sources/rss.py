"""Polling feeds: politely, and with every failure as a value."""

import asyncio
import random as random_module
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Self
from urllib.parse import urlsplit

import bot
from bot.core import polling
from bot.core.errors import RasidError
from bot.core.inflate import unpacked
from bot.core.model import Feed, FeedKind, Incoming
from bot.core.urls import without_login
from bot.core.wire import storable
from bot.ports import Polled
from bot.sources import full_text
from bot.sources.crawling import read_sitemaps
from bot.sources.digests import body_digest, item_digests
from bot.sources.failures import FetchError, HeldError
from bot.sources.feeds import FeedContent, Item, read_feed
from bot.sources.fetch import Answer, Fetcher
from bot.sources.networks import parse_networks
from bot.sources.sitemap_xml import is_sitemap

LARGEST_FEED: Final = 10 * 1024 * 1024
_LONGEST_URL: Final = 2000
_MAX_AGE: Final = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
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
            return await self._answered(feed, answer, now)
        except HeldError as error:
            return Polled((), polling.held(feed, error.until, self.luck()))
        except FetchError as error:
            asked = error.retry_after or 0
            failed = polling.failed(feed, error.reason, now, self.luck(), retry_after=asked, gone=error.gone)
        except RasidError as error:
            failed = polling.failed(feed, str(error), now, self.luck())
        return Polled((), failed)

    async def complete(self, feed: Feed, items: Sequence[Incoming], now: datetime) -> Sequence[Incoming]:
        """See the port `Poller`."""
        return await full_text.complete(self.fetcher, feed.pages, items, now, largest=self.largest)

    async def _answered(self, feed: Feed, answer: Answer, now: datetime) -> Polled:
        """Raises WireError where no feed is there."""
        known = self._known(feed, answer, now)
        if answer.status == 304 or known.digest == feed.digest:
            same = replace(known, error=None if feed.errors else feed.error)
            return Polled((), same, least=_max_age(answer))
        if not is_sitemap(answer.body):
            return await asyncio.to_thread(self._feed, known, answer, now, feed)
        content = await read_sitemaps(self.fetcher, answer, now, _charset)
        return await asyncio.to_thread(self._read, known, content, now, _max_age(answer), feed)

    def _known(self, feed: Feed, answer: Answer, now: datetime) -> Feed:
        """What is known of a feed that answered."""
        succeeded = replace(feed, url=_address(feed, answer), polled=now, succeeded=now, errors=0, off=False)
        if answer.status == 304:
            return succeeded
        return replace(
            succeeded,
            etag=_kept(answer.headers.get("etag")),
            last_modified=_kept(answer.headers.get("last-modified")),
            digest=body_digest(answer.body, self.largest),
        )

    def _feed(self, known: Feed, answer: Answer, now: datetime, before: Feed) -> Polled:
        # Links are completed with this address, and articles show them: a password stays out of it.
        base = without_login(answer.url)
        content = read_feed(unpacked(answer.body, LARGEST_FEED), base, label=_charset(answer))
        return self._read(known, content, now, max(_max_age(answer), timedelta(seconds=content.ttl)), before)

    def _read(self, known: Feed, content: FeedContent, now: datetime, least: timedelta, before: Feed) -> Polled:
        """`known` is what is known of the feed by now, `before` what was known before."""
        title = known.title or content.title[:100] or urlsplit(known.url).hostname or without_login(known.url)
        fitting = [item for item in content.items if len(item.text.encode("utf-8", "replace")) <= self.largest]
        articles = [_article(item, title, now, silent=before.succeeded is None) for item in fitting]
        found = list(zip(articles, item_digests(fitting, articles), strict=True))
        found.reverse()  # feeds begin with the newest
        found.sort(key=lambda one: one[0].published or now)
        note = self._left_out(len(content.items) - len(fitting)) or content.note
        feed = replace(_as_shown(known, content), title=title, error=note)
        return Polled(tuple(item for item, _ in found), feed, tuple(digest for _, digest in found), least)

    def _left_out(self, number: int) -> str | None:
        if not number:
            return None
        return f"{number} articles over {self.largest // 1024} kB were left out; raise RASID_MAX_ARTICLE_KB"


def _address(feed: Feed, answer: Answer) -> str:
    """Where the feed is from now on: where it moved for good, unless a login, the encryption or the bounds of an
    address would be lost."""
    old, new = urlsplit(feed.url), urlsplit(answer.url)
    lost = (old.username and not new.username) or (old.scheme == "https" and new.scheme != "https")
    return answer.url if answer.moved and not lost and len(answer.url) <= _LONGEST_URL else feed.url


def _max_age(answer: Answer) -> timedelta:
    """How long the outlet says that the answer stays good; a day at most is believed."""
    found = _MAX_AGE.search(answer.headers.get("cache-control", ""))
    return timedelta(seconds=min(int(found[1]), 86_400)) if found else timedelta()


def _as_shown(feed: Feed, content: FeedContent) -> Feed:
    """The feed as its body showed it; of several answers, that the first one stays the same says nothing."""
    shown = of_kind(feed, content.kind)
    return shown if content.whole else replace(shown, etag=None, last_modified=None, digest=None)


def of_kind(feed: Feed, kind: FeedKind) -> Feed:
    """The feed as one of the kind that its body showed. A sitemap has only titles, so its pages are fetched."""
    if feed.kind in (kind, "mail"):
        return feed
    return replace(feed, kind=kind, pages="always" if kind == "sitemap" and feed.pages == "auto" else feed.pages)


def _conditions(feed: Feed) -> dict[str, str]:
    given = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {"Accept": _ACCEPT} | {name: value for name, value in given.items() if value}


def _charset(answer: Answer) -> str | None:
    return full_text.media_type_of(answer)[1]


def _kept(value: str | None) -> str | None:
    """A header that may be sent back or read as it is; others are as good as absent."""
    return value if value and value.isascii() and value.isprintable() and len(value) <= 500 else None


def _article(item: Item, source: str, now: datetime, *, silent: bool) -> Incoming:
    published = min(item.published, now) if item.published else None
    named = Incoming(source, item.text, item.key, item.title, item.url, published, silent=silent, polled=True)
    return storable(named)
