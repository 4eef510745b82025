"""Which story an article belongs to. A pure decision over what articles and open stories are made of.

Two reports are about one happening when they share a watched key and enough of their words. How many are enough
depends on the facts in which they agree: a party, the act, the place, the toll. A toll or a date that contradicts,
and a long time between them, ask for more. Known places that differ keep two stories apart, and so do headlines
with different numbers that are no toll. One outlet that writes the same text twice, under headlines of which each
says what the other report does not, reports two happenings in one mould, unless it follows up with a toll or a claim.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from math import log
from typing import Any

from bot.core.acts import alike, deeds, unlike
from bot.core.features import ROUND_UP, Candidate, Features, telling
from bot.core.minhash import contained
from bot.core.stems import MOST_WEIGHT, content_words, weigh, weight
from bot.core.where import is_narrow, is_province
from watchlists.normalize import is_arabic

OPEN_FOR = timedelta(hours=120)

# This share of the smaller set of words makes a copy: it held on real agency copy.
SAME_WORDS = 0.6
LEAST_WORDS = 3
# So much of the shorter text, run by run, stands in the other of two that are nearly the same. Own choices.
NEAR_TEXT, LEAST_RUNS = 0.5, 6
ENOUGH = (0.6, 0.36, 0.24, 0.13, 0.05, 0.0)
"""The share of their words (rarer words counting more) that an article and a story must have in common, by the points
that the facts give: 0, 1, … and more, in between what lies between. Tuned on tests/gold, rather too high than too low:
a happening taken for another goes untold, one told twice is only told twice."""
# The points of what agrees and of what speaks against it. By a logistic regression over the pairs of tests/gold, and
# rounded; a point is about a tenth of the words.
_AGREE = {
    "party": 0.3,
    "act": 0.5,
    "place": 2.2,
    "area": 1.2,
    "spot": 1.3,
    "toll": 1.3,
    "name": 3.0,
    "soon": 1.0,
    "aftermath": 0.5,
}
_AGAINST = {"place": 1.2, "toll": 3.0, "day": 2.3, "act": 1.8, "spot": 1.4, "later": 1.5}
# Texts of fewer words than this say too little for their share to count: they are taken to have so many. Own choice.
_SHORT = 25
# From this share of the larger set on, two reports of one outlet are cast in one mould. Own choice: a rewritten or
# a longer report shares less.
ONE_MOULD = 0.8
# Reports in two scripts share no words: so many points decide alone.
ENOUGH_POINTS = 4.5
# Reports further apart in time need one more fact.
ONE_DAY = timedelta(hours=24)
# The same text later than that tells of another happening, in one mould. Own choice.
SAME_WITHIN = timedelta(hours=48)
# An article with events in so many places and so many parties is a round-up: no facts in common make it a report.
ROUND_UP_PLACES, ROUND_UP_PARTIES = 2, 3
# What a point is worth beside the share of words, where several stories fit.
_A_POINT = 0.1
# Where so many other stories agree with an article in as many facts, these tell one fact less; where more do, two.
_RIVALS = (4, 12)
# The same act in the same place is told of again so soon after. Own choice.
_SOON = timedelta(hours=8)
# A word in fewer than about eight of the counted news items may be a name. Own choice.
_A_NAME = 7.1
# Among fewer stories nothing is usual.
_FEW, _SOME = 8, 3


class Grouping(StrEnum):
    """Why an article stands where it does."""

    NEW = "new"
    EDITION = "edition"
    SAME_TEXT = "same_text"
    NEAR_TEXT = "near_text"
    SAME_WORDS = "same_words"
    SAME_EVENT = "same_event"
    OTHER_LANGUAGE = "other_language"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Placing:
    """The story that an article joins, None for a new one, and why: the share of words in common, how many they are,
    the facts that agree (party, act, place, spot, toll, day) and what speaks against it (toll, day, spot, later)."""

    reason: Grouping
    story_id: int | None = None
    overlap: float = 0.0
    words: int = 0
    agree: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """What the facts give: those that agree less those that contradict, 0 at least."""
        return max(0.0, sum(map(_AGREE.__getitem__, self.agree)) - sum(map(_AGAINST.__getitem__, self.against)))

    @property
    def grounds(self) -> dict[str, Any]:
        """The same as plain data, to be kept with the article; empty where nothing was compared."""
        if self.reason in {Grouping.NEW, Grouping.EDITION}:
            return {}
        agree, against = list(self.agree), list(self.against)
        return {"overlap": round(self.overlap, 3), "words": self.words, "agree": agree, "against": against}


def place(
    one: Features, candidates: Sequence[Candidate], published: datetime, enough: Sequence[float] = ENOUGH
) -> Placing:
    """The best open story for an article, the first where two are equal; else a new story.

    `enough` is the share of words asked for by the number of facts that agree, as ENOUGH.
    """
    usual, placings = _usual(one, candidates), []
    near = [(other, pair) for other in candidates if (pair := _compared(one, other, published))]
    points = sorted(pair.points for _, pair in near)
    for other, pair in near:
        rivals = len(points) - bisect_left(points, pair.points) - 1
        told = max(0.0, pair.points - sum(rivals >= many for many in _RIVALS))
        if placing := _fits(one, other, pair, _least(told, enough), usual):
            placings.append(placing)
    return max(placings, key=_worth, default=Placing(Grouping.NEW))


def _least(points: float, enough: Sequence[float]) -> float:
    """The share that is asked for at so many points."""
    low = int(min(points, len(enough) - 1))
    high = min(low + 1, len(enough) - 1)
    return enough[low] + (min(points, high) - low) * (enough[high] - enough[low])


def _worth(placing: Placing) -> tuple[bool, float]:
    """A story that holds the same text comes first, then the one with most in common."""
    same = placing.reason in {Grouping.SAME_TEXT, Grouping.NEAR_TEXT}
    return same, placing.overlap + _A_POINT * placing.points


def _compared(one: Features, candidate: Candidate, published: datetime) -> Placing | None:
    """What an article and a story have in common; None where something keeps them apart whatever that is."""
    other, between = candidate.features, abs(published - candidate.latest)
    if between > OPEN_FOR or _apart(one, other):
        return None
    shared = len(one.words & other.words)
    if _is_cast(one, other, shared, between) and (between > SAME_WITHIN or _tells_apart(one, other)):
        return None
    agree, against = _facts(one, other, between)
    if "place" in against and (_is_near(one, other) or shared >= SAME_WORDS * min(len(one.words), len(other.words))):
        return None
    return Placing(Grouping.NEW, candidate.story_id, 0.0, shared, agree, against)


def _is_cast(one: Features, other: Features, shared: int, between: timedelta) -> bool:
    """Whether both may be cast in one mould: nearly the same words, or a day later much of the same text."""
    if shared >= ONE_MOULD * max(len(one.words), len(other.words)):
        return True
    return between > ONE_DAY and not one.after and _is_near(one, other)


def _is_near(one: Features, other: Features) -> bool:
    runs = len(one.shingles & other.shingles)
    return runs >= LEAST_RUNS and contained(one.shingles, other.shingles) >= NEAR_TEXT


def _fits(
    one: Features, candidate: Candidate, pair: Placing, least: float, usual: Mapping[str, float]
) -> Placing | None:
    other = candidate.features
    if one.texts & other.texts:
        return replace(pair, reason=Grouping.SAME_TEXT, overlap=1.0)
    if _is_near(one, other):
        return replace(pair, reason=Grouping.NEAR_TEXT, overlap=contained(one.shingles, other.shingles))
    if not _same_script(one.words, other.words):
        return replace(pair, reason=Grouping.OTHER_LANGUAGE) if pair.points >= ENOUGH_POINTS else None
    overlap = pair.words / max(1, min(len(one.words), len(other.words)))
    if pair.words >= LEAST_WORDS and overlap >= SAME_WORDS:
        return replace(pair, reason=Grouping.SAME_WORDS, overlap=overlap)
    if pair.words < least * _SHORT:
        return None
    share = _share(one, other, usual)
    return replace(pair, reason=Grouping.SAME_EVENT, overlap=share) if share >= least else None


def _usual(one: Features, candidates: Sequence[Candidate]) -> dict[str, float]:
    """How much less each word of an article tells as many open stories of its kind have it: 0 of none to 1 of all."""
    held = Counter[str]()
    for other in candidates:
        held.update(one.words & other.features.words)
    kinds = len(candidates)
    if kinds < _FEW:
        return {}
    some = log(_SOME)
    return {word: (log(number) - some) / (log(kinds) - some) for word, number in held.items() if number > _SOME}


def _share(one: Features, other: Features, usual: Mapping[str, float]) -> float:
    """The share of the words of the shorter that both have, rarer ones counting more, those that the stories of a kind
    have in common less."""
    common = weigh(one.words & other.words, usual)
    return common / max(_SHORT * MOST_WEIGHT, min(_weight(one), _weight(other)))


@lru_cache(4_000)
def _weight(one: Features) -> float:
    """Of all its words. An open story is compared again and again."""
    return weigh(one.words)


def _facts(one: Features, other: Features, between: timedelta) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """In which facts an article agrees with a story, none for a round-up, and what speaks against it."""
    if ROUND_UP in one.after | other.after or _lists(one):
        return (), ()
    agree = {
        "party": bool(one.parties & other.parties),
        "act": alike(one.events, other.events),
        "place": _meet(one, other),
        "toll": bool(telling(one.tolls) & other.tolls),
    }
    done = deeds(one.events, other.events)
    agree["spot"] = done and agree["place"] and bool(one.spots & other.spots)
    agree["name"] = bool(_names(one, other))
    agree["soon"] = done and agree["place"] and between <= _SOON
    agree["area"] = not agree["place"] and _near_by(one, other)
    agree["aftermath"] = bool(one.after) and agree["act"] and (agree["place"] or agree["area"])
    against = {
        "place": not agree["place"] and not agree["area"] and _differ(one.places, other.places),
        "toll": _shrank(one.tolls, other.tolls),
        "day": _differ(one.days, other.days),
        "act": not one.after and unlike(one.events, other.events),
        "spot": not one.after and _differ(one.spots, other.spots),
        "later": between > ONE_DAY and not one.after,
    }
    return tuple(name for name, so in agree.items() if so), tuple(name for name, so in against.items() if so)


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
    mine, theirs = _headlines(one), _headlines(other)
    both = (mine & other.words) | (theirs & one.words)
    return frozenset(word for word in both - one.found - other.found if weight(word) >= _A_NAME)


@lru_cache(1_000)
def _headlines(one: Features) -> frozenset[str]:
    """What the headlines say."""
    return frozenset(word for line in one.headlines for word in line.partition("\t")[2].split())


def _lists(one: Features) -> bool:
    return len(one.places) >= ROUND_UP_PLACES and len(one.parties) >= ROUND_UP_PARTIES


def _shrank(one: frozenset[str], other: frozenset[str]) -> bool:
    """The dead may be as many as the story has heard, or more; fewer are those of another happening."""
    return not one & other and 0 < _dead(one) < _dead(other)


def _dead(tolls: frozenset[str]) -> int:
    return max((int(toll.removeprefix("killed:")) for toll in tolls if toll.startswith("killed:")), default=0)


def _apart(one: Features, other: Features) -> bool:
    """Towns that differ, with no area in common; or other numbers in the headline."""
    towns = not any(map(is_province, one.places | other.places))
    return (towns and _differ(one.places, other.places) and not _near_by(one, other)) or _differ(
        one.numbers, other.numbers
    )


def _near_by(one: Features, other: Features) -> bool:
    """Whether both name a town, or one names a place of the other, also where nothing is said to have happened."""
    mine, theirs = one.places | one.wider, other.places | other.wider
    if any(is_narrow(name) for name in mine & theirs):
        return True
    return any(_stems(name) <= other.words for name in one.places) or any(
        _stems(name) <= one.words for name in other.places
    )


def _tells_apart(one: Features, other: Features) -> bool:
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


def _follows_up(one: Features, other: Features) -> bool:
    """Another toll, if no smaller one, or words of whoever did it."""
    return bool(one.spoken or (one.tolls - other.tolls and other.tolls and not _shrank(one.tolls, other.tolls)))


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Both say something, and neither says what the other says."""
    return bool(one and other and not one & other)


def _same_script(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words could be the same at all: both have some in Arabic script, or both some in another."""
    both = any(map(is_arabic, one)) and any(map(is_arabic, other))
    return both or not (all(map(is_arabic, one)) or all(map(is_arabic, other)))
