"""What is offered where nothing was named."""

from __future__ import annotations

import pytest

from handlers.commands import registry
from tests.handlers.commands.conversing import Room, commands_of


@pytest.mark.parametrize("command", ["status", "watch", "mute"])
def test_what_the_chat_watches_comes_first_then_what_is_mentioned_then_the_heads(command: str, english: Room) -> None:
    english.say("/watch SHABAAB" if command != "watch" else "/start")
    english.publish("قالت حركة حماس إن وفدها وصل إلى القاهرة", title="حماس في القاهرة")
    offered = [one.split()[1] for one in commands_of(english.say(f"/{command}"))]
    first = ["SHABAAB"] if command != "watch" else []
    assert offered[: len(first) + 2] == [*first, "HAMAS", "ISIS"]
    assert len(offered) == len(set(offered)) == 8


def test_what_is_watched_is_not_offered_to_be_watched(english: Room) -> None:
    english.say("/watch AQ")
    assert "/watch AQ" not in commands_of(english.say("/watch"))


def test_what_else_was_typed_stands_behind_each(english: Room) -> None:
    assert all(one.endswith(" 4h") for one in commands_of(english.say("/mute 4h")))
    assert all(one.endswith(" high") for one in commands_of(english.say("/watch عالية")))


def test_only_what_is_watched_is_offered_to_be_unwatched(english: Room) -> None:
    assert commands_of(english.say("/unwatch")) == []
    for typed in ("ISKP", "event:bombing", "list:groups", "all"):
        english.say(f"/watch {typed}")
    offered = commands_of(english.say("/unwatch"))
    assert sorted(offered) == ["/unwatch ISKP", "/unwatch all", "/unwatch bombing", "/unwatch list:groups"]
    assert all("no longer watches" in english.say(one).text for one in offered)


def test_only_what_is_muted_is_offered_to_be_unmuted(english: Room) -> None:
    assert english.say("/unmute").text == "Nothing is muted in this chat."
    english.publish()
    for typed in ("ISKP", "event:bombing", "S1", "all"):
        english.say(f"/mute {typed} 4h")
    offered = commands_of(english.say("/unmute"))
    assert len(offered) == 4
    assert all("is heard again" in english.say(one).text for one in offered)


def test_what_is_muted_is_not_offered_to_be_muted(english: Room) -> None:
    english.say("/mute AQ 4h")
    offered = commands_of(english.say("/mute"))
    assert offered[0] == "/unmute AQ"
    assert "/mute AQ" not in offered
    assert "For how long" in english.say(offered[1]).text


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        pytest.param("why", "Why alert A", id="why"),
        pytest.param("story", "S", id="story"),
        pytest.param("merge", "shares a name", id="merge"),
        pytest.param("split", "one report only", id="split"),
    ],
)
def test_the_latest_alerts_and_stories_of_the_chat_are_offered(command: str, answer: str, english: Room) -> None:
    assert commands_of(english.say(f"/{command}")) == []
    english.say("/watch ISKP")
    english.publish()
    (offered,) = commands_of(english.say(f"/{command}"))
    assert offered in (f"/{command} A1", f"/{command} S1")
    assert answer in english.say(offered).text


def test_alerts_of_another_chat_are_not_offered(english: Room) -> None:
    other = english.other("-7", english.person, private=False)
    other.say("/watch ISKP")
    english.publish()
    assert commands_of(english.say("/why")) == []
    assert commands_of(other.say("/why")) == ["/why A1"]


@pytest.mark.parametrize("name", ["status", "watch", "unwatch", "mute", "digest", "why", "story", "merge", "split"])
def test_every_button_is_understood_by_its_command(name: str, arabic: Room) -> None:
    arabic.say("/watch ISKP")
    arabic.publish()
    for command in commands_of(arabic.say(f"/{name}")):
        assert command.split()[0].removeprefix("/") in registry.commands()
        assert "لم أفهم" not in arabic.say(command).text
