"""/chart: what is asked for, and the picture that is to be drawn of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.answer import Answer
from bot.core.chart import Chart
from bot.core.making import read
from bot.core.message import Message
from bot.core.model import Update
from bot.storage import SqlStore
from tests.handlers.commands.conversing import Room, bare_latin, commands_of, rows_of

DAY = timedelta(days=1)


def drawn(room: Room, message: Message) -> Chart:
    """What the picture of a message is made from."""
    assert message.file is not None
    assert (message.file.media_type, message.file.unmade) == ("image/png", True)
    with room.parts.store.begin(read_only=True) as unit:
        recipe = read(unit.files.content(message.file.id) or b"")
    assert isinstance(recipe, Chart)
    return recipe


@pytest.mark.parametrize(
    ("typed", "title", "bars", "dark"),
    [
        pytest.param("ISKP", "Islamic State Khorasan Province", 8, False, id="a week unless asked otherwise"),
        pytest.param("iskp 24h", "Islamic State Khorasan Province", 24, False, id="a day"),
        pytest.param("داعش خراسان ٣٠ يوما", "Islamic State Khorasan Province", 31, False, id="alias, Arabic window"),
        pytest.param("ISKP 7d dark", "Islamic State Khorasan Province", 8, True, id="dark"),
        pytest.param("ISKP dark 24h", "Islamic State Khorasan Province", 24, True, id="in the other order"),
        pytest.param("ISKP داكن", "Islamic State Khorasan Province", 8, True, id="dark in Arabic"),
        pytest.param("event:suicide_bombing", "Suicide bombing", 8, False, id="an event"),
        pytest.param("event: suicide_bombing 24h", "Suicide bombing", 24, False, id="with a blank"),
        pytest.param("suicide_bombing", "Suicide bombing", 8, False, id="an event without saying so"),
    ],
)
def test_what_is_drawn(typed: str, title: str, bars: int, dark: bool, english: Room) -> None:
    english.publish()
    chart = drawn(english, english.say(f"/chart {typed}"))
    assert (chart.title, len(chart.columns), chart.dark) == (title, bars, dark)
    assert sum(one.height for one in chart.columns) > 0


def test_the_number_is_that_of_status(english: Room) -> None:
    for ago in (DAY / 3, 2 * DAY, 9 * DAY, 20 * DAY):
        english.publish(f"ظهر داعش خراسان في كابول {ago}", ago=ago)
    chart = drawn(english, english.say("/chart ISKP"))
    told = [line for line in english.say("/status ISKP").text.splitlines() if line.startswith("7 days")]
    assert (chart.figure, sum(one.height for one in chart.columns)) == ("2 mentions", 2)
    assert told[0].startswith("7 days: 2 mentions")


def test_the_story_stands_above_its_bar(english: Room) -> None:
    english.publish(ago=2 * DAY)
    [mark] = drawn(english, english.say("/chart ISKP")).marks
    assert (mark.label, mark.severity, mark.column) == ("S1", "critical", 5)


def test_nothing_is_a_picture_too(arabic: Room) -> None:
    chart = drawn(arabic, arabic.say("/chart AQ 24h"))
    assert (chart.empty, chart.figure) == ("لا ذكر في هذه المدة.", "لا ذكر")


def test_what_is_below_it(english: Room, arabic: Room) -> None:
    english.publish()
    assert english.say("/chart ISKP").text.splitlines()[1].startswith("7 days: 2 mentions")
    shown = arabic.other("2", arabic.person).say("/رسم ISKP")
    assert bare_latin(shown) == []


def test_a_name_of_the_file(english: Room) -> None:
    file = english.say("/chart ISKP 24h").file
    assert file is not None
    assert file.name == "rasid-ISKP-2026-03-05.png"


def test_a_button_changes_the_picture_in_its_place(english: Room) -> None:
    def answer(text: str) -> Answer:
        update = Update("telegram", text, english.address, english.person, text, pressed=True, replied_to="5")
        [found] = english.parts.answering.answer(update, english.now)
        return found

    pressed = commands_of(english.say("/chart ISKP"))[0]
    assert answer(pressed).mode == "edit"
    assert answer("/chart ISKP").mode == "send", "a button below another message"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("", "A chart of what? For example: /chart ISKP 7d", id="nothing"),
        pytest.param("dark 7d", "A chart of what? For example: /chart ISKP 7d", id="no name"),
        pytest.param("ISKP 5x", "Possible: 24h, 7d, 30d, dark, light", id="no window"),
        pytest.param("ISKP 7d drak", "“\u2068drak\u2069” here. Possible: 24h, 7d", id="a slip behind a window"),
        pytest.param("xqzw", "I know no “\u2068xqzw\u2069”.", id="unknown"),
        pytest.param("<b>&</b> '; DROP TABLE", "I know no", id="markup and SQL"),
        pytest.param("event:", "I know no", id="no event"),
        pytest.param("🧨" * 900, "I know no", id="signs"),
    ],
)
def test_what_is_no_chart(typed: str, said: str, english: Room, sqlite_store: SqlStore) -> None:
    english.say("/help")
    before = rows_of(sqlite_store)
    reply = english.say(f"/chart {typed}")
    assert said in reply.text
    assert reply.file is None
    assert rows_of(sqlite_store) == before


def test_a_misspelling_is_asked_back_with_what_else_was_typed(english: Room) -> None:
    assert "/chart ZAWAHIRI 7d dark" in commands_of(english.say("/chart الضواهري 7d dark"))


def test_without_a_name_the_watched_are_offered_first(english: Room) -> None:
    english.say("/watch ISKP")
    assert commands_of(english.say("/chart"))[0] == "/chart ISKP"
    assert commands_of(english.say("/chart 7d dark"))[0] == "/chart ISKP 7d dark"


def test_it_takes_the_readers_clock(english: Room) -> None:
    english.say("/settings timezone Asia/Baghdad")
    chart = drawn(english, english.say("/chart ISKP 24h"))
    assert "11:00 (Asia/Baghdad)" in chart.window
