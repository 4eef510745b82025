"""A name to measure with, and names as a watchlist."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchlists.model import Alias, Entity, Kind, Watchlist, Watchlists


@dataclass(frozen=True, slots=True)
class Name:
    """A name to watch for."""

    text: str
    kind: Kind


def watched(listed: Sequence[Name]) -> Watchlists:
    """The names as a watchlist, the keys numbered in their order: N0, N1 …"""
    entities = (Entity(f"N{at}", one.kind, {"ar": one.text}, (Alias(one.text),)) for at, one in enumerate(listed))
    return Watchlists((Watchlist("bench", {"en": "Names to measure with"}, tuple(entities)),))
