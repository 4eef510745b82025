"""A number of points, and what it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from watchlists.model import Severity

# From how many points on a severity begins; below the first of them it is low. Own choice.
LEVELS: tuple[tuple[int, Severity], ...] = ((70, "critical"), (50, "high"), (30, "medium"))
MOST = 100


class Of(StrEnum):
    """What a part of a score is for."""

    TYPE = "type"
    NO_EVENT = "no_event"
    KILLED = "killed"
    INJURED = "injured"
    ARRESTED = "arrested"
    STATUS = "status"
    TIER = "tier"
    PARTISAN = "partisan"
    OWN_MEDIUM = "own_medium"
    SOURCES = "sources"
    UNUSUAL = "unusual"


@dataclass(frozen=True, slots=True)
class Part:
    """Points for one thing, below 0 where it speaks against. `about` is the key of an event type or entity, or a
    status; `number` is of people or outlets, or how many times the usual."""

    of: Of
    points: int
    about: str = ""
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How serious, from 0 to 100, as the sum of its parts."""

    parts: tuple[Part, ...]

    @property
    def points(self) -> int:
        """The sum, held between 0 and 100."""
        return min(MOST, max(0, sum(part.points for part in self.parts)))

    @property
    def severity(self) -> Severity:
        """The level that the points reach."""
        return next((severity for least, severity in LEVELS if self.points >= least), "low")

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` is its inverse."""
        parts = [{"of": one.of, "points": one.points, "about": one.about, "number": one.number} for one in self.parts]
        return {"points": self.points, "parts": parts}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The score that `as_dict` was made from."""
        kept = (Part(Of(one["of"]), one["points"], one["about"], one["number"]) for one in data["parts"])
        return cls(tuple(kept))
