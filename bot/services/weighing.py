"""How serious stories are with all their reports, and with what is unusual now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.model import Story
from bot.core.severity import weighed
from bot.ports import Unit
from watchlists.model import Watchlists
from watchlists.outlets import Outlets

# How long an unusual number of mentions counts for the stories of its entity.
LASTS = timedelta(days=1)


def weigh(unit: Unit, stories: Sequence[Story], watchlists: Watchlists, outlets: Outlets, now: datetime) -> list[Story]:
    """The stories with their scores, as serious as those say; none becomes less serious."""
    unusual = {one.key: one.factor for one in unit.trends.since(now - LASTS)} if stories else {}
    return [weighed(story, watchlists, outlets, unusual) for story in stories]
