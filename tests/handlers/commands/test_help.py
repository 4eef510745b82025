"""/help: what this person may use."""

from __future__ import annotations

import pytest

from tests.handlers.commands.conversing import STRANGER, Room, commands_of


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
    assert "/status ENTITY|event:EVENT|list:LIST|all [24h|7d|30d]" in text
    assert "/status ISKP 7d" in text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("statsu", ["/help status"], id="misspelt"),
        pytest.param("xqzw", ["/help"], id="like none"),
        pytest.param("قائمه جديده", ["/help list"], id="nearly Arabic"),
    ],
)
def test_an_unknown_command_is_said_to_be_none(typed: str, offered: list[str], english: Room) -> None:
    reply = english.say(f"/help {typed}")
    assert reply.text.startswith("There is no command “")
    assert typed in reply.text
    assert commands_of(reply)[:1] == offered


def test_an_unknown_command_in_arabic(arabic: Room) -> None:
    assert arabic.say("/help xqzw").text == "لا يوجد أمر باسم «\u2068xqzw\u2069»."


def test_a_command_is_explained_by_its_arabic_word(arabic: Room) -> None:
    assert "/status ISKP 7d" in arabic.say("مساعدة حالة").text
    assert "حالة" not in arabic.say("/help list").text
