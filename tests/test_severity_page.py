"""What docs/severity.md says is what the code does: every figure of its tables, and its example."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from bot.core import severity
from bot.core.copies import SAME
from bot.core.score import LEVELS
from tests.bot.core.test_severity import event, found, report, story
from watchlists.model import Entity, EventType, Watchlist, Watchlists

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "severity.md").read_text(encoding="utf-8")
ARREST = EventType("arrest", {}, (), "medium")
LISTS = Watchlists((Watchlist("e", {}, (Entity("AQ", "organization", {"en": "AQ"}),), (ARREST,)),))


def table(head: str) -> dict[str, tuple[str, ...]]:
    """The rows of the table whose first line begins so, by their first cell."""
    lines = PAGE[PAGE.index(f"| {head}") :].split("\n\n")[0].splitlines()[2:]
    rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {first: tuple(others) for first, *others in rows}


def column(rows: dict[str, tuple[str, ...]], at: int = 0) -> dict[str, int]:
    return {name: int(cells[at]) for name, cells in rows.items() if cells[at]}


def test_the_levels() -> None:
    said = {cells[0]: re.sub(r"\D", "", first) for first, cells in table("points |").items()}
    assert said == {"low": ""} | {name: str(least) for least, name in LEVELS}


def test_the_types() -> None:
    assert column(table("severity of")) == severity.TYPE


def test_people() -> None:
    rows = table("from so many on")
    for at, steps in enumerate((severity.KILLED, severity.INJURED, severity.ARRESTED)):
        assert column(rows, at) == {str(least): points for least, points in steps}


def test_status() -> None:
    assert column(table("status")) == severity.STATUS


def test_outlets() -> None:
    expected = [severity.FIRST_TIER, severity.PARTISAN, severity.OWN_MEDIUM]
    assert list(column(table("outlet |")).values()) == expected


def test_what_a_story_adds() -> None:
    assert column(table("outlets that")) == {str(least): points for least, points in severity.SOURCES}
    assert column(table("an entity of")) == {f"{least:g}": points for least, points in severity.UNUSUAL}
    assert f"{SAME:.0%}".replace("%", " %") in PAGE


def test_the_example() -> None:
    some = [report(number, found(event("arrest"))) for number in (1, 2)]
    arrested, killed = (report(3, found(event("arrest", arrested=12, killed=dead))) for dead in (0, 1))
    rated = [severity.story_score(story(*some, one), LISTS, unusual={"AQ": 10.0}) for one in (arrested, killed)]
    said = column(table("part |"))
    assert [one.points for one in rated[0].parts] == [
        points for name, points in said.items() if points and name != "sum"
    ]
    assert rated[0].points == said["sum"] == 47
    assert [(one.points, one.severity) for one in rated] == [(47, "medium"), (67, "high")]


def test_the_example_of_the_first_lines() -> None:
    five = [report(number, found(event("critical_event"))) for number in range(5)]
    lists = Watchlists((Watchlist("e", {}, (), (replace(ARREST, key="critical_event", severity="critical"),)),))
    assert severity.story_score(story(*five), lists).points == 85
    assert "Severity 85: Suicide bombing 80, 5 independent sources +5" in PAGE
