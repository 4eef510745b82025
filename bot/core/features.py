"""What an article or a story is compared by."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Self

# A story is known by the words of its first articles; of later ones it takes no more than this, so that a story of
# a hundred articles does not come to look like everything.
MOST_WORDS = 200
MOST_HEADLINES = 50


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared, as plain words; `as_dict` is sorted, so equal features are equal text.

    `keys` are the entities and event types found, `parties` the entities that are no places, `events` the acts,
    `places` where they happened and `wider` what those places lie in, `words` the stems of the content words,
    `numbers` those of the headline that are no toll, `tolls` the figures (`killed:14`), `days` the dates of the acts,
    `headlines` what each outlet's headlines say, `spoken` the claims and denials.
    """

    keys: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    wider: frozenset[str] = frozenset()
    tolls: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    headlines: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()

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
