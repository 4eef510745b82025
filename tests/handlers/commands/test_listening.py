"""`/watch here` and `/unwatch here`: a channel becomes a source, or is none any more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.model import Address, Destination, Person
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from tests.handlers.commands.conversing import ADMIN, HOME, Room, bare_latin, commands_of, room
from watchlists import Matcher

CHANNEL = Address("slack", "C2002")
THREAD = replace(CHANNEL, thread="1700000000.000100")
HUDA = Person("slack", "U1001", "Huda")


def channel(store: SqlStore, matcher: Matcher) -> Room:
    built = room(store, matcher, "en", AccessRules(frozenset({ADMIN.label})), address=CHANNEL, private=False)
    built.say("/list")
    return built


@pytest.fixture
def bot(sqlite_store: SqlStore, shipped_matcher: Matcher) -> Room:
    """A channel that an administrator of the bot has let in."""
    return channel(sqlite_store, shipped_matcher)


@pytest.fixture
def stored(store: SqlStore, shipped_matcher: Matcher) -> Room:
    """The same on either database."""
    return channel(store, shipped_matcher)


def at(bot: Room, address: Address, person: Person = HUDA, *, private: bool = False) -> Room:
    return Room(bot.parts, person, address, private, bot.now)


def chat(bot: Room, address: Address = CHANNEL) -> Destination | None:
    with bot.parts.store.begin() as unit:
        return unit.chats.find(address)


def listens(bot: Room, address: Address = CHANNEL) -> bool:
    found = chat(bot, address)
    return found is not None and found.listens and found.access == "allowed"


def traces(bot: Room) -> tuple[list[Destination], list[tuple[str, dict[str, Any]]]]:
    """The chats, and what the audit log says was done, the last first."""
    with bot.parts.store.begin() as unit:
        return list(unit.chats.all()), [(action, about) for _, _, action, about in unit.people.audit()]


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("/watch here", "/unwatch here"),
        ("/watch HERE", "unwatch here"),
        ("تابع هنا", "أوقف هنا"),
        ("متابعة هنا", "اوقف هنا"),
    ],
)
def test_a_channel_becomes_a_source_and_is_none_any_more(begin: str, end: str, bot: Room) -> None:
    huda = at(bot, CHANNEL)
    said = huda.say(begin)
    assert listens(bot)
    (undo,) = commands_of(said)
    assert undo.startswith("/b ")
    assert "as a source" in said.text
    assert "in every chat that watches it" in said.text
    assert "/invite @rasid" in said.text
    said = huda.say(end)
    assert not listens(bot)
    (undo,) = commands_of(said)
    assert undo.startswith("/b ")
    here = {"chat": 1}
    assert traces(bot)[1] == [("unwatch here", here), ("watch here", here), ("allowed", here)]


def test_what_is_so_already_is_said_and_leaves_no_trace(bot: Room) -> None:
    assert "is not read as a source" in bot.say("/unwatch here").text
    bot.say("/watch here")
    before = traces(bot)
    again = bot.say("/watch here")
    assert "already" in again.text
    assert not again.buttons
    assert traces(bot) == before


def test_undo_ends_it(bot: Room) -> None:
    (undo,) = commands_of(bot.say("/watch here"))
    (redo,) = commands_of(bot.say(undo))
    assert not listens(bot)
    bot.say(redo)
    assert listens(bot)


def test_said_in_a_thread_it_is_about_the_whole_channel(stored: Room) -> None:
    thread = at(stored, THREAD)
    thread.say("/watch here")
    assert listens(stored)
    assert not listens(stored, THREAD)
    assert "is read as a source" in thread.say("/list").text
    assert "is read as a source" in stored.say("/list").text
    thread.say("/unwatch here")
    assert not listens(stored)
    assert "is read as a source" not in stored.say("/list").text


def test_a_thread_that_was_let_in_alone_lets_its_channel_in(stored: Room) -> None:
    elsewhere = Address("slack", "C3003", "1.2")
    at(stored, elsewhere, ADMIN).say("/list")
    assert chat(stored, replace(elsewhere, thread="")) is None
    at(stored, elsewhere).say("/unwatch here")
    assert chat(stored, replace(elsewhere, thread="")) is None
    at(stored, elsewhere).say("/watch here")
    assert listens(stored, replace(elsewhere, thread=""))


def test_who_is_not_let_in_changes_nothing(bot: Room) -> None:
    for elsewhere in (Address("slack", "C3003"), Address("slack", "C4004", "1.2")):
        assert "private" in at(bot, elsewhere).say("/watch here").text
        found = chat(bot, elsewhere)
        assert found
        assert (found.access, found.listens) == ("asked", False)
    whole = chat(bot, Address("slack", "C4004"))
    assert whole is None or not whole.listens


def test_a_channel_that_was_refused_is_read_on_an_administrators_word_only(bot: Room) -> None:
    thread = at(bot, THREAD)
    thread.say("/list")
    number = chat(bot)
    assert number
    bot.say(f"/users refuse {number.id}")
    with bot.parts.store.begin() as unit:
        unit.chats.decide(number.id, "refused")
        topic = unit.chats.find(THREAD)
        assert topic
        unit.chats.decide(topic.id, "allowed")
    assert "refused this channel" in thread.say("/watch here").text
    assert not listens(bot)
    at(bot, THREAD, ADMIN).say("/watch here")
    assert listens(bot)


def test_a_viewer_may_not(bot: Room) -> None:
    with bot.parts.store.begin() as unit:
        unit.people.grant(HUDA, "viewer", bot.now)
    at(bot, CHANNEL).say("/watch here")
    assert not listens(bot)


def test_a_conversation_with_the_bot_alone_is_no_channel(bot: Room) -> None:
    alone = at(bot, HOME, ADMIN, private=True)
    for text in ("/watch here", "/unwatch here"):
        said = alone.say(text)
        assert "channels and groups" in said.text
        assert not said.buttons
    assert not listens(bot, HOME)


def test_on_telegram_privacy_mode_is_named(bot: Room) -> None:
    assert "privacy mode" in at(bot, Address("telegram", "-100"), ADMIN).say("/watch here").text


def test_listening_is_no_subscription(bot: Room) -> None:
    bot.say("/watch here")
    assert "Nothing yet." in bot.say("/list").text
    bot.say("/watch all")
    bot.say("/unwatch all")
    assert listens(bot)


@pytest.mark.parametrize("platform", ["slack", "telegram"])
def test_in_arabic(platform: str, sqlite_store: SqlStore, shipped_matcher: Matcher) -> None:
    arabic = room(sqlite_store, shipped_matcher, "ar", address=Address(platform, "C1"), private=False)
    for text in ("تابع هنا", "تابع هنا", "قائمة", "أوقف هنا", "أوقف هنا"):
        said = arabic.say(text)
        assert said.language == "ar"
        assert bare_latin(said) == []
    alone = Room(arabic.parts, ADMIN, HOME, private=True)
    assert bare_latin(alone.say("تابع هنا")) == []


# --- threads of a chat that was let in ---


def test_a_thread_of_a_channel_that_was_let_in_is_let_in_and_speaks_as_it_does(stored: Room) -> None:
    stored.say("/settings language ar")
    stored.say("/settings timezone Asia/Baghdad")
    assert at(stored, THREAD).say("/list").language == "ar"
    found = chat(stored, THREAD)
    assert found
    assert (found.access, found.language, found.timezone) == ("allowed", "ar", "Asia/Baghdad")


def test_a_thread_that_was_refused_stays_out(bot: Room) -> None:
    thread = at(bot, THREAD)
    thread.say("/list")
    found = chat(bot, THREAD)
    assert found
    bot.say(f"/users refuse {found.id}")
    assert "private" in thread.say("/list").text
