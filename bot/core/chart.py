"""A chart as plain data, all its words written: whoever draws it decides nothing but the look."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import count
from math import ceil
from typing import Any, Literal, Self

from watchlists.model import Severity

# A scale has no more steps than this.
_STEPS = 4

Turn = Literal["up", "down", "even", ""]


@dataclass(frozen=True, slots=True)
class Column:
    """One bar: how high, and the usual with its range where there is one. `partial`: not the whole hour or day."""

    height: int
    usual: float | None = None
    low: float | None = None
    high: float | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A story above the bar of this number."""

    column: int
    severity: Severity
    label: str


@dataclass(frozen=True, slots=True)
class Legend:
    """What the signs stand for; '' for what is not drawn."""

    mentions: str
    usual: str = ""
    range: str = ""
    severities: tuple[tuple[Severity, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """`figure` is the number of the window, `compared` what it is held against, `turn` which way it went. `ticks` are
    labels by bar (up to two lines), `levels` labels of the scale by height, the last one the top."""

    language: str
    dark: bool
    title: str
    window: str
    figure: str
    compared: str
    turn: Turn
    columns: tuple[Column, ...]
    ticks: tuple[tuple[int, str], ...]
    levels: tuple[tuple[int, str], ...]
    marks: tuple[Mark, ...]
    legend: Legend
    source: str
    empty: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; `from_dict` is its inverse."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The chart that `as_dict` was made from."""
        legend = {**data["legend"], "severities": _pairs(data["legend"]["severities"])}
        lists = {
            "columns": tuple(Column(**one) for one in data["columns"]),
            "ticks": _pairs(data["ticks"]),
            "levels": _pairs(data["levels"]),
            "marks": tuple(Mark(**one) for one in data["marks"]),
            "legend": Legend(**legend),
        }
        return cls(**{**data, **lists})


def levels(top: float) -> tuple[int, ...]:
    """Two to five whole numbers in equal steps, from zero to one at or above `top`: 0, 5, 10 …"""
    sizes = (digit * 10**power for power in count() for digit in (1, 2, 5))
    size = next(one for one in sizes if one * _STEPS >= top)
    return tuple(size * step for step in range(max(1, ceil(top / size)) + 1))


def _pairs(given: Any) -> tuple[tuple[Any, Any], ...]:
    return tuple((one, other) for one, other in given)
