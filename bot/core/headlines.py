"""What the headlines of an article and a story say, and how much of it the other side says, too. Pure."""

from collections.abc import Mapping
from functools import lru_cache

from bot.core.features import Features, outlet
from bot.core.stems import MOST_WEIGHT, weigh

# A headline of fewer rare words than two says too little for its share to count. Own choice.
_SHORT = 2 * MOST_WEIGHT


def told(one: Features, other: Features, usual: Mapping[str, float]) -> tuple[float, float]:
    """How much of what the headline of each side says the other side says, too: 0 to 2, rarer words counting more and
    those that are `usual` less; and the same without those of names and phrases found in both: every report of a kind
    has them. Of a story the headline counts of which most is said."""
    found = one.found & other.found
    mine, theirs = _said(one.headlines, other.words, found, usual), _said(other.headlines, one.words, found, usual)
    return mine[0] + theirs[0], mine[1] + theirs[1]


def same_outlet(one: Features, other: Features) -> bool:
    """Whether an outlet of the article told of the story before."""
    mine = tuple(outlet(line.partition("\t")[0]) for line in one.headlines)
    return any(line.startswith(mine) for line in other.headlines)


def _said(
    headlines: frozenset[str], words: frozenset[str], found: frozenset[str], usual: Mapping[str, float]
) -> tuple[float, float]:
    most = own = 0.0
    for line in _lines(headlines):
        if both := line & words:
            whole = max(_SHORT, weigh(line))
            share = weigh(both, usual) / whole
            most = max(most, share)
            own = max(own, weigh(both - found, usual) / whole if both & found else share)
    return most, own


@lru_cache(4_000)
def _lines(headlines: frozenset[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.partition("\t")[2].split()) for line in headlines)
