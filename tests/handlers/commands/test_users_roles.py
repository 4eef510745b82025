"""/users role, admin, revoke: who may do what, and who says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.model import Address, Person, Role, Update
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from handlers.commands.users_roles import named_person
from tests.handlers.commands.conversing import ADMIN, STRANGER, Room, commands_of, room
from watchlists import Matcher

LEADER = Person("telegram", "7", "Layla")
LEADS = {"extra": {"chat_admin": True}}
GROUP = Address("telegram", "-5")
ONLY_ADMIN = "Only an administrator may do that."


@pytest.fixture
def group(english: Room) -> Room:
    """A group that the administrator let in, as she speaks there."""
    opened = english.other("-5", ADMIN, private=False)
    opened.say("/start")
    return opened


def leader(group: Room) -> Room:
    return group.other("-5", LEADER, private=False)


def role_of(group: Room, person: Person = STRANGER) -> Role | None:
    with group.parts.store.begin() as unit:
        return unit.roles.of(GROUP, person)


def audit(group: Room) -> list[tuple[str, dict[str, Any]]]:
    with group.parts.store.begin() as unit:
        return [(action, details) for _, _, action, details in unit.people.audit()]


@pytest.mark.parametrize("typed", ["telegram:9 viewer", "Telegram:9 VIEWER", "٩٩٩ قارئ", "telegram:9 viewer 1"])
def test_an_admin_gives_a_role_in_the_chat_he_speaks_in(typed: str, group: Room) -> None:
    assert "is now in chat 1: viewer." in group.say(f"/users role {typed}").text
    with group.parts.store.begin() as unit:
        (given,) = unit.roles.all()
    assert (given.destination_id, given.role, given.author) == (1, "viewer", ADMIN.label)
    assert audit(group)[0][0] == "role"


def test_a_reader_may_look_and_not_change(group: Room) -> None:
    reader = group.other("-5", private=False)
    assert "now watches" in reader.say("/watch ISKP").text
    group.say("/users role telegram:9 viewer")
    assert "ISKP" in reader.say("/status ISKP").text
    assert reader.say("/unwatch ISKP").text.startswith("Here you may only read")
    group.say("/users role telegram:9 none")
    assert "no longer" in reader.say("/unwatch ISKP").text


def test_the_person_replied_to_is_meant(group: Room) -> None:
    answers = {"extra": {"answers": {"user": "9", "name": "Nobody"}}}
    reply = group.say("/users role analyst", **answers)
    assert "(telegram:9) is now in chat 1: analyst." in reply.text
    assert commands_of(reply) == ["/users role telegram:9 none 1"]
    group.say("/users admin", **answers)
    with group.parts.store.begin() as unit:
        assert unit.people.role(STRANGER) == "admin"


def test_who_administers_the_group_says_who_reads_and_who_works_there(group: Room) -> None:
    assert "viewer" in leader(group).say("/users role telegram:9 viewer", **LEADS).text
    assert "telegram:9: viewer" in leader(group).say("/users", **LEADS).text
    assert "analyst" in leader(group).say("/users role telegram:9 analyst", **LEADS).text
    assert role_of(group) == "analyst"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("role telegram:9 chat_admin", "Only an administrator of the bot", id="to name another one"),
        pytest.param("role telegram:8 viewer", "Only an administrator of the bot", id="to judge another one"),
        pytest.param("role telegram:9 viewer 2", ONLY_ADMIN, id="in another chat"),
        pytest.param("admin telegram:9", ONLY_ADMIN, id="to name an admin of the bot"),
        pytest.param("revoke telegram:1001", ONLY_ADMIN, id="to revoke one"),
        pytest.param("allow 2", ONLY_ADMIN, id="to let in a chat"),
        pytest.param("chat 2", ONLY_ADMIN, id="to look into another chat"),
        pytest.param("invite", ONLY_ADMIN, id="to invite"),
    ],
)
def test_who_administers_the_group_may_not(typed: str, said: str, group: Room) -> None:
    group.other("2", ADMIN).say("/start")
    group.say("/users role telegram:8 chat_admin")
    before = audit(group)
    assert leader(group).say(f"/users {typed}", **LEADS).text.startswith(said)
    assert audit(group) == before


def test_a_member_is_told_how_one_becomes_an_administrator_of_the_chat(group: Room) -> None:
    member = group.other("-5", private=False)
    unknown = member.say("/settings language ar").text
    assert "Only an administrator of this chat" in unknown
    assert "/users role telegram:9 chat_admin 1" in unknown
    known = member.say("/settings language ar", extra={"chat_admin": False}).text
    assert known == "Only an administrator of this chat may do that."
    group.say("/users role telegram:9 chat_admin 1")
    assert "العربية" in member.say("/settings language ar").text or role_of(group) == "chat_admin"


def test_looking_at_the_settings_and_the_digest_is_for_everybody(group: Room) -> None:
    group.say("/users role telegram:9 viewer")
    reader = group.other("-5", private=False)
    for line in ("/settings", "/digest", "/digest now 7d", "/mute", "/list"):
        assert "only" not in reader.say(line).text.casefold().splitlines()[0]
    for line in ("/settings timezone Asia/Baghdad", "/digest daily 08:00", "/digest off", "/mute ISKP 4h"):
        assert "only" in reader.say(line).text.casefold().splitlines()[0]


def test_what_somebody_may_not_do_by_a_button_they_alone_read(group: Room) -> None:
    said = group.other("-5", private=False)
    line = Update("telegram", "p", said.address, said.person, "/settings trends off", private=False)
    pressed = replace(line, pressed=True, replied_to="1", whisper="query")
    (answer,) = group.parts.answering.answer(pressed, group.now)
    assert answer.mode == "whisper"


def test_a_role_given_alone_with_the_bot_is_for_that_persons_own_chat(english: Room) -> None:
    english.other("9").say("/start")
    english.say("/users role telegram:9 viewer")
    english.say("/users allow 1")
    assert "only" in english.other("9").say("/settings language ar").text.casefold()
    assert "by its number" in english.say("/users role telegram:77 viewer").text


def test_an_admin_is_granted_and_revoked(english: Room) -> None:
    english.say("/start")
    english.other("9").say("/start")
    assert "administers the bot" in english.say("/users admin telegram:9").text
    assert "Chats" in english.other("9").say("/users").text
    assert "no longer administers" in english.say("/users revoke telegram:9").text
    assert "private" in english.other("9").say("/users").text or ONLY_ADMIN in english.other("9").say("/users").text
    assert [action for action, _ in audit(english)][:2] == ["admin revoked", "admin granted"]


def test_who_is_named_in_the_settings_cannot_be_revoked(english: Room) -> None:
    english.other("9").say("/start")
    english.say("/users admin telegram:9")
    said = english.other("9").say("/users revoke telegram:1001").text
    assert "RASID_ADMINS" in said
    assert "Chats" in english.say("/users").text


def test_the_last_admin_cannot_be_revoked(sqlite_store: SqlStore, shipped_matcher: Matcher) -> None:
    only = room(sqlite_store, shipped_matcher, rules=AccessRules(), person=STRANGER, address=Address("telegram", "9"))
    with sqlite_store.begin() as unit:
        unit.people.grant(STRANGER, "admin", only.now)
    assert "the last administrator" in only.say("/users revoke telegram:9").text
    assert "does not administer" in only.say("/users revoke telegram:8").text
    only.say("/users admin telegram:8")
    assert "no longer" in only.say("/users revoke telegram:9").text


def test_the_list_shows_people_and_what_they_are(group: Room) -> None:
    group.say("/users role telegram:9 viewer")
    group.say("/users admin telegram:8")
    text = Room(group.parts).say("/users").text
    assert "telegram:1001: administrator of the bot, by the settings" in text
    assert "telegram:8: administrator of the bot" in text
    assert "telegram:9: viewer, in chat 1" in text
    page = group.say("/users chat 1")
    assert "/users role telegram:9 analyst 1" in commands_of(page)
    assert "/users refuse 1 again" in commands_of(page)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("role", id="nothing"),
        pytest.param("role telegram:9", id="no role"),
        pytest.param("role telegram:9 king", id="no such role"),
        pytest.param("role telegram:9 admin", id="a role of no chat"),
        pytest.param("role viewer", id="nobody replied to"),
        pytest.param("role <b>x</b> viewer", id="no person"),
        pytest.param("role telegram:9 viewer 99", id="no such chat"),
        pytest.param("role telegram:9 viewer x", id="no number"),
        pytest.param("role telegram:9 viewer 1 2", id="too much"),
        pytest.param("admin", id="no admin"),
        pytest.param("admin telegram:9 now", id="an admin and more"),
        pytest.param("revoke nobody", id="revoke nobody"),
        pytest.param("chat 99", id="the page of no chat"),
        pytest.param("invite king", id="invite as what"),
        pytest.param("invite chat_admin", id="invite to lead"),
        pytest.param("invite viewer 24h more", id="invite and more"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(typed: str, group: Room) -> None:
    before = audit(group)
    assert group.say(f"/users {typed}").text
    assert audit(group) == before
    with group.parts.store.begin() as unit:
        assert not unit.roles.all()
        assert not unit.people.all()


@pytest.mark.parametrize(
    ("word", "platform", "label"),
    [
        pytest.param("telegram:1001", "slack", "telegram:1001", id="a label"),
        pytest.param("slack:u0abc", "telegram", "slack:U0ABC", id="Slack's are capitals"),
        pytest.param("١٠٠١", "telegram", "telegram:1001", id="Arabic digits"),
        pytest.param("@U0ABC", "slack", "slack:U0ABC", id="a mention on Slack"),
        pytest.param("@amina", "telegram", None, id="a name that changes hands"),
        pytest.param("1001", "slack", None, id="a number on Slack"),
        pytest.param("telegram:x", "telegram", None, id="no number"),
    ],
)
def test_named_person(word: str, platform: str, label: str | None) -> None:
    found = named_person(word, platform)
    assert (found and found.label) == label


def test_whoever_leads_a_group_does_not_learn_which_chats_there_are(english: Room) -> None:
    english.say("/start")
    english.other("-5", english.person, private=False).say("/start")
    lead = english.other("-5", private=False)
    leads = {"extra": {"chat_admin": True}}
    known, unknown = (lead.say(f"/users role telegram:50 viewer {n}", **leads).text for n in (1, 99))
    assert known == unknown
