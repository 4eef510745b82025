"""/help: what this person may use."""

from __future__ import annotations

import pytest

from handlers.commands import registry
from tests.handlers.commands.conversing import STRANGER, Room, commands_of


def test_the_list_holds_only_what_the_person_may_use(english: Room) -> None:
    english.other("9").say("/start")
    english.say("/users allow 1")
    assert "/users" in english.say("/help").text
    assert "/users" not in english.other("9").say("/help").text
    with english.parts.store.begin() as unit:
        unit.people.grant(STRANGER, "viewer", english.now)
    assert "/watch" not in english.other("9").say("/help").text


@pytest.mark.parametrize("typed", ["status", "/status", "STATUS"])
def test_one_command_is_explained(typed: str, english: Room) -> None:
    text = english.say(f"/help {typed}").text
    assert "/status ENTITY|event:EVENT|list:LIST|all [24h|7d|30d]" in text
    assert "/status ISKP 7d" in text


def test_the_commands_stand_in_groups_with_a_button_each(english: Room) -> None:
    lines = english.say("/help").text.splitlines()
    heads = [lines.index(title) for title in ("Watch and answer", "Settings", "For administrators")]
    assert heads == sorted(heads)
    assert any(line.startswith("/status") for line in lines[heads[0] : heads[1]])
    assert any(line.startswith("/digest") for line in lines[heads[1] : heads[2]])
    assert any(line.startswith("/users") for line in lines[heads[2] :])
    assert commands_of(english.say("/help")) == ["/help 1", "/help 2", "/help 3", "/help typing"]


@pytest.mark.parametrize(
    ("typed", "shown", "hidden"),
    [("1", "/watch ISKP", "/digest"), ("2", "/digest daily 08:00", "/users"), ("٣", "/users allow 3", "/watch")],
)
def test_a_group_shows_its_commands_with_examples(typed: str, shown: str, hidden: str, english: Room) -> None:
    reply = english.say(f"/help {typed}")
    assert shown in reply.text
    assert hidden not in reply.text
    assert commands_of(reply)
    assert all("For example:" in english.say(command).text for command in commands_of(reply))


def test_what_a_person_may_not_use_is_shown_nowhere(english: Room) -> None:
    english.other("9").say("/start")
    english.say("/users allow 1")
    stranger = english.other("9")
    assert "/help 3" not in commands_of(stranger.say("/help"))
    assert "There is no command" in stranger.say("/help 3").text
    assert "There is no command" in stranger.say("/help users").text


def test_how_things_are_typed_in_english(english: Room) -> None:
    assert "last 3 days" in english.say("/help typing").text


def test_how_things_are_typed_in_arabic(arabic: Room) -> None:
    assert "آخر ٣ أيام" in arabic.say("/help كتابة").text


@pytest.mark.parametrize("name", list(registry.commands()))
def test_every_further_example_is_understood(name: str, english: Room) -> None:
    """An Arabic one among them for every command that is more than a word."""
    english.say("/watch ISKP")
    english.publish()
    english.publish("أعلنت الشرطة أنها اعتقلت عنصرا من داعش خراسان في كابول.")
    for example in registry.commands()[name].examples:
        typed = example.replace("A17", "A1").replace("S5", "S1").replace("T5", "A1").replace("S6", "S2")
        reply = english.say(typed)
        for sorry in ("did not understand", "do not know", "I know no", "Something went wrong"):
            assert sorry not in reply.text, typed


def test_the_arabic_words_of_a_command_are_shown_and_call_it(arabic: Room) -> None:
    for name, command in registry.commands().items():
        assert command.aliases, name
        for alias in command.aliases:
            assert alias in arabic.say(f"/help {name}").text
            assert registry.named(alias) == name
        assert f"({command.aliases[0]})" in arabic.say("/help").text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("statsu", ["/help status"], id="misspelt"),
        pytest.param("xqzw", ["/help"], id="like none"),
        pytest.param("قائمه جديده", ["/help list"], id="nearly Arabic"),
    ],
)
def test_an_unknown_command_is_said_to_be_none(typed: str, offered: list[str], english: Room) -> None:
    reply = english.say(f"/help {typed}")
    assert reply.text.startswith("There is no command “")
    assert typed in reply.text
    assert commands_of(reply)[:1] == offered


def test_an_unknown_command_in_arabic(arabic: Room) -> None:
    assert arabic.say("/help xqzw").text == "لا يوجد أمر باسم «\u2068xqzw\u2069»."


def test_a_command_is_explained_by_its_arabic_word(arabic: Room) -> None:
    assert "/status ISKP 7d" in arabic.say("مساعدة حالة").text
    assert "حالة" not in arabic.say("/help list").text
