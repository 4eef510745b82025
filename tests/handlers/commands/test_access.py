"""Who is let in: strangers, admins, the one-time code, chats that went and came back."""

from __future__ import annotations

import pytest

from bot.core.health import HOME
from bot.core.model import Access, Address, Person, Update
from bot.storage import SqlStore
from handlers.commands import registry
from handlers.commands.access import CODE_STATE, AccessRules, code_digest
from tests.handlers.commands.conversing import ADMIN, STRANGER, Room, room, rows_of
from watchlists import Matcher

INVITE = AccessRules(frozenset({ADMIN.label}), "invite")
OPEN = AccessRules(frozenset({ADMIN.label}), "open")
PRIVATE = "This bot is private."


@pytest.fixture(params=["invite", "open"])
def bot(request: pytest.FixtureRequest, sqlite_store: SqlStore, shipped_matcher: Matcher) -> Room:
    """A bot of either mode, spoken to by its administrator."""
    return room(sqlite_store, shipped_matcher, rules=INVITE if request.param == "invite" else OPEN)


@pytest.fixture
def invited(sqlite_store: SqlStore, shipped_matcher: Matcher) -> Room:
    """A bot that lets in whom an administrator allows."""
    return room(sqlite_store, shipped_matcher, rules=INVITE)


@pytest.fixture
def opened(sqlite_store: SqlStore, shipped_matcher: Matcher) -> Room:
    """A bot that lets everybody in."""
    return room(sqlite_store, shipped_matcher, rules=OPEN)


def put_code(bot: Room, code: str = "1A2B3C4D") -> str:
    with bot.parts.store.begin() as unit:
        unit.state.put(CODE_STATE, code_digest(code))
    return code


def access_of(bot: Room, chat: str) -> Access:
    with bot.parts.store.begin() as unit:
        return next(one.access for one in unit.chats.all() if one.address.chat == chat)


def put_access(bot: Room, chat: str, access: Access) -> None:
    with bot.parts.store.begin() as unit:
        number = next(one.id for one in unit.chats.all() if one.address.chat == chat)
        unit.chats.change(number, access=access)


@pytest.mark.parametrize("text", ["/start", "/status ISKP", "/users", "/help", "hello", "/why A1", "/start 00000000"])
def test_a_stranger_learns_only_how_to_ask_for_access(text: str, invited: Room) -> None:
    invited.publish()
    reply = invited.other("9").say(text)
    assert reply.text.splitlines()[0] == PRIVATE
    assert "/users allow 1" in reply.text
    assert len(reply.text.splitlines()) == 2
    assert not reply.buttons
    assert "ISKP" not in reply.text


@pytest.mark.parametrize("name", tuple(registry.commands()))
def test_a_stranger_learns_the_same_from_every_command(name: str, invited: Room, sqlite_store: SqlStore) -> None:
    """Whatever it is asked with, alone and in a group, typed and pressed; and nothing is changed by it."""
    invited.say("/watch ISKP")
    invited.publish()
    alone, group = invited.other("9"), invited.other("-5", private=False)
    known = [room.say("/start").text for room in (alone, group)]
    before = rows_of(sqlite_store)
    example = registry.commands()[name].example.replace("A17", "A1")
    for line in (f"/{name}", example, f"/{name} 1", f"/{name} ISKP", f"/{name} yes"):
        for room_, said in zip((alone, group), known, strict=True):
            if room_ is alone and line == "/forget":
                continue  # what is held of them even a stranger has removed
            for facts in ({}, {"pressed": True, "replied_to": "1", "whisper": "q"}, {"extra": {"chat_admin": True}}):
                reply = room_.say(line, **facts)
                assert (reply.text, reply.buttons, reply.file) == (said, (), None)
    assert rows_of(sqlite_store) == before


def test_a_stranger_changes_nothing_but_that_the_chat_asks(invited: Room) -> None:
    for text in ("/watch ISKP", "/digest daily 08:00", "/mute all 4h", "/settings language ar"):
        invited.other("9").say(text)
    with invited.parts.store.begin() as unit:
        (chat,) = unit.chats.all()
        assert (chat.access, chat.language) == ("asked", "en")
        assert not unit.chats.subscriptions(chat.id)
        assert not unit.schedules.of(chat.id)
        assert not unit.people.audit()


def test_an_open_bot_lets_everybody_in(opened: Room) -> None:
    assert PRIVATE not in opened.other("9").say("/start").text
    assert "now watches" in opened.other("9").say("/watch ISKP").text


def test_who_was_refused_stays_out_of_both_kinds_of_bot(bot: Room) -> None:
    bot.other("9").say("/start")
    bot.say("/users refuse 1")
    assert PRIVATE in bot.other("9").say("/status ISKP").text
    assert access_of(bot, "9") == "refused"


def test_who_was_refused_does_not_come_back_by_leaving(bot: Room) -> None:
    group = bot.other("-5", private=False)
    group.say("/start")
    bot.say("/users refuse 1")
    group.replies("", extra={"membership": "gone"})
    group.replies("", extra={"membership": "back"})
    assert access_of(bot, "-5") == "refused"
    assert PRIVATE in group.say("/status ISKP").text


def test_who_asks_and_leaves_is_not_let_in_by_coming_back(invited: Room) -> None:
    group = invited.other("-5", private=False)
    group.say("/start")
    group.replies("", extra={"membership": "gone"})
    group.replies("", extra={"membership": "back"})
    assert PRIVATE in group.say("/start").text


def test_an_admin_opens_the_chat_in_which_he_speaks(invited: Room) -> None:
    group = invited.other("-5", ADMIN, private=False)
    assert PRIVATE not in group.say("/start").text
    assert PRIVATE not in invited.other("-5", private=False).say("/start").text


def test_a_chat_that_an_admin_let_in_may_ask_and_watch(invited: Room) -> None:
    invited.other("9").say("/start")
    invited.say("/users allow 1")
    assert "now watches" in invited.other("9").say("/watch ISKP").text
    assert invited.other("9").say("/users").text == "Only an administrator may do that."


@pytest.mark.parametrize("text", ["/status ISKP", "hello", "/start"])
def test_a_chat_that_went_is_woken_when_somebody_writes(text: str, invited: Room) -> None:
    stranger = invited.other("9")
    stranger.say("/start")
    invited.say("/users allow 1")
    put_access(invited, "9", "gone")
    assert PRIVATE not in stranger.say(text).text
    assert access_of(invited, "9") == "allowed"


def test_a_group_that_has_the_bot_back_is_woken_without_a_word(invited: Room) -> None:
    group = invited.other("-5", ADMIN, private=False)
    group.say("/watch ISKP")
    assert group.replies("", extra={"membership": "gone"}) == []
    assert access_of(invited, "-5") == "gone"
    assert group.replies("", extra={"membership": "back"}) == []
    assert access_of(invited, "-5") == "allowed"


def test_talk_that_is_not_meant_for_the_bot_wakes_and_answers_nothing(invited: Room) -> None:
    group = invited.other("-5", ADMIN, private=False)
    group.say("/start")
    group.replies("", extra={"membership": "gone"})
    assert group.replies("what a day", addressed=False) == []
    assert access_of(invited, "-5") == "gone"


def test_the_code_makes_its_first_sender_an_admin_and_is_then_worth_nothing(bot: Room) -> None:
    code = put_code(bot)
    assert "Rasid watches" in bot.other("9").say(f"/start {code.lower()}").text
    assert "Chats" in bot.other("9").say("/users").text
    second = Person("telegram", "10")
    bot.other("10", second).say(f"/start {code}")
    with bot.parts.store.begin() as unit:
        assert unit.people.role(STRANGER) == "admin"
        assert unit.people.role(second) is None
        assert any(action == "admin by code" for _, _, action, _ in unit.people.audit())


@pytest.mark.parametrize("code", ["", "00000000", "1A2B3C4", "1A2B3C4D5", "é" * 8])
def test_a_wrong_code_makes_nobody_an_admin(code: str, bot: Room) -> None:
    put_code(bot)
    bot.other("9").say(f"/start {code}")
    with bot.parts.store.begin() as unit:
        assert unit.people.role(STRANGER) is None


def test_an_empty_code_is_no_code(bot: Room) -> None:
    with bot.parts.store.begin() as unit:
        unit.state.put(CODE_STATE, "")
    bot.other("9").say("/start ")
    with bot.parts.store.begin() as unit:
        assert unit.people.role(STRANGER) is None


def test_nothing_is_said_of_a_failure_to_strangers(invited: Room) -> None:
    stranger = invited.other("9")
    stranger.say("/start")
    invited.say("/start")
    theirs, ours = (Update("telegram", "x", one.address, one.person, "/status ISKP") for one in (stranger, invited))
    with invited.parts.store.begin() as unit:
        assert not invited.parts.answering.apologise(unit, theirs, invited.now)
        (answer,) = invited.parts.answering.apologise(unit, ours, invited.now)
    assert "went wrong" in answer.message.text


APART = {"extra": {"apart": True}, "hushed": True, "whisper": "U1"}


def test_an_administrator_lets_nobody_into_a_direct_message_between_people(invited: Room) -> None:
    between = invited.other("D12", ADMIN, private=False)
    assert "Khorasan" in between.say("/status ISKP", **APART).text
    assert access_of(invited, "D12") == "asked"
    with invited.parts.store.begin() as unit:
        assert unit.state.get(HOME + ADMIN.label) is None
    assert "This bot is private." in invited.other("D12", private=False).say("/status ISKP", **APART).text


@pytest.mark.parametrize("text", ["/watch ISKP", "/settings language ar", "/users", "/forget chat"])
def test_between_people_everybody_only_reads(text: str, invited: Room) -> None:
    invited.other("D12", private=False).say("/list", **APART)
    put_access(invited, "D12", "allowed")
    for person in (ADMIN, STRANGER):
        said = invited.other("D12", person, private=False).say(text, **APART).text
        assert said.startswith("This is a conversation between people")


@pytest.mark.parametrize("private", [True, False])
def test_whether_a_chat_is_private_is_as_it_was_last_told(private: bool, invited: Room) -> None:
    invited.other("D12", ADMIN, private=not private).say("/list")
    invited.other("D12", ADMIN, private=private).say("/list")
    with invited.parts.store.begin() as unit:
        chat = unit.chats.find(Address("telegram", "D12"))
    assert chat is not None
    assert chat.private is private


@pytest.mark.parametrize("thread", ["", "171.1"])
def test_a_refused_chat_does_not_come_back_by_a_thread_where_everybody_is_let_in(thread: str, opened: Room) -> None:
    opened.say("/start")
    guest = Person("slack", "U9")
    home = Room(opened.parts, guest, Address("slack", "D9"))
    assert PRIVATE not in home.say("status ISKP").text
    opened.say("/users refuse 2")
    assert PRIVATE in Room(opened.parts, guest, Address("slack", "D9", thread)).say("status ISKP").text
