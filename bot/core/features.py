"""What an article or a story is compared by."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache, lru_cache
from math import log
from typing import Any, Self

from bot.core.claims import is_own_claim
from bot.core.model import Article
from watchlists import toponyms
from watchlists.guards import vocabulary
from watchlists.model import Event, Findings, Place, Watchlists
from watchlists.normalize import key, words

# A story is known by the words of its first articles; of later ones it takes no more than this, so that a story of
# a hundred articles does not come to look like everything.
MOST_WORDS = 200
MOST_HEADLINES = 50

# The news items in which words were counted; words in more than _COMMON of them say nothing of a happening.
NEWS_ITEMS = 9_965
_COMMON = 500
_SHORTEST = 3
_MOST = log(NEWS_ITEMS)
_REMEMBERED = 32_768
_BEFORE = re.compile("^(?:وال|بال|فال|كال|ولل|لل|ال|و|ب|ل|ف)(?=.{3})")
_AFTER = re.compile("(?<=.{3})(?:هما|هم|ها|ات|ان|ين|ون|يه|ه|ي|ا)$")
_SPOKEN = frozenset({"claimed", "denied"})


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared, as plain words; `as_dict` is sorted, so equal features are equal text.

    `keys` are the entities and event types found, `parties` the entities that are no places, `events` the acts,
    `places` where they happened and `wider` what those places lie in, `words` the stems of the content words,
    `found` those of the names and phrases found, `numbers` those of the headline that are no toll, `tolls` the
    figures (`killed:14`), `days` the dates of the acts, `headlines` what each outlet's headlines say, `spoken` the
    claims and denials.
    """

    keys: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    found: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    wider: frozenset[str] = frozenset()
    tolls: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    headlines: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()

    @property
    def index(self) -> frozenset[str]:
        """The keys that a story with these features is found by."""
        return self.keys | self.events

    def merged(self, other: "Features") -> "Features":
        """The features of both; at about MOST_WORDS words those of `other` are left out."""
        joined = {one.name: getattr(self, one.name) | getattr(other, one.name) for one in fields(self)}
        if len(self.words) >= MOST_WORDS:
            joined["words"] = self.words
        if len(self.headlines) >= MOST_HEADLINES:
            joined["headlines"] = self.headlines
        return Features(**joined)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` is its inverse."""
        return {one.name: sorted(getattr(self, one.name)) for one in fields(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The features that `as_dict` was made from; what another version did not know is empty."""
        return cls(**{one.name: frozenset(data.get(one.name, ())) for one in fields(cls)})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open story as grouping sees it. `latest` is the newest publication of its articles, aware UTC."""

    story_id: int
    latest: datetime
    features: Features


def features_of(article: Article, findings: Findings, watchlists: Watchlists) -> Features:
    """What an article is compared by."""
    named = {mention.entity for mention in findings.mentions}
    tolls = frozenset(_tolls(findings.events))
    headline = article.title or article.text.strip().partition("\n")[0]
    return Features(
        keys=findings.keys(),
        events=frozenset(act for event in findings.events for act in _acts(event)),
        places=frozenset(_places(findings, watchlists)),
        words=frozenset(content_words(f"{article.title or ''}\n{article.text}")),
        found=frozenset(word for text in _found(findings) for word in content_words(text)),
        numbers=frozenset(_numbers(headline)) - _people(tolls),
        parties=frozenset(one for one in named if _is_party(one, watchlists)),
        wider=frozenset(place_id(one, watchlists) for event in findings.events for one in event.places[1:]),
        tolls=tolls,
        headlines=frozenset({_headline(article.source, headline)}),
        spoken=frozenset(event.event for event in findings.events if _is_spoken(event)),
        days=frozenset(event.when for event in findings.events if event.when and len(event.when) == len("2026-03-01")),
    )


def place_id(where: Place, watchlists: Watchlists) -> str:
    """One name for a place however it is written: in English where that is known."""
    entity = watchlists.entities.get(where.entity or "")
    name = entity.name.get("en", entity.key) if entity else toponyms.english(where.text) or where.text
    return " ".join(map(key, words(name)))


def outlet(source: str) -> str:
    """What the `headlines` of a source begin with."""
    return "".join(source.split("\t")) + "\t"


def content_words(text: str) -> Iterator[str]:
    """Stems of the words that tell something: no particles, endings, numbers, function or very common words."""
    return filter(None, map(_stem, words(text)))


@lru_cache(_REMEMBERED)
def _stem(word: str) -> str:
    """Nothing for a word that tells nothing."""
    news, word = vocabulary(), key(word)
    bare = _BEFORE.sub("", word)
    common = news.is_function(word) or max(news.by_key.get(word, 0), news.by_key.get(bare, 0)) > _COMMON
    return "" if len(word) < _SHORTEST or common or _numbered(word) else _AFTER.sub("", bare)


def weight(stem: str) -> float:
    """How much a stem tells: 0 for one that stands in every news item, 9 for one that stands in hardly any."""
    return _weights().get(stem, _MOST)


def weigh(stems: Iterable[str]) -> float:
    """How much they tell together."""
    known = _weights()
    return sum([known.get(stem, _MOST) for stem in stems])


@cache
def _weights() -> dict[str, float]:
    """By the number of news items that hold a word of the stem. Made once, when the first articles are compared."""
    stems: dict[str, int] = {}
    for word, count in vocabulary().by_key.items():
        stem = _AFTER.sub("", _BEFORE.sub("", word))
        stems[stem] = stems.get(stem, 0) + count
    return {stem: log(NEWS_ITEMS / min(max(count, 1), NEWS_ITEMS)) for stem, count in stems.items()}


def _found(findings: Findings) -> Iterator[str]:
    """The words of what was found: every report of the kind has them."""
    yield from (mention.text for mention in findings.mentions)
    for event in findings.events:
        yield from (event.text, *(place.text for place in event.places))


def _acts(event: Event) -> Iterator[str]:
    """The act, and what a plot, a claim or a denial speaks of; who claims or denies does not act again."""
    if not _is_spoken(event):
        yield event.event
    if event.about:
        yield event.about


def _is_spoken(event: Event) -> bool:
    """Whether it is words about an act; a group's own medium tells of the act itself."""
    return event.status in _SPOKEN and not is_own_claim(event)


def _places(findings: Findings, watchlists: Watchlists) -> Iterator[str]:
    """The most specific place of each event; where no event has one, the only watched place that is named."""
    located = [event.places[0] for event in findings.events if event.places]
    named = {
        one.entity: Place(one.text, one.entity) for one in findings.mentions if not _is_party(one.entity, watchlists)
    }
    for one in located or (named.values() if len(named) == 1 else ()):
        yield place_id(one, watchlists)


def _tolls(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        figures = {"killed": event.killed, "injured": event.injured, "arrested": event.arrested, "count": event.count}
        yield from (f"{of}:{number}" for of, number in figures.items() if number is not None)


def _people(tolls: Iterable[str]) -> frozenset[str]:
    """The numbers of a toll that count people; how often something happened may be part of a headline's name."""
    return frozenset(number for of, _, number in (toll.partition(":") for toll in tolls) if of != "count")


def _headline(source: str, headline: str) -> str:
    """An outlet and what its headline says: `source<TAB>word word`."""
    said = {*content_words(headline), *_numbers(headline)}
    return outlet(source) + " ".join(sorted(said))


def _is_party(entity: str, watchlists: Watchlists) -> bool:
    known = watchlists.entities.get(entity)
    return known is None or known.kind != "place"


def _numbers(text: str) -> Iterator[str]:
    return (word for word in map(key, words(text)) if _numbered(word))


def _numbered(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
