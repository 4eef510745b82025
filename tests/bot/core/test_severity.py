"""How serious a report and a story are, in points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Article, Reading, Story
from bot.core.score import Of, Part, Score
from bot.core.severity import report_score, story_score, weighed
from tests.bot.core.render.scenes import NOW
from watchlists.model import SEVERITIES, Entity, Event, EventType, Findings, Severity, Status, Watchlist, Watchlists
from watchlists.outlets import NO_OUTLETS, Outlet, Outlets

TYPES = (
    *(EventType(f"{level}_event", {}, (), level) for level in SEVERITIES),
    EventType("foiled_plot", {}, (), "high", "foiled"),
)
LISTS = Watchlists((Watchlist("e", {}, (Entity("AQ", "organization", {"en": "AQ"}),), TYPES),))
WIRE = Outlet("WIRE", {"en": "Wire"}, "agency", 1)
SIDE = Outlet("SIDE", {"en": "Side"}, "partisan", 4)
OWN = Outlet("OWN", {"en": "Own"}, "militant", 4, group="AQ")
OUTLETS = Outlets((WIRE, SIDE, OWN))
WORDS = "نار ماء تراب هواء جبل بحر نهر سهل واد غابة صحراء جزيرة شاطئ مرفأ قارب شراع مجداف صياد شبكة سمكة"
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"


def event(key: str, status: Status = "reported", **facts: int) -> Event:
    return replace(Event(key, "", "", "text", 0, 1, 90.0, (0, 1), status=status), **facts)  # type: ignore[arg-type]


def found(*events: Event) -> Findings:
    return Findings(events=events)


def report(number: int, findings: Findings, source: str = "", text: str | None = None) -> Reading:
    """A report in words of its own, unless told otherwise."""
    own = _own_words(number) if text is None else text
    name = source or f"outlet {number}"
    return Reading(Article(number, f"i{number}", 1, name, f"خبر {number}", own, None, "ar", NOW, NOW), findings)


def _own_words(number: int) -> str:
    end = LETTERS[number // 27] + LETTERS[number % 27]
    return " ".join(f"{word}{end}" for word in WORDS.split())


def story(*reports: Reading, severity: Severity = "low", keys: frozenset[str] = frozenset({"AQ"})) -> Story:
    return Story(5, NOW, NOW, keys, severity, None, reports)


@pytest.mark.parametrize(
    ("events", "points", "severity"),
    [
        pytest.param([], 15, "low", id="no event"),
        pytest.param([event("low_event")], 15, "low", id="low"),
        pytest.param([event("medium_event")], 40, "medium", id="medium"),
        pytest.param([event("high_event")], 60, "high", id="high"),
        pytest.param([event("critical_event")], 80, "critical", id="critical"),
        pytest.param([event("low_event", killed=1)], 60, "high", id="one dead"),
        pytest.param([event("low_event", killed=9)], 65, "high", id="nine dead"),
        pytest.param([event("low_event", killed=10)], 80, "critical", id="ten dead"),
        pytest.param([event("critical_event", killed=1)], 80, "critical", id="the dead never lower it"),
        pytest.param([event("critical_event", killed=60)], 90, "critical", id="fifty dead and more"),
        pytest.param([event("critical_event", killed=300)], 95, "critical", id="a hundred dead and more"),
        pytest.param([event("low_event", injured=9)], 15, "low", id="few injured"),
        pytest.param([event("low_event", injured=10)], 50, "high", id="many injured"),
        pytest.param([event("low_event", arrested=10)], 35, "medium", id="many arrested"),
        pytest.param([event("low_event", killed=2, injured=400)], 70, "critical", id="the gravest figure"),
        pytest.param([event("critical_event", "denied")], 60, "high", id="denied"),
        pytest.param([event("critical_event", "foiled")], 70, "critical", id="foiled"),
        pytest.param([event("critical_event", "planned")], 65, "high", id="planned"),
        pytest.param([event("foiled_plot", "foiled")], 60, "high", id="foiled by its type"),
        pytest.param([event("low_event"), event("high_event")], 60, "high", id="the gravest event"),
        pytest.param([event("unknown")], 40, "medium", id="a type on no list"),
    ],
)
def test_a_report(events: list[Event], points: int, severity: Severity) -> None:
    score = report_score(found(*events), LISTS)
    assert (score.points, score.severity) == (points, severity)


@pytest.mark.parametrize(
    ("outlet", "points"),
    [
        pytest.param(None, 80, id="on no list"),
        pytest.param(WIRE, 82, id="first tier"),
        pytest.param(replace(WIRE, tier=3), 80, id="third tier"),
        pytest.param(SIDE, 75, id="partisan"),
        pytest.param(OWN, 68, id="the group's own"),
    ],
)
def test_who_tells_it(outlet: Outlet | None, points: int) -> None:
    assert report_score(found(event("critical_event")), LISTS, outlet).points == points


def many(number: int, key: str = "medium_event", text: str | None = None) -> Story:
    return story(*(report(each, found(event(key)), text=text) for each in range(number)))


@pytest.mark.parametrize(
    ("number", "points"),
    [(1, 40), (2, 40), (3, 43), (5, 45), (9, 45), (10, 48), (40, 48)],
)
def test_corroboration(number: int, points: int) -> None:
    assert story_score(many(number), LISTS).points == points


def test_copies_of_one_wire_do_not_corroborate() -> None:
    assert story_score(many(30, text=WORDS), LISTS).parts == (Part(Of.TYPE, 40, "medium_event"),)


def test_another_report_of_the_same_outlet_does_not_corroborate() -> None:
    some = [report(each, found(event("medium_event")), source="one") for each in range(9)]
    assert story_score(story(*some), LISTS).points == 40


@pytest.mark.parametrize(
    ("unusual", "points"),
    [
        pytest.param({}, 40, id="nothing"),
        pytest.param({"AQ": 2.9}, 40, id="hardly"),
        pytest.param({"AQ": 3.0}, 42, id="thrice"),
        pytest.param({"AQ": 12.0}, 44, id="ten times"),
        pytest.param({"OTHER": 12.0}, 40, id="somebody else"),
    ],
)
def test_unusual(unusual: Mapping[str, float], points: int) -> None:
    assert story_score(many(1), LISTS, NO_OUTLETS, unusual).points == points


def test_what_is_added_flips_a_level_only_together() -> None:
    assert story_score(many(10), LISTS, NO_OUTLETS, {"AQ": 4.0}).severity == "high"
    assert story_score(many(10), LISTS).severity == "medium"
    assert story_score(many(1), LISTS, NO_OUTLETS, {"AQ": 99.0}).severity == "medium"


def test_without_an_event_everything_together_is_low() -> None:
    some = [report(each, Findings(), source="Wire" if each == 0 else "") for each in range(40)]
    score = story_score(story(*some), LISTS, OUTLETS, {"AQ": 99.0})
    assert (score.points, score.severity) == (29, "low")


def test_an_own_medium_counts_less_only_as_long_as_it_is_alone() -> None:
    alone = report(1, found(event("critical_event")), source="Own")
    other = report(2, found(event("critical_event")))
    assert story_score(story(alone), LISTS, OUTLETS).severity == "high"
    assert story_score(story(alone, other), LISTS, OUTLETS).points == 80


def test_order_does_not_matter() -> None:
    some = [
        report(1, found(event("high_event", killed=3)), source="Wire"),
        report(2, found(event("critical_event")), source="Own"),
        report(3, found(event("medium_event", injured=200))),
    ]
    assert len({story_score(story(*each), LISTS, OUTLETS) for each in permutations(some)}) == 1


@pytest.mark.parametrize("before", SEVERITIES)
def test_a_story_never_sinks(before: Severity) -> None:
    after = weighed(replace(many(1), severity=before), LISTS, NO_OUTLETS, {})
    expected: Severity = "medium" if before == "low" else before
    assert (after.severity, after.lifted) == (expected, before == "low")
    assert after.score is not None
    assert after.score.severity == "medium"


EVENTS = st.builds(
    event,
    st.sampled_from([one.key for one in TYPES]),
    st.sampled_from(["reported", "planned", "foiled", "claimed", "denied", "threatened"]),
    killed=st.integers(0, 500),
    injured=st.integers(0, 500),
    arrested=st.integers(0, 500),
)


@given(st.lists(EVENTS, max_size=4), st.sampled_from([None, *OUTLETS.listed]), st.integers(0, 400))
def test_more_dead_never_make_it_less(events: list[Event], outlet: Outlet | None, more: int) -> None:
    graver = [replace(one, killed=(one.killed or 0) + more) for one in events]
    low, high = (report_score(found(*some), LISTS, outlet) for some in (events, graver))
    assert 0 <= low.points <= high.points <= 100


@given(st.lists(EVENTS, max_size=4))
def test_the_points_are_the_sum_of_the_parts_and_can_be_kept(events: list[Event]) -> None:
    score = report_score(found(*events), LISTS, OWN)
    assert Score.from_dict(score.as_dict()) == score
    assert score.points == min(100, max(0, sum(one.points for one in score.parts)))
