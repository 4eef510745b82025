"""/mute and /unmute: with scope, expiry, author and reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.model import Mute
from tests.handlers.commands.conversing import NOW, Room, commands_of


def mutes(room: Room) -> list[Mute]:
    with room.parts.store.begin() as unit:
        return list(unit.chats.mutes(room.now, 1))


@pytest.mark.parametrize(
    ("typed", "scope", "key", "hours"),
    [
        pytest.param("ISKP 4h", "entity", "ISKP", 4, id="entity"),
        pytest.param("داعش خراسان ٤ ساعات", "entity", "ISKP", 4, id="Arabic"),
        pytest.param("suicide_bombing 2d", "entity", "suicide_bombing", 48, id="event"),
        pytest.param("s1 1h", "story", "1", 1, id="story"),
        pytest.param("S١ 1h", "story", "1", 1, id="story in Arabic digits"),
        pytest.param("all 30m", "all", "*", 0.5, id="all"),
        pytest.param("الكل 1d", "all", "*", 24, id="all in Arabic"),
    ],
)
def test_scope_and_end_are_kept(typed: str, scope: str, key: str, hours: float, english: Room) -> None:
    english.publish()
    reply = english.say(f"/mute {typed} because of drills")
    (mute,) = mutes(english)
    assert (mute.scope, mute.key, mute.until) == (scope, key, NOW + timedelta(hours=hours))
    assert (mute.author, mute.reason) == ("telegram:1001", "because of drills")
    assert "is muted in this chat until" in reply.text
    english.say(commands_of(reply)[0])
    assert mutes(english) == []


@pytest.mark.parametrize("typed", ["", "ISKP", "4h", "ISKP 0h", "ISKP forever", "S99 4h", "xqzw 4h"])
def test_what_is_unclear_mutes_nothing(typed: str, english: Room) -> None:
    english.publish()
    english.say(f"/mute {typed}")
    assert mutes(english) == []


def test_a_muted_story_is_silent_and_the_digest_tells(english: Room) -> None:
    english.say("/watch ISKP")
    english.say("/mute ISKP 4h drills")
    english.publish()
    with english.parts.store.begin() as unit:
        assert not unit.outbox.claim("telegram", english.now, 60, 9)
    english.now += timedelta(seconds=1)
    digest = english.say("/digest now").text
    assert "1 alert was muted" in digest
    assert "muted until 2026-03-05 12:00 by telegram:1001" in digest
    assert "drills" in digest


def test_a_mute_ends_by_itself(english: Room) -> None:
    english.say("/mute ISKP 4h")
    english.now = NOW + timedelta(hours=4, seconds=1)
    assert mutes(english) == []
    assert "is not muted here" in english.say("/unmute ISKP").text


def test_a_mute_is_the_chats_own(english: Room) -> None:
    english.say("/mute ISKP 4h")
    assert "is not muted here" in english.other("-7", english.person).say("/unmute ISKP").text
    assert len(mutes(english)) == 1


def test_a_second_mute_replaces_the_first(english: Room) -> None:
    english.say("/mute ISKP 4h")
    english.say("/mute ISKP 8h")
    (mute,) = mutes(english)
    assert mute.until == NOW + timedelta(hours=8)
