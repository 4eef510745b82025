"""The open stories as a batch of articles finds and changes them, article by article."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import nlargest

from bot.core import grouping
from bot.core.features import MOST_WORDS, Candidate, Features, outlet
from bot.core.grouping import Grouping, Placing
from bot.core.model import Article
from bot.core.rulings import Learned
from watchlists.model import Severity

MOST = 200
"""An article is compared with so many open stories, the newest."""
# At least so much of the shorter of two editions stands in the other; lower than what is asked for in the end.
MUCH_ALIKE = 0.5
NOTHING_LEARNED = Learned()


@dataclass(frozen=True, slots=True)
class Placed:
    """An article's place. A story id below 0 is that of a story to be made: -1 for the first of a batch, -2, …"""

    article: Article
    features: Features
    severity: Severity
    due: datetime | None
    story_id: int
    reason: Grouping


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
        self._made = 0
        self.again: set[tuple[int, str]] = set()
        """Stories that an outlet reported again in much the same words, with the outlet."""
        for one in stored:
            self._keep(one)

    def place(self, article: Article, features: Features) -> tuple[int, Grouping]:
        """The story that an article stands in, and why; it stands there for the articles that follow."""
        placing = self._placing(article, features)
        story_id = self._make() if placing.story_id is None else placing.story_id
        if article.edition == 1 and story_id in self._stories:
            self._note(self._stories[story_id], article.source, features)
        self._keep(_joined(self._stories.get(story_id), story_id, article, features))
        self._standing[article.identity] = story_id
        return story_id, placing.reason

    def holds(self, article: Article) -> bool:
        """Whether an earlier edition of an article stands in one of them."""
        return article.edition > 1 and article.identity in self._standing

    def _placing(self, article: Article, features: Features) -> Placing:
        """A later edition stands where the earlier one does; any other article where it fits."""
        known = self._standing.get(article.identity) if article.edition > 1 else None
        if known is not None:
            return Placing(Grouping.EDITION, known)
        candidates = self._candidates(features.keys, article.published - grouping.OPEN_FOR)
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

    def _candidates(self, keys: Collection[str], since: datetime) -> list[Candidate]:
        """Those that share a key and got an article since then, newest first."""
        shared = set[int]().union(*(self._by_key.get(key, ()) for key in keys))
        late = [one for one in map(self._stories.__getitem__, shared) if one.latest >= since]
        return nlargest(MOST, late, key=_age)

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


def alike(one: Features, other: Features) -> float:
    """The share of the smaller set of words that the other one has, too."""
    return len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))


def _joined(story: Candidate | None, story_id: int, article: Article, features: Features) -> Candidate:
    if story is None:
        return Candidate(story_id, article.published, features)
    latest = max(story.latest, article.published)
    return replace(story, latest=latest, features=story.features.merged(features))


def _age(one: Candidate) -> tuple[datetime, bool, int]:
    """By the newest article, then in the order of making: what the batch makes comes after all that is stored."""
    return one.latest, one.story_id < 0, abs(one.story_id)
