"""From a sitemap, or an index of sitemaps, to the newest pages of an outlet: a few fetches a poll, never in circles."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from bot.core.canonical import canonical_url
from bot.core.errors import RasidError, WireError
from bot.core.urls import without_login
from bot.sources.failures import FetchError
from bot.sources.feeds import FeedContent, Item
from bot.sources.fetch import Answer, Fetcher
from bot.sources.sitemaps import MOST, NEWS, Child, Sitemap, read_sitemap, same_outlet

# Sitemaps of an index that are fetched at one poll, the newest first.
AT_A_POLL: Final = 5
# An index may name indexes; what those name is read, and no index below them.
DEEPEST: Final = 2
_HEADERS: Final = {"Accept": "application/xml, text/xml;q=0.9, */*;q=0.5"}
_FOREIGN: Final = "it leads to another outlet's address"
_TOO_DEEP: Final = "the sitemap leads only to more lists of sitemaps; give the address of the outlet's news sitemap"


async def read_sitemaps(
    fetcher: Fetcher, answer: Answer, now: datetime, charset: Callable[[Answer], str | None]
) -> FeedContent:
    """The newest pages of a sitemap that came as `answer`, with those of the sitemaps that it names.

    Of an index at most AT_A_POLL sitemaps are fetched, the newest first, and none that did not change for two days.
    One that fails is told in `note` and stops no other. Raises WireError or FetchError where nothing can be read.
    """
    root = await _read(answer, now, charset)
    if not root.children:
        return FeedContent(root.title, root.items, kind="sitemap")
    crawl = _Crawl(fetcher, now, charset, {canonical_url(answer.url)})
    await crawl.follow(root.children)
    return crawl.content()


async def _read(answer: Answer, now: datetime, charset: Callable[[Answer], str | None]) -> Sitemap:
    # Items show their addresses: a password stays out of them.
    base = without_login(answer.url)
    return await asyncio.to_thread(read_sitemap, answer.body, base, now, label=charset(answer))


@dataclass(slots=True)
class _Crawl:
    fetcher: Fetcher
    now: datetime
    charset: Callable[[Answer], str | None]
    seen: set[str]
    asked: int = 0
    too_deep: bool = False
    lists: list[Sitemap] = field(default_factory=list)
    failures: list[RasidError] = field(default_factory=list)

    async def follow(self, children: Sequence[Child], depth: int = 1) -> None:
        """Read these, one after the other (they are one outlet's), and what they name in their turn."""
        for child in children:
            name = canonical_url(child.url)
            if self.asked >= AT_A_POLL or name in self.seen or not self._may_hold_news(child):
                continue
            self.seen.add(name)
            found = await self._try(child)
            if found is None:
                continue
            if not found.children:
                self.lists.append(found)
            elif depth < DEEPEST:
                await self.follow(found.children, depth + 1)
            else:
                self.too_deep = True

    def content(self) -> FeedContent:
        """Everything that was read, as one. Raises the first failure where nothing was."""
        if self.failures and not self.lists:
            raise _failure(self.failures[0])
        if self.too_deep and not self.lists:
            raise WireError(_TOO_DEEP)
        title = next((one.title for one in self.lists if one.title), "")
        return FeedContent(title, _newest(self.lists), kind="sitemap", whole=False, note=self._note())

    def _may_hold_news(self, child: Child) -> bool:
        return child.modified is None or self.now - child.modified <= NEWS

    async def _try(self, child: Child) -> Sitemap | None:
        self.asked += 1
        try:
            answer = await self.fetcher.get(child.url, _HEADERS, self.now)
            if not same_outlet(answer.url, child.url):
                raise FetchError(_FOREIGN)
            return await _read(answer, self.now, self.charset)
        except RasidError as error:
            self.failures.append(error)
            return None

    def _note(self) -> str | None:
        if not self.failures:
            return None
        reason = _failure(self.failures[0]).reason
        return f"{len(self.failures)} of {self.asked} sitemaps could not be read: {reason}"


def _failure(error: RasidError) -> FetchError:
    """The failure as the whole source's: one sitemap that is gone for good does not end it."""
    if isinstance(error, FetchError):
        return FetchError(error.reason, retry_after=error.retry_after)
    return FetchError(str(error))


def _newest(sitemaps: Iterable[Sitemap]) -> tuple[Item, ...]:
    """The items of all, each address once, newest first; those without a date count as new."""
    items = {item.url: item for one in sitemaps for item in one.items}
    latest = datetime.max.replace(tzinfo=UTC)
    return tuple(sorted(items.values(), key=lambda item: item.published or latest, reverse=True)[:MOST])
