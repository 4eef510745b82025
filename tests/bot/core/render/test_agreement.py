"""The lines of an alert on what its outlets agree on and where they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.bidi import isolate, ltr
from bot.core.bidi import strip_controls as bare
from bot.core.model import Language, Story
from bot.core.render.agreement import agreement
from bot.core.render.alert import alert_message
from bot.core.render.headline import story_headline
from bot.core.views import AlertView
from tests.bot.core.render.scenes import HOUR, LANGUAGES, LISTS, NOW, alert, event, faults, reading, story, texts
from watchlists.model import Place

KANDAHAR = Place("قندهار", "KANDAHAR")


def told(
    *killed: int | None, places: tuple[Place, ...] = (KANDAHAR,), apart: timedelta = timedelta(), **facts: Any
) -> Story:
    """A story whose outlets S1, S2 … each give a number of dead, so far apart."""
    events = [event(killed=one, places=places, actors=("ISKP",), **facts) for one in killed]
    return story(
        *(
            reading(number, one, source=f"S{number}", published=NOW + number * apart)
            for number, one in enumerate(events, start=1)
        )
    )


def lines(one: Story, language: Language = "en") -> list[str]:
    return [line.text for line in agreement(one, LISTS, texts(language))]


LINES = [
    pytest.param(told(21, 21), ["Outlets agree: Kandahar, 21 killed, Islamic State Khorasan"], id="all agree"),
    pytest.param(
        told(23, 20),
        [
            "Outlets agree: Kandahar, Islamic State Khorasan",
            f"Outlets differ: 20 killed ({isolate('S2')}), 23 killed ({isolate('S1')})",
        ],
        id="on all but the dead",
    ),
    pytest.param(
        told(14, 14, 17, 17, apart=HOUR),
        ["Outlets agree: Kandahar, Islamic State Khorasan", "The number of the killed rose from 14 to 17"],
        id="an earlier toll is no agreement",
    ),
    pytest.param(
        told(14, 17, apart=HOUR, places=()),
        ["Outlets agree: Islamic State Khorasan", "The number of the killed rose from 14 to 17"],
        id="one outlet tells the higher toll",
    ),
    pytest.param(told(21), [], id="one outlet agrees with nobody"),
    pytest.param(
        told(None, None, places=()), ["Outlets agree: Islamic State Khorasan"], id="what nobody says is left out"
    ),
]


@pytest.mark.parametrize(("one", "expected"), LINES)
def test_the_lines(one: Story, expected: list[str]) -> None:
    assert lines(one) == expected


def test_in_arabic() -> None:
    differing = lines(told(3, 4), "ar")[1]
    assert differing.startswith("تختلف المصادر: ")
    assert f"{ltr(3)} قتلى" in differing


@pytest.mark.parametrize(
    ("of", "said"),
    [
        pytest.param("killed", "ارتفعت حصيلة القتلى من", id="killed"),
        pytest.param("injured", "ارتفع عدد الجرحى من", id="injured"),
        pytest.param("arrested", "ارتفع عدد الموقوفين من", id="arrested"),
    ],
)
def test_a_toll_that_rose_in_arabic(of: str, said: str) -> None:
    bare_act = event(killed=None, injured=None)
    numbers = [replace(bare_act, **{of: value}) for value in (2, 3)]  # type: ignore[arg-type]
    one = story(*(reading(at, each, source=f"S{at}", published=NOW + at * HOUR) for at, each in enumerate(numbers, 1)))
    assert f"{said} {ltr(2)} إلى {ltr(3)}" in lines(one, "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_answers_are_cut_short_and_many_outlets_too(language: Language) -> None:
    one = told(*range(1, 9), 9, 9, 9, 9, 9)
    (differing,) = (line for line in lines(one, language) if "S1" in line)
    assert ("S4" in differing, "S9" in differing) == (False, True)
    assert faults(alert_message(AlertView(one, alert(), None, LISTS), texts(language))) == []


def test_the_headline_gives_the_range() -> None:
    assert "20–23 killed, by source" in story_headline(told(23, 20), LISTS, texts("en"))
    assert f"{isolate('20–23')} قتيلا بحسب المصدر" in story_headline(told(23, 20), LISTS, texts("ar"))


INJURED = [
    pytest.param([(14, 30), (14, 30), (22, None)], "14–22 killed, by source — 30 injured", id="told by others only"),
    pytest.param([(14, 30), (14, 20), (14, None)], "14 killed — 20–30 injured, by source", id="others differ"),
    pytest.param([(14, 30), (14, None)], "14 killed — 30 injured", id="told by one"),
]


@pytest.mark.parametrize(("tolls", "expected"), INJURED)
def test_who_counts_the_dead_anew_has_not_healed_the_injured(
    tolls: list[tuple[int, int | None]], expected: str
) -> None:
    events = [event(killed=killed, injured=injured) for killed, injured in tolls]
    one = story(*(reading(at, each, source=f"S{at}", published=NOW) for at, each in enumerate(events, start=1)))
    assert expected in bare(story_headline(one, LISTS, texts("en")))
