"""/settings: language and time zone."""

from __future__ import annotations

import pytest

from tests.handlers.commands.conversing import Room, bare_latin, commands_of


@pytest.mark.parametrize("typed", ["ar", "AR", "العربية", "arabic"])
def test_the_answer_comes_in_the_new_language(typed: str, english: Room) -> None:
    reply = english.say(f"/settings language {typed}")
    assert "بالعربية" in reply.text
    assert reply.language == "ar"
    assert not bare_latin(english.say("/status ISKP"))


def test_and_back_again(arabic: Room) -> None:
    assert arabic.say("/settings Language EN").text == "From now on I speak English here."
    assert "mentions" in arabic.say("/status ISKP").text


def test_alone_it_shows_what_is_set(english: Room) -> None:
    english.say("/settings timezone asia/baghdad")
    reply = english.say("/settings")
    assert "Asia/Baghdad" in reply.text
    assert "English" in reply.text
    assert commands_of(reply) == ["/settings language ar", "/settings language en"]


def test_times_are_shown_in_the_chats_zone(english: Room) -> None:
    english.say("/settings timezone Asia/Baghdad")
    english.publish()
    assert "2026-03-05 10:00" in english.say("/latest ISKP").text


@pytest.mark.parametrize(
    "typed", ["language", "language fr", "timezone Mars", "timezone", "colour red", "language ar en"]
)
def test_what_is_unknown_is_refused(typed: str, english: Room) -> None:
    english.say(f"/settings {typed}")
    text = english.say("/settings").text
    assert "English" in text
    assert "UTC" in text
