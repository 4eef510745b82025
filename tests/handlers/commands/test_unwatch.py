"""/unwatch: see also test_watch.py, where the two are held against each other."""

from __future__ import annotations

import pytest

from bot.storage import SqlStore
from tests.handlers.commands.conversing import ADMIN, HOME, Room, commands_of, rows_of


def test_without_a_name_it_asks(english: Room) -> None:
    assert "What shall I stop watching?" in english.say("/unwatch").text


def test_a_misspelling_is_asked_back(english: Room) -> None:
    assert "/unwatch ZAWAHIRI" in commands_of(english.say("/unwatch الضواهري"))


def removed(room: Room, key: str = "ISKP") -> None:
    """What the chat watches and mutes goes out of the lists."""
    room.say(f"/watch {key}")
    room.say(f"/mute {key} 4h")
    assert "1 chat watches it by name." in room.say(f"/remove save {key}").text
    room.parts.lists.refresh()


def test_what_no_list_holds_any_more_is_shown_as_that_and_ended(english: Room, sqlite_store: SqlStore) -> None:
    removed(english)
    assert english.say("/list").text.count("ISKP (no longer in the lists)") == 2
    (unwatch,) = commands_of(english.say("/unwatch"))
    (unmute,) = commands_of(english.say("/unmute"))
    ended = english.say(unwatch, pressed=True)
    assert "no longer watches ISKP (no longer in the lists)" in ended.text
    assert commands_of(ended) == []
    assert "is heard again" in english.say(unmute, pressed=True).text
    assert rows_of(sqlite_store)["subscriptions"] == rows_of(sqlite_store)["mutes"] == []
    assert "I know no" in english.say("/unwatch ISKP").text


@pytest.mark.parametrize("typed", ["iskp", "entity:ISKP"])
def test_it_is_ended_as_typed(typed: str, english: Room, sqlite_store: SqlStore) -> None:
    removed(english)
    assert "no longer watches" in english.say(f"/unwatch {typed}").text
    assert "is heard again" in english.say(f"/unmute {typed}").text
    assert rows_of(sqlite_store)["subscriptions"] == rows_of(sqlite_store)["mutes"] == []


def test_the_home_page_offers_nothing_but_its_end(english: Room) -> None:
    removed(english)
    home = [one for one in english.parts.front.home(ADMIN, HOME) if "no longer in the lists" in one.text]
    assert [command for one in home for command in commands_of(one)] == ["/unwatch ISKP"]


def test_with_the_undo_it_is_watched_again(english: Room) -> None:
    removed(english)
    english.say("/undo E1")
    english.parts.lists.refresh()
    assert "no longer in the lists" not in english.say("/list").text
