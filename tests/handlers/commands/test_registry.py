"""What holds of every command: help and example in both languages, permission, and a polite answer to rubbish."""

from __future__ import annotations

import re

import pytest

from bot.core.message import LONGEST_COMMAND, Message
from bot.core.model import Role
from bot.storage import SqlStore
from handlers.commands import registry
from tests.handlers.commands.conversing import STRANGER, Room, bare_latin, commands_of, rows_of

NAMES = tuple(registry.commands())
SORRY = "Something went wrong"
RUBBISH = [
    pytest.param("🧨🧨 👩🏽‍🚀", id="emoji"),
    pytest.param("س" * 4000, id="4,000 characters in a word"),
    pytest.param("داعش " * 800, id="4,000 characters in words"),
    pytest.param("9" * 4000, id="4,000 digits"),
    pytest.param("x'; DROP TABLE articles; --", id="SQL"),
    pytest.param("<b>x</b> &amp; <script>alert(1)</script>", id="HTML"),
    pytest.param("\N{RIGHT-TO-LEFT OVERRIDE}PKSI\N{POP DIRECTIONAL FORMATTING} \N{LEFT-TO-RIGHT ISOLATE}x", id="bidi"),
    pytest.param("\0 \ud83d x", id="NUL and half a surrogate pair"),
    pytest.param("%s {name} {0.__class__} %(x)s", id="format strings"),
    pytest.param("../../etc/passwd \n \r \t", id="paths and control characters"),
    pytest.param("- -- 0 -1 1e9 ∞ NaN", id="odd numbers"),
    pytest.param("before:99999999999999999999999", id="an id beyond every database"),
    pytest.param("S999999999999 A999999999999", id="alerts and stories that are not there"),
    pytest.param("allow 99999999999999999999", id="a chat beyond every database"),
]


def controls(message: Message) -> list[str]:
    """Direction controls that a stranger could have put in; ours are isolates, each of them closed."""
    return re.findall("[\u202a-\u202e\u200e\u061c]", message.text)


def closed(message: Message) -> bool:
    return all(
        sum(block.text.count(mark) for mark in "\u2066\u2067\u2068") == block.text.count("\u2069")
        for block in message.blocks
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_help_explains_every_command_in_the_chats_language(
    name: str, language: str, request: pytest.FixtureRequest
) -> None:
    room: Room = request.getfixturevalue("arabic" if language == "ar" else "english")
    command = registry.commands()[name]
    everything, one = room.say("/help").text, room.say(f"/help {name}").text
    brief = command.brief(room.parts.texts["ar" if language == "ar" else "en"])
    assert f"/{name}" in everything
    assert brief in everything
    assert brief in one
    assert command.example in one
    if language == "ar":
        assert brief != command.brief(room.parts.texts["en"])


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_every_command_is_understood(name: str, english: Room) -> None:
    english.publish()
    for number in (2, 3):
        english.other(str(number)).say("/start")
    example = registry.commands()[name].example.replace("A17", "A1")
    reply = english.say(example)
    assert "did not understand" not in reply.text
    assert "I know no" not in reply.text
    assert SORRY not in reply.text


@pytest.mark.parametrize("role", ["viewer", "analyst", "admin"])
@pytest.mark.parametrize("name", NAMES)
def test_a_command_is_for_those_whose_role_suffices(name: str, role: Role, english: Room) -> None:
    english.other("9").say("/start")
    with english.parts.store.begin() as unit:
        unit.chats.change(1, access="allowed")
        unit.people.grant(STRANGER, role, english.now)
    reply = english.other("9").say(registry.commands()[name].example)
    refused = reply.text == "Only an administrator may do that." or "Only an analyst" in reply.text
    assert refused is not registry.may(role, registry.commands()[name].role)


@pytest.mark.parametrize("rubbish", RUBBISH)
@pytest.mark.parametrize("name", NAMES)
def test_rubbish_gets_a_polite_answer_and_changes_nothing(
    name: str, rubbish: str, arabic: Room, sqlite_store: SqlStore
) -> None:
    arabic.say("/start")
    before = rows_of(sqlite_store)
    reply = arabic.say(f"/{name} {rubbish}")
    assert rows_of(sqlite_store) == before
    assert reply.text.strip()
    assert len(reply.text) < 3500
    assert not controls(reply)
    assert closed(reply)
    assert not bare_latin(reply)
    assert "\0" not in reply.text
    assert all(len(command.encode()) <= LONGEST_COMMAND for command in commands_of(reply))


@pytest.mark.parametrize("name", NAMES)
def test_every_command_without_words_answers_in_arabic_in_an_arabic_chat(name: str, arabic: Room) -> None:
    arabic.publish()
    reply = arabic.say(f"/{name}")
    assert re.search("[\u0600-\u06ff]", reply.text)
    assert not bare_latin(reply)
    assert reply.language == "ar"


def test_every_command_has_a_file_of_its_name_and_a_registered_example() -> None:
    assert set(NAMES) == set(registry.NAMES)
    for name, command in registry.commands().items():
        assert command.example.split()[0] == f"/{name}"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("/status ISKP", id="status"),
        pytest.param("/status ISKP 30d", id="status of a window"),
        pytest.param("/status داعش خراسان", id="status by alias"),
        pytest.param("/status suicide_bombing", id="status of an event"),
        pytest.param("/status KANDAHAR", id="status of a place"),
        pytest.param("/latest", id="latest"),
        pytest.param("/latest ISKP 1", id="latest with a button"),
        pytest.param("/latest MOSCOW", id="latest of nothing"),
        pytest.param("/status list:groups 24h", id="status of a list"),
        pytest.param("/status all", id="status of everything"),
        pytest.param("/status ISKP stories", id="all stories"),
        pytest.param("/events", id="events"),
        pytest.param("/events ISKP 30d", id="events of an entity"),
        pytest.param("/events suicide_bombing KANDAHAR", id="events of a type and an entity"),
        pytest.param("/search قندهار", id="search"),
        pytest.param("/search Reuters قندهار", id="search of nothing"),
        pytest.param("/watch ISKP", id="watch"),
        pytest.param("/watch list:groups high", id="watch a list"),
        pytest.param("/watch list:nothing", id="watch an unknown list"),
        pytest.param("/watch all", id="watch all"),
        pytest.param("/unwatch ISKP", id="unwatch"),
        pytest.param("/unwatch MOSCOW", id="unwatch what is not watched"),
        pytest.param("/list", id="list"),
        pytest.param("/list groups", id="list of a list"),
        pytest.param("/list events", id="list of events"),
        pytest.param("/list persons", id="list of persons"),
        pytest.param("/list places", id="list of places"),
        pytest.param("/mute ISKP 4h too many of them", id="mute"),
        pytest.param("/mute S1 4h", id="mute a story"),
        pytest.param("/unmute all", id="unmute"),
        pytest.param("/digest now 7d", id="digest"),
        pytest.param("/digest daily 08:00 Asia/Baghdad", id="digest schedule"),
        pytest.param("/digest weekly sun 08:00", id="weekly"),
        pytest.param("/digest off", id="digest off"),
        pytest.param("/why A1", id="why"),
        pytest.param("/settings timezone Asia/Baghdad", id="zone"),
        pytest.param("/settings timezone Nowhere", id="bad zone"),
        pytest.param("/users", id="users"),
        pytest.param("/users refuse 2", id="refuse"),
        pytest.param("/statos ISKP", id="a misspelt command"),
        pytest.param("what is this", id="free text"),
    ],
)
def test_arabic_replies_keep_latin_inside_isolates(line: str, arabic: Room) -> None:
    arabic.say("/watch ISKP")
    arabic.say("/mute AQ 4h Ramadan quiet")
    arabic.other("2").say("/start")
    arabic.publish()
    arabic.publish("قالت حركة حماس إن وفدها وصل إلى القاهرة", title="حماس في القاهرة")
    reply = arabic.say(line)
    assert not bare_latin(reply)
    assert closed(reply)
    assert re.search("[\u0600-\u06ff]", reply.text)
