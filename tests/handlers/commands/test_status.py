"""/status: what is said of an entity, and what it is asked by."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.bidi import isolate, ltr
from tests.handlers.commands.conversing import Room, commands_of

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("ISKP", id="key"),
        pytest.param("iskp", id="key in small letters"),
        pytest.param("داعش خراسان", id="alias"),
        pytest.param("ISIS-K", id="Latin alias"),
        pytest.param("isis-k", id="Latin alias without case"),
        pytest.param("تنظيم الدولة الإسلامية في خراسان", id="Arabic name"),
        pytest.param("داعش خراسان ٧ أيام", id="alias and Arabic window"),
        pytest.param("ISKP 24h", id="window"),
        pytest.param("ISKP 30d", id="month"),
    ],
)
def test_any_name_serves(typed: str, english: Room) -> None:
    english.publish()
    reply = english.say(f"/status {typed}")
    assert "(ISKP): 2 mentions in " in reply.text.splitlines()[0]
    assert [line for line in reply.text.splitlines() if line.startswith("24 hours: 2 mentions")]


def test_a_close_misspelling_is_asked_back_with_buttons(english: Room) -> None:
    reply = english.say("/status الضواهري")
    assert "Did you mean" in reply.text
    assert "/status ZAWAHIRI" in commands_of(reply)
    assert "/status ZAWAHIRI 7d" in commands_of(english.say("/status الضواهري آخر ٧ أيام"))


def test_a_pressed_button_answers(english: Room) -> None:
    pressed = commands_of(english.say("/status الضواهري"))[0]
    assert "(ZAWAHIRI)" in english.say(pressed).text


def test_an_unknown_name_leads_to_the_list(english: Room) -> None:
    reply = english.say("/status xqzw")
    assert "I know no" in reply.text
    assert "/list" in reply.text


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        pytest.param("ISKP 5x", "5x", id="no length"),
        pytest.param("داعش خراسان 0h", "0h", id="no time at all"),
        pytest.param("طالبان -1", "-1", id="negative, of a name like others"),
        pytest.param("ISKP forever", "forever", id="a word"),
    ],
)
@pytest.mark.parametrize("digits", ["latin", "arabic"])
def test_what_is_no_window_is_named(typed: str, wrong: str, digits: str, arabic: Room) -> None:
    arabic.say(f"/settings digits {digits}")
    said = arabic.say(f"/status {typed}").text
    assert said == f"لا أفهم «{isolate(wrong)}» هنا. الممكن: {'، '.join(map(ltr, ('24h', '7d', '30d')))}"


@pytest.mark.parametrize(("typed", "meant"), [("داعش خراسن", "ISKP"), ("القاعدة في اليمنن", "AQAP")])
def test_a_misspelling_after_a_known_name_is_asked_back(typed: str, meant: str, english: Room) -> None:
    assert f"/status {meant}" in commands_of(english.say(f"/status {typed}"))


def test_the_window_chooses_the_stories(english: Room) -> None:
    english.publish(ago=3 * DAY)
    assert "No story in this window." in english.say("/status ISKP 24h").text
    assert "S1" in english.say("/status ISKP 7d").text


def test_windows_count_each_their_own(english: Room) -> None:
    english.publish(ago=DAY / 2)
    english.publish("ظهر داعش خراسان في كابول", ago=20 * DAY)
    lines = english.say("/status ISKP").text.splitlines()
    counts = [
        line.partition(";")[0].split(",")[0] for line in lines if line.startswith(("24 hours", "7 days", "30 days"))
    ]
    assert counts == ["24 hours: 2 mentions", "7 days: 2 mentions", "30 days: 3 mentions"]


def test_the_parent_sees_its_branches(english: Room) -> None:
    english.publish()
    assert "24 hours: 2 mentions" in english.say("/status ISIS").text


def test_without_a_name_the_watched_are_offered(english: Room) -> None:
    english.say("/watch ISKP")
    assert commands_of(english.say("/status"))[0] == "/status ISKP"


def test_a_window_without_a_name_stands_behind_each_that_is_offered(english: Room) -> None:
    assert all(command.endswith(" 30d") for command in commands_of(english.say("/status last 30 days")))


def test_muted_alerts_are_counted(english: Room) -> None:
    english.say("/watch ISKP")
    english.say("/mute ISKP 4h")
    english.publish()
    english.now += timedelta(seconds=1)
    assert "1 alert was muted" in english.say("/status ISKP").text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("event:suicide_bombing", "Suicide bombing (suicide_bombing): 1 mention in 7 days", id="event"),
        pytest.param("entity:ISKP 24h", "Islamic State Khorasan Province (ISKP): 2 mentions in 24 hours", id="entity"),
        pytest.param("list:groups", "Armed groups: 2 mentions in 7 days", id="list"),
        pytest.param("ALL 30d", "Everything: ", id="all"),
        pytest.param("الكل", "Everything: ", id="all in Arabic"),
    ],
)
def test_of_other_than_entities(typed: str, first: str, english: Room) -> None:
    english.publish()
    assert english.say(f"/status {typed}").text.startswith(first)


def test_an_unknown_list_is_refused_with_those_there_are(english: Room) -> None:
    assert "groups" in english.say("/status list:nothing").text


def test_what_is_not_there_after_everything_is_named(english: Room) -> None:
    assert "Possible: 24h, 7d, 30d" in english.say("/status all forever").text


def test_all_its_stories_on_pages(english: Room) -> None:
    english.publish()
    english.publish("دارت اشتباكات بين طالبان وداعش خراسان في كونار أسفرت عن 6 قتلى.", ago=2 * DAY, source="other")
    reply = english.say("/status ISKP 7d stories")
    assert reply.text.splitlines()[0] == "Islamic State Khorasan Province (ISKP): 2 stories in 7 days"
    assert [line.rpartition(" · ")[2] for line in reply.text.splitlines()[1:]] == ["S1", "S2"]
    assert len(english.say("/status ISKP 7d stories from:1").text.splitlines()) == 2
    assert "No story in this window." in english.say("/status ISKP 7d stories from:99999").text


def test_a_mute_is_told_with_its_end(english: Room) -> None:
    english.publish()
    english.say("/mute ISIS 4h exercise")
    reply = english.say("/status ISKP")
    assert "Islamic State — muted until 2026-03-05 12:00 by telegram:1001" in reply.text


def test_who_denies_is_told(english: Room) -> None:
    english.publish("وقع هجوم مسلح في كابول أسفر عن 4 قتلى. ونفت طالبان مسؤوليتها عن الهجوم.")
    assert " — denied by Taliban — 1 source" in english.say("/status TALIBAN").text
