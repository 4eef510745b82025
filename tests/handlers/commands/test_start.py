"""/start: a welcome whose buttons work, and lead a new chat to its first watch and digest."""

from __future__ import annotations

import pytest

from bot.core.answer import Answer
from bot.core.model import Person
from tests.handlers.commands.conversing import Room, bare_latin, commands_of, rows_of


def press(command: str, room: Room) -> Answer:
    (answer,) = room.answers(command, pressed=True)
    return answer


def test_every_button_of_the_welcome_is_understood(english: Room) -> None:
    welcome = english.say("/start")
    assert "Rasid watches Arabic news" in welcome.text
    for command in commands_of(welcome):
        assert "did not understand" not in english.say(command).text


def test_words_behind_it_do_no_harm(english: Room) -> None:
    assert "Rasid watches Arabic news" in english.say("/start from-a-link").text


def test_a_new_chat_is_led_from_language_to_watch_to_digest(english: Room) -> None:
    assert "/start language ar" in commands_of(english.say("/start"))
    whom = press("/start language ar", english)
    assert whom.mode == "edit"
    assert whom.message.language == "ar"
    picked = next(one for one in commands_of(whom.message) if one.startswith("/start watch list:"))
    again = press(picked, english).message
    assert [one.command for row in again.buttons for one in row if one.label.startswith("✓")] == [picked]
    assert commands_of(again)[-1] == "/start digest"
    when = press("/start digest", english).message
    done = press(next(one for one in commands_of(when) if one.startswith("/start digest daily")), english)
    assert done.mode == "edit"
    rows = rows_of(english.parts.store)  # type: ignore[arg-type]
    assert len(rows["subscriptions"]) == len(rows["schedules"]) == 1
    assert [action for _, _, action, _ in rows["audit"]] == ["digest", "watch", "language"]
    assert not any(map(bare_latin, (whom.message, again, when, done.message)))


def test_what_is_marked_is_taken_back_by_another_press(english: Room) -> None:
    english.say("/watch ISKP high")
    marked = press("/start watch", english).message
    assert all(not one.label.startswith("✓") or one.command == "/start watch ISKP" for one in marked.buttons[0])
    press("/start watch AQ", english)
    press("/start watch AQ", english)
    rows = rows_of(english.parts.store)  # type: ignore[arg-type]
    assert [(one.key, one.least) for one in rows["subscriptions"]] == [("ISKP", "high")]


def test_each_step_can_be_passed_over(english: Room) -> None:
    before = rows_of(english.parts.store)  # type: ignore[arg-type]
    for command in ("/start watch", "/start digest", "/start done"):
        assert press(command, english).mode == "edit"
    after = rows_of(english.parts.store)  # type: ignore[arg-type]
    assert {**before, "chats": 0} == {**after, "chats": 0}


def test_a_chat_that_watches_something_is_not_set_up_again(english: Room) -> None:
    assert "/start watch" in commands_of(english.say("/start"))
    english.say("/watch ISKP")
    assert "/start watch" not in commands_of(english.say("/start"))


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        ("/start language ar", "Only an administrator of this chat"),
        ("/start watch ISKP", "Here you may only read"),
        ("/start digest daily 08:00", "Only an administrator of this chat"),
    ],
)
def test_a_viewer_is_told_what_is_set_but_sets_nothing(command: str, refusal: str, english: Room) -> None:
    english.say("/start")
    reader = Person("telegram", "2002", "Reader")
    with english.parts.store.begin() as unit:
        unit.people.grant(reader, "viewer", english.now)
    before = rows_of(english.parts.store)  # type: ignore[arg-type]
    english.person = reader
    assert refusal in english.say(command).text
    assert rows_of(english.parts.store) == before  # type: ignore[arg-type]


@pytest.mark.parametrize("command", ["/start language fr", "/start watch nobody", "/start digest sometimes"])
def test_what_is_unknown_changes_nothing(command: str, english: Room) -> None:
    english.say("/start")
    before = rows_of(english.parts.store)  # type: ignore[arg-type]
    assert english.say(command).text
    assert rows_of(english.parts.store) == before  # type: ignore[arg-type]
