"""Which story an article belongs to. A pure decision over what articles and open stories are made of.

Two articles are about one happening when they share a watched key and either most of their content words, or
the kind of event, the place and a fair part of the words. Known places that differ keep two stories apart, and
so do headlines with different numbers that are no toll.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.core.features import Candidate, Features
from bot.core.model import Article
from watchlists.model import Event, Findings
from watchlists.normalize import key, words

# Shares of the smaller set of content words. 0.6 with three shared words held on real agency copy; the other
# is lower because the kind of event and the place agree as well.
SAME_WORDS = 0.6
SAME_EVENT_WORDS = 0.3
LEAST_WORDS = 3
OPEN_FOR = timedelta(hours=72)

# How much of an article is its headline and lead, in characters.
_LEAD = 200
_ATTACHED = re.compile("^(?:وال|بال|فال|كال|لل|ال|و|ب|ل|ف)(?=.{3})")
_SHORT = 3


class Grouping(StrEnum):
    """Why an article stands where it does."""

    NEW = "new"
    SAME_WORDS = "same_words"
    SAME_EVENT = "same_event"


@dataclass(frozen=True, slots=True)
class Placing:
    """The story that an article joins, None for a new one, and the share of words that decided."""

    reason: Grouping
    story_id: int | None = None
    overlap: float = 0.0


def features(article: Article, findings: Findings) -> Features:
    """What an article is compared by."""
    whole = f"{article.title or ''}\n{article.text}"
    tolls = {str(n) for e in findings.events for n in (e.killed, e.injured, e.arrested, e.count) if n is not None}
    return Features(
        keys=findings.keys(),
        events=frozenset(event.event for event in findings.events),
        places=frozenset(places(findings.events)),
        words=frozenset(content_words(whole)),
        numbers=frozenset(word for word in _words(whole[:_LEAD]) if _numbered(word)) - tolls,
    )


def place(one: Features, candidates: Sequence[Candidate]) -> Placing:
    """The best story for an article among open ones, the newest where two are equal; else a new story."""
    placings = [placing for candidate in candidates if (placing := _fits(one, candidate))]
    return max(placings, key=lambda placing: placing.overlap, default=Placing(Grouping.NEW))


def places(events: Iterable[Event]) -> set[str]:
    """The most specific place of each event, by key where watched, else by its folded words."""
    return {event.places[0].entity or " ".join(_words(event.places[0].text)) for event in events if event.places}


def content_words(text: str) -> set[str]:
    """Folded words without attached particles, too short ones left out."""
    return {_ATTACHED.sub("", word) for word in _words(text) if len(word) > _SHORT and not _numbered(word)}


def _words(text: str) -> list[str]:
    return [key(word) for word in words(text)]


def _numbered(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _fits(one: Features, candidate: Candidate) -> Placing | None:
    other = candidate.features
    if not one.keys & other.keys or _apart(one.places, other.places) or _apart(one.numbers, other.numbers):
        return None
    shared = len(one.words & other.words)
    overlap = shared / max(1, min(len(one.words), len(other.words)))
    if shared >= LEAST_WORDS and overlap >= SAME_WORDS:
        return Placing(Grouping.SAME_WORDS, candidate.story_id, overlap)
    alike = bool(one.events & other.events and one.places & other.places)
    if alike and shared >= LEAST_WORDS and overlap >= SAME_EVENT_WORDS:
        return Placing(Grouping.SAME_EVENT, candidate.story_id, overlap)
    return None


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Both say something and neither says what the other says."""
    return bool(one and other and not one & other)
