"""/settings in a topic or thread: those of the whole group until it gets its own, and back again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.model import Address, Destination
from bot.core.preferences import Preferences, Quiet
from tests.handlers.commands.conversing import HOUR, Room, bare_latin, commands_of, rows_of

WHOLE, TOPIC = Address("telegram", "-5"), Address("telegram", "-5", "77")


@pytest.fixture
def group(english: Room) -> Room:
    """A group in English, in its general topic."""
    room = replace(english, address=WHOLE, private=False)
    room.say("/settings timezone Asia/Aden")
    return room


@pytest.fixture
def topic(group: Room) -> Room:
    """A topic of it that nobody wrote in yet."""
    return replace(group, address=TOPIC)


def chat(room: Room) -> Destination:
    with room.parts.store.begin(read_only=True) as unit:
        found = unit.chats.find(room.address)
    assert found is not None
    return found


def settings_of(room: Room) -> tuple[str, str, Preferences]:
    found = chat(room)
    return found.language, found.timezone, found.preferences


def test_a_topic_begins_with_the_settings_of_its_group(group: Room, topic: Room) -> None:
    group.say("/settings language ar")
    group.say("/settings summary short")
    shown = topic.say("/settings")
    assert settings_of(topic) == ("ar", "Asia/Aden", Preferences(summary="short"))
    assert "هي إعدادات المجموعة كلها" in shown.text
    assert "/settings group" in commands_of(shown)
    assert "/settings inherit" not in commands_of(shown)
    assert not bare_latin(shown)


def test_and_gets_what_is_changed_there(group: Room, topic: Room) -> None:
    topic.say("/settings")
    group.say("/settings quiet 22:00-07:00")
    assert chat(topic).preferences.quiet == Quiet("22:00", "07:00")


def test_until_something_is_changed_in_it(group: Room, topic: Room) -> None:
    topic.say("/settings trends off")
    group.say("/settings language ar")
    group.say("/settings summary long")
    assert settings_of(topic) == ("en", "Asia/Aden", Preferences(trends=False, own=True))
    shown = topic.say("/settings")
    assert "They hold for this topic alone; the whole group has its own." in shown.text
    assert "/settings inherit" in commands_of(shown)


def test_what_is_changed_in_a_topic_changes_neither_its_group_nor_its_neighbour(group: Room, topic: Room) -> None:
    neighbour = replace(topic, address=replace(TOPIC, thread="78"))
    before = settings_of(group)
    neighbour.say("/settings")
    topic.say("/settings language ar")
    topic.say("/settings digits arabic")
    assert settings_of(group) == settings_of(neighbour) == before


def test_the_settings_of_the_group_can_be_read_in_a_topic(group: Room, topic: Room) -> None:
    group.say("/settings repeat 1h")
    topic.say("/settings repeat 7d")
    shown = topic.say("/settings group")
    assert "The same reason is given again after: 1 hour." in shown.text
    assert commands_of(shown) == ["/settings inherit", "/settings"]


def test_a_topic_takes_over_those_of_its_group_and_back(group: Room, topic: Room) -> None:
    topic.say("/settings language ar")
    topic.say("/settings quiet 22:00-07:00 silent")
    topic.say("/watch ISKP medium")
    own, rows = settings_of(topic), rows_of(topic.parts.store)  # type: ignore[arg-type]
    (answer,) = topic.answers("/settings inherit", pressed=True)
    assert answer.mode == "edit"
    assert settings_of(topic) == settings_of(group)
    group.say("/settings interval 1h")
    assert chat(topic).preferences.group_interval == HOUR
    undo = commands_of(answer.message)[-1]
    topic.say(undo, pressed=True)
    assert settings_of(topic) == own
    back = rows_of(topic.parts.store)  # type: ignore[arg-type]
    assert back["subscriptions"] == rows["subscriptions"]
    assert "no longer works" in topic.say("/b unknown").text or "لم يعد" in topic.say("/b unknown").text


def test_what_a_button_says_cannot_be_typed(topic: Room) -> None:
    topic.say("/settings")
    before = rows_of(topic.parts.store)  # type: ignore[arg-type]
    topic.say("/settings restore language ar ; timezone Mars")
    assert rows_of(topic.parts.store) == before  # type: ignore[arg-type]


def test_subscriptions_and_digests_of_a_topic_are_its_own(group: Room, topic: Room) -> None:
    topic.say("/watch ISKP")
    topic.say("/settings digest daily 08:00")
    rows = rows_of(topic.parts.store)  # type: ignore[arg-type]
    assert {one.destination_id for one in (*rows["subscriptions"], *rows["schedules"])} == {chat(topic).id}
    assert "Nothing yet." in group.say("/list").text


def test_a_thread_of_slack_is_a_topic_too(english: Room) -> None:
    channel = replace(english, address=Address("slack", "C1"), private=False)
    thread = replace(channel, address=Address("slack", "C1", "171.2"))
    channel.say("/settings language ar")
    assert thread.say("/settings").language == "ar"


def test_what_waited_in_a_topic_comes_when_the_quiet_hours_of_its_group_end(group: Room, topic: Room) -> None:
    topic.say("/watch ISKP")
    group.say("/settings quiet 07:00-20:00")
    topic.publish()
    assert told(topic) == []
    group.say("/settings quiet off")
    topic.parts.alerting.speak(topic.now)
    assert told(topic) == [chat(topic).id]


def told(room: Room) -> list[int]:
    with room.parts.store.begin() as unit:
        return [one.destination.id for one in unit.outbox.claim("telegram", room.now, 60, 100) if one.kind == "alert"]
