"""The lines of an alert on what its outlets agree on and where they differ."""

from __future__ import annotations

import pytest

from bot.core.bidi import isolate, ltr
from bot.core.model import Language, Story
from bot.core.render.agreement import agreement
from bot.core.render.alert import alert_message
from bot.core.render.headline import story_headline
from bot.core.views import AlertView
from tests.bot.core.render.scenes import LANGUAGES, LISTS, NOW, alert, event, faults, reading, story, texts
from watchlists.model import Place

KANDAHAR = Place("قندهار", "KANDAHAR")


def told(*killed: int | None, places: tuple[Place, ...] = (KANDAHAR,)) -> Story:
    """A story whose outlets S1, S2 … each give a number of dead."""
    events = [event(killed=one, places=places, actors=("ISKP",)) for one in killed]
    return story(
        *(reading(number, one, source=f"S{number}", published=NOW) for number, one in enumerate(events, start=1))
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_answers_are_cut_short_and_many_outlets_too(language: Language) -> None:
    one = told(*range(1, 9), 9, 9, 9, 9, 9)
    (differing,) = (line for line in lines(one, language) if "S1" in line)
    assert ("S4" in differing, "S9" in differing) == (False, True)
    assert faults(alert_message(AlertView(one, alert(), None, LISTS), texts(language))) == []


def test_the_headline_gives_the_range() -> None:
    assert "20–23 killed, by source" in story_headline(told(23, 20), LISTS, texts("en"))
    assert f"{isolate('20–23')} قتيلا بحسب المصدر" in story_headline(told(23, 20), LISTS, texts("ar"))
