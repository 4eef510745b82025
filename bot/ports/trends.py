"""Unusual numbers of mentions, and what they are counted from."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.trends import Report, Trend
from bot.ports.window import Window


class Trends(Protocol):
    """Unusual numbers of mentions of entities that chats were told of."""

    def reports(self, keys: Collection[str], window: Window, *, fresh: bool = False) -> Sequence[Report]:
        """The reports in which one of the entities is named, published in the window, oldest first: of each article
        the newest edition. `fresh` leaves out what no alert speaks of, as a feed held it when it was first read."""
        ...

    def add(self, trend: Trend) -> Trend:
        """Store one (its id is ignored)."""
        ...

    def change(self, trend: Trend) -> None:
        """Replace what is kept of one: that it is over, who was not told."""
        ...

    def get(self, trend_id: int) -> Trend | None: ...

    def since(self, since: datetime, keys: Collection[str] | None = None) -> Sequence[Trend]:
        """Those found since then, oldest first; of these entities, or of all."""
        ...
