"""What the outlets of a story agree on, and where they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.facts import Answer, Facts, facts_of
from tests.bot.core.render.scenes import ATTACK, HOUR, NOW, event, reading, story
from tests.bot.core.render.scenes import LISTS as SCENE
from watchlists.model import Entity, Event, EventType, Figure, Place, Watchlist, Watchlists

LISTS = Watchlists(
    (
        *SCENE.lists,
        Watchlist(
            "more",
            {"en": "More"},
            (
                Entity("ISIS", "organization", {"en": "Islamic State"}),
                Entity("WING", "organization", {"en": "Wing"}, part_of="ISIS"),
            ),
            (EventType("bombing", {"en": "Bombing"}, (), "high"),),
        ),
    )
)
KANDAHAR, AFGHANISTAN, KABUL = Place("قندهار", "KANDAHAR"), Place("أفغانستان"), Place("كابول")


def told(*events: Event, sources: str = "ABCDEFGH", apart: timedelta = HOUR / 10) -> Facts:
    """The facts of a story of which each outlet tells one event, in that order and so far apart."""
    readings = [
        reading(number, one, source=source, text=f"{number}", published=NOW + number * apart)
        for number, (source, one) in enumerate(zip(sources, events, strict=False), start=1)
    ]
    return facts_of(story(*readings), LISTS)


def killed(number: int | None, *figures: Figure, **facts: Any) -> Event:
    return event(killed=number, figures=figures, **facts)


def answers(*given: tuple[int, str]) -> tuple[Answer[int], ...]:
    return tuple(Answer(value, tuple(sources)) for value, sources in given)


TOLLS = [
    pytest.param([killed(21), killed(21)], answers((21, "AB")), None, id="agreed"),
    pytest.param(
        [killed(23), killed(20), killed(23)], answers((20, "B"), (23, "AC")), (20, 23), id="differing, rising"
    ),
    pytest.param([killed(21), killed(None)], answers((21, "A")), None, id="one says nothing"),
    pytest.param([killed(0), killed(2)], answers((0, "A"), (2, "B")), (0, 2), id="none is a number, too"),
    pytest.param(
        [killed(None, Figure("killed", "5 / 9", 5, 9)), killed(9)],
        answers((5, "A"), (9, "AB")),
        (5, 9),
        id="an outlet that contradicts itself",
    ),
    pytest.param(
        [killed(None, Figure("killed", "العشرات")), killed(9)], answers((9, "B")), None, id="vague is no number"
    ),
    pytest.param(
        [event("bombing", killed=4), killed(5)], answers((4, "A"), (5, "B")), (4, 5), id="two words for an attack"
    ),
    pytest.param([event("arrest", killed=4), killed(5)], answers((5, "B")), None, id="another act"),
    pytest.param([killed(4, status="denied"), killed(5)], answers((5, "B")), None, id="denied is not reported"),
]


@pytest.mark.parametrize(("events", "expected", "spread"), TOLLS)
def test_a_toll(events: list[Event], expected: tuple[Answer[int], ...], spread: tuple[int, int] | None) -> None:
    facts = told(*events)
    assert facts.numbers["killed"] == expected
    assert facts.spread("killed") == spread


def test_the_newest_report_of_an_outlet_counts() -> None:
    assert told(killed(3), killed(8), sources="AA").numbers["killed"] == answers((8, "A"))


def test_who_gives_no_number_any_more_has_not_taken_it_back() -> None:
    found = told(killed(17), killed(None), killed(9), sources="AAB")
    assert found.numbers["killed"] == answers((9, "B"), (17, "A"))
    assert found.spread("killed") == (9, 17)


def test_another_act_in_the_next_report_takes_nothing_back() -> None:
    found = told(killed(17, places=(KANDAHAR,)), event("arrest", killed=1, places=(KABUL,)), sources="AA")
    assert (found.numbers["killed"], [one.value for one in found.places]) == (answers((17, "A")), [KANDAHAR])


RISING = [
    pytest.param([14, 14, 17], HOUR, answers((17, "C")), id="a toll that rises is no contradiction"),
    pytest.param([17, 14], HOUR, answers((14, "B"), (17, "A")), id="a lower number told later is"),
    pytest.param([14, 17, 14], HOUR, answers((14, "C"), (17, "B")), id="who repeats the lower one later, differs"),
    pytest.param([14, 17], HOUR / 2, answers((14, "A"), (17, "B")), id="within the hour they differ"),
]


@pytest.mark.parametrize(("numbers", "apart", "expected"), RISING)
def test_a_toll_over_time(numbers: list[int], apart: timedelta, expected: tuple[Answer[int], ...]) -> None:
    assert told(*map(killed, numbers), apart=apart).numbers["killed"] == expected


RISEN = [
    pytest.param([14, 14, 17], HOUR, {"killed": 14}, id="who told less an hour before"),
    pytest.param([12, 14, 17, 17], HOUR, {"killed": 12}, id="from the lowest on"),
    pytest.param([17, 17], HOUR, {}, id="all agree"),
    pytest.param([14, 17], HOUR / 2, {}, id="within the hour they differ"),
    pytest.param([14, 17, 15], HOUR, {}, id="differing after all"),
]


@pytest.mark.parametrize(("numbers", "apart", "expected"), RISEN)
def test_a_toll_that_rose(numbers: list[int], apart: timedelta, expected: dict[str, int]) -> None:
    assert told(*map(killed, numbers), apart=apart).risen == expected


def test_an_outlet_that_counted_anew_leaves_no_earlier_toll() -> None:
    assert told(killed(14), killed(17), killed(17), sources="AAB", apart=HOUR).risen == {}


@pytest.mark.parametrize(
    ("events", "sole"),
    [
        pytest.param([killed(22), killed(22)], 22, id="one answer"),
        pytest.param([killed(20), killed(22)], None, id="several"),
        pytest.param([killed(None), killed(None)], None, id="nobody says"),
    ],
)
def test_the_one_number_that_is_given(events: list[Event], sole: int | None) -> None:
    assert told(*events).sole("killed") == sole


PLACES = [
    pytest.param([(KANDAHAR, AFGHANISTAN), (AFGHANISTAN,)], [(KANDAHAR, "AB")], id="a wider place agrees"),
    pytest.param([(AFGHANISTAN,), (KANDAHAR, AFGHANISTAN)], [(KANDAHAR, "AB")], id="the other way round"),
    pytest.param([(KANDAHAR,), (KABUL,)], [(KANDAHAR, "A"), (KABUL, "B")], id="two towns differ"),
    pytest.param([(KANDAHAR,), ()], [(KANDAHAR, "A")], id="one says nothing"),
]


@pytest.mark.parametrize(("places", "expected"), PLACES)
def test_a_place(places: list[tuple[Place, ...]], expected: list[tuple[Place, str]]) -> None:
    found = told(*(event(places=one) for one in places)).places
    assert [(one.value, "".join(one.sources)) for one in found] == expected


ACTORS = [
    pytest.param([("ISIS",), ("WING",)], [(("WING",), "AB")], id="a branch and its group agree"),
    pytest.param([("ISKP",), ("WING",)], [(("ISKP",), "A"), (("WING",), "B")], id="two groups differ"),
    pytest.param([("ISKP", "WING"), ("ISKP",)], [(("ISKP", "WING"), "AB")], id="one of two that acted together"),
]


@pytest.mark.parametrize(("actors", "expected"), ACTORS)
def test_an_actor(actors: list[tuple[str, ...]], expected: list[tuple[tuple[str, ...], str]]) -> None:
    found = told(*(event(actors=one) for one in actors)).actors
    assert [(one.value, "".join(one.sources)) for one in found] == expected


def test_a_guessed_actor_says_nothing() -> None:
    guessed = replace(ATTACK, actors=("WING",), how=("actor:nearest→WING",))
    assert [one.value for one in told(ATTACK, guessed).actors] == [("ISKP",)]


def test_a_guess_in_the_next_report_takes_nothing_back() -> None:
    guessed = replace(ATTACK, actors=("WING",), how=("actor:nearest→WING",))
    assert [one.value for one in told(ATTACK, guessed, sources="AA").actors] == [("ISKP",)]


def test_a_story_without_an_event_has_no_facts() -> None:
    one = reading()
    bare = replace(one, findings=replace(one.findings, events=()))
    facts = facts_of(story(bare), LISTS)
    assert (set(facts.numbers.values()), facts.places, facts.actors) == ({()}, (), ())
