"""Groups: no noise, settings by administrators, answers where they were asked for."""

from __future__ import annotations

import pytest

from bot.core.model import Address, Person, Update
from handlers.commands import registry
from handlers.commands.access import CODE_STATE, code_digest
from tests.handlers.commands.conversing import ADMIN, STRANGER, Room

UNNAMED = {"extra": {"unnamed": True}}
TOPIC = Address("telegram", "-5", "7")


@pytest.fixture
def group(english: Room) -> Room:
    """A member in a group that was let in."""
    english.other("-5", ADMIN, private=False).say("/start")
    return english.other("-5", STRANGER, private=False)


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        pytest.param("/status ISKP", True, id="its own command"),
        pytest.param("حالة داعش", True, id="its own command in Arabic"),
        pytest.param("ISKP", True, id="a name that it knows"),
        pytest.param("/weather Kabul", False, id="another bot's command"),
        pytest.param("/stats", False, id="another bot's command, like one of its own"),
        pytest.param("terrible news", False, id="talk below an alert"),
        pytest.param("👍", False, id="a sign"),
    ],
)
def test_what_does_not_name_the_bot_is_answered_where_it_is_for_it(said: str, answered: bool, group: Room) -> None:
    assert bool(group.replies(said, **UNNAMED)) is answered
    assert group.replies(said)


@pytest.mark.parametrize("said", ["/weather Kabul", "terrible news", "ISKP", "داعش"])
def test_strangers_talk_is_not_answered_whether_the_bot_knows_the_name_or_not(said: str, english: Room) -> None:
    assert english.other("-6", private=False).replies(said, **UNNAMED) == []


@pytest.mark.parametrize("name", tuple(registry.commands()))
def test_every_answer_goes_to_the_topic_it_was_asked_in(name: str, group: Room) -> None:
    admin = Room(group.parts, ADMIN, TOPIC, private=False)
    admin.say("/start")
    with group.parts.store.begin() as unit:
        topic = unit.chats.find(TOPIC)
    line = registry.commands()[name].example
    for number, text in enumerate((line, f"/{name}", f"/{name} <b>x</b>")):
        update = Update("telegram", f"t{number}", TOPIC, ADMIN, text, private=False)
        answers = group.parts.answering.answer(update, group.now)
        assert topic is not None
        assert {answer.destination_id for answer in answers} <= {topic.id}


def test_a_new_topic_of_a_group_has_the_roles_of_the_group(group: Room) -> None:
    group.other("-5", ADMIN, private=False).say("/users role telegram:9 viewer")
    reader = Room(group.parts, STRANGER, TOPIC, private=False)
    assert reader.say("/watch ISKP").text.startswith("Here you may only read")


@pytest.mark.parametrize(
    ("role", "where"),
    [
        pytest.param("", "", id="who was told nothing"),
        pytest.param("role {label} analyst", "-5", id="an analyst of the group"),
        pytest.param("admin {label}", "1001", id="an administrator of the bot"),
    ],
)
def test_who_speaks_as_a_channel_only_reads(role: str, where: str, group: Room) -> None:
    channel = Person("telegram", "-999", "My channel")
    if role:
        group.other(where, ADMIN, private=where == "1001").say(f"/users {role.format(label=channel.label)}")
    masked = {"extra": {"masked": True}}
    speaker = group.other("-5", channel, private=False)
    assert speaker.say("/mute all 4h", **masked).text.startswith("Who speaks as a channel may only read here.")
    assert "Khorasan" in speaker.say("/status ISKP", **masked).text


def test_no_chat_is_let_in_and_no_code_is_taken_for_who_speaks_as_a_channel(english: Room) -> None:
    channel = Person("telegram", "-999", "My channel")
    english.say(f"/users admin {channel.label}")
    with english.parts.store.begin() as unit:
        unit.state.put(CODE_STATE, code_digest("1A2B3C4D"))
    speaker = english.other("-6", channel, private=False)
    for text in ("/status ISKP", "/start 1A2B3C4D"):
        assert "This bot is private." in speaker.say(text, extra={"masked": True}).text
    with english.parts.store.begin() as unit:
        assert unit.state.get(CODE_STATE) == code_digest("1A2B3C4D")
