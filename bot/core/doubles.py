"""Which story is most probably the same as another one: pure, from what both tell."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.core.agreeing import facts, far_apart
from bot.core.grouping import ENOUGH
from bot.core.learning import BOUND, example, features_of_all
from bot.core.model import Story
from watchlists.model import Watchlists

# Two happenings of one kind by one group are rarely further apart and one. Own choice.
_NEAR: Final = timedelta(days=3)
# From so many points on rulings of people could make one story of both by themselves.
_ALMOST_ENOUGH: Final = ENOUGH - BOUND


def obvious(story: Story, others: Sequence[Story], watchlists: Watchlists) -> Story | None:
    """Of other stories, the most alike first, the first one that tells of the same kind of deed in the same place, of
    the same entity and at about the same time, and that has nearly enough in common to be one story with it (see
    grouping); None where none does."""
    return next((one for one in others if _is_double(story, one, watchlists)), None)


def _is_double(story: Story, other: Story, watchlists: Watchlists) -> bool:
    shared, between = other.keys & story.keys, abs(other.latest - story.latest)
    named = bool(shared & watchlists.events.keys() and shared & watchlists.entities.keys())
    if not named or between > _NEAR or not (story.readings and other.readings):
        return False
    mine, theirs = (features_of_all(one.readings, watchlists) for one in (story, other))
    agree, against = facts(mine, theirs, between)
    if "act" not in agree or not {"place", "area"} & set(agree) or "act" in against or far_apart(mine, theirs):
        return False
    points = example(story.readings, other.readings, watchlists, joined=True).points
    return points is not None and points >= _ALMOST_ENOUGH
