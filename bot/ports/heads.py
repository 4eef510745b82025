"""Heads of stories: what lists of them are made from, without loading the texts of their articles."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.heads import Head, Tally
from watchlists.model import Severity


@dataclass(frozen=True, slots=True)
class Asked:
    """The stories that hold any of `keys`, which a hunt may have found, and any of `beside` where that is not empty,
    with a report published at `since` or later. Those with a report since `open_since` are open. Where `severities` are
    given, only stories of one of these."""

    keys: frozenset[str]
    since: datetime
    open_since: datetime
    beside: frozenset[str] = frozenset()
    severities: frozenset[Severity] = frozenset()


class Heads(Protocol):
    """Stories as lists show them."""

    def tally(self, asked: Asked) -> Tally:
        """How many there are."""
        ...

    def gravest(self, asked: Asked, limit: int, offset: int = 0, readings: int = 0) -> Sequence[Head]:
        """The open ones first, of these the gravest, then the newest; each with so many of its newest readings."""
        ...

    def newest(self, asked: Asked, limit: int, offset: int = 0, readings: int = 0) -> Sequence[Head]:
        """The same, by their newest report."""
        ...

    def by_key(self, asked: Asked) -> Sequence[tuple[str, int]]:
        """In how many of them each of the keys stands, most first; keys of none lack."""
        ...

    def last_alerts(self, story_ids: Collection[int]) -> Mapping[int, int]:
        """The id of the newest alert of each of these stories that was sent to a chat or kept from one that wanted it,
        by story; those without lack."""
        ...
