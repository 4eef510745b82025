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
# each open story it is compared with, drawn towards what was thought right before, and rounded. A point is about an
# eighth of the words.
_AGREE = {
    "party": 0.2,
    "act": 0.4,
    "place": 1.2,
    "area": 0.9,
    "spot": 0.3,
    "toll": 0.6,
    "name": 3.3,
    "soon": 0.8,
    "aftermath": 0.5,
}
_AGAINST = {
    "place": 1.2,
    "toll": 3.0,
    "day": 1.3,
    "act": 1.8,
    "spot": 1.3,
    "later": 0.4,
    "elsewhere": 1.0,
    "outlet": 2.5,
    ROUND_UP: 4.0,
}
# Reports further apart in time need one more fact.
ONE_DAY = timedelta(hours=24)
# An article with events in so many places and so many parties is a round-up: no facts in common make it a report.
ROUND_UP_PLACES, ROUND_UP_PARTIES = 2, 3
_INQUIRY = "inquiry"
# The same act in the same place is told of again so soon after. Own choice.
_SOON = timedelta(hours=8)


def points(agree: Iterable[str], against: Iterable[str]) -> float:
    """What facts give: those that agree less those that contradict; below 0 where these outweigh."""
    return sum(map(_AGREE.__getitem__, agree)) - sum(map(_AGAINST.__getitem__, against))


def facts(one: Features, other: Features, between: timedelta) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """In which facts an article agrees with a story, none for a round-up, and what speaks against it."""
    if ROUND_UP in one.after | other.after or _lists(one):
        return (), (ROUND_UP,)
    late = is_late(one)
    agree = {
        "party": bool(one.parties & other.parties),
        "act": alike(one.events, other.events),
        "place": _meet(one, other),
        "toll": bool(telling(one.tolls) & other.tolls),
    }
    done = deeds(one.events, other.events)
    there = agree["place"] or (agree["party"] and not _differ(one.places, other.places))
    agree["spot"] = done and there and bool(one.spots & other.spots)
    agree["name"] = bool(_names(one, other))
    agree["soon"] = done and agree["place"] and between <= _SOON
    agree["area"] = not agree["place"] and _near_by(one, other)
    near = agree["place"] or agree["area"]
    agree["aftermath"] = late and agree["act"] and near
    against = {
        "place": not near and _differ(one.places, other.places),
        "toll": _shrank(one.tolls, other.tolls),
        "day": _differ(one.days, other.days),
        "act": not late and unlike(one.events, other.events),
        "spot": not late and _differ(one.spots, other.spots),
        "later": elapsed(one, between) > 1,
        "elsewhere": not near and _differ(one.places | one.wider, other.places | other.wider),
        "outlet": not late and same_outlet(one, other),
    }
    return tuple(name for name, so in agree.items() if so), tuple(name for name, so in against.items() if so)


def elapsed(one: Features, between: timedelta) -> float:
    """The days between an article and a story; none where it tells of an aftermath, which comes days later. Who is
    inquired after may be of any deed."""
    return 0.0 if is_late(one) else between / ONE_DAY


def is_late(one: Features) -> bool:
    """Whether an article tells of the aftermath of a deed. That somebody is inquired or looked for is no sign of it."""
    return bool(one.after - {_INQUIRY})


def apart(one: Features, other: Features) -> bool:
    """Towns that differ, with no area in common; or other numbers in the headline."""
    if _differ(one.numbers, other.numbers):
        return True
    if not _differ(one.places, other.places):
        return False
    return not any(map(is_province, one.places | other.places)) and not _near_by(one, other)


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
