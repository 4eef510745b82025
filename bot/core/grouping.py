"""Which story an article belongs to. A pure decision over what articles and open stories are made of.

The same or nearly the same text is one story. Other reports are about one happening when they have enough points in
common: facts that agree give some and facts that contradict take some (see agreeing), the words that they share give
some, and so does what else they have in common by degrees, the rarer it is among the open stories the more (see
likeness).

Known towns that differ keep two stories apart. Nearly the same words of another place, of a second deed, of fewer
dead on another day, or under other numbers in the headline that are no toll, are two happenings in one mould. So is
what one outlet writes twice under headlines of which each says what the other report does not, unless it follows up
with a toll or a claim; and what anybody writes again days later.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from bot.core.agreeing import LEAST_WORDS, facts, far_apart, numbered_apart, points, same_script, tells_apart
from bot.core.features import Candidate, Features
from bot.core.headlines import same_outlet
from bot.core.likeness import Degrees, Field
from bot.core.minhash import contained
from bot.core.stems import MOST_WEIGHT, weigh

OPEN_FOR = timedelta(hours=120)

# This share of the smaller set of words makes a copy: it held on real agency copy.
SAME_WORDS = 0.6
# So much of the shorter text, run by run, stands in the other of two that are nearly the same. Own choices.
NEAR_TEXT, LEAST_RUNS = 0.5, 6
ENOUGH = 3.0
"""So many points make one happening of two reports. By a regression (see agreeing), a little over the middle of what
scored best: a happening taken for another goes untold, one told twice is only told twice."""
# The points of the share of their words (rarer words counting more) that both have, and what lies between in between.
# From early, smaller gold stories; the regression took them as given.
_WORDS = ((0.0, 0.0), (0.12, 1.0), (0.3, 2.0), (0.6, 3.0))
# What every comparison begins with, by the same regression.
_BASE = -2.1
# Texts of fewer words than this say too little for their share to count: they are taken to have so many. Own choice.
_SHORT = 25
# From this share of the larger set on, two reports of one outlet are cast in one mould. Own choice: a rewritten or
# a longer report shares less.
ONE_MOULD = 0.8
# Reports in two scripts share no words: one of these has to agree. Own choice.
_WHERE_OR_HOW_MANY = frozenset({"place", "area", "toll"})
# Much of a text a day later is a mould, too.
_ONE_DAY = timedelta(hours=24)
# The same text later than that tells of another happening, in one mould. Own choice.
SAME_WITHIN = timedelta(hours=48)


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
    the facts that agree and what speaks against it, by their names (see agreeing), and what else they have in common
    by degrees (see likeness)."""

    reason: Grouping
    story_id: int | None = None
    overlap: float = 0.0
    share: float = 0.0
    words: int = 0
    agree: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    degrees: Degrees = field(default=Degrees())

    @property
    def points(self) -> float:
        """What all of it gives together."""
        return _BASE + points(self.agree, self.against) + self.degrees.points + _of_words(self.share)

    @property
    def grounds(self) -> dict[str, Any]:
        """The same as plain data, to be kept with the article; empty where nothing was compared."""
        if self.reason in {Grouping.NEW, Grouping.EDITION}:
            return {}
        agree, against = list(self.agree), list(self.against)
        said = {"overlap": round(self.overlap, 3), "words": self.words, "headlines": round(self.degrees.headlines, 2)}
        said |= {"figures": self.degrees.figures, "points": round(self.points, 2)}
        return said | {"agree": agree, "against": against}


def place(one: Features, candidates: Sequence[Candidate], published: datetime, enough: float = ENOUGH) -> Placing:
    """The best open story for an article, the first where two are equal; else a new story. So many points are
    `enough`."""
    beside = Field(one, [other.features for other in candidates])
    pairs = [(other.features, _compared(one, other, published, beside)) for other in candidates]
    placings = [placing for other, pair in pairs if pair and (placing := _fits(one, other, pair, enough))]
    return max(placings, key=_worth, default=Placing(Grouping.NEW))


def agreement(one: Features, other: Features, between: timedelta) -> float:
    """The points of an article and a story that got its nearest report so long before or after it and is the only one
    to be compared with."""
    return _weighed(one, other, between, Field(one, [other])).points


def _worth(placing: Placing) -> tuple[bool, float, float]:
    """A story that holds the same text comes first, then the one with most in common."""
    same = placing.reason in {Grouping.SAME_TEXT, Grouping.NEAR_TEXT}
    return same, placing.points, placing.overlap


def _of_words(share: float) -> float:
    """The points of a share of words."""
    for (low, fewer), (high, more) in pairwise(_WORDS):
        if share < high:
            return fewer + (more - fewer) * (share - low) / (high - low)
    return _WORDS[-1][1]


def _compared(one: Features, candidate: Candidate, published: datetime, beside: Field) -> Placing | None:
    """What an article and a story have in common; None where something keeps them apart whatever that is."""
    other, between = candidate.features, abs(published - candidate.latest)
    copied = bool(one.texts & other.texts) and between <= SAME_WITHIN and not same_outlet(one, other)
    if between > OPEN_FOR or (far_apart(one, other) and not copied):
        return None
    shared = len(one.words & other.words)
    if _is_cast(one, other, shared, between) and (between > SAME_WITHIN or tells_apart(one, other)):
        return None
    pair = _weighed(one, other, between, beside)
    moulded = _is_near(one, other) or shared >= SAME_WORDS * min(len(one.words), len(other.words))
    if moulded and (_in_mould(pair.against) or (numbered_apart(one, other) and not copied)):
        return None
    return replace(pair, story_id=candidate.story_id, words=shared)


def _weighed(one: Features, other: Features, between: timedelta, beside: Field) -> Placing:
    agree, against = facts(one, other, between)
    share, degrees = _share(one, other, beside), beside.degrees(other, between)
    return Placing(Grouping.NEW, share=share, agree=agree, against=against, degrees=degrees)


def _in_mould(against: Collection[str]) -> bool:
    """Nearly the same words of another place, of a second deed, or of fewer dead on another day."""
    return "place" in against or "again" in against or {"toll", "day"} <= {*against}


def _is_cast(one: Features, other: Features, shared: int, between: timedelta) -> bool:
    """Whether both may be cast in one mould: nearly the same words, or a day later much of the same text."""
    if shared >= ONE_MOULD * max(len(one.words), len(other.words)):
        return True
    return between > _ONE_DAY and not one.after and _is_near(one, other)


def _is_near(one: Features, other: Features) -> bool:
    runs = len(one.shingles & other.shingles)
    return runs >= LEAST_RUNS and contained(one.shingles, other.shingles) >= NEAR_TEXT


def _fits(one: Features, other: Features, pair: Placing, enough: float) -> Placing | None:
    if one.texts & other.texts:
        return replace(pair, reason=Grouping.SAME_TEXT, overlap=1.0)
    if _is_near(one, other):
        return replace(pair, reason=Grouping.NEAR_TEXT, overlap=contained(one.shingles, other.shingles))
    if pair.points < enough:
        return None
    if not same_script(one.words, other.words):
        return None if _WHERE_OR_HOW_MANY.isdisjoint(pair.agree) else replace(pair, reason=Grouping.OTHER_LANGUAGE)
    overlap = pair.words / max(1, min(len(one.words), len(other.words)))
    if pair.words >= LEAST_WORDS and overlap >= SAME_WORDS:
        return replace(pair, reason=Grouping.SAME_WORDS, overlap=overlap)
    return replace(pair, reason=Grouping.SAME_EVENT, overlap=pair.share)


def _share(one: Features, other: Features, beside: Field) -> float:
    """The share of the words of the shorter that both have, rarer ones counting more, those that the stories of a kind
    have in common less."""
    if not same_script(one.words, other.words):
        return 0.0
    common = weigh(one.words & other.words, beside.usual)
    return common / max(_SHORT * MOST_WEIGHT, min(one.weight, other.weight))
