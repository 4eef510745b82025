"""/forget: what is removed of a person or a chat, what stays, and that nobody is asked about in vain."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import inspect, text

from bot.core.feedback import Rating
from bot.core.material import Material
from bot.core.model import Address, NewDelivery, Person, Role
from bot.storage import SqlStore
from bot.storage.engine import make_engine
from handlers.commands.access import AccessRules
from tests.handlers.commands.conversing import ADMIN, Room, bare_latin, commands_of, room
from watchlists import Matcher

RIM = Person("telegram", "55512345", "Rim al-Example")
HOME = Address("telegram", RIM.user)


@pytest.fixture
def home(english: Room) -> Room:
    """Rim alone with the bot, having done a bit of everything there and in a group."""
    english.say("/start")
    own = Room(english.parts, RIM, HOME)
    own.say("/start")
    english.say("/users allow 2")
    english.publish(source="one")
    english.publish(source="two")
    group = Room(english.parts, RIM, Address("telegram", "-5"), private=False)
    Room(english.parts, ADMIN, group.address, private=False).say("/start")
    Room(english.parts, ADMIN, group.address, private=False).say(f"/users role {RIM.label} analyst")
    for line in ("/watch ISKP", "/mute ISKP 4h", "/digest daily 08:00", "/split S1 2"):
        own.say(line)
    own.publish()
    for line in ("/watch HAMAS", "/mute AQ 4h too much of it"):
        group.say(line)
    own.replies("", material=Material("scan", text="نفذ داعش خراسان هجوما"))
    with own.parts.store.begin() as unit:
        unit.feedback.give(1, RIM, Rating.RELEVANT, [("ISKP", "داعش خراسان")], own.now)
    return own


def stored(store: SqlStore) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of every table."""
    engine = make_engine(store.url)
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f"SELECT * FROM {table}")).mappings():
                yield table, dict(row)
    engine.dispose()


def holding(store: SqlStore, what: str) -> set[str]:
    """The tables in which something is still written."""
    return {table for table, row in stored(store) if what in json.dumps(row, default=str, ensure_ascii=False)}


def press(room: Room, said: str) -> Any:
    """The reply to the button of a reply."""
    (command,) = commands_of(room.say(said))
    return room.say(command, pressed=True, replied_to="1")


def test_it_asks_first_with_a_button_of_the_asking_person(home: Room, sqlite_store: SqlStore) -> None:
    before = holding(sqlite_store, RIM.user)
    reply = home.say("/forget")
    assert "Shall I forget you?" in reply.text
    (command,) = commands_of(reply)
    assert command.startswith("/b ")
    other = Room(home.parts, ADMIN, HOME)
    assert "for the person who asked" in other.say(command, pressed=True).text
    assert holding(sqlite_store, RIM.user) >= before


def test_nothing_of_a_person_is_left_but_the_number_of_the_chat_until_the_answer_is_sent(
    home: Room, sqlite_store: SqlStore
) -> None:
    assert len(holding(sqlite_store, RIM.user)) > 6
    reply = press(home, "/forget")
    assert "You are forgotten." in reply.text
    for said in ("roles: 1", "what was said of alerts: 1", "subscriptions: 1", "mutes: 1", "digests: 1", "sent in: 1"):
        assert said in reply.text
    assert "Lines of the audit log stay as those of a forgotten person:" in reply.text
    assert holding(sqlite_store, RIM.name) == set()
    assert holding(sqlite_store, RIM.user) == {"destinations"}
    with home.parts.store.begin() as unit:
        assert list(unit.forgetting.left()) == [2]
    assert holding(sqlite_store, RIM.user) == set()


def test_what_others_work_with_stays_without_the_name(home: Room, english: Room) -> None:
    press(home, "/forget")
    group = Room(home.parts, ADMIN, Address("telegram", "-5"), private=False)
    assert "a forgotten person" in group.say("/mute").text
    assert "HAMAS" in group.say("/list").text
    assert "a forgotten person" in english.say("/story S1").text
    shown = english.say("/audit 30").text
    assert "a forgotten person — had themselves forgotten" in shown
    assert "a forgotten person — chat 2 watches" in shown
    assert re.search("a forgotten person in chat [0-9]+: analyst", shown.replace("\u2068", "").replace("\u2069", ""))


def test_who_was_forgotten_is_a_stranger(home: Room) -> None:
    press(home, "/forget")
    assert home.say("/status ISKP").text.startswith("This bot is private.")


def test_a_chat_that_comes_back_before_its_row_goes_stays(home: Room, english: Room) -> None:
    press(home, "/forget")
    english.say("/users allow 2")
    with home.parts.store.begin() as unit:
        assert list(unit.forgetting.left()) == []
        assert unit.chats.get(2) is not None
        assert not unit.state.all("leaving:")


def test_a_row_stays_while_the_answer_is_on_its_way(home: Room) -> None:
    reply = press(home, "/forget")
    with home.parts.store.begin() as unit:
        unit.outbox.add(NewDelivery("reply:x", 2, "reply", reply), home.now)
        assert list(unit.forgetting.left()) == []
        (waiting,) = unit.outbox.claim("telegram", home.now, 60, 50)
        unit.outbox.sent(waiting.id, "1", home.now)
        assert list(unit.forgetting.left()) == [2]


def test_who_is_named_in_the_settings_stays_an_admin_and_is_told_so(english: Room) -> None:
    reply = press(english, "/forget")
    assert "RASID_ADMINS names you" in reply.text
    assert "Chats" in english.say("/users").text


def test_the_last_admin_names_another_one_first(sqlite_store: SqlStore, shipped_matcher: Matcher) -> None:
    only = room(sqlite_store, shipped_matcher, rules=AccessRules(), person=RIM, address=HOME)
    with sqlite_store.begin() as unit:
        unit.people.grant(RIM, "admin", only.now)
    assert "the last administrator" in only.say("/forget").text
    assert "the last administrator" in only.say("/forget me yes").text
    only.say("/users admin telegram:8")
    assert "You are forgotten." in press(only, "/forget").text
    with sqlite_store.begin() as unit:
        assert unit.people.role(RIM) is None


def test_it_is_asked_for_alone(home: Room) -> None:
    group = Room(home.parts, RIM, Address("telegram", "-5"), private=False)
    assert "alone" in group.say("/forget").text
    assert "alone" in group.say("/forget me yes").text


def test_a_group_is_forgotten_by_its_administrators(home: Room, sqlite_store: SqlStore) -> None:
    group = Room(home.parts, RIM, Address("telegram", "-5"), private=False)
    topic = Room(home.parts, RIM, Address("telegram", "-5", "7"), private=False)
    topic.say("/watch AQ")
    assert "Only an administrator of this chat" in group.say("/forget chat").text
    leads = {"extra": {"chat_admin": True}}
    (command,) = commands_of(group.say("/forget chat", **leads))
    assert "This chat is forgotten." in group.say(command, pressed=True, **leads).text
    with home.parts.store.begin() as unit:
        here = [one for one in unit.chats.all() if one.address.chat == "-5"]
        assert {one.access for one in here} == {"asked"}
        assert not [wish for one in here for wish in unit.chats.subscriptions(one.id)]
        assert not [one for one in unit.roles.all() if one.destination_id in {chat.id for chat in here}]
    assert "ISKP" in home.say("/list").text
    assert group.say("/status ISKP").text.startswith("This bot is private.")


@pytest.mark.parametrize("typed", ["all", "me maybe", "chat no", "telegram:1001", "yes"])
def test_what_is_not_understood_removes_nothing(typed: str, home: Room, sqlite_store: SqlStore) -> None:
    before = [row for table, row in stored(sqlite_store) if table in ("roles", "subscriptions", "feedback")]
    assert home.say(f"/forget {typed}").text
    assert [row for table, row in stored(sqlite_store) if table in ("roles", "subscriptions", "feedback")] == before


@pytest.mark.parametrize("role", ["viewer", "analyst"])
def test_everybody_may_be_forgotten(role: Role, home: Room, english: Room) -> None:
    english.say(f"/users role {RIM.label} {role} 2")
    assert "Shall I forget you?" in home.say("/forget").text


def test_it_is_told_in_arabic_too(home: Room, english: Room) -> None:
    home.say("/settings language ar")
    asked = home.say("/forget")
    told = home.say(commands_of(asked)[0], pressed=True)
    for reply in (asked, told):
        assert not bare_latin(reply)
        assert reply.language == "ar"


@pytest.mark.parametrize("chat", ["-5", "55512345"], ids=["in a group", "alone"])
def test_who_may_only_read_does_not_shed_it(chat: str, home: Room, english: Room) -> None:
    number = {"-5": 3, "55512345": 2}[chat]
    english.say(f"/users role {RIM.label} viewer {number}")
    reply = press(home, "/forget")
    assert "That you may only read stays" in reply.text
    with home.parts.store.begin() as unit:
        unit.forgetting.left()
    english.say("/users allow 2")
    place = Room(home.parts, RIM, Address("telegram", chat), private=chat != "-5")
    assert "only" in place.say("/mute all 4h").text
    assert "only" in place.say("/watch AQ").text


@pytest.mark.parametrize("refused", [False, True], ids=["asks", "refused"])
def test_a_stranger_is_forgotten_at_once(refused: bool, english: Room, sqlite_store: SqlStore) -> None:
    english.say("/start")
    own = Room(english.parts, RIM, HOME)
    ordinary = own.say("/start", extra={"title": RIM.name}).text
    if refused:
        english.say("/users refuse 2")
    reply = own.say("/forget")
    assert "You are forgotten" in reply.text
    assert ("A refusal stays" in reply.text) is refused
    assert holding(sqlite_store, RIM.name) == set()
    with own.parts.store.begin() as unit:
        assert list(unit.forgetting.left()) == ([] if refused else [2])
    assert (holding(sqlite_store, RIM.user) - {"state"} == {"destinations"}) is refused
    assert own.say("/forget chat").text.splitlines()[0] == ordinary.splitlines()[0]


def test_who_asks_anew_is_still_there_after_the_cleaning(home: Room, english: Room) -> None:
    press(home, "/forget")
    home.say("/start")
    with home.parts.store.begin() as unit:
        assert list(unit.forgetting.left()) == []
    assert "let in" in english.say("/users allow 2").text
