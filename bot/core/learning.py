"""What is learned from people who merge and split stories: how much of their words two reports must have in common.

Each ruling votes for the thresholds next to the points that the facts gave in which the two stories agreed. A threshold
moves to where the fewest votes are against it; what was tuned before anybody voted weighs as much as PRIOR votes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import timedelta
from functools import reduce
from itertools import islice
from math import ceil, floor, log2
from typing import Any, Self

from bot.core.features import Features, features_of
from bot.core.grouping import ENOUGH, agreement, asked
from bot.core.model import Reading
from watchlists.model import Watchlists

MOST = 500
"""So many rulings count, the newest."""
PRIOR = 10.0
"""What was tuned weighs as ten votes: five for every doubling and five for every halving. So five rulings of one kind
move a threshold as far as it goes, and a single one by less than a sixth. Own choice."""
BOUND = 2.0
"""No threshold goes over twice or under half of what was tuned. Own choice: people are wrong, too, and a threshold that
they moved decides of stories that they never saw."""
# The next article of the same wording has to fall on the same side, though its words are weighed in another order.
_CLEAR = 1.01


@dataclass(frozen=True, slots=True)
class Example:
    """Two reports, or a report and a story, of which a person said whether they tell of one happening (`joined`).

    `facts` are the points that the facts give in which they agree, `own` is the share of words in common, `same_outlet`
    whether one outlet told both, `hours` what lies between them.
    """

    joined: bool
    facts: float
    own: float
    same_outlet: bool = False
    hours: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` is its inverse."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The example that `as_dict` was made from; what another version knew beside it is left out."""
        return cls(**{one.name: data[one.name] for one in fields(cls) if one.name in data})


def enough(examples: Iterable[Example], tuned: Sequence[float] = ENOUGH) -> tuple[float, ...]:
    """The shares of words to be asked for by the points of facts, from the examples, newest first."""
    votes: defaultdict[int, list[Example]] = defaultdict(list)
    for one in islice(examples, MOST):
        at = min(one.facts, len(tuned) - 1)
        for index in {floor(at), ceil(at)}:
            votes[index].append(_as_if(one, at, index, tuned))
    return tuple(_moved(tuned, facts, votes[facts]) for facts in range(len(tuned)))


def _as_if(one: Example, at: float, index: int, tuned: Sequence[float]) -> Example:
    """The example at a whole number of points: as far above or below what is asked for there as where it stands."""
    least = asked(at, tuned)
    return replace(one, own=one.own / least * tuned[index]) if least and tuned[index] else one


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
    return max(found, key=lambda one: (_ratio(one), one.facts, one.own))


def _compared(
    reading: Reading, story: Sequence[Reading], features: Features, watchlists: Watchlists, *, joined: bool
) -> Example:
    article = reading.article
    between = min((abs(article.published - one.article.published) for one in story), default=timedelta())
    facts, own = agreement(features_of(article, reading.findings, watchlists), features, between)
    same = any(one.article.source == article.source for one in story)
    return Example(joined, facts, round(own, 6), same, round(between.total_seconds() / 3600, 2))


def _ratio(one: Example) -> float:
    """How the share of words compares to what is asked for."""
    least = asked(one.facts, ENOUGH)
    return one.own / least if least else BOUND + one.own


def _moved(tuned: Sequence[float], facts: int, votes: Sequence[Example]) -> float:
    """The threshold with the fewest votes against it; of equals the one nearest to what was tuned.

    Of a threshold of 0 there is no double: it rises as far as that of one fact less can sink.
    """
    least = tuned[facts]
    low, high = (least / BOUND, least * BOUND) if least else (0.0, tuned[facts - 1] / BOUND)

    def way(at: float) -> float:
        if not least:
            return at / high
        return abs(log2(at / least)) / log2(BOUND)

    def against(at: float) -> float:
        return PRIOR / 2 * way(at) + sum(one.own < at if one.joined else one.own >= at for one in votes)

    wished = (one.own / _CLEAR if one.joined else one.own * _CLEAR for one in votes)
    inside = [at for at in wished if low <= at <= high]
    return min((least, *inside), key=lambda at: (against(at), way(at), at))
