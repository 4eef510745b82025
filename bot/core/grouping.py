"""Which story an article belongs to. A pure decision over what articles and open stories are made of.

The same or nearly the same text is one story. Other reports are about one happening when they share enough of their
words. How many are enough depends on points that facts give: a party, the act, the place, the spot, the toll, a rare
name of the headline; soon after, and words of the aftermath; and on how much of what their headlines say the other
says, too, and whether that is more than of any other open story. A toll or a date that contradicts, another spot,
another deed, the same outlet again, and every day between them take points. Where many open stories agree with an
article in as many facts, these tell less, and so do words that many of them have.

Towns that differ keep two stories apart, and so do headlines with different numbers that are no toll. One outlet that
writes the same text twice, under headlines of which each says what the other report does not, reports two happenings
in one mould, unless it follows up with a toll or a claim; and whoever writes the same text days later does.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import log
from typing import Any

from bot.core.agreeing import ONE_DAY, apart, elapsed, facts, points, same_script, tells_apart
from bot.core.features import Candidate, Features
from bot.core.headlines import ahead, same_outlet, told
from bot.core.minhash import contained
from bot.core.stems import MOST_WEIGHT, weigh

OPEN_FOR = timedelta(hours=120)

# This share of the smaller set of words makes a copy: it held on real agency copy.
SAME_WORDS = 0.6
LEAST_WORDS = 3
# So much of the shorter text, run by run, stands in the other of two that are nearly the same. Own choices.
NEAR_TEXT, LEAST_RUNS = 0.5, 6
ENOUGH = (0.6, 0.3, 0.12, 0.0)
"""The share of their words (rarer words counting more) that an article and a story must have in common, by the points
that facts, headlines and time give: 0, 1, … and more, in between what lies between. By the regression that gave the
points (an eighth of the words is worth one), with 0.6 for none. A little over the middle of what scored best on
tests/gold: a happening taken for another goes untold, one told twice is only told twice."""
# Texts of fewer words than this say too little for their share to count: they are taken to have so many. Own choice.
_SHORT = 25
# From this share of the larger set on, two reports of one outlet are cast in one mould. Own choice: a rewritten or
# a longer report shares less.
ONE_MOULD = 0.8
# Reports in two scripts share no words: so many points decide alone. Own choice.
ENOUGH_POINTS = 2.5
# The same text later than that tells of another happening, in one mould. Own choice.
SAME_WITHIN = timedelta(hours=48)
# What a point is worth beside the share of words, where several stories fit. Own choice, near the regression's eighth.
_A_POINT = 0.1
# The points of what the headlines share, of being ahead of every other story in that, and of a day between, by the
# regression that gave the points of facts.
_HEADLINES, _AHEAD, _A_DAY = 2.0, 4.5, 0.9
# Where so many other stories agree with an article in as many facts, these tell one fact less; where more do, two.
_RIVALS = (4, 12)
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
    the facts that agree and what speaks against it, by their names (see agreeing), what the headlines have in common
    and by how much more than those of any other story (see headlines), and the days between."""

    reason: Grouping
    story_id: int | None = None
    overlap: float = 0.0
    words: int = 0
    agree: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    headlines: float = 0.0
    ahead: float = 0.0
    days: float = 0.0

    @property
    def points(self) -> float:
        """What the facts give: those that agree less those that contradict, with what headlines and time give; 0 at
        least."""
        extra = _HEADLINES * self.headlines + _AHEAD * self.ahead - _A_DAY * self.days
        return max(0.0, points(self.agree, self.against) + extra)

    @property
    def grounds(self) -> dict[str, Any]:
        """The same as plain data, to be kept with the article; empty where nothing was compared."""
        if self.reason in {Grouping.NEW, Grouping.EDITION}:
            return {}
        agree, against = list(self.agree), list(self.against)
        said = {"overlap": round(self.overlap, 3), "words": self.words, "headlines": round(self.headlines, 2)}
        return said | {"agree": agree, "against": against}


def place(
    one: Features, candidates: Sequence[Candidate], published: datetime, enough: Sequence[float] = ENOUGH
) -> Placing:
    """The best open story for an article, the first where two are equal; else a new story.

    `enough` is the share of words asked for by the points that facts give, as ENOUGH.
    """
    usual, placings = _usual(one, candidates), []
    near = [(other, pair) for other in candidates if (pair := _compared(one, other, published))]
    all_points = sorted(pair.points for _, pair in near)
    for other, pair in _beside_others(one, near, usual):
        rivals = len(all_points) - bisect_left(all_points, pair.points) - 1
        left = max(0.0, pair.points - sum(rivals >= many for many in _RIVALS))
        if placing := _fits(one, other, pair, asked(left, enough), usual):
            placings.append(placing)
    return max(placings, key=_worth, default=Placing(Grouping.NEW))


def agreement(one: Features, other: Features, between: timedelta) -> tuple[float, float]:
    """What is held against `enough`: the points that the facts give in which an article agrees with a story that got
    its nearest report so long before or after it, and the share of words that they have in common."""
    agree, against = facts(one, other, between)
    days = elapsed(one, between)
    pair = Placing(Grouping.NEW, agree=agree, against=against, headlines=told(one, other, {}), days=days)
    return pair.points, _share(one, other, {})


def asked(points: float, enough: Sequence[float]) -> float:
    """The share of words that is asked for at so many points."""
    low = int(min(points, len(enough) - 1))
    high = min(low + 1, len(enough) - 1)
    return enough[low] + (min(points, high) - low) * (enough[high] - enough[low])


def _beside_others(
    one: Features, near: Sequence[tuple[Candidate, Placing]], usual: Mapping[str, float]
) -> Iterator[tuple[Candidate, Placing]]:
    """With what the headlines tell, and by how much that is, names apart, more than of any other story: the only open
    story about a group would be ahead by its name alone."""
    said = [told(one, other.features, usual) for other, _ in near]
    own = ahead([told(one, other.features, usual, names=False) for other, _ in near])
    for (other, pair), mine, more in zip(near, said, own, strict=True):
        yield other, replace(pair, headlines=mine, ahead=more)


def _worth(placing: Placing) -> tuple[bool, float]:
    """A story that holds the same text comes first, then the one with most in common."""
    same = placing.reason in {Grouping.SAME_TEXT, Grouping.NEAR_TEXT}
    return same, placing.overlap + _A_POINT * placing.points


def _compared(one: Features, candidate: Candidate, published: datetime) -> Placing | None:
    """What an article and a story have in common; None where something keeps them apart whatever that is."""
    other, between = candidate.features, abs(published - candidate.latest)
    copied = one.texts & other.texts and between <= SAME_WITHIN and not same_outlet(one, other)
    if between > OPEN_FOR or (apart(one, other) and not copied):
        return None
    shared = len(one.words & other.words)
    if _is_cast(one, other, shared, between) and (between > SAME_WITHIN or tells_apart(one, other)):
        return None
    agree, against = facts(one, other, between)
    if "place" in against and (_is_near(one, other) or shared >= SAME_WORDS * min(len(one.words), len(other.words))):
        return None
    days = elapsed(one, between)
    return Placing(Grouping.NEW, candidate.story_id, words=shared, agree=agree, against=against, days=days)


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
    if not same_script(one.words, other.words):
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
    return common / max(_SHORT * MOST_WEIGHT, min(one.weight, other.weight))
