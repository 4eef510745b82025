"""What is shown of sources, before it is put into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.model import Destination, Feed


@dataclass(frozen=True, slots=True)
class FeedsView:
    """All polled sources, and the chats whose posts are taken in."""

    now: datetime
    feeds: Sequence[Feed]
    listening: Sequence[Destination] = ()
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class FeedView:
    """One source, with how many articles of its name were published in the last day and week (None: not counted)."""

    feed: Feed
    now: datetime
    day: int | None = None
    week: int | None = None
