"""Which poller asks which kind of source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.model import Feed, Incoming
from bot.ports import Polled, Poller


@dataclass(frozen=True, slots=True)
class Pollers:
    """A `Poller` for every kind: mailboxes go to `mail`, all else to `web`."""

    web: Poller
    mail: Poller

    async def poll(self, feed: Feed, now: datetime) -> Polled:
        """See the port `Poller`."""
        return await self._of(feed).poll(feed, now)

    async def complete(self, feed: Feed, items: Sequence[Incoming], now: datetime) -> Sequence[Incoming]:
        """See the port `Poller`."""
        return await self._of(feed).complete(feed, items, now)

    def _of(self, feed: Feed) -> Poller:
        return self.mail if feed.kind == "mail" else self.web
