"""Every example of docs/commands.md is answered as the page says, and its Arabic names are all there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.message import Message
from bot.storage import SqlStore
from handlers.commands import registry
from tests.handlers.commands.conversing import HOUR, Room, room
from watchlists import Matcher

PAGE = (Path(__file__).parents[1] / "docs" / "commands.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\| `([^`]+)` \| `(/[^`]+)` \|$", PAGE, re.MULTILINE)
NAMES = re.findall(r"^\| `/(\w+)` \| ([^`]+) \|$", PAGE, re.MULTILINE)


@pytest.fixture
def desk(store: SqlStore, shipped_matcher: Matcher) -> Room:
    """A chat that watches ISKP from medium on, with three articles of which one was alerted."""
    chat = room(store, shipped_matcher)
    chat.say("/watch ISKP medium")
    chat.publish()
    for hours in (2, 3, 50):
        chat.publish(f"زار وفد من داعش خراسان كابول قبل {hours} ساعة", ago=hours * HOUR, source=f"outlet {hours}")
    return chat


def other(desk: Room, name: str) -> Room:
    """A chat of the same bot that watches the same."""
    chat = desk.other(name, desk.person)
    chat.say("/watch ISKP medium")
    return chat


def shown(message: Message) -> str:
    buttons = [f"[{button.label}: {button.command}]" for row in message.buttons for button in row]
    return "\n".join([message.text, *buttons])


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 40


@pytest.mark.parametrize(("typed", "command"), EXAMPLES)
def test_an_example_is_answered_as_the_command_is(typed: str, command: str, desk: Room) -> None:
    answer, expected = shown(other(desk, "21").say(typed)), shown(other(desk, "22").say(command))
    assert answer == expected
    for sorry in ("not understand", "do not know", "I know no", "Something went wrong"):
        assert sorry not in answer


def test_the_arabic_names_are_those_of_the_commands() -> None:
    assert {name: tuple(words.split("، ")) for name, words in NAMES} == {
        name: command.aliases for name, command in registry.commands().items()
    }
