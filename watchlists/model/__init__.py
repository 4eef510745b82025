"""The values of this package: what a watchlist says, and what was found in an article.

Everything here is immutable. Offsets are Unicode code points into the unaltered field, end exclusive.
"""

from watchlists.model.entries import SEVERITIES, Alias, Entity, EventType, Examples, Kind, MatchLevel, Severity, Status
from watchlists.model.found import Document, Event, Field, Figure, Findings, Hits, Mention, PhraseHit, Place
from watchlists.model.lists import ADDED, Watchlist, Watchlists, Written

__all__ = [
    "ADDED",
    "SEVERITIES",
    "Alias",
    "Document",
    "Entity",
    "Event",
    "EventType",
    "Examples",
    "Field",
    "Figure",
    "Findings",
    "Hits",
    "Kind",
    "MatchLevel",
    "Mention",
    "PhraseHit",
    "Place",
    "Severity",
    "Status",
    "Watchlist",
    "Watchlists",
    "Written",
]
