"""Colours and sizes of charts: for a phone, on a light or a dark ground."""

from collections.abc import Mapping
from dataclasses import dataclass

from watchlists.model import Severity

# Pixels; a phone shows them at about a third.
WIDTH, HEIGHT = 1080, 1200
DPI = 100
MARGIN = 56


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one ground."""

    ground: str
    ink: str
    faint: str
    grid: str
    bar: str
    partial: str
    usual: str
    range: str
    turns: Mapping[str, str]
    severities: Mapping[Severity, str]


LIGHT = Look(
    ground="#ffffff",
    ink="#14202b",
    faint="#5b6b7a",
    grid="#e3e8ed",
    bar="#2474b5",
    partial="#9cc3e4",
    usual="#c2560c",
    range="#f6dfcc",
    turns={"up": "#b3261e", "down": "#1b7a43", "even": "#5b6b7a", "": "#5b6b7a"},
    severities={"low": "#8a97a3", "medium": "#d9a400", "high": "#e2711d", "critical": "#c62828"},
)
DARK = Look(
    ground="#17212b",
    ink="#f1f5f8",
    faint="#9fb0bf",
    grid="#2b3946",
    bar="#4aa3ea",
    partial="#2f628d",
    usual="#ffb26b",
    range="#3b3a38",
    turns={"up": "#ff8a80", "down": "#7bd8a0", "even": "#9fb0bf", "": "#9fb0bf"},
    severities={"low": "#9aa7b3", "medium": "#ffd54f", "high": "#ff9a4d", "critical": "#ff5f5f"},
)
# Each severity has a shape too, for who does not tell the colours apart.
SHAPES: Mapping[Severity, str] = {"low": "o", "medium": "s", "high": "D", "critical": "^"}
