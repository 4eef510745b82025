"""Where a story happened, and which place is another than was told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.places import new_places, place_named, places_of
from tests.bot.core.render.scenes import LISTS, event, reading, story
from watchlists.model import Event, Findings, Place

CITY, DISTRICT = ("kandahar",), ("palm valley", "kandahar")
HERE, THERE, FAR = Place("قندهار", "KANDAHAR"), Place("Palm Valley"), Place("Wheat Hill")


@pytest.mark.parametrize(
    ("now", "told", "new"),
    [
        pytest.param([CITY], [CITY], [], id="the same"),
        pytest.param([CITY, ("kabul",)], [CITY], ["kabul"], id="another city"),
        pytest.param([CITY, DISTRICT], [CITY], ["palm valley"], id="a more specific name"),
        pytest.param([DISTRICT, CITY], [DISTRICT], [], id="a wider name"),
        pytest.param([("mill", *DISTRICT)], [CITY, DISTRICT], [], id="more specific once more"),
        pytest.param([("mill", "kandahar")], [CITY, DISTRICT], ["mill"], id="another district"),
        pytest.param([("mill", "kandahar")], [DISTRICT], ["mill"], id="another district, the city was never told"),
        pytest.param([CITY], [], [], id="none was told"),
        pytest.param([], [CITY], [], id="none is told now"),
    ],
)
def test_what_is_another_place(now: list[tuple[str, ...]], told: list[tuple[str, ...]], new: list[str]) -> None:
    assert new_places(now, told) == new


def at(*places: Place) -> Event:
    return event(places=places)


@pytest.mark.parametrize(
    ("reports", "places"),
    [
        pytest.param([[at(HERE)]], [CITY], id="one report"),
        pytest.param([[at(HERE)], [at(THERE, HERE)]], [CITY, DISTRICT], id="two names of one place"),
        pytest.param([[at(HERE)], [at(HERE), at(FAR)]], [CITY], id="one outlet's second place"),
        pytest.param([[at(HERE)], [at(HERE), at(FAR)], [at(FAR), at(HERE)]], [CITY, ("wheat hill",)], id="two say so"),
        pytest.param([[at(HERE)], *[[at(HERE), at(FAR), at(THERE)]] * 3], [CITY], id="round-ups"),
        pytest.param([[at(HERE)], [event("arrest", places=(FAR,))]], [CITY], id="another act"),
        pytest.param([[event()]], [], id="no place"),
    ],
)
def test_where_it_happened(reports: list[list[Event]], places: list[tuple[str, ...]]) -> None:
    said = [reading(number, *events, source=f"outlet {number}") for number, events in enumerate(reports, 1)]
    assert sorted(places_of(story(*said), LISTS)) == sorted(places)


def test_a_story_of_no_act_has_no_place() -> None:
    assert places_of(story(replace(reading(1), findings=Findings())), LISTS) == []


def test_a_place_by_its_name() -> None:
    told = story(reading(1, at(THERE, HERE)))
    assert place_named("kandahar", told, LISTS) == HERE
    assert place_named("nowhere", told, LISTS) is None
