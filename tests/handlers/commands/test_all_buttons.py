"""What holds of every button that any command shows: it is understood, it fits, and where it is somebody's own, ends or
serves once, whoever else presses it, later or again, is told so and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.message import LONGEST_COMMAND, Message
from bot.core.model import Address, Person
from bot.core.pressing import KEPT, PREFIX, Special
from bot.storage import SqlStore
from handlers.commands import registry
from tests.handlers.commands.conversing import Room, commands_of, rows_of

NAMES = tuple(registry.commands())
GROUP = Address("telegram", "-5")
OTHER = Person("telegram", "1002", "Omar")
PRESSED = {"pressed": True, "replied_to": "77", "message_id": "77", "whisper": "w1"}
LOST = ("did not understand", "do not know that command", "Something went wrong", "I know no")
SPENT = ("no longer works", "pressed already", "for the person who asked")


@pytest.fixture(name="room")
def _room(english: Room) -> Room:
    """A group of an administrator that watches something, which was told of something, and where somebody asks."""
    group = replace(english, address=GROUP, private=False)
    group.say("/watch ISKP")
    group.publish()
    group.publish("قال تنظيم القاعدة في جزيرة العرب إن مقاتليه انسحبوا من شبوة")
    english.other("9").say("/start")
    return group


def lines(name: str) -> list[str]:
    """The command as it is typed: with nothing after it, and as its example shows it."""
    example = registry.commands()[name].example.replace("A17", "A1").replace("S5", "S1").replace("S7", "S2")
    return [f"/{name}", example]


def shown(name: str, room: Room) -> list[Message]:
    return [message for line in lines(name) for message in room.replies(line)]


def kept(name: str, room: Room) -> Iterator[tuple[str, Special]]:
    """The buttons that the bot keeps, with what they stand for."""
    said = [command for message in shown(name, room) for command in commands_of(message)]
    for command in said:
        if command.startswith(PREFIX):
            yield command, special_of(command, room)


def special_of(command: str, room: Room) -> Special:
    with room.parts.store.begin() as unit:
        chat = unit.chats.find(room.address)
        found = unit.buttons.get(chat.id, command.removeprefix(PREFIX)) if chat else None
    assert found is not None, f"{command} stands for nothing"
    return found


def spent(room: Room, command: str) -> bool:
    """Whether a press was refused, with a sentence for this person alone."""
    [said] = room.replies(command, **PRESSED)
    return any(words in said.text for words in SPENT)


@pytest.mark.parametrize("name", NAMES)
def test_every_button_is_understood(name: str, room: Room) -> None:
    for message in shown(name, room):
        for command in commands_of(message):
            assert len(command.encode()) <= LONGEST_COMMAND
            for said in room.replies(command, **PRESSED):
                assert not [words for words in LOST if words in said.text], f"{command}: {said.text}"


@pytest.mark.parametrize("name", NAMES)
def test_nobody_presses_what_is_somebody_elses(name: str, room: Room, sqlite_store: SqlStore) -> None:
    own = [command for command, special in kept(name, room) if special.person]
    before = rows_of(sqlite_store)
    assert all(spent(replace(room, person=OTHER), command) for command in own)
    assert rows_of(sqlite_store) == before


@pytest.mark.parametrize("name", NAMES)
def test_what_has_ended_changes_nothing(name: str, room: Room, sqlite_store: SqlStore) -> None:
    every = [command for command, _ in kept(name, room)]
    before = rows_of(sqlite_store)
    room.now += KEPT + timedelta(days=1)
    assert all(spent(room, command) for command in every)
    assert rows_of(sqlite_store) == before


@pytest.mark.parametrize("name", NAMES)
def test_what_serves_once_changes_nothing_the_second_time(name: str, room: Room, sqlite_store: SqlStore) -> None:
    for command in [command for command, special in kept(name, room) if special.once]:
        room.replies(command, **PRESSED)
        before = rows_of(sqlite_store)
        assert spent(room, command)
        assert rows_of(sqlite_store) == before


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_who_presses_is_turned_away(name: str, room: Room, sqlite_store: SqlStore) -> None:
    """As if they had typed it: in a chat of their own that was not let in."""
    said = [command for message in shown(name, room) for command in commands_of(message)]
    stranger = room.other("9")
    before = rows_of(sqlite_store)
    assert all("private" in stranger.replies(command, **PRESSED)[0].text for command in said)
    assert rows_of(sqlite_store) == before
