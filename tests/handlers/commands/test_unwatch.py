"""/unwatch: see also test_watch.py, where the two are held against each other."""

from __future__ import annotations

from tests.handlers.commands.conversing import Room, commands_of


def test_without_a_name_it_asks(english: Room) -> None:
    assert "What shall I stop watching?" in english.say("/unwatch").text


def test_a_misspelling_is_asked_back(english: Room) -> None:
    assert "/unwatch ZAWAHIRI" in commands_of(english.say("/unwatch الضواهري"))
