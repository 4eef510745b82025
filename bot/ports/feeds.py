"""The sources that are polled."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.model import Feed, FeedKind, Pages


class Feeds(Protocol):
    """Polled sources."""

    def add(self, url: str, title: str, now: datetime, *, kind: FeedKind = "feed") -> Feed:
        """A feed that is due at once, or soon where many are new; the stored one when its URL is known."""
        ...

    def remove(self, url: str) -> bool: ...

    def all(self) -> Sequence[Feed]: ...

    def get(self, feed_id: int) -> Feed | None: ...

    def revive(self, ids: Collection[int] | None, now: datetime) -> int:
        """Make feeds due with no error counted, whether they are off or not; None: all that are off or fail. Returns
        how many."""
        ...

    def due(self, now: datetime, limit: int = 50) -> Sequence[Feed]: ...

    def unseen(self, feed_id: int, digests: Collection[str]) -> Collection[str]:
        """Those of the digests that `mark` was never told of, or that the feed has not held for a month."""
        ...

    def mark(self, feed_id: int, digests: Collection[str], now: datetime) -> None:
        """These are what the feed holds now, and they were taken; those that it has not held for a month go."""
        ...

    def save(self, feed: Feed) -> bool:
        """Keep what a poll found, except that it takes back no decision made meanwhile: a feed that is off stays off
        (`revive` turns it on), and `pages` is set only where it is 'auto'. False when there is no such feed."""
        ...

    def choose(self, feed_id: int, pages: Pages) -> None:
        """Decide whether the full text behind a feed's items is fetched."""
        ...
