"""/users: who is let in."""

from __future__ import annotations

import pytest

from bot.core.model import Address
from tests.handlers.commands.conversing import Room, commands_of


def test_who_asks_is_listed_first_with_buttons(english: Room) -> None:
    english.say("/start")
    english.other("9").say("/start")
    reply = english.say("/users")
    assert "2. telegram:9 — asks for access" in reply.text
    assert commands_of(reply) == ["/users allow 2", "/users refuse 2", "/users chat 1"]
    assert "let in" in english.say("/users allow 2").text
    assert "refused" in english.say("مستخدمون ارفض ٢").text
    assert "let in" in english.say("مستخدمون اسمح ٢").text
    assert commands_of(english.say("/users")) == ["/users chat 1", "/users chat 2"]


@pytest.mark.parametrize("typed", ["allow 2", "ALLOW 2", "allow ٢"])
def test_allow_lets_in(typed: str, english: Room) -> None:
    english.say("/start")
    english.other("9").say("/start")
    english.say(f"/users {typed}")
    assert "private" not in english.other("9").say("/status ISKP").text
    english.say("/users refuse 2")
    assert "private" in english.other("9").say("/status ISKP").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("allow 99", "There is no chat 99.", id="unknown"),
        pytest.param("allow", "did not understand", id="no number"),
        pytest.param("allow x", "did not understand", id="no digits"),
        pytest.param("allow 2 3", "did not understand", id="two"),
        pytest.param("banish 2", "did not understand", id="another word"),
        pytest.param(f"allow {'9' * 40}", "did not understand", id="beyond a database"),
    ],
)
def test_what_is_wrong_is_said(typed: str, said: str, english: Room) -> None:
    english.other("9").say("/start")
    assert said in english.say(f"/users {typed}").text
    assert "private" in english.other("9").say("/status ISKP").text


def test_what_an_admin_does_is_written_down(english: Room) -> None:
    english.other("9").say("/start")
    english.say("/users allow 1")
    with english.parts.store.begin() as unit:
        ((_, who, action, details), *_) = unit.people.audit()
    assert (who.label, action, details) == ("telegram:1001", "allowed", {"chat": 1})


def test_threads_of_a_chat_that_is_let_in_are_not_listed(english: Room) -> None:
    channel, thread = Address("slack", "C1"), Address("slack", "C1", "1.2")
    alone = Address("slack", "C2", "1.2")
    for address in (channel, thread, alone):
        Room(english.parts, english.person, address, private=False).say("/list")
    listed = english.say("/users").text
    assert (listed.count("slack:C1"), listed.count("slack:C2")) == (1, 1)
    english.say("/users refuse 2")
    assert english.say("/users").text.count("slack:C1 — refused") == 1
