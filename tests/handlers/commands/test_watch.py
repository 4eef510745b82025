"""/watch and /unwatch: what a chat is told of, from which severity on."""

from __future__ import annotations

import pytest

from bot.core.bidi import isolate
from bot.core.model import Subscription
from tests.handlers.commands.conversing import Room, commands_of


def watched(room: Room) -> list[tuple[str, str, str]]:
    with room.parts.store.begin() as unit:
        return [(one.scope, one.key, one.least) for one in unit.chats.subscriptions(1)]


@pytest.mark.parametrize(
    ("typed", "subscription"),
    [
        pytest.param("ISKP", ("entity", "ISKP", "low"), id="entity"),
        pytest.param("iskp CRITICAL", ("entity", "ISKP", "critical"), id="severity"),
        pytest.param("داعش خراسان عالية", ("entity", "ISKP", "high"), id="alias and Arabic severity"),
        pytest.param("event:bombing", ("event", "bombing", "low"), id="event"),
        pytest.param("suicide_bombing متوسطة", ("event", "suicide_bombing", "medium"), id="event without a prefix"),
        pytest.param("تفجير انتحاري", ("event", "suicide_bombing", "low"), id="event by its name"),
        pytest.param("list:groups", ("list", "groups", "high"), id="list"),
        pytest.param("LIST:Groups low", ("list", "groups", "low"), id="list in capitals"),
        pytest.param("all", ("all", "*", "high"), id="all"),
        pytest.param("high ISKP", ("entity", "ISKP", "high"), id="the severity before the name"),
        pytest.param("ISKP from medium", ("entity", "ISKP", "medium"), id="from"),
        pytest.param("داعش خراسان شدة حرجة فقط", ("entity", "ISKP", "critical"), id="in many Arabic words"),
        pytest.param("الكل منخفضة", ("all", "*", "low"), id="all in Arabic"),
    ],
)
def test_what_is_typed_is_watched(typed: str, subscription: tuple[str, str, str], english: Room) -> None:
    assert "now watches" in english.say(f"/watch {typed}").text
    assert watched(english) == [subscription]


@pytest.mark.parametrize("typed", ["", "list:", "list:nothing", "event:nothing", "xqzw", "high"])
def test_what_is_not_there_is_not_watched(typed: str, english: Room) -> None:
    english.say(f"/watch {typed}")
    assert watched(english) == []


@pytest.mark.parametrize("typed", ["ISKP huge", "event:bombing huge", "all huge", "الكل huge", "ISKP 3"])
def test_what_is_no_severity_is_named(typed: str, english: Room) -> None:
    said = english.say(f"/watch {typed}").text
    wrong = isolate(typed.split()[-1])
    assert said == f"I do not understand “{wrong}” here. Possible: low, medium, high, critical"
    assert watched(english) == []


def test_severities_are_named_as_an_arabic_chat_types_them(arabic: Room) -> None:
    said = arabic.say("/watch ISKP هائلة").text
    choices = said.partition("الممكن: ")[2].split("، ")
    assert len(choices) == 4
    for one in choices:
        assert "تتابع" in arabic.say(f"/watch ISKP {one}").text


def test_unwatch_takes_every_form_that_watch_takes(english: Room) -> None:
    for typed in ("ISKP", "event:bombing", "list:groups", "all"):
        english.say(f"/watch {typed}")
        assert "no longer watches" in english.say(f"/unwatch {typed}").text
        assert "does not watch" in english.say(f"/unwatch {typed}").text
    assert watched(english) == []


def test_unwatching_all_leaves_the_others(english: Room) -> None:
    english.say("/watch ISKP")
    english.say("/unwatch all")
    assert watched(english) == [("entity", "ISKP", "low")]


def test_undo_brings_back_what_was(english: Room) -> None:
    new = english.say("/watch ISKP critical")
    changed = english.say("/watch ISKP low")
    same = english.say("/watch ISKP low")
    assert commands_of(new) == ["/unwatch ISKP"]
    assert commands_of(changed) == ["/watch ISKP critical"]
    assert commands_of(same) == []
    assert "already" in same.text
    (undo,) = commands_of(english.say("/unwatch ISKP"))
    english.say(undo)
    assert watched(english) == [("entity", "ISKP", "low")]


def test_a_subscription_keeps_its_level_where_none_is_said(english: Room) -> None:
    english.say("/watch ISKP critical")
    assert "already" in english.say("/watch ISKP").text
    assert watched(english) == [("entity", "ISKP", "critical")]
    english.say("/watch ISKP low")
    assert watched(english) == [("entity", "ISKP", "low")]


def test_a_misspelling_is_asked_back_with_its_severity(english: Room) -> None:
    assert "/watch ZAWAHIRI high" in commands_of(english.say("/watch الضواهري عالية"))


def test_what_is_watched_arrives_and_what_is_less_serious_waits(english: Room) -> None:
    english.say("/watch ISKP critical")
    english.publish("زار وفد من داعش خراسان كابول")
    with english.parts.store.begin() as unit:
        assert not unit.outbox.claim("telegram", english.now, 60, 9)
    english.publish()
    with english.parts.store.begin() as unit:
        (delivery,) = unit.outbox.claim("telegram", english.now, 60, 9)
    assert "21 killed" in delivery.message.text


def test_a_subscription_is_the_chats_own(english: Room) -> None:
    english.say("/watch ISKP")
    other = english.other("-7", english.person, private=False)
    assert "does not watch" in other.say("/unwatch ISKP").text
    assert watched(english) == [("entity", "ISKP", "low")]
    with english.parts.store.begin() as unit:
        assert list(unit.chats.subscriptions()) == [Subscription(1, "entity", "ISKP", "low")]
