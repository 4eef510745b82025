"""/unmute: see also test_mute.py, where the two are held against each other."""

from __future__ import annotations

import pytest

from tests.handlers.commands.conversing import Room


@pytest.mark.parametrize("typed", ["ISKP", "suicide_bombing"])
def test_what_is_not_muted_is_said(typed: str, english: Room) -> None:
    assert "is not muted here" in english.say(f"/unmute {typed}").text


@pytest.mark.parametrize("typed", ["all", "الكل"])
def test_a_chat_that_is_not_muted(typed: str, english: Room) -> None:
    assert english.say(f"/unmute {typed}").text == "This chat is not muted as a whole."


def test_a_story_that_is_not_there(english: Room) -> None:
    assert "There is no story S99." in english.say("/unmute S99").text


def test_without_a_name_it_asks(english: Room) -> None:
    english.say("/mute AQ 4h")
    assert "/unmute ISKP" in english.say("/unmute").text
