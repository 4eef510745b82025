"""/scan, and what is sent in without a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.material import Attachment, Material
from bot.core.submission import MOST_WAITING
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from tests.handlers.commands.conversing import ADMIN, ATTACK, STRANGER, Room, bare_latin, commands_of, room
from tests.handlers.commands.sending import LINK, LINKED, SENT, read, replies
from watchlists import Matcher

NOTHING = "افتتح معرض الزهور السنوي أبوابه."


def test_a_text_that_is_sent_in_is_answered_at_once(english: Room) -> None:
    (reply,) = replies(english, SENT)
    assert "Suicide bombing — Kandahar — 21 killed" in reply.blocks[0].text
    assert "صدى الوادي" in reply.text
    assert "by “" in reply.text
    assert "Language: Arabic" in reply.text
    assert commands_of(reply) == ["/keep 1"]
    assert read(english) == []


def test_the_same_in_arabic(arabic: Room) -> None:
    (reply,) = replies(arabic, SENT)
    assert "تفجير انتحاري — قندهار — " in reply.blocks[0].text
    assert "اللغة: العربية" in reply.text
    assert not bare_latin(reply), reply.text
    assert reply.buttons[0][0].label == "حفظ"


@pytest.mark.parametrize("text", ["😀🔥", NOTHING, "a" * 4096, "status of things"])
def test_nothing_is_found(text: str, english: Room) -> None:
    (reply,) = replies(english, replace(SENT, text=text))
    assert reply.text.startswith("Nothing of the watchlists was found.")


def test_scan_of_the_words_behind_it(english: Room) -> None:
    reply = english.say(f"/scan {NOTHING}\n{ATTACK}\n")
    assert "Suicide bombing" in reply.blocks[0].text
    with english.parts.store.begin() as unit:
        found = unit.submissions.get(1)
    assert found is not None
    assert found.material == Material("scan", f"{NOTHING}\n{ATTACK}", source="Amina")


@pytest.mark.parametrize("text", ["/scan", "/scan please", "افحص", "/افحص هذا"])
def test_scan_of_the_message_that_is_answered(text: str, english: Room) -> None:
    (reply,) = replies(english, SENT, text)
    assert "Suicide bombing" in reply.text


def test_words_that_are_an_article_themselves_go_before_the_message_that_is_answered(english: Room) -> None:
    (reply,) = replies(english, SENT, f"/scan {NOTHING * 9}")
    assert reply.text.startswith("Nothing of the watchlists was found.")


def test_scan_under_a_file_reads_the_file(english: Room) -> None:
    assert replies(english, Material("scan", files=(Attachment("f", "a.pdf"),)), f"/scan {NOTHING}") == []
    with english.parts.store.begin() as unit:
        (waiting,) = unit.submissions.waiting("scan", english.now, 9)
    assert (waiting.material.text, waiting.material.files[0].ref) == (NOTHING, "f")


def test_scan_of_nothing_says_how(english: Room, arabic: Room) -> None:
    assert "What shall I read?" in english.say("/scan").text
    assert "ماذا أقرأ؟" in arabic.other("55", ADMIN).say("/scan").text


def test_a_link_is_answered_when_it_is_read(english: Room) -> None:
    assert replies(english, LINKED) == []
    (reply,) = read(english)
    assert reply.text.startswith("I could not read it: no text")  # this opener opens none
    assert english.replies(f"/scan {LINK}") == []
    with english.parts.store.begin() as unit:
        (waiting,) = unit.submissions.waiting("scan", english.now, 9)
    assert waiting.material.links == (LINK,)


def test_an_update_that_comes_again_is_not_read_again(english: Room) -> None:
    assert len(replies(english, SENT)) == 1
    english.said -= 1
    assert replies(english, SENT) == []


def test_too_much_at_once_is_refused(english: Room) -> None:
    for _ in range(MOST_WAITING):
        assert replies(english, LINKED) == []
    (reply,) = replies(english, LINKED)
    assert "Send this again in a while" in reply.text
    assert len(replies(english.other("-5", ADMIN, private=False), SENT)) == 1, "another chat has room of its own"


def test_nothing_is_read_for_a_stranger(english: Room) -> None:
    for material in (SENT, LINKED, Material("scan", files=(Attachment("f", "a.txt"),))):
        (reply,) = replies(english.other("9"), material)
        assert reply.text.startswith("This bot is private.")
        assert not reply.buttons
    with english.parts.store.begin() as unit:
        assert unit.submissions.waiting("scan", english.now, 9) == []
        assert unit.submissions.get(1) is None


def test_who_may_only_look_has_nothing_read(english: Room) -> None:
    english.other("9").say("/start")
    with english.parts.store.begin() as unit:
        unit.chats.change(1, access="allowed")
        unit.people.grant(STRANGER, "viewer", english.now)
    (reply,) = replies(english.other("9"), SENT)
    assert reply.text.startswith("Here you may only read")
    with english.parts.store.begin() as unit:
        assert unit.submissions.get(1) is None


def test_talk_with_material_is_not_answered(english: Room) -> None:
    assert replies(english, SENT, addressed=False) == []


def test_what_is_stored_already_has_no_button(english: Room) -> None:
    english.publish(SENT.text, source="صدى الوادي", url=SENT.url)
    (reply,) = replies(english, SENT)
    assert "It is stored already, in story S1" in reply.text
    assert not reply.buttons


def test_a_bot_open_to_all_reads_for_all(sqlite_store: SqlStore, shipped_matcher: Matcher) -> None:
    opened = room(sqlite_store, shipped_matcher, rules=AccessRules(frozenset({ADMIN.label}), "open"))
    (reply,) = replies(opened.other("9"), SENT)
    assert "Suicide bombing" in reply.text
