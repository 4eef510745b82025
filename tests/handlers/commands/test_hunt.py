"""/hunt: what is asked for, shown, stopped, and by whom."""

from __future__ import annotations

import pytest

from bot.core.bidi import strip_controls
from bot.core.message import Message
from bot.storage import SqlStore
from tests.handlers.commands.conversing import HOUR, Room, bare_latin, commands_of, room
from watchlists import Matcher

SAID = "قال مجلس حراس الوادي إن الطريق إلى السوق القديم مفتوح."


def told(message: Message) -> str:
    return strip_controls(message.text)


@pytest.fixture(name="chat")
def _chat(sqlite_store: SqlStore, shipped_matcher: Matcher) -> Room:
    """Two articles of which nobody knew, and an entity that was just saved: no matcher holds it yet."""
    one = room(sqlite_store, shipped_matcher)
    one.publish(SAID)
    one.publish(f"{SAID} وحضر وفد من داعش خراسان.", ago=30 * 24 * HOUR, source="صدى الوادي")
    one.say("/add save WADI مجلس حراس الوادي")
    return one


def test_from_asking_to_the_digest(chat: Room) -> None:
    begun = chat.say("/hunt wadi")
    assert told(begun).splitlines()[1] == "In 2 articles of the last 90 days…"
    assert chat.parts.hunting.work() == 1
    found = chat.say("/hunt H1")
    assert "New in 2 articles. Looked through 2 articles." in told(found)
    assert "/latest WADI 10" in commands_of(found)
    assert "صدى الوادي" in told(chat.say("/latest WADI"))
    assert "H1: مجلس حراس الوادي — found in 2 articles" in told(chat.say("/hunt"))


@pytest.mark.parametrize(
    ("typed", "articles"),
    [
        ("/hunt WADI 7d", "1 article of the last 7 days"),
        ("/hunt WADI last 7 days", "1 article of the last 7 days"),
        ("/hunt WADI all", "2 articles that are kept"),
        ("/hunt event:bombing", "2 articles of the last 90 days"),
        ("نقّب داعش خراسان ٧ أيام", "1 article of the last 7 days"),
        ("تنقيب ISKP كل", "2 articles that are kept"),
    ],
)
def test_the_window(chat: Room, typed: str, articles: str) -> None:
    assert f"In {articles}…" in told(chat.say(typed))


def test_the_same_is_not_begun_twice(chat: Room) -> None:
    assert told(chat.say("/hunt WADI")) == told(chat.say("/hunt WADI 30d"))
    assert "H2" in told(chat.say("/hunt WADI all"))


def test_so_many_may_wait(chat: Room) -> None:
    for key in ("WADI", "ISKP", "TALIBAN", "bombing", "arrest"):
        assert "/hunt stop" in " ".join(commands_of(chat.say(f"/hunt {key}")))
    assert "5 hunts of this chat wait already" in told(chat.say("/hunt ISIS"))
    assert "Hunt H6" in told(chat.other("21", chat.person).say("/hunt ISIS"))


def test_a_chat_has_its_hunts_to_itself(chat: Room) -> None:
    chat.say("/hunt WADI")
    other = chat.other("21", chat.person)
    for line in ("/hunt H1", "/hunt stop H1"):
        assert "There is no hunt H1 in this chat" in told(other.say(line))
    assert "There was no hunt" in told(other.say("/hunt"))


def test_stopping_says_what_was_found_where_progress_stood(chat: Room) -> None:
    chat.say("/hunt WADI")
    assert "Stopped at 0%" in told(chat.say("/hunt stop"))
    assert chat.parts.hunting.work() == 0
    assert "H1 is over already" in told(chat.say("/hunt stop H1"))


@pytest.mark.parametrize("typed", ["/hunt نقق", "/hunt stop", "/hunt stop this", "/hunt WADI 5x", "/hunt H0 90d"])
def test_what_is_not_understood_begins_nothing(chat: Room, typed: str) -> None:
    chat.say(typed)
    assert "There was no hunt" in told(chat.say("/hunt"))


def test_an_arabic_chat_reads_arabic(sqlite_store: SqlStore, shipped_matcher: Matcher) -> None:
    chat = room(sqlite_store, shipped_matcher, "ar")
    chat.publish(SAID)
    chat.say("/add save WADI مجلس حراس الوادي")
    messages = [chat.say("/hunt WADI"), chat.say("/hunt")]
    chat.parts.hunting.work()
    messages += [chat.say("/hunt H1"), chat.say("/hunt"), chat.say("/hunt stop H1"), chat.say("/hunt H7")]
    assert [bare_latin(one) for one in messages] == [[]] * 6
    assert "وُجد جديدا في مقال واحد. فُحص مقال واحد." in told(messages[2])
