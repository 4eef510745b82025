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
        pytest.param("suicide_bombing 2d", "event", "suicide_bombing", 48, id="event"),
        pytest.param("event:suicide_bombing 2d", "event", "suicide_bombing", 48, id="event with its prefix"),
        pytest.param("event:تفجير انتحاري يومين", "event", "suicide_bombing", 48, id="event in Arabic"),
        pytest.param("entity:iskp أسبوع", "entity", "ISKP", 168, id="entity with its prefix"),
        pytest.param("all until 12:00", "all", "*", 4, id="until a time of day"),
        pytest.param("ISKP حتى الساعة ١٢", "entity", "ISKP", 4, id="until, in Arabic"),
        pytest.param("ISKP for 4 hours", "entity", "ISKP", 4, id="for"),
        pytest.param("4h ISKP", "entity", "ISKP", 4, id="the time before the name"),
        pytest.param("لمدة ٤ ساعات داعش خراسان", "entity", "ISKP", 4, id="the same in Arabic"),
        pytest.param("4h all", "all", "*", 4, id="the time before all"),
        pytest.param("ISKP until 12pm", "entity", "ISKP", 4, id="until by the clock of twelve hours"),
        pytest.param("ISKP until friday", "entity", "ISKP", 16, id="until a weekday"),
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


@pytest.mark.parametrize("typed", ["", "ISKP", "event:ISKPP 4h", "4h", "ISKP 0h", "ISKP forever", "S99 4h", "xqzw 4h"])
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


def test_without_a_time_it_is_asked_for_with_buttons(english: Room) -> None:
    reply = english.say("/mute event:suicide_bombing")
    assert reply.text == "For how long shall Suicide bombing be muted?"
    english.say(commands_of(reply)[1])
    (mute,) = mutes(english)
    assert (mute.scope, mute.until) == ("event", NOW + timedelta(hours=8))


def test_until_is_told_by_the_clock_of_the_chat(english: Room) -> None:
    english.say("/settings timezone Asia/Baghdad")
    assert "until 2026-03-05 12:00" in english.say("/mute all until 12:00").text
    assert mutes(english)[0].until == NOW + timedelta(hours=1)


def test_alone_it_lists_what_is_muted_and_by_whom_and_why(english: Room) -> None:
    assert "Nothing is muted in this chat." in english.say("/mute").text
    english.publish()
    for typed in ("ISKP 8h too loud", "event:suicide_bombing 4h", "S1 1d", "all 1h"):
        english.say(f"/mute {typed}")
    reply = english.say("/mute")
    lines = reply.text.splitlines()
    assert [line.split(" — ")[0] for line in lines[1:]] == [
        "Everything",
        "Suicide bombing",
        "Islamic State Khorasan Province",
        "Story S1",
    ]
    assert "muted until 2026-03-05 16:00 by telegram:1001: “\u2068too loud\u2069”" in lines[3]
    for command in commands_of(reply):
        english.say(command)
    assert mutes(english) == []


def test_buttons_that_mute_say_so(english: Room) -> None:
    english.say("/watch ISKP")
    english.say("/mute all 4h")
    labels = [button.label for row in english.say("/mute").buttons for button in row]
    assert labels[0] == "Unmute: Everything"
    assert all(one.startswith("Mute: ") for one in labels[1:])
    assert "Mute: Islamic State Khorasan Province" in labels


def test_an_event_type_that_was_muted_as_an_entity_is_muted_once(english: Room) -> None:
    """As earlier versions wrote it."""
    old = Mute(0, 1, "entity", "suicide_bombing", NOW + timedelta(hours=9), "telegram:1001")
    english.say("/mute")
    with english.parts.store.begin() as unit:
        unit.chats.mute(old, NOW)
    assert "Suicide bombing" in english.say("/mute").text
    english.say("/mute suicide_bombing 4h")
    assert [mute.scope for mute in mutes(english)] == ["event"]


@pytest.mark.parametrize("scope", ["event", "entity"])
def test_an_event_type_is_heard_again_however_it_was_muted(scope: str, english: Room) -> None:
    english.say("/mute")
    with english.parts.store.begin() as unit:
        unit.chats.mute(Mute(0, 1, scope, "arrest", NOW + timedelta(hours=9), "telegram:1001"), NOW)  # type: ignore[arg-type]
    assert "is heard again" in english.say("/unmute event:arrest").text
    assert mutes(english) == []


def test_a_muted_event_type_silences_its_stories(english: Room) -> None:
    english.say("/watch ISKP")
    english.say("/mute event:suicide_bombing 4h")
    english.publish()
    with english.parts.store.begin() as unit:
        assert not unit.outbox.claim("telegram", english.now, 60, 9)


def test_a_misspelling_is_asked_back_with_its_time_and_reason(english: Room) -> None:
    assert "/mute ZAWAHIRI 4h drills" in commands_of(english.say("/mute الضواهري 4h drills"))
