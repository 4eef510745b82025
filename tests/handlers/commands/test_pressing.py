"""Buttons that are kept: whose they are, how often they serve, until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.message import Button, Message, block
from bot.core.model import Address, Person
from handlers.commands import registry
from handlers.commands.base import Command, Desk, Request
from tests.handlers.commands.conversing import Room, commands_of

OTHER = Person("telegram", "1002", "Omar")
GROUP = Address("telegram", "-5")
HOUR = timedelta(hours=1)


@pytest.fixture(name="group")
def _group(english: Room, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A group in which `/offer` shows three buttons that need to be kept."""

    def offer(request: Request, desk: Desk) -> Message:
        buttons = (
            Button("own", "/list", owned=True),
            Button("once", "/list", once=True),
            Button("long", "/scan " + "long " * 20),
            Button("brief", "/list", lasts=HOUR),
            Button("for analysts", "/watch ISKP", once=True),
        )
        return Message((block("offered"),), "en", (buttons,))

    command = Command("offer", "", "/offer", lambda texts: "offer", offer)
    known = {**registry.commands(), "offer": command}
    monkeypatch.setattr(registry, "commands", lambda: known)
    return replace(english, address=GROUP, private=False)


def says(room: Room, text: str) -> str:
    return room.say(text).text


def test_somebody_elses_button(group: Room) -> None:
    own, *_ = commands_of(group.say("/offer"))
    assert own.startswith("/b ")
    assert "for the person who asked" in says(replace(group, person=OTHER), own)
    assert "for the person who asked" not in says(group, own)


def test_a_button_that_serves_once(group: Room) -> None:
    _, once, *_ = commands_of(group.say("/offer"))
    assert "pressed already" not in says(group, once)
    assert "pressed already" in says(group, once)


def test_a_button_that_serves_once_is_not_used_up_by_who_may_not_press_it(group: Room) -> None:
    *_, once = commands_of(group.say("/offer"))
    group.say(f"/users role {OTHER.label} viewer")
    for _ in range(2):
        assert "Here you may only read" in says(replace(group, person=OTHER), once)
    assert "pressed already" not in says(group, once)
    assert "pressed already" in says(group, once)


def test_a_command_of_any_length(group: Room) -> None:
    _, _, long, *_ = commands_of(group.say("/offer"))
    assert len(long.encode()) <= 60
    assert "no longer works" not in says(group, long)


def test_a_button_ends(group: Room) -> None:
    _, _, _, brief, _ = commands_of(group.say("/offer"))
    assert "no longer works" not in says(group, brief)
    group.now += HOUR
    assert "no longer works" in says(group, brief)


@pytest.mark.parametrize(
    "token", ["", "no-such-token", "' OR 1=1 --", "A" * 3000], ids=["none", "guess", "sql", "long"]
)
def test_what_is_no_token(token: str, group: Room) -> None:
    assert "no longer works" in says(group, f"/b {token}")


def test_a_button_of_another_chat(group: Room, english: Room) -> None:
    _, once, *_ = commands_of(group.say("/offer"))
    assert "no longer works" in says(english, once)
    assert "no longer works" not in says(group, once)


@pytest.mark.parametrize(
    ("said", "undone"),
    [
        pytest.param("/watch ISKP", "no longer watches", id="watch"),
        pytest.param("/mute ISKP 4h", "is heard again", id="mute"),
        pytest.param("/settings interval 1h", "", id="settings"),
        pytest.param("/watch here", "no longer read", id="watch here"),
    ],
)
def test_what_one_did_in_a_group_no_other_takes_back(said: str, undone: str, group: Room) -> None:
    (undo,) = commands_of(group.say(said))
    assert "for the person who asked" in says(replace(group, person=OTHER), undo)
    done = says(group, undo)
    assert undone in done
    assert "for the person who asked" not in done


def test_what_was_unwatched_in_a_group_no_other_watches_again(group: Room) -> None:
    group.say("/watch ISKP")
    (undo,) = commands_of(group.say("/unwatch ISKP"))
    assert "for the person who asked" in says(replace(group, person=OTHER), undo)
    assert "now watches" in says(group, undo)


def test_the_panel_of_the_settings_is_everybodys(group: Room) -> None:
    assert not any(one.startswith("/b ") for one in commands_of(group.say("/settings")))
    pressed = group.say("/settings interval 1h", pressed=True)
    assert not any(one.startswith("/b ") for one in commands_of(pressed))
