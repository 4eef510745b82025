"""What an article or a story is compared by, as plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from bot.core.stems import weigh, weight

# A story is known by what its first articles say; of later ones it takes no more than this, so that a story of
# a hundred articles does not come to look like everything. Own choices, by tests/gold.
MOST_WORDS = 100
MOST_HEADLINES = 50
_FULL = {"words": MOST_WORDS, "headlines": MOST_HEADLINES, "texts": 50, "shingles": 300, "found": 100}
_FULL |= {"concepts": 20, "headed": 10, "figures": 15}
AGAIN = "again"
"""Stands in `again` of a report of a second deed: of an attack after another one."""

ROUND_UP = "round-up"
"""Stands in `after` of a report that only lists what happened."""

# A word in fewer than about eight of the counted news items may be a name. Own choice.
_A_NAME = 7.1


@dataclass(frozen=True)
class Features:
    """What is compared, as plain words; `as_dict` is sorted, so equal features are equal text.

    `keys` are the entities and event types found, `parties` the entities that are no places, `events` the acts,
    `places` where they happened (no countries), `wider` what those lie in and what else is named, `words` the stems of
    the content words of the headline and the beginning, `found` those of the names and phrases found, `numbers` those
    of the headline that are no toll, `tolls` the figures (`killed:14`), `days` the dates of the acts, `headlines` what
    each outlet's headlines say, `spoken` the claims and denials, `spots` the kinds of spots (`mosque`), `quarters` the
    names of quarters and villages, `after` the kinds of aftermath (`funeral`), `again` whether it is a second deed,
    `concepts` what the headline and the first sentences speak of and `headed` what the headline alone does, `figures`
    the greater numbers of all that is read, `texts` digests of whole texts and `shingles` what they begin with (see
    minhash).
    `marks` are what an article leads to its story by, beside its keys: of a story they are in the store, one by one.
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
    spots: frozenset[str] = frozenset()
    quarters: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    headed: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    shingles: frozenset[int] = frozenset()
    marks: frozenset[str] = frozenset()

    @cached_property
    def weight(self) -> float:
        """How much all its words tell together."""
        return weigh(self.words)

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of all its headlines."""
        return frozenset(word for line in self.headlines for word in line.partition("\t")[2].split())

    @cached_property
    def names(self) -> frozenset[str]:
        """Those of them that are rare and no part of what was found: names that no list knows."""
        return frozenset(word for word in self.said - self.found if weight(word) >= _A_NAME)

    @property
    def index(self) -> frozenset[str]:
        """The keys that a story with these features is found by."""
        return self.keys | self.events

    def merged(self, other: "Features") -> "Features":
        """The features of both as those of a story, without marks; what is full takes nothing of `other`."""
        joined = {name: getattr(self, name) | getattr(other, name) for name in _KEPT}
        full = {name: getattr(self, name) for name, most in _FULL.items() if len(getattr(self, name)) >= most}
        return Features(**(joined | full))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, without the marks; `from_dict` is its inverse."""
        return {name: sorted(getattr(self, name)) for name in _KEPT}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The features that `as_dict` was made from; what another version did not know is empty."""
        return cls(**{name: frozenset(data.get(name, ())) for name in _KEPT})


_KEPT = tuple(one.name for one in fields(Features) if one.name != "marks")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open story as grouping sees it. `latest` is the newest publication of its articles, aware UTC; `marks` are
    those by which it was found."""

    story_id: int
    latest: datetime
    features: Features
    marks: frozenset[str] = frozenset()


def outlet(source: str) -> str:
    """What the `headlines` of a source begin with."""
    return "".join(source.split("\t")) + "\t"
