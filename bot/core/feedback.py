"""What people say of alerts, and what that says of the aliases by which a chat came to hear of them. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.core.model import Reading, Subscription
from bot.core.routing import wanted_keys
from watchlists.model import Watchlists

AliasName = tuple[str, str]
"""The key of an entry, and one of its aliases or phrases."""

REJECTED_ALERTS: Final = 3
"""Of fewer alerts no rule can be told from chance. Own choice."""
PEOPLE: Final = 2
"""One person's taste is no rule for all chats: at least so many say it …"""
ALERTS_OF_ONE: Final = 5
"""… or one person, who is more than a viewer, of so many: many newsrooms have one analyst. Own choice."""


class Rating(StrEnum):
    """What somebody says of an alert."""

    RELEVANT = "relevant"
    NOT_RELEVANT = "not_relevant"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person (a label) said of one alert, whose article is `article_id`."""

    alert_id: int
    article_id: int
    person: str
    rating: Rating
    given: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """How many said that it is relevant, and that it is not."""

    relevant: int = 0
    rejected: int = 0

    @property
    def given(self) -> int:
        """How many said one of the two."""
        return self.relevant + self.rejected


def tally(ratings: Iterable[Rating | str]) -> Tally:
    """A duplicate says nothing of the aliases: its article may be as relevant as the first."""
    found = Counter(map(str, ratings))
    return Tally(found[Rating.RELEVANT], found[Rating.NOT_RELEVANT])


def heard_by(reading: Reading, subscriptions: Iterable[Subscription], watchlists: Watchlists) -> frozenset[AliasName]:
    """The aliases and phrases of an article by which a chat with these subscriptions hears of it; all of them where
    none of its subscriptions concerns the article (any more)."""
    found = {(one.entity, one.alias) for one in reading.findings.mentions}
    found |= {(one.event, one.phrase) for one in reading.findings.events}
    wanted: frozenset[str] = frozenset().union(*(wanted_keys(one, watchlists) for one in subscriptions))
    return frozenset(one for one in found if one[0] in wanted) or frozenset(found)


def is_repeated(votes: Collection[Vote], viewers: Collection[str] = ()) -> bool:
    """Whether an alias was rejected often enough that a change of it is looked for. `viewers` are labels.

    At least REJECTED_ALERTS alerts, by at least PEOPLE people, or ALERTS_OF_ONE alerts by one who is no viewer; and by
    over half of all that was said of it.
    """
    counted = tally(vote.rating for vote in votes)
    rejected = [vote for vote in votes if vote.rating == Rating.NOT_RELEVANT]
    alerts, people = {vote.alert_id for vote in rejected}, {vote.person for vote in rejected}
    several, alone = len(people) >= PEOPLE, not people <= set(viewers)
    often = len(alerts) >= (REJECTED_ALERTS if several else ALERTS_OF_ONE)
    return often and (several or alone) and counted.rejected * 2 > counted.given


def judged(votes: Iterable[Vote]) -> Mapping[int, bool]:
    """Which articles (by id) people called relevant; of one on which they differ, relevant is taken as said."""
    found: dict[int, bool] = {}
    for vote in votes:
        if vote.rating != Rating.DUPLICATE:
            found[vote.article_id] = found.get(vote.article_id, False) or vote.rating == Rating.RELEVANT
    return found
