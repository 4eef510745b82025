"""When a story is spoken of again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.model import Alert, Article, Reading, Story
from bot.core.timing import MANY_NEW_SOURCES, Reason, known, reason_to_speak, reasons
from tests.bot.core.render.scenes import LISTS
from watchlists.model import Event, Findings, Place, Severity, Status

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def reading(
    source: str = "a",
    killed: int | None = None,
    status: Status = "reported",
    actors: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
) -> Reading:
    where = tuple(map(Place, places))
    event = Event(
        "bombing", "", "", "text", 0, 1, 90.0, (0, 1), status=status, actors=actors, killed=killed, places=where
    )
    return Reading(Article(1, source, 1, source, None, "", None, "ar", NOW, NOW), Findings(events=(event,)))


def story(readings: Sequence[Reading], spoken: Sequence[Alert] = (), severity: Severity = "high") -> Story:
    return Story(5, NOW, NOW, frozenset(), severity, NOW, tuple(readings), tuple(spoken))


def alert(readings: Sequence[Reading], severity: Severity = "high", **facts: Any) -> Alert:
    """What was said when only these readings were known."""
    return Alert(1, 5, 1, 1, "first", severity, NOW, {**known(story(readings), LISTS), **facts})


def reason_of(one: Story) -> Reason | None:
    return reason_to_speak(one, known(one, LISTS))


def outlets(number: int) -> list[Reading]:
    return [reading(f"outlet {n}") for n in range(number)]


FIRST = [reading("a", 3)]


@pytest.mark.parametrize(
    ("more", "severity", "reason"),
    [
        pytest.param([], "high", None, id="nothing new"),
        pytest.param([reading("a", 3)], "high", None, id="the same source again"),
        pytest.param(outlets(MANY_NEW_SOURCES - 1), "high", None, id="twelve outlets in all"),
        pytest.param(outlets(MANY_NEW_SOURCES), "high", Reason.SOURCES, id="twelve more outlets"),
        pytest.param([reading("b", 5)], "high", Reason.TOLL, id="more dead"),
        pytest.param([reading("b", 2)], "high", None, id="fewer dead than known"),
        pytest.param([reading("b")], "critical", Reason.SEVERITY, id="more serious"),
        pytest.param([reading("b")], "medium", None, id="never less serious"),
        pytest.param([reading("b", None, "claimed", ("AQ",))], "high", Reason.CLAIM, id="a claim"),
        pytest.param([reading("b", None, "claimed")], "high", None, id="a claim by nobody known"),
        pytest.param([reading("b", None, "reported", ("AQ",))], "high", None, id="an actor is no claim"),
        pytest.param([reading("b", None, "denied", ("AQ",))], "high", Reason.DENIAL, id="a denial"),
        pytest.param([reading("b", places=("وادي النخيل",))], "high", None, id="a place where none was told"),
        pytest.param([reading("b", 5, "claimed", ("AQ",))], "critical", Reason.SEVERITY, id="the weightiest reason"),
    ],
)
def test_again_only_for_a_reason(more: list[Reading], severity: Severity, reason: Reason | None) -> None:
    assert reason_of(story([*FIRST, *more], [alert(FIRST)], severity)) == reason


def test_the_first_time_always() -> None:
    assert reason_of(story(FIRST)) == Reason.FIRST


def test_a_toll_where_none_was_known() -> None:
    assert reason_of(story([reading("a"), reading("b", 1)], [alert([reading("a")])])) == Reason.TOLL


def test_a_second_claim_by_the_same_group_is_none() -> None:
    claim = reading("a", None, "claimed", ("AQ",))
    assert reason_of(story([claim, claim], [alert([claim])])) is None
    rival = reading("b", None, "claimed", ("ISIS",))
    assert reason_of(story([claim, rival], [alert([claim])])) == Reason.CLAIM


def test_only_the_last_alert_counts() -> None:
    readings = [*FIRST, reading("b", 9)]
    assert reason_of(story(readings, [alert(FIRST), alert(readings)])) is None


def test_what_is_known() -> None:
    readings = [reading("a", 3), reading("b", 9, "claimed", ("ISIS", "AQ")), reading("a")]
    assert known(story(readings), LISTS) == {
        "killed": 9,
        "claims": ["AQ", "ISIS"],
        "denials": [],
        "places": [],
        "sources": 2,
        "outlets": 2,
        "articles": 3,
    }


def test_copies_are_no_further_outlets() -> None:
    reports = outlets(2 * MANY_NEW_SOURCES)
    copies: dict[int, tuple[str, dict[str, Any]]] = {number: ("near_text", {}) for number in range(100)}
    told = replace(story([*FIRST, *reports], [alert(FIRST)]), grounds=copies)
    assert reason_of(told) is None
    assert known(told, LISTS)["sources"] == len(reports) + 1


def test_the_edition_of_a_copy_is_no_further_outlet_either() -> None:
    copy = reading("b")
    edited = replace(copy, article=replace(copy.article, id=2, edition=2))
    told = replace(story([*FIRST, copy, edited]), grounds={1: ("near_text", {}), 2: ("edition", {})})
    assert known(replace(told, readings=(copy, edited)), LISTS)["outlets"] == 0
    assert known(replace(told, grounds={}), LISTS)["outlets"] == 2


def test_another_place() -> None:
    here, there = reading("a", places=("وادي النخيل",)), reading("b", places=("تل القمح",))
    assert reason_of(story([here, there], [alert([here])])) == Reason.PLACE
    assert reason_of(story([here, there], [alert([here, there])])) is None


def test_all_reasons_come_by_their_weight() -> None:
    here = reading("a", 3, places=("وادي النخيل",))
    claimed = reading("b", 5, "claimed", ("AQ",))
    there = reading("c", 9, "reported", (), ("تل القمح",))
    whole = story([here, claimed, there, *outlets(MANY_NEW_SOURCES)], [], "critical")
    found = reasons(whole.severity, known(whole, LISTS), alert([here]))
    assert found == (Reason.SEVERITY, Reason.TOLL, Reason.CLAIM, Reason.PLACE, Reason.SOURCES)


def test_an_alert_of_an_older_version_is_read() -> None:
    old = Alert(1, 5, 1, 1, "first", "high", NOW, {})
    assert reason_of(story([reading("a", 3)], [old])) == Reason.TOLL
    assert reason_of(story([reading("a")], [old])) is None
