"""What a chart of an entity shows, counted in the store."""

from datetime import datetime, timedelta

from bot.core.charting import bars
from bot.core.model import Destination
from bot.core.render.chart import ChartView
from bot.ports import Unit, Window
from bot.services.paces import pace
from watchlists.model import Watchlists

_MOST_STORIES = 50
# Sources are counted up to this number.
_MOST_SOURCES = 1000


def chart_view(
    unit: Unit,
    key: str,
    window: timedelta,
    watchlists: Watchlists,
    now: datetime,
    chat: Destination,
    *,
    dark: bool = False,
) -> ChartView:
    """The mentions of an entity (with all that is part of it) or of an event type in the window until now."""
    keys = watchlists.family(key)
    span = Window(now - window, now)

    def count(start: datetime, end: datetime) -> int:
        return unit.articles.mentions(keys, Window(start, end))

    return ChartView(
        key=key,
        now=now,
        window=window,
        pace=pace(unit, keys, window, now),
        bars=bars(now, window, chat.timezone, unit.articles.since(), count),
        stories=unit.stories.recent(keys, span, _MOST_STORIES),
        outlets=len(unit.articles.by_source(keys, span, _MOST_SOURCES)),
        watchlists=watchlists,
        timezone=chat.timezone,
        dark=dark,
    )
