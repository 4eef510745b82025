"""Which story is most probably the same as another one: pure, from what both name."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.core.model import Story
from watchlists.model import Watchlists

# Two happenings of one kind by one group are rarely further apart and one. Own choice.
_NEAR: Final = timedelta(days=3)


def obvious(story: Story, others: Sequence[Story], watchlists: Watchlists) -> Story | None:
    """Of other stories, the most alike first, the first one if it tells of the same kind of event and of the same
    entity, at about the same time; None where none does."""
    for one in others[:1]:
        shared = one.keys & story.keys
        if shared & watchlists.events.keys() and shared & watchlists.entities.keys():
            return one if abs(one.latest - story.latest) <= _NEAR else None
    return None
