"""Who hears of an unusual number of mentions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.hearers import followed, hearers
from bot.core.model import Address, Destination, Mute
from bot.core.preferences import Preferences, Quiet, QuietMode
from tests.bot.services.newsroom import DAY, HOUR, NOW, lists, subscription

CHAT = Destination(1, Address("telegram", "1"), "allowed", "ar", "Asia/Baghdad")
NIGHT = Quiet("14:00", "16:00")  # NOW is 15:00 in Baghdad


def keys(*wishes: tuple[int, str]) -> dict[int, frozenset[str]]:
    return followed([subscription(chat, wish) for chat, wish in wishes], lists())


@pytest.mark.parametrize(
    ("wishes", "mine"),
    [
        pytest.param([(1, "ISKP")], {"ISKP"}, id="an entity"),
        pytest.param([(1, "ISIS"), (1, "ISKP")], {"ISIS"}, id="not what is part of another one"),
        pytest.param([(1, "ISKP"), (2, "ISIS")], {"ISKP"}, id="what others watch does not matter"),
        pytest.param([(1, "list:groups")], {"ISIS", "TTP"}, id="a list"),
        pytest.param([(1, "event:arrest")], set(), id="no events"),
        pytest.param([(1, "all")], set(), id="everything, where nobody asked for anything"),
        pytest.param([(1, "all"), (2, "ISKP"), (3, "ISIS")], {"ISIS"}, id="everything: what others asked for"),
    ],
)
def test_who_follows_what(wishes: list[tuple[int, str]], mine: set[str]) -> None:
    assert keys(*wishes)[1] == mine


def mute(scope: str, key: str) -> Mute:
    return Mute(1, 1, scope, key, NOW + DAY, "x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mutes", "expected"),
    [
        pytest.param([], "sent", id="none"),
        pytest.param([mute("all", "*")], "muted", id="all"),
        pytest.param([mute("entity", "ISKP")], "muted", id="it"),
        pytest.param([mute("entity", "ISIS")], "muted", id="what it is part of"),
        pytest.param([mute("entity", "TTP")], "sent", id="another"),
        pytest.param([mute("event", "arrest")], "sent", id="an event"),
        pytest.param([mute("story", "5")], "sent", id="a story"),
        pytest.param([replace(mute("all", "*"), destination_id=2)], "sent", id="of another chat"),
    ],
)
def test_mutes(mutes: list[Mute], expected: str) -> None:
    assert hearers("ISKP", [CHAT], {1: frozenset({"ISKP"})}, mutes, lists(), NOW) == {1: expected}


@pytest.mark.parametrize(("mode", "expected"), [("hold", "quiet"), ("critical", "quiet"), ("silent", "silent")])
def test_quiet_hours(mode: QuietMode, expected: str) -> None:
    chat = replace(CHAT, preferences=Preferences(quiet=replace(NIGHT, mode=mode)))
    assert hearers("ISKP", [chat], {1: frozenset({"ISKP"})}, [], lists(), NOW) == {1: expected}
    assert hearers("ISKP", [chat], {1: frozenset({"ISKP"})}, [], lists(), NOW + HOUR) == {1: "sent"}


def test_who_does_not_want_to() -> None:
    chat = replace(CHAT, preferences=Preferences(trends=False))
    assert hearers("ISKP", [chat], {1: frozenset({"ISKP"})}, [], lists(), NOW) == {}
    assert hearers("TTP", [CHAT], {1: frozenset({"ISKP"})}, [], lists(), NOW) == {}
