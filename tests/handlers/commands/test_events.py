"""/events: what happened, by type and by who had a part in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.handlers.commands.conversing import Room, commands_of

DAY = timedelta(days=1)
CLASH = "دارت اشتباكات بين طالبان وداعش خراسان في كونار أسفرت عن 6 قتلى."


def items(text: str) -> list[str]:
    return [line for line in text.splitlines() if line[:1] in "🔴🟠🟡⚪"]


def test_alone_each_type_is_counted(english: Room) -> None:
    english.publish()
    english.publish(CLASH, ago=2 * DAY, source="other")
    reply = english.say("/events")
    assert reply.text.splitlines()[0] == "Events in 7 days: 2 stories"
    assert {"🔴 Suicide bombing (1)", "🟠 Armed clash (1)"} <= set(items(reply.text))
    assert "/events clash 7d" in commands_of(reply)
    assert "Armed clash" in english.say("/events clash 7d").text


def test_nothing_happened(english: Room) -> None:
    assert english.say("/events 24h").text == "Events in 24 hours: 0 stories"
    assert (
        english.say("/events ISKP 24h").text == "Events, Islamic State Khorasan Province (ISKP): 0 stories in 24 hours"
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("suicide_bombing", 1, id="event type"),
        pytest.param("event:clash", 1, id="event by its prefix"),
        pytest.param("ISKP", 2, id="entity"),
        pytest.param("ISIS", 2, id="a group by its branch"),
        pytest.param("داعش خراسان", 2, id="alias"),
        pytest.param("clash ISKP", 1, id="event and entity"),
        pytest.param("داعش خراسان اشتباك", 1, id="entity and event by their names"),
        pytest.param("suicide_bombing TALIBAN", 0, id="not together"),
        pytest.param("clash 24h", 0, id="not in the window"),
        pytest.param("list:groups", 2, id="a list"),
        pytest.param("all 30d", 2, id="everything"),
    ],
)
def test_what_happened(typed: str, found: int, english: Room) -> None:
    english.publish()
    english.publish(CLASH, ago=2 * DAY, source="other")
    assert len(items(english.say(f"/events {typed}").text)) == found


def test_a_story_is_told_with_status_actors_places_figures_and_number(english: Room) -> None:
    english.publish()
    (line,) = items(english.say("/events suicide_bombing").text)
    assert line.startswith(
        "🔴 Suicide bombing — Kandahar — 21 killed — Islamic State Khorasan Province — claimed — 1 source"
    )
    assert line.endswith(" · S1")


def test_pages_lead_to_the_end(english: Room) -> None:
    towns = "كابول قندهار هرات غزني قندوز لوغر بغلان بكتيا هلمند زابل".split()
    for number, town in enumerate(towns):
        english.publish(f"قتل {number + 3} أشخاص في اشتباك في {town}", ago=number * DAY / 2, source=f"s{number}")
    first = english.say("/events clash 30d")
    stories = int(first.text.splitlines()[0].split(": ")[1].split()[0])
    command = commands_of(first)[-1]
    assert (len(items(first.text)), command) == (8, "/events clash 30d from:8")
    last = english.say(command)
    assert len(items(last.text)) == stories - 8
    assert not [one for one in commands_of(last) if "from:" in one]


@pytest.mark.parametrize(("typed", "wrong"), [("ISKP 5x", "5x"), ("clash never", "never"), ("clash 0d", "0d")])
def test_what_is_no_window_is_named(typed: str, wrong: str, english: Room) -> None:
    said = english.say(f"/events {typed}").text
    assert wrong in said
    assert "Possible: 24h, 7d, 30d" in said


def test_a_close_misspelling_is_asked_back(english: Room) -> None:
    assert "/events ZAWAHIRI" in commands_of(english.say("/events الضواهري"))
