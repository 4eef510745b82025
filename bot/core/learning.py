"""What is learned from people who merge and split stories: how many points make one happening of two reports.

Each ruling votes: a merge says that what was asked for is too much where its reports had less, and a split that it is
too little where they had as much. It moves to where the fewest votes are against it; what was tuned before anybody
voted weighs as much as PRIOR votes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from functools import reduce
from itertools import islice
from typing import Any, Self

from bot.core.features import Features, features_of
from bot.core.grouping import ENOUGH, agreement
from bot.core.model import Reading
from watchlists.model import Watchlists

MOST = 500
"""So many rulings count, the newest."""
PRIOR = 10.0
"""What was tuned weighs as ten votes: five for more by BOUND and five for less. So five rulings of one kind move it as
far as it goes, and a single one by less than a fifth of that. Own choice."""
BOUND = 1.5
"""So many points more or fewer than tuned are asked for at most. Own choice: people are wrong, too, and what they moved
decides of stories that they never saw; about half of what a rare place in common gives."""
# The next article of the same wording has to fall on the same side, though other stories are open then.
_CLEAR = 0.01


@dataclass(frozen=True, slots=True)
class Example:
    """Two reports, or a report and a story, of which a person said whether they tell of one happening (`joined`).

    `points` are what they have in common (see grouping), None where another version counted otherwise; `same_outlet`
    is whether one outlet told both, `hours` what lies between them.
    """

    joined: bool
    points: float | None = None
    same_outlet: bool = False
    hours: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` is its inverse."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The example that `as_dict` was made from; what another version knew beside it is left out."""
        return cls(**{one.name: data[one.name] for one in fields(cls) if one.name in data})


def enough(examples: Iterable[Example], tuned: float = ENOUGH) -> float:
    """The points to be asked for, from the examples, newest first: those with the fewest votes against them; of equals
    what is nearest to what was tuned."""
    votes = [(one.joined, one.points) for one in islice(examples, MOST) if one.points is not None]

    def against(at: float) -> float:
        return PRIOR / 2 * abs(at - tuned) / BOUND + sum(
            points < at if join else points >= at for join, points in votes
        )

    wished = (points - _CLEAR if join else points + _CLEAR for join, points in votes)
    inside = [at for at in wished if abs(at - tuned) <= BOUND]
    return min((tuned, *inside), key=lambda at: (against(at), abs(at - tuned), at))


def features_of_all(readings: Iterable[Reading], watchlists: Watchlists) -> Features:
    """What a story of these readings is compared by: that of each, in the order in which they came in."""
    arrived = sorted(readings, key=lambda one: one.article.id)
    return reduce(Features.merged, (features_of(one.article, one.findings, watchlists) for one in arrived), Features())


def example(one: Sequence[Reading], other: Sequence[Reading], watchlists: Watchlists, *, joined: bool) -> Example:
    """What a ruling over the reports of two stories is remembered by: that report of the story which began later that
    is nearest to being put into the earlier one."""
    earlier, later = sorted((one, other), key=lambda some: min(reading.article.published for reading in some))
    story = features_of_all(earlier, watchlists)
    found = [_compared(reading, earlier, story, watchlists, joined=joined) for reading in later]
    return max(found, key=lambda one: one.points or 0.0)


def _compared(
    reading: Reading, story: Sequence[Reading], features: Features, watchlists: Watchlists, *, joined: bool
) -> Example:
    article = reading.article
    between = min((abs(article.published - one.article.published) for one in story), default=timedelta())
    points = agreement(features_of(article, reading.findings, watchlists), features, between)
    same = any(one.article.source == article.source for one in story)
    return Example(joined, round(points, 4), same, round(between.total_seconds() / 3600, 2))
