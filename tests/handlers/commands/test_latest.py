"""/latest: stored matches, newest first, a page at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.bidi import isolate
from tests.handlers.commands.conversing import Room, commands_of


def publish(room: Room, number: int) -> None:
    text = f"هاجم مسلحون من داعش خراسان حاجزا في كابول رقم {number}"
    room.publish(text, ago=timedelta(hours=number), title=f"خبر رقم {number}", source=f"outlet{number}")


def titles(text: str) -> list[int]:
    return [number for number in range(1, 10) if f"خبر رقم {number}" in text]


def test_pages_lead_to_the_end(english: Room) -> None:
    for number in range(1, 6):
        publish(english, number)
    first = english.say("/latest ISKP 2")
    second = english.say(commands_of(first)[0])
    third = english.say(commands_of(second)[0])
    assert [titles(one.text) for one in (first, second, third)] == [[1, 2], [3, 4], [5]]
    assert not third.buttons


def test_an_event_or_anything_may_be_asked_for(english: Room) -> None:
    publish(english, 1)
    assert titles(english.say("/latest armed_attack").text) == [1]
    assert titles(english.say("/latest").text) == [1]
    assert titles(english.say("/latest ٥").text) == [1]
    assert "Nothing was found yet." in english.say("/latest MOSCOW").text


@pytest.mark.parametrize("typed", ["killing 0", "ISKP 21", "ISKP -1", "0", "طالبان 5x", "ISKP many"])
def test_an_amount_out_of_range_is_refused(typed: str, english: Room) -> None:
    publish(english, 1)
    wrong = f"“{isolate(typed.split()[-1])}”"
    assert english.say(f"/latest {typed}").text == f"I do not understand {wrong} here. Possible: 1-20, 24h, 7d, 30d"


def test_a_page_that_is_not_there_is_empty(english: Room) -> None:
    publish(english, 1)
    assert "Nothing was found yet." in english.say("/latest ISKP 5 before:12345").text


def test_titles_link_to_the_article(english: Room) -> None:
    english.publish("تبنى داعش خراسان بيانا", title="بيان", url="https://outlet.example/1")
    links = [span.url for block in english.say("/latest ISKP").blocks for span in block.spans if span.url]
    assert links == ["https://outlet.example/1"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("armed_attack ISKP", [1, 2, 3], id="event and entity"),
        pytest.param("داعش خراسان هجوم مسلح 2", [1, 2], id="entity and event by their names, and how many"),
        pytest.param("ISKP 2h 1", [1], id="a window before the amount"),
        pytest.param("ISKP 5 2h", [1, 2], id="a window behind it"),
        pytest.param("list:groups", [1, 2, 3], id="a list"),
        pytest.param("all 24h", [1, 2, 3], id="everything in a window"),
        pytest.param("24h", [1, 2, 3], id="anything in a window"),
    ],
)
def test_by_event_entity_and_window(typed: str, found: list[int], english: Room) -> None:
    for number in range(1, 4):
        publish(english, number)
    assert titles(english.say(f"/latest {typed}").text) == found


def test_each_has_its_story_and_alert(english: Room) -> None:
    english.say("/watch ISKP")
    publish(english, 1)
    assert english.say("/latest ISKP").blocks[-1].text.endswith(" · S1 · A1")


def test_an_alert_that_nobody_was_sent_has_no_number(english: Room) -> None:
    publish(english, 1)
    assert english.say("/latest ISKP").blocks[-1].text.endswith(" · S1")
    assert "No alert yet." in english.say("/story S1").text
    assert "Why alert A1" in english.say("/why A1").text


def test_a_page_keeps_the_window(english: Room) -> None:
    for number in range(1, 6):
        publish(english, number)
    assert commands_of(english.say("/latest armed_attack ISKP 4h 2")) == ["/latest armed_attack ISKP 4h 2 before:2"]
