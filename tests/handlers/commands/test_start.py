"""/start: a welcome whose buttons work."""

from __future__ import annotations

from tests.handlers.commands.conversing import Room, commands_of


def test_every_button_of_the_welcome_is_understood(english: Room) -> None:
    welcome = english.say("/start")
    assert "Rasid watches Arabic news" in welcome.text
    for command in commands_of(welcome):
        assert "did not understand" not in english.say(command).text


def test_words_behind_it_do_no_harm(english: Room) -> None:
    assert "Rasid watches Arabic news" in english.say("/start from-a-link").text
