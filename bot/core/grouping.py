"""Which story an article belongs to. A pure decision over what articles and open stories are made of.

Two reports are about one happening when they share a watched key and enough of their words. How many are enough
depends on the facts in which they agree: a party, the act, the place, the toll. A toll or a date that contradicts,
and a long time between them, ask for more. Known places that differ keep two stories apart, and so do headlines
with different numbers that are no toll. One outlet that writes the same text twice, under headlines of which each
says what the other report does not, reports two happenings in one mould, unless it follows up with a toll or a claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from bot.core.features import Candidate, Features, weigh
from watchlists.normalize import is_arabic

OPEN_FOR = timedelta(hours=72)

# This share of the smaller set of words makes a copy: it held on real agency copy.
SAME_WORDS = 0.6
LEAST_WORDS = 3
# The share of the words of their own (without the names and phrases found, rarer words counting more) that two reports
# must have in common, by the number of facts in which they agree. Tuned on the samples and on tests/gold/stories.jsonl,
# rather too high than too low: a happening taken for another goes untold, one told twice is only told twice.
ENOUGH = (1.0, 0.5, 0.2, 0.12, 0.0)
# From this share of the larger set on, two reports of one outlet are cast in one mould. Own choice: a rewritten or
# a longer report shares less.
ONE_MOULD = 0.8
# Fewer people than this are killed, injured or arrested in many a happening.
TELLING = 3
# Reports in two scripts share no words: so many facts decide alone.
ENOUGH_FACTS = 3
# Reports further apart in time need one more fact.
# How far a weight that was come by in another order of adding may be off, and more.
_SAFELY = 1 - 1e-6
ONE_DAY = timedelta(hours=24)
# An article with events in so many places and so many parties is a round-up: no facts in common make it a report.
ROUND_UP_PLACES, ROUND_UP_PARTIES = 2, 3


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
    """The story that an article joins, None for a new one, and the share of words in common."""

    reason: Grouping
    story_id: int | None = None
    overlap: float = 0.0
    facts: int = 0


def place(
    one: Features, candidates: Sequence[Candidate], published: datetime, enough: Sequence[float] = ENOUGH
) -> Placing:
    """The best open story for an article, the newest where two are equal; else a new story. `enough` are the shares of
    words to be asked for, by the number of facts."""
    placings = [placing for other in candidates if (placing := _fits(one, other, published, enough))]
    return max(placings, key=lambda placing: (placing.facts, placing.overlap), default=Placing(Grouping.NEW))


def agreement(one: Features, other: Features, between: timedelta) -> tuple[int, float]:
    """What is held against `enough`: the number of facts in which an article agrees with a story that got its nearest
    report so long before or after it, and the share of their own words that they have in common."""
    return _facts(one, other, between), _own(one, other, 0.0)


def _fits(one: Features, candidate: Candidate, published: datetime, enough: Sequence[float]) -> Placing | None:
    other, between = candidate.features, abs(published - candidate.latest)
    if not one.keys & other.keys or between > OPEN_FOR or _apart(one, other):
        return None
    facts = _facts(one, other, between)
    if not _same_script(one.words, other.words):
        return Placing(Grouping.OTHER_LANGUAGE, candidate.story_id, 0.0, facts) if facts >= ENOUGH_FACTS else None
    shared = len(one.words & other.words)
    overlap = shared / max(1, min(len(one.words), len(other.words)))
    if shared >= ONE_MOULD * max(len(one.words), len(other.words)) and _tells_apart(one, other):
        return None
    if shared >= LEAST_WORDS and overlap >= SAME_WORDS:
        return Placing(Grouping.SAME_WORDS, candidate.story_id, overlap, facts)
    least = enough[min(facts, len(enough) - 1)]
    own = _own(one, other, least)
    return Placing(Grouping.SAME_EVENT, candidate.story_id, own, facts) if own >= least else None


def _own(one: Features, other: Features, least: float) -> float:
    """The share of their own words that two reports have in common: what tells a happening from others of its kind.

    0 where a quick look says that it is less than `least`, as it is for nearly all pairs.
    """
    (mine, my_weight), (theirs, their_weight) = _own_words(one), _own_words(other)
    common = weigh(mine & theirs)
    about = min(my_weight - weigh(mine & other.found), their_weight - weigh(theirs & one.found))
    if common < least * about * _SAFELY:
        return 0.0
    smaller = min(weigh(mine - other.found), weigh(theirs - one.found))
    return common / smaller if smaller else 0.0


@lru_cache(1_000)
def _own_words(one: Features) -> tuple[frozenset[str], float]:
    """Without those of the names and phrases found, and their weight. An open story is compared again and again."""
    words = one.words - one.found
    return words, weigh(words)


def _facts(one: Features, other: Features, between: timedelta) -> int:
    """In how many facts an article agrees with a story, less those in which it contradicts; 0 for a round-up."""
    if len(one.places) >= ROUND_UP_PLACES and len(one.parties) >= ROUND_UP_PARTIES:
        return 0
    pairs = [(one.parties, other.parties), (one.events, other.events), (one.places, other.places)]
    agree = sum(bool(mine & theirs) for mine, theirs in [*pairs, (_telling(one.tolls), other.tolls)])
    against = [_shrank(one.tolls, other.tolls), _differ(one.days, other.days), between > ONE_DAY]
    return max(0, agree - sum(against))


def _telling(tolls: frozenset[str]) -> frozenset[str]:
    """Tolls that are no coincidence: many a happening has one or two dead."""
    return frozenset(toll for toll in tolls if int(toll.partition(":")[2]) >= TELLING)


def _shrank(one: frozenset[str], other: frozenset[str]) -> bool:
    """The dead may be as many as the story has heard, or more; fewer are those of another happening."""
    return not one & other and 0 < _dead(one) < _dead(other)


def _dead(tolls: frozenset[str]) -> int:
    return max((int(toll.removeprefix("killed:")) for toll in tolls if toll.startswith("killed:")), default=0)


def _apart(one: Features, other: Features) -> bool:
    """Known places that do not lie in one another, or other numbers in the headline."""
    where = _differ(one.places, other.places) and not (one.places & other.wider or one.wider & other.places)
    return where or _differ(one.numbers, other.numbers)


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
