"""What an article or a story is compared by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Features:
    """Keys found, places, content words and numbers; `as_dict` is sorted, so equal features are equal text."""

    keys: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def merged(self, other: "Features") -> "Features":
        """The features of both."""
        return Features(
            self.keys | other.keys,
            self.events | other.events,
            self.places | other.places,
            self.words | other.words,
            self.numbers | other.numbers,
        )

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` is its inverse."""
        names = ("keys", "events", "places", "words", "numbers")
        return {name: sorted(getattr(self, name)) for name in names}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The features that `as_dict` was made from."""
        return cls(**{name: frozenset(values) for name, values in data.items()})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open story as grouping sees it."""

    story_id: int
    latest: datetime
    features: Features
