"""/health: whether all is well, what failed, and sending it again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.handlers.commands.conversing import Room, commands_of


def fail(room: Room, reason: str = "Forbidden: bot was blocked by the user") -> int:
    """One delivery that failed; returns its number."""
    room.say("/watch ISKP")
    room.publish()
    with room.parts.store.begin() as unit:
        (delivery,) = unit.outbox.claim("telegram", room.now, 60, 9)
        unit.outbox.dead(delivery.id, reason, room.now)
    return delivery.id


def waiting(room: Room) -> int:
    with room.parts.store.begin() as unit:
        return unit.outbox.counts().get(("telegram", "pending"), 0)


def test_nothing_is_wrong(english: Room) -> None:
    assert "Nothing is wrong that is known of." in english.say("/health").text


def test_what_failed_is_listed_with_its_reason_and_buttons(english: Room) -> None:
    number = fail(english)
    reply = english.say("/health")
    assert "1 failed delivery" in reply.text
    assert f"#{number} telegram:" in reply.text
    assert "Forbidden: bot was blocked by the user" in reply.text
    assert commands_of(reply) == ["/health retry all", f"/health retry {number}"]


@pytest.mark.parametrize("typed", ["all", "{n}", "#{n}", "ALL"])
def test_it_is_sent_again(english: Room, typed: str) -> None:
    number = fail(english)
    before = waiting(english)
    reply = english.say("/health retry " + typed.format(n=number))
    assert "1 message will be sent again." in reply.text
    assert waiting(english) == before + 1
    with english.parts.store.begin() as unit:
        assert unit.people.audit()[0][2] == "retry"


@pytest.mark.parametrize("typed", ["retry", "retry x", "retry 1 x", "what"])
def test_what_is_unclear_sends_nothing(english: Room, typed: str) -> None:
    fail(english)
    before = waiting(english)
    assert "For example: /health retry 12" in english.say(f"/health {typed}").text
    assert waiting(english) == before


def test_an_unknown_number_is_said(english: Room) -> None:
    assert "0 messages will be sent again." in english.say("/health retry 99").text
    assert "0 messages will be sent again." in english.say("صحة أعد الكل").text


def test_only_what_was_sent_again_is_in_the_audit_log(english: Room) -> None:
    english.say("/health retry 3")
    english.say("/health retry all")
    with english.parts.store.begin() as unit:
        assert [one[2] for one in unit.people.audit() if one[2] == "retry"] == []
    number = fail(english)
    english.say(f"/health retry {number} {number + 7}")
    with english.parts.store.begin() as unit:
        assert unit.people.audit()[0][2:4] == ("retry", {"deliveries": [number]})


def test_alarms_and_chats_that_are_left_alone(english: Room) -> None:
    fail(english)
    with english.parts.store.begin() as unit:
        unit.outbox.hold(1, english.now + timedelta(hours=12))
    english.parts.heartbeat.beat(english.now, {})
    said = english.say("/health").text
    assert "1 message could not be delivered." in said
    assert "takes nothing until" in said


def test_only_for_admins(english: Room) -> None:
    english.other("-7", english.person).say("/start")
    assert "Only an administrator may do that." in english.other("-7").say("/health").text


def test_in_arabic(arabic: Room) -> None:
    fail(arabic)
    said = arabic.say("/صحة").text
    assert "رسالة واحدة متعذرة" in said
