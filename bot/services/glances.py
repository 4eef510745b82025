"""A quick look at an entity, for those who ask in passing."""

from datetime import datetime, timedelta

from bot.core.baseline import WINDOWS
from bot.core.render.glance import GlanceView
from bot.ports import Unit, Window
from bot.services.paces import counted
from watchlists.model import Watchlists
from watchlists.outlets import Outlets

_COUNTED = (WINDOWS["24h"], WINDOWS["7d"])
_STORIES_WITHIN = timedelta(days=7)


def glance(
    unit: Unit, key: str, stories: int, watchlists: Watchlists, outlets: Outlets, now: datetime, timezone: str
) -> GlanceView:
    """An entity (with all that is part of it) or an event type, with at most so many of its stories of the last week,
    the newest first."""
    keys = watchlists.family(key)
    heard = unit.articles.heard(keys)
    return GlanceView(
        key,
        now,
        list(counted(unit, keys, _COUNTED, now).paces.items()),
        unit.stories.recent(keys, Window(now - _STORIES_WITHIN, now), stories) if heard and stories else (),
        heard[1] if heard else None,
        watchlists,
        outlets,
        timezone,
    )
