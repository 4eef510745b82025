"""Settings by their whole title, time zones of large countries, and thanks."""

from __future__ import annotations

import pytest

from tests.handlers.commands.conversing import Room, commands_of


@pytest.mark.parametrize(
    "typed",
    [
        "ساعات الهدوء من ١٠ مساء إلى ٧ صباحا",
        "/settings ساعات الهدوء من ١٠ مساء إلى ٧ صباحا",
        "/settings quiet من ١٠ مساء إلى ٧ صباحا",
        "Quiet hours from 10 pm to 7 am",
    ],
)
def test_a_setting_by_its_title(typed: str, arabic: Room) -> None:
    arabic.say(typed)
    with arabic.parts.store.begin() as unit:
        quiet = unit.chats.all()[0].preferences.quiet
    assert quiet is not None
    assert (quiet.start, quiet.end) == ("22:00", "07:00")


def test_by_its_title_it_is_changed_by_those_who_may(arabic: Room) -> None:
    arabic.other("-7", arabic.person, private=False).say("/start")
    stranger = arabic.other("-7", private=False)
    refused = stranger.say("/settings quiet 22:00-07:00").text
    assert stranger.say("ساعات الهدوء من ١٠ مساء إلى ٧ صباحا").text == refused
    with arabic.parts.store.begin() as unit:
        assert {one.preferences.quiet for one in unit.chats.all()} == {None}


def test_zones_of_a_large_country_are_buttons(english: Room, arabic: Room) -> None:
    said = english.say("/settings timezone United States")
    assert (
        "“\u2068United States\u2069” has several time zones. For example: America/New_York, America/Chicago"
        in said.text
    )
    assert commands_of(said)[0] == "/settings timezone America/New_York"
    english.say(commands_of(said)[1])
    with english.parts.store.begin() as unit:
        assert unit.chats.all()[0].timezone == "America/Chicago"
    english.say("/settings language ar")
    assert "، " in english.say("/settings timezone US").text
    assert ", " not in english.say("/settings timezone US").text


@pytest.mark.parametrize("typed", ["thanks", "Thank you!", "شكرا", "شكرًا جزيلًا", "شكرا لك."])
def test_thanks_are_answered(typed: str, english: Room) -> None:
    assert english.say(typed).text == "You are welcome."


def test_thanks_in_arabic(arabic: Room) -> None:
    assert arabic.say("شكرا").text == "على الرحب والسعة."
