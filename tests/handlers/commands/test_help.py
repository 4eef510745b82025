"""/help: what this person may use."""

from __future__ import annotations

import pytest

from tests.handlers.commands.conversing import STRANGER, Room


def test_the_list_holds_only_what_the_person_may_use(english: Room) -> None:
    english.other("9").say("/start")
    english.say("/users allow 1")
    assert "/users" in english.say("/help").text
    assert "/users" not in english.other("9").say("/help").text
    with english.parts.store.begin() as unit:
        unit.people.grant(STRANGER, "viewer", english.now)
    assert "/watch" not in english.other("9").say("/help").text


@pytest.mark.parametrize("typed", ["status", "/status", "STATUS"])
def test_one_command_is_explained(typed: str, english: Room) -> None:
    text = english.say(f"/help {typed}").text
    assert "/status ENTITY [24h|7d|30d]" in text
    assert "/status ISKP 7d" in text


def test_an_unknown_command_gets_the_list(english: Room) -> None:
    assert "What I understand" in english.say("/help nonsense").text
