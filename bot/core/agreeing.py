"""In what an article and a story agree, and what speaks against one happening. Pure."""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from bot.core.acts import alike, deeds, unlike
from bot.core.features import ROUND_UP, Features, telling
from bot.core.headlines import same_outlet
from bot.core.stems import content_words
from bot.core.where import is_narrow, is_province
from watchlists.normalize import is_arabic

# The points of what agrees and of what speaks against it: by a logistic regression over every article of tests/gold and
# of real news and each open story it is compared with, rounded. They are of the scale of the share of words: see ENOUGH
# in grouping. A party in common tells little, as all reports of a kind have it; how rare it is tells more (likeness).
_AGREE = {
    "party": -1.6,
    "translated": 6.5,
    "place": 1.3,
    "toll": 1.4,
    "name": 1.4,
    "soon": 0.9,
}
_AGAINST = {
    "place": 0.9,
    "toll": 1.3,
    "day": 1.4,
    "act": 2.4,
    "spot": 1.4,
    "elsewhere": 1.2,
    "outlet": 2.3,
    "parties": 2.1,
    "words": 1.4,
    "again": 4.0,
    "quarter": 5.5,
    ROUND_UP: 6.5,
}
# People are told of these, too; beside the rest they tell nothing more.
_ALSO = frozenset({"act", "area", "spot"})
# An article with events in so many places and so many parties is a round-up: no facts in common make it a report.
ROUND_UP_PLACES, ROUND_UP_PARTIES = 2, 3
_INQUIRY = "inquiry"
LEAST_WORDS = 3
"""Fewer words in common are no sign of one happening. By the issue that asked for stories."""
# The same act in the same place is told of again so soon after. Own choice.
_SOON = timedelta(hours=8)


def points(agree: Iterable[str], against: Iterable[str]) -> float:
    """What facts give: those that agree less those that contradict; below 0 where these outweigh."""
    return sum(_AGREE[one] for one in agree if one not in _ALSO) - sum(map(_AGAINST.__getitem__, against))


def facts(one: Features, other: Features, between: timedelta) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """In which facts an article agrees with a story, none for a round-up, and what speaks against it."""
    if ROUND_UP in one.after | other.after or _lists(one):
        return (), (ROUND_UP,)
    late, party = is_late(one), bool(one.parties & other.parties)
    agree = {
        "party": party,
        "translated": party and not same_script(one.words, other.words),
        "act": alike(one.events, other.events),
        "place": _meet(one, other),
        "toll": bool(telling(one.tolls) & other.tolls),
    }
    done = deeds(one.events, other.events)
    there = agree["place"] or (party and not _differ(one.places, other.places))
    agree["spot"] = done and there and bool(one.spots & other.spots)
    agree["name"] = bool(_names(one, other))
    agree["soon"] = done and agree["place"] and between <= _SOON
    agree["area"] = not agree["place"] and _near_by(one, other)
    near = agree["place"] or agree["area"]
    against = {
        "place": not near and _differ(one.places, other.places),
        "toll": _shrank(one.tolls, other.tolls),
        "day": _differ(one.days, other.days),
        "act": not late and unlike(one.events, other.events),
        "spot": not late and _differ(one.spots, other.spots),
        "elsewhere": not near and _differ(one.places | one.wider, other.places | other.wider),
        "outlet": not late and same_outlet(one, other),
        "quarter": not late and _elsewhere_in_town(one, other),
        "again": not late and bool(one.again - other.again),
        "parties": _differ(one.parties, other.parties),
        "words": len(one.words & other.words) < LEAST_WORDS,
    }
    return tuple(name for name, so in agree.items() if so), tuple(name for name, so in against.items() if so)


def is_late(one: Features) -> bool:
    """Whether an article tells of the aftermath of a deed. That somebody is inquired or looked for is no sign of it."""
    return bool(one.after - {_INQUIRY})


def numbered_apart(one: Features, other: Features) -> bool:
    """Other numbers in the headline, which are no toll."""
    return _differ(one.numbers, other.numbers)


def far_apart(one: Features, other: Features) -> bool:
    """Towns that differ, with no area in common, all of them known: where one is not, it may lie in the other."""
    if not _differ(one.places, other.places):
        return False
    both = one.places | other.places
    return not any(is_arabic(name) or is_province(name) for name in both) and not _near_by(one, other)


def tells_apart(one: Features, other: Features) -> bool:
    """An outlet of the story writes again: its headlines each hold what the other side does not say anywhere."""
    if _follows_up(one, other):
        return False
    known, new = other.words | other.numbers, one.words | one.numbers
    said = [line.partition("\t") for line in other.headlines]
    for source, _, mine in (line.partition("\t") for line in one.headlines):
        theirs = [set(words_.split()) for outlet, _, words_ in said if outlet == source]
        if theirs and all(set(mine.split()) - old - known and old - set(mine.split()) - new for old in theirs):
            return True
    return False


def same_script(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words could be the same at all: both have some in Arabic script, or both some in another."""
    both = any(map(is_arabic, one)) and any(map(is_arabic, other))
    return both or not (all(map(is_arabic, one)) or all(map(is_arabic, other)))


def _near_by(one: Features, other: Features) -> bool:
    """Whether both name a town, or one names a place of the other, also where nothing is said to have happened."""
    mine, theirs = one.places | one.wider, other.places | other.wider
    if any(is_narrow(name) for name in mine & theirs):
        return True
    return any(_stems(name) <= other.words for name in one.places) or any(
        _stems(name) <= one.words for name in other.places
    )


def _meet(one: Features, other: Features) -> bool:
    """A place in common; or one that no gazetteer knows, which the other side says in the same words."""
    if one.places & other.places:
        return True
    unknown = ((place, there.words) for here, there in ((one, other), (other, one)) for place in here.places)
    return any(is_arabic(place) and _stems(place) <= said for place, said in unknown)


@lru_cache(4_000)
def _stems(name: str) -> frozenset[str]:
    return frozenset(content_words(name))


def _elsewhere_in_town(one: Features, other: Features) -> bool:
    """Both name quarters or villages, and neither says those of the other anywhere."""
    return _differ(one.quarters, other.quarters) and not (one.quarters & other.words or other.quarters & one.words)


def _names(one: Features, other: Features) -> frozenset[str]:
    """Rare words of a headline that the other side says too, and that are not among what was found."""
    return ((one.names & other.words) - other.found) | ((other.names & one.words) - one.found)


def _lists(one: Features) -> bool:
    return len(one.places) >= ROUND_UP_PLACES and len(one.parties) >= ROUND_UP_PARTIES


def _shrank(one: frozenset[str], other: frozenset[str]) -> bool:
    """The dead may be as many as the story has heard, or more; fewer are those of another happening."""
    return not one & other and 0 < _dead(one) < _dead(other)


def _dead(tolls: frozenset[str]) -> int:
    return max((int(toll.removeprefix("killed:")) for toll in tolls if toll.startswith("killed:")), default=0)


def _follows_up(one: Features, other: Features) -> bool:
    """Another toll, if no smaller one, or words of whoever did it."""
    return bool(one.spoken or (one.tolls - other.tolls and other.tolls and not _shrank(one.tolls, other.tolls)))


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Both say something, and neither says what the other says."""
    return bool(one and other and not one & other)
