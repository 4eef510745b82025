"""What is said where one word of a line is wrong: that word is named, and nothing is changed."""

from __future__ import annotations

import pytest

from bot.core.bidi import ISOLATES
from tests.handlers.commands.conversing import Room, rows_of

_MARKS = dict.fromkeys(map(ord, (*ISOLATES, "\N{POP DIRECTIONAL ISOLATE}")))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        pytest.param("/mute ISKP -4h", "-4h", id="a length below zero"),
        pytest.param("/mute ISKP 0h", "0h", id="no length"),
        pytest.param("/mute ISKP until 25:00", "until 25:00", id="no time of day"),
        pytest.param("/mute all until 25:00", "until 25:00", id="no time of day, of all"),
        pytest.param("/mute S5 -4h", "-4h", id="a story"),
        pytest.param("/mute ISKP forever", "forever", id="a word"),
        pytest.param("/status 0d", "0d", id="no length alone"),
        pytest.param("/status ISKP -7d", "-7d", id="a length below zero behind a name"),
        pytest.param("/latest -3", "-3", id="a number below zero"),
    ],
)
def test_the_wrong_word_is_named(typed: str, wrong: str, english: Room) -> None:
    english.say("/list")
    before = rows_of(english.parts.store)  # type: ignore[arg-type]
    said = english.say(typed).text.translate(_MARKS)
    assert said.startswith(f"I do not understand “{wrong}” here. Possible: ")
    assert rows_of(english.parts.store) == before  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    [
        "/chart all",
        "/brief all",
        "/chart الكل",
        "/chart list:groups",
        "/export list:groups",
        "/brief list:groups 7d",
        "/mute list:groups 4h",
        "/mute list:groups",
        "/unmute list:groups",
    ],
)
def test_a_list_where_one_thing_is_needed(typed: str, english: Room) -> None:
    said = english.say(typed).text.translate(_MARKS)
    assert said.startswith("Here I need an entity or an event type, not “")
    assert f"For example: {typed.split()[0]} ISKP" in said


def test_a_misspelt_name_is_still_asked_back(english: Room) -> None:
    assert "Did you mean" in english.say("/mute الضواهري").text
