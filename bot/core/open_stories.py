"""The open stories as a batch of articles finds and changes them, article by article."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.core import grouping
from bot.core.features import MOST_WORDS, Candidate, Features, outlet
from bot.core.grouping import Grouping, Placing
from bot.core.model import Article
from bot.core.rulings import Learned
from watchlists.model import Severity

MOST = 50
"""An article is compared with so many open stories: those with which it shares most marks and keys, then the newest."""
MOST_BY_KEY, MOST_BY_MARK = 100, 20
"""So many stories, the newest, are looked at for one key or one mark, so that none brings thousands. Own choices."""
# A mark tells more than a key, and one that few stories have more than a rare word. Own choices.
_WEIGHTS = {"t": 40, "b": 6, "f": 5, "w": 3}
_OF_KEY = 1
_NO_KINDS: Mapping[str, int] = {}
# At least so much of the shorter of two editions stands in the other; lower than what is asked for in the end.
MUCH_ALIKE = 0.5
NOTHING_LEARNED = Learned()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the stories that an article may join are looked for by: they share a key or a mark, and got an article
    since then (aware UTC)."""

    keys: frozenset[str]
    since: datetime
    marks: frozenset[str] = frozenset()

    @classmethod
    def by(cls, features: Features, published: datetime) -> "Wanted":
        """For an article."""
        return cls(features.keys, published - grouping.OPEN_FOR, features.marks)


@dataclass(frozen=True, slots=True)
class Placed:
    """An article's place. A story id below 0 is that of a story to be made: -1 for the first of a batch, -2, …"""

    article: Article
    features: Features
    severity: Severity
    due: datetime | None
    story_id: int
    reason: Grouping
    grounds: Mapping[str, Any] = field(default_factory=dict)
    """Why, as plain data: see `Placing.grounds`."""


def nearest(
    keys: Mapping[str, Sequence[int]], marks: Mapping[str, Sequence[int]], wanted: Wanted, most: int = MOST
) -> list[int]:
    """The ids of the stories that share most with what is wanted, given the stories of each key and mark, newest
    first; of equal ones those that come first there."""
    shared: dict[int, int] = {}
    for some, asked, of_kind in ((marks, wanted.marks, _WEIGHTS), (keys, wanted.keys, _NO_KINDS)):
        for name in sorted(asked & some.keys()):
            weight = of_kind.get(name[0], _OF_KEY)
            for story_id in some[name]:
                shared[story_id] = shared.get(story_id, 0) + weight
    return sorted(shared, key=shared.__getitem__, reverse=True)[:most]


class OpenStories:
    """What one batch needs to know of the stories: those stored that its articles may join, and those it makes.

    `standing` says in which of them the newest edition of an identity stands, `learned` what people decided.
    """

    def __init__(
        self, stored: Iterable[Candidate], standing: Mapping[str, int], learned: Learned = NOTHING_LEARNED
    ) -> None:
        self._standing, self._learned = dict(standing), learned
        self._stories: dict[int, Candidate] = {}
        self._by_key: defaultdict[str, set[int]] = defaultdict(set)
        self._by_mark: defaultdict[str, set[int]] = defaultdict(set)
        self._made = 0
        self.again: set[tuple[int, str]] = set()
        """Stories that an outlet reported again in much the same words, with the outlet."""
        for one in stored:
            self._keep(one)

    def place(self, article: Article, features: Features) -> tuple[int, Placing]:
        """The story that an article stands in, and why; it stands there for the articles that follow."""
        placing = self._placing(article, features)
        story_id = self._make() if placing.story_id is None else placing.story_id
        if article.edition == 1 and story_id in self._stories:
            self._note(self._stories[story_id], article.source, features)
        self._keep(_joined(self._stories.get(story_id), story_id, article, features))
        self._standing[article.identity] = story_id
        return story_id, placing

    def holds(self, article: Article) -> bool:
        """Whether an earlier edition of an article stands in one of them."""
        return article.edition > 1 and article.identity in self._standing

    def _placing(self, article: Article, features: Features) -> Placing:
        """A later edition stands where the earlier one does; any other article where it fits."""
        known = self._standing.get(article.identity) if article.edition > 1 else None
        if known is not None:
            return Placing(Grouping.EDITION, known)
        candidates = self._candidates(Wanted.by(features, article.published))
        placing = grouping.place(features, candidates, article.published, self._learned.enough)
        return self._parted(placing, features, candidates, article.published)

    def _parted(
        self, placing: Placing, features: Features, candidates: Sequence[Candidate], published: datetime
    ) -> Placing:
        """Of stories that a person took apart, an article goes into the one that it shares the most words with: a copy
        of what was taken out follows it, however many facts the other story agrees with."""
        rivals = self._learned.parted.get(placing.story_id or 0, frozenset())
        known = {one.story_id: alike(features, one.features) for one in candidates if one.story_id in rivals}
        nearest = max(known, key=known.__getitem__, default=None)
        if nearest is None or placing.story_id is None:
            return placing
        if known[nearest] <= alike(features, self._stories[placing.story_id].features):
            return placing
        there = grouping.place(features, [self._stories[nearest]], published, self._learned.enough)
        return there if there.story_id is not None else placing

    def _candidates(self, wanted: Wanted) -> list[Candidate]:
        """Those with which it shares most, newest first."""
        keys = self._newest(self._by_key, wanted.keys, wanted.since, MOST_BY_KEY)
        marks = self._newest(self._by_mark, wanted.marks, wanted.since, MOST_BY_MARK)
        return sorted((self._stories[one] for one in nearest(keys, marks, wanted)), key=_age, reverse=True)

    def _newest(
        self, found_by: Mapping[str, Collection[int]], names: Collection[str], since: datetime, most: int
    ) -> dict[str, list[int]]:
        """The newest stories of each name that got an article since then."""

        def newest(name: str) -> list[int]:
            late = [one for one in map(self._stories.__getitem__, found_by[name]) if one.latest >= since]
            if len(late) > 1:
                late.sort(key=_age, reverse=True)
            return [one.story_id for one in late[:most]]

        return {name: newest(name) for name in names if name in found_by}

    def _note(self, story: Candidate, source: str, features: Features) -> None:
        """A story that is full no longer says which words were told in it."""
        line, told = outlet(source), story.features
        least = MUCH_ALIKE * min(len(features.words), len(told.words))
        alike = len(features.words & told.words) >= least or len(told.words) >= MOST_WORDS
        if alike and any(said.startswith(line) for said in told.headlines):
            self.again.add((story.story_id, source))

    def _make(self) -> int:
        self._made += 1
        return -self._made

    def _keep(self, one: Candidate) -> None:
        self._stories[one.story_id] = one
        for key in one.features.index:
            self._by_key[key].add(one.story_id)
        for mark in one.marks:
            self._by_mark[mark].add(one.story_id)


def alike(one: Features, other: Features) -> float:
    """The share of the smaller set of words that the other one has, too."""
    return len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))


def _joined(story: Candidate | None, story_id: int, article: Article, features: Features) -> Candidate:
    if story is None:
        return Candidate(story_id, article.published, Features().merged(features), features.marks)
    latest, marks = max(story.latest, article.published), story.marks | features.marks
    return replace(story, latest=latest, features=story.features.merged(features), marks=marks)


def _age(one: Candidate) -> tuple[datetime, bool, int]:
    """By the newest article, then in the order of making: what the batch makes comes after all that is stored."""
    return one.latest, one.story_id < 0, abs(one.story_id)
