"""How serious a report is."""

from __future__ import annotations

import pytest

from bot.core.scoring import highest, rank, severity_of, toll
from watchlists.model import SEVERITIES, Event, EventType, Findings, Severity, Watchlist, Watchlists

LISTS = Watchlists(
    (Watchlist("e", {}, events=tuple(EventType(f"{level}_event", {}, (), level) for level in SEVERITIES)),)
)


def event(key: str, killed: int | None = None) -> Event:
    return Event(key, "", "", "text", 0, 1, 90.0, (0, 1), killed=killed)


@pytest.mark.parametrize(
    ("events", "severity"),
    [
        pytest.param([], "low", id="no event"),
        pytest.param([event("medium_event")], "medium", id="its type"),
        pytest.param([event("low_event"), event("high_event")], "high", id="the most serious of several"),
        pytest.param([event("low_event", 0)], "low", id="nobody killed"),
        pytest.param([event("low_event", 1)], "high", id="one killed"),
        pytest.param([event("low_event", 9)], "high", id="nine killed"),
        pytest.param([event("low_event", 10)], "critical", id="ten killed"),
        pytest.param([event("critical_event", 1)], "critical", id="the dead never lower it"),
        pytest.param([event("unknown")], "medium", id="of a type that is on no list"),
    ],
)
def test_severity(events: list[Event], severity: Severity) -> None:
    assert severity_of(Findings(events=tuple(events)), LISTS) == severity


def test_rank_and_highest() -> None:
    assert [rank(one) for one in SEVERITIES] == [0, 1, 2, 3]
    assert highest(["medium", "critical", "low"]) == "critical"
    assert highest([]) == "low"


@pytest.mark.parametrize(
    ("killed", "most"),
    [
        pytest.param([[None]], None, id="none known"),
        pytest.param([[3, 7], [None, 5]], 7, id="the highest of all"),
        pytest.param([[0]], 0, id="nobody"),
        pytest.param([], None, id="no report"),
    ],
)
def test_toll(killed: list[list[int | None]], most: int | None) -> None:
    assert toll(Findings(events=tuple(event("x", one) for one in each)) for each in killed) == most
