"""/keep: what was sent in is stored once, by those of its chat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.material import Material
from tests.handlers.commands.conversing import ADMIN, STRANGER, Room, bare_latin
from tests.handlers.commands.sending import LINKED, SENT, read, replies

NONE = "Nothing with the number 1 was sent to this chat lately."


def stored(room: Room) -> int:
    with room.parts.store.begin() as unit:
        return len(unit.articles.latest((), 9))


def test_it_is_stored_and_its_story_told(english: Room) -> None:
    replies(english, SENT)
    assert english.replies("/keep 1") == []
    assert [reply.text for reply in read(english)] == ["Stored in story S1."]
    assert stored(english) == 1
    with english.parts.store.begin() as unit:
        assert any(action == "keep" for _, _, action, _ in unit.people.audit())


def test_twice_says_that_it_is_stored(english: Room) -> None:
    replies(english, SENT)
    english.replies("/keep 1")
    assert english.say("/keep 1").text == "It is being stored."
    read(english)
    assert english.say("/keep ١").text == "It is stored already, in story S1."
    assert read(english) == []
    assert stored(english) == 1


def test_in_arabic(arabic: Room) -> None:
    replies(arabic, SENT)
    assert arabic.replies("احفظ 1") == []
    (reply,) = read(arabic)
    assert reply.text == "تم حفظه في القصة \u2068S1\u2069."
    assert not bare_latin(reply)


@pytest.mark.parametrize("number", ["1", "2", "999999999999"])
def test_somebody_elses_button_stores_nothing(number: str, english: Room) -> None:
    replies(english, SENT)
    other = english.other("-5", ADMIN, private=False)
    other.say("/start")
    assert other.say(f"/keep {number}").text == NONE.replace("1", number)
    assert read(english) == []
    assert stored(english) == 0


def test_in_a_thread_of_the_same_chat_it_may_be_stored(english: Room) -> None:
    group = english.other("-5", ADMIN, private=False)
    group.say("/start")
    replies(group, SENT)
    thread = replace(group, address=replace(group.address, thread="44"))
    assert thread.replies("/keep 1") == []
    assert len(read(english)) == 1


def test_a_post_that_was_listened_to_is_not_anybodys_to_store(english: Room) -> None:
    english.say("/start")
    with english.parts.store.begin() as unit:
        unit.submissions.add("x", 1, ADMIN, replace(SENT, purpose="listen"), english.now, lane="listen")
    assert english.say("/keep 1").text == NONE


def test_what_is_not_read_yet_or_holds_nothing(english: Room) -> None:
    replies(english, LINKED)
    assert english.say("/keep 1").text == "I am still reading it."
    read(english)
    assert english.say("/keep 1").text == "There is nothing in it that could be stored."
    replies(english, Material("scan", " "))
    assert english.say("/keep 2").text == "There is nothing in it that could be stored."


def test_who_may_only_look_stores_nothing(english: Room) -> None:
    english.other("9").say("/start")
    with english.parts.store.begin() as unit:
        unit.chats.change(1, access="allowed")
        unit.people.grant(STRANGER, "viewer", english.now)
    viewer = english.other("9")
    replies(english, SENT)
    assert "only read" in viewer.say("/keep 1").text
    assert read(english) == []


def test_a_stranger_stores_nothing(english: Room) -> None:
    replies(english, SENT)
    assert english.other("9").say("/keep 1").text.startswith("This bot is private.")
    assert read(english) == []
