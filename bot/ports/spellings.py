"""What is kept of names that the news spells otherwise than the lists do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.core.model import Reading
from bot.core.spellings import Sighting


class NearMisses(Protocol):
    """Where words stood that an alias nearly is. They go with their articles."""

    def unread(self, after: int, limit: int) -> Sequence[Reading]:
        """The articles that were stored after the one with this id, in the order of their ids."""
        ...

    def add(self, seen: Sequence[Sighting], most: int) -> None:
        """Keep them, of each form of an entity the `most` newest; one of an article that is gone is not kept."""
        ...

    def ready(self, least: int, since: datetime) -> Sequence[tuple[str, str, int]]:
        """Entity, form and in how many articles it was seen since then: at least so many, those of most first."""
        ...

    def of(self, key: str, form: str, since: datetime) -> Sequence[Sighting]:
        """The sightings of one since then, newest first."""
        ...

    def forget(self, before: datetime, limit: int) -> int:
        """Drop some that were seen before that time; returns how many."""
        ...
