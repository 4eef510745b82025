"""When a story is spoken of again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.model import Alert, Article, Reading, Story
from bot.core.timing import Reason, known, reason_to_speak
from watchlists.model import Event, Findings, Severity, Status

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def reading(
    source: str = "a", killed: int | None = None, status: Status = "reported", actors: tuple[str, ...] = ()
) -> Reading:
    event = Event("bombing", "", "", "text", 0, 1, 90.0, (0, 1), status=status, actors=actors, killed=killed)
    return Reading(Article(1, source, 1, source, None, "", None, "ar", NOW, NOW), Findings(events=(event,)))


def story(readings: Sequence[Reading], spoken: Sequence[Alert] = (), severity: Severity = "high") -> Story:
    return Story(5, NOW, NOW, frozenset(), severity, NOW, tuple(readings), tuple(spoken))


def alert(readings: Sequence[Reading], severity: Severity = "high", **facts: Any) -> Alert:
    """What was said when only these readings were known."""
    return Alert(1, 5, 1, 1, "first", severity, NOW, {**known(story(readings)), **facts})


FIRST = [reading("a", 3)]


@pytest.mark.parametrize(
    ("more", "severity", "reason"),
    [
        pytest.param([], "high", None, id="nothing new"),
        pytest.param([reading("a", 3)], "high", None, id="the same source again"),
        pytest.param([reading("b"), reading("c")], "high", None, id="two more sources"),
        pytest.param([reading("b"), reading("c"), reading("d")], "high", Reason.SOURCES, id="three more sources"),
        pytest.param([reading("b", 5)], "high", Reason.TOLL, id="more dead"),
        pytest.param([reading("b", 2)], "high", None, id="fewer dead than known"),
        pytest.param([reading("b")], "critical", Reason.SEVERITY, id="more serious"),
        pytest.param([reading("b")], "medium", None, id="never less serious"),
        pytest.param([reading("b", None, "claimed", ("AQ",))], "high", Reason.CLAIM, id="a claim"),
        pytest.param([reading("b", None, "claimed")], "high", None, id="a claim by nobody known"),
        pytest.param([reading("b", None, "reported", ("AQ",))], "high", None, id="an actor is no claim"),
        pytest.param([reading("b", 5, "claimed", ("AQ",))], "critical", Reason.SEVERITY, id="the weightiest reason"),
    ],
)
def test_again_only_for_a_reason(more: list[Reading], severity: Severity, reason: Reason | None) -> None:
    assert reason_to_speak(story([*FIRST, *more], [alert(FIRST)], severity)) == reason


def test_the_first_time_always() -> None:
    assert reason_to_speak(story(FIRST)) == Reason.FIRST


def test_a_toll_where_none_was_known() -> None:
    assert reason_to_speak(story([reading("a"), reading("b", 1)], [alert([reading("a")])])) == Reason.TOLL


def test_a_second_claim_by_the_same_group_is_none() -> None:
    claim = reading("a", None, "claimed", ("AQ",))
    assert reason_to_speak(story([claim, claim], [alert([claim])])) is None
    rival = reading("b", None, "claimed", ("ISIS",))
    assert reason_to_speak(story([claim, rival], [alert([claim])])) == Reason.CLAIM


def test_only_the_last_alert_counts() -> None:
    readings = [*FIRST, reading("b", 9)]
    assert reason_to_speak(story(readings, [alert(FIRST), alert(readings)])) is None


def test_what_is_known() -> None:
    readings = [reading("a", 3), reading("b", 9, "claimed", ("ISIS", "AQ")), reading("a")]
    assert known(story(readings)) == {"killed": 9, "claims": ["AQ", "ISIS"], "sources": 2, "articles": 3}


def test_an_alert_of_an_older_version_is_read() -> None:
    old = Alert(1, 5, 1, 1, "first", "high", NOW, {})
    assert reason_to_speak(story([reading("a", 3)], [old])) == Reason.TOLL
    assert reason_to_speak(story([reading("a")], [old])) is None
