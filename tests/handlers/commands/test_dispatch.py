"""From what is typed to the command that answers."""

from __future__ import annotations

import pytest

from bot.core.message import LONGEST_COMMAND
from handlers.commands.dispatch import split
from tests.handlers.commands.conversing import Room, commands_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("/status ISKP", ("status", ("ISKP",)), id="command"),
        pytest.param("/STATUS iskp", ("status", ("iskp",)), id="capitals"),
        pytest.param("/status@rasid_bot ISKP 7d", ("status", ("ISKP", "7d")), id="addressed in a group"),
        pytest.param("status ISKP", ("status", ("ISKP",)), id="without the slash"),
        pytest.param("  /status\n  ISKP ", ("status", ("ISKP",)), id="blanks"),
        pytest.param("\N{RIGHT-TO-LEFT MARK}/status داعش", ("status", ("داعش",)), id="a mark before the slash"),
        pytest.param("حالة ISKP", ("status", ("ISKP",)), id="in Arabic"),
        pytest.param("/حاله داعش", ("status", ("داعش",)), id="in Arabic as it is often typed"),
        pytest.param("مساعدة", ("help", ()), id="help in Arabic"),
        pytest.param("/ابدا", ("start", ()), id="start in Arabic"),
        pytest.param("متابعة داعش", ("watch", ("داعش",)), id="watch as a noun"),
        pytest.param("تابع داعش", ("watch", ("داعش",)), id="watch as a verb"),
        pytest.param("احدث داعش", ("latest", ("داعش",)), id="latest without hamza"),
        pytest.param("لماذا A1", ("why", ("A1",)), id="why in Arabic"),
        pytest.param("كتم داعش 4h", ("mute", ("داعش", "4h")), id="mute in Arabic"),
        pytest.param("موجز الآن", ("digest", ("الآن",)), id="digest in Arabic"),
        pytest.param("قائمة", ("list", ()), id="list in Arabic"),
        pytest.param("الإعدادات", ("settings", ()), id="with the article"),
        pytest.param("القائمة السوداء", ("", ("القائمة", "السوداء")), id="talk that begins with the article"),
        pytest.param("ألغِ كتم داعش", ("unmute", ("داعش",)), id="a command of two words"),
        pytest.param("ألغ داعش", ("unwatch", ("داعش",)), id="the first of them alone"),
        pytest.param("إعدادات", ("settings", ()), id="settings in Arabic"),
        pytest.param("/nonsense x", ("nonsense", ("x",)), id="unknown command"),
        pytest.param("داعش خراسان", ("", ("داعش", "خراسان")), id="free text"),
        pytest.param("", ("", ()), id="nothing"),
        pytest.param("/", ("", ()), id="a slash"),
        pytest.param("\0\ud800", ("", ()), id="nothing readable"),
    ],
)
def test_words_are_parted(text: str, parts: tuple[str, tuple[str, ...]]) -> None:
    assert split(text) == parts


def test_group_talk_that_is_not_addressed_is_passed_over(english: Room) -> None:
    assert english.replies("/status ISKP", addressed=False) == []


def test_a_bare_name_is_asked_for_its_status(english: Room) -> None:
    assert "(ISKP)" in english.say("داعش خراسان").text
    assert "(ISKP)" in english.say("iskp").text


def test_a_misspelt_command_is_asked_back(english: Room) -> None:
    assert commands_of(english.say("/statsu ISKP 7d"))[0] == "/status ISKP 7d"


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        pytest.param("/statsu", "/status", id="no words"),
        pytest.param("/mut داعش ٤ ساعات", "/mute داعش ٤ ساعات", id="Arabic words"),
        pytest.param("statsu ISKP", "/status ISKP", id="without the slash"),
        pytest.param("/حلة داعش", "/status داعش", id="an Arabic command"),
        pytest.param("/strat now", "/start", id="a command that takes nothing"),
    ],
)
def test_the_nearest_command_keeps_what_was_typed(text: str, offered: str, english: Room) -> None:
    assert offered in commands_of(english.say(text))


def test_words_of_any_length_are_kept(english: Room) -> None:
    first, *_ = commands_of(english.say(f"/statsu {'x' * 60}"))
    assert len(first.encode()) <= LONGEST_COMMAND
    assert "x" * 40 in english.say(first).text


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        pytest.param("/status ISKP", True, id="a command of this bot"),
        pytest.param("/حالة ISKP", True, id="in Arabic"),
        pytest.param("/آخر داعش", True, id="a question"),
        pytest.param("/roll 6", False, id="another bot's"),
        pytest.param("/news ISKP", False, id="another bot's that a question could begin with"),
        pytest.param("/statsu ISKP", False, id="nearly one of this bot"),
        pytest.param("/", True, id="a slash alone"),
    ],
)
def test_in_a_group_other_bots_are_left_their_commands(text: str, answered: bool, english: Room) -> None:
    group = english.other("-7", english.person, private=False)
    assert bool(group.replies(text, extra={"unnamed": True})) is answered
    assert group.replies(text) != []


@pytest.mark.parametrize("text", ["/", "?", "/zzzz", "tell me everything"])
def test_what_is_not_understood_leads_to_the_help(text: str, english: Room) -> None:
    assert commands_of(english.say(text)) == ["/help"]


def test_an_update_is_answered_once_and_its_reply_is_kept(english: Room) -> None:
    from bot.core.model import Update

    update = Update("telegram", "77", english.address, english.person, "/watch ISKP", message_id="5")
    assert english.parts.answering.put(update, english.now)
    assert not english.parts.answering.put(update, english.now)
    assert english.parts.answering.work(english.now) == 1
    assert english.parts.answering.work(english.now) == 0
    with english.parts.store.begin() as unit:
        (delivery,) = unit.outbox.claim("telegram", english.now, 60, 9)
    assert "now watches" in delivery.message.text
    assert delivery.reply_to == "5"
    assert delivery.kind == "reply"
