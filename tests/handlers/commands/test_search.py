"""/search: stored articles by their words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.message import LONGEST_COMMAND, Message
from tests.handlers.commands.conversing import Room, commands_of

HOUR = timedelta(hours=1)
EXAMPLE = '/search Kandahar "old market"'


def bold(message: Message) -> list[str]:
    """What stands out below the heading."""
    return [one.text for block in message.blocks[1:] for one in block.spans if one.style == "bold"]


def test_words_are_shown_in_bold_where_they_stand(english: Room) -> None:
    english.publish("قال شهود إن داعش خراسان هاجم سوق المدينة في قندهار", title="هجوم قندهار")
    reply = english.say("/search قندهار داعش")
    assert bold(reply) == ["قندهار", "داعش", "قندهار"]
    assert "S1" in reply.blocks[1].text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("سوق المدينه", True, id="folded"),
        pytest.param("«سوق المدينة»", True, id="phrase"),
        pytest.param("«المدينة سوق»", False, id="another order"),
        pytest.param('"سوق المدينة" طقس', True, id="phrase and word"),
        pytest.param("خراس", True, id="inside of a word"),
        pytest.param("زعفران", False, id="not there"),
    ],
)
def test_what_is_found(typed: str, found: bool, english: Room) -> None:
    english.publish("قال شهود إن الطقس بارد، وإن داعش خراسان هاجم سوق المدينة في قندهار")
    reply = english.say(f"/search {typed}")
    assert ("S1" in reply.text) is found


def test_articles_without_a_match_are_found_too(english: Room) -> None:
    english.publish("افتتح في الواحة معرض للتمور", title="معرض التمور")
    assert bold(english.say("/search تمور")) == ["التمور", "للتمور"]


def test_nothing_says_what_was_searched(english: Room) -> None:
    english.publish(ago=30 * HOUR)
    said = english.say("/search زعفران كابول").text
    assert said.splitlines()[1:] == [
        "I searched the titles and texts of all stored articles since 2026-03-04 02:00.",
        "All words must stand in one article; fewer words find more.",
    ]
    assert "زعفران كابول" in said


def test_nothing_is_stored(english: Room) -> None:
    assert len(english.say("/search زعفران").text.splitlines()) == 1


@pytest.mark.parametrize("typed", ["", "«»", "🧨 --", "before:5"])
def test_without_words_an_example_is_shown(typed: str, english: Room) -> None:
    assert english.say(f"/search {typed}").text == f"Which words? For example: {EXAMPLE}"


def test_pages_lead_to_the_end(english: Room) -> None:
    for number in range(1, 8):
        english.publish(f"خبر قندهار رقم {number}", ago=number * HOUR, title=f"خبر {number}", source=f"s{number}")
    first = english.say("/search قندهار")
    second = english.say(commands_of(first)[0])
    assert [f"خبر {n} " in first.text or f"خبر {n}\u2069" in first.text for n in (1, 5, 6)] == [True, True, False]
    assert not second.buttons
    assert "خبر 7\u2069" in second.text
    assert english.say("/search قندهار before:999").text.startswith("There are no further articles")


def test_pages_of_many_words_lead_on_too(english: Room) -> None:
    text = "قال شهود إن انفجارا كبيرا هز سوق المدينة القديمة صباحا"
    for number in range(1, 8):
        english.publish(f"{text} {number}", ago=number * HOUR, source=f"s{number}")
    reply = english.say(f"/search {text}")
    (more,) = commands_of(reply)
    assert len(more.encode()) <= LONGEST_COMMAND
    assert "s6" in english.say(more).text


def test_hostile_titles_stay_inside_their_isolate(english: Room) -> None:
    english.publish("سوق قديم في قندهار", title="قندهار \N{RIGHT-TO-LEFT OVERRIDE}<b>x</b>\N{LEFT-TO-RIGHT ISOLATE}")
    for block in english.say("/search قندهار").blocks:
        assert sum(map(block.text.count, "\u2066\u2067\u2068")) == block.text.count("\u2069")
        assert "\u202e" not in block.text


def test_more_words_than_can_be_looked_for_are_refused(english: Room) -> None:
    words = "سوق باب نهر جسر طريق جبل بيت حقل ورق قلم حبر لوح بئر"
    assert english.say(f"/search {words}").text == "At most 12 words or phrases can be searched for at once."
    assert "No article holds" in english.say(f"/search {words.rpartition(' ')[0]}").text
