"""What is to be shown of an unusual number of mentions, before it is put into words."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model import Story
from bot.core.trends import Trend
from watchlists.model import Watchlists

STORIES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class TrendView:
    """A trend with the stories that were named most in it, at most STORIES_SHOWN."""

    trend: Trend
    stories: Sequence[Story]
    watchlists: Watchlists
    timezone: str = "UTC"
