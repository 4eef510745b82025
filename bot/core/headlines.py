"""What the headlines of an article and a story say, and how much of it the other side says, too. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest

from bot.core.features import Features, outlet
from bot.core.stems import MOST_WEIGHT, weigh

# A headline of fewer rare words than two says too little for its share to count. Own choice.
_SHORT = 2 * MOST_WEIGHT
# A headline that is said nowhere else tells no more than this. Own choice.
_MOST_AHEAD = 0.5


def told(one: Features, other: Features, usual: Mapping[str, float], *, names: bool = True) -> float:
    """How much of what the headline of each side says the other side says, too: 0 to 2, rarer words counting more and
    those that are `usual` less; without `names` those of names and phrases found in both not at all: every report
    of a kind has them. Of a story the headline counts of which most is said."""
    found = frozenset[str]() if names else one.found & other.found
    pairs = ((one.headlines, other.words - found), (other.headlines, one.words - found))
    return sum(max((_share(line, said, usual) for line in _lines(lines)), default=0.0) for lines, said in pairs)


def ahead(values: Sequence[float]) -> Iterator[float]:
    """By how much each is over the greatest of the others, half at most either way."""
    first, second = nlargest(2, [0.0, 0.0, *values])
    for one in values:
        yield max(-_MOST_AHEAD, min(_MOST_AHEAD, one - (second if one == first else first)))


def words_of(one: Features) -> frozenset[str]:
    """What all of its headlines say."""
    return frozenset[str]().union(*_lines(one.headlines))


def same_outlet(one: Features, other: Features) -> bool:
    """Whether an outlet of the article told of the story before."""
    mine = tuple(outlet(line.partition("\t")[0]) for line in one.headlines)
    return any(line.startswith(mine) for line in other.headlines)


def _share(line: frozenset[str], said: frozenset[str], usual: Mapping[str, float]) -> float:
    both = line & said
    return weigh(both, usual) / max(_SHORT, weigh(line)) if both else 0.0


@lru_cache(4_000)
def _lines(headlines: frozenset[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.partition("\t")[2].split()) for line in headlines)
