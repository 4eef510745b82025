"""How strangers come in: they ask and administrators decide, or they have an invitation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.message import Message
from bot.core.model import Address, Delivery, Person
from bot.parts import assemble
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from tests.handlers.commands.conversing import ADMIN, HOME, STRANGER, Room, commands_of
from watchlists import Matcher

DAY = timedelta(days=1)
TOLD = "Its administrators were told that you ask."


@pytest.fixture
def bot(sqlite_store: SqlStore, shipped_matcher: Matcher) -> Room:
    """A bot that can write to its administrator on Telegram, who has spoken to it."""
    rules = AccessRules(frozenset({ADMIN.label}))
    home = Room(assemble(sqlite_store, shipped_matcher, rules, "en", "UTC", platforms=("telegram",)))
    home.say("/start")
    return home


def waiting(bot: Room, chat: str = HOME.chat) -> list[Message]:
    """What is on its way to a chat, beside replies."""
    with bot.parts.store.begin() as unit:
        found: list[Delivery] = []
        while claimed := unit.outbox.claim("telegram", bot.now, 60, 50):
            found += claimed
            for one in claimed:
                unit.outbox.sent(one.id, "1", bot.now)
    return [one.message for one in found if one.destination.address.chat == chat]


def later(room: Room, by: timedelta) -> Room:
    return replace(room, now=room.now + by)


def test_administrators_are_told_who_asks_with_buttons_that_decide(bot: Room) -> None:
    reply = bot.other("9").say("/start")
    assert TOLD in reply.text
    (notice,) = waiting(bot)
    assert "(telegram:9) asks for access." in notice.text
    assert "Nobody" in notice.text
    assert commands_of(notice) == ["/users allow 2", "/users refuse 2"]


def test_a_group_is_named_with_who_asks_for_it(bot: Room) -> None:
    bot.other("-5", private=False).say("/status ISKP", extra={"title": "Desk <b>\N{RIGHT-TO-LEFT OVERRIDE}x"})
    (notice,) = waiting(bot)
    assert "for the group “" in notice.text
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in notice.text


def test_they_are_told_once_a_chat_and_day(bot: Room) -> None:
    stranger = bot.other("9")
    said = {stranger.say(text).text for text in ("/start", "/status ISKP", "hello", "/help")}
    assert len(said) == 1
    assert len(waiting(bot)) == 1
    assert TOLD in later(stranger, DAY).say("/start").text
    assert len(waiting(later(bot, DAY))) == 1


def test_many_strangers_are_no_flood(bot: Room) -> None:
    replies = [bot.other(str(n), Person("telegram", str(n))).say("/start").text for n in range(100, 140)]
    assert len(waiting(bot)) == 20
    assert all(reply.startswith("This bot is private.") for reply in replies)
    assert TOLD in replies[0]
    assert TOLD not in replies[-1]
    assert "/users allow" in replies[-1]


def test_who_is_let_in_is_greeted_once_in_the_language_of_the_chat(bot: Room) -> None:
    bot.other("9").say("/start")
    waiting(bot)
    bot.say("/users allow 2")
    (greeting,) = waiting(bot, "9")
    assert greeting.text.startswith("You were let in.")
    bot.say("/users allow 2")
    assert waiting(bot, "9") == []


def test_a_group_is_greeted_as_a_group(bot: Room) -> None:
    bot.other("-9", private=False).say("/start")
    waiting(bot)
    bot.say("/users allow 2")
    (greeting,) = waiting(bot, "-9")
    assert greeting.text.startswith("From now on this chat is served.")


def test_a_chat_that_did_not_ask_is_not_spoken_to(bot: Room) -> None:
    with bot.parts.store.begin() as unit:
        unit.chats.meet(
            replace(HOME, chat="-100"), private=False, title="", language="en", timezone="UTC", access="asked"
        )
    bot.say("/users allow 2")
    assert waiting(bot, "-100") == []


def test_refusing_is_silent_and_holds_for_a_week(bot: Room) -> None:
    stranger = bot.other("9")
    before = stranger.say("/start").text
    waiting(bot)
    bot.say("/users refuse 2")
    assert waiting(bot, "9") == []
    for days in (0, 1, 6):
        assert later(stranger, days * DAY).say("/start").text == before
        assert waiting(later(bot, days * DAY)) == []
    later(stranger, 7 * DAY).say("/start")
    assert len(waiting(later(bot, 7 * DAY))) == 1
    with bot.parts.store.begin() as unit:
        chat = unit.chats.get(2)
    assert chat is not None
    assert chat.access == "refused"


def test_who_was_refused_does_not_ask_through_another_chat(bot: Room) -> None:
    bot.other("9").say("/start")
    bot.say("/users refuse 2")
    waiting(bot)
    bot.other("-5", private=False).say("/start")
    assert waiting(bot) == []
    bot.other("-5", Person("telegram", "10"), private=False).say("/start")
    assert len(waiting(bot)) == 1


def code_of(bot: Room, typed: str = "", **facts: object) -> str:
    said = bot.say(f"/users invite {typed}".strip(), **facts).blocks[1].text
    return said.split("=")[-1].split()[-1]


def test_an_invitation_is_a_link_where_the_bot_has_a_name(bot: Room) -> None:
    reply = bot.say("/users invite viewer 2h", extra={"bot": "rasid_bot"})
    assert "https://t.me/rasid_bot?start=" in reply.text
    assert "as viewer, until 2026-03-05 10:00" in reply.text
    assert "/start " in bot.say("/users invite").text


def test_an_invitation_lets_one_person_in_as_what_it_says(bot: Room) -> None:
    code = code_of(bot, "viewer")
    guest = bot.other("9")
    assert "Rasid watches" in guest.say(f"/start {code.lower()}").text
    assert "only" in guest.say("/watch ISKP").text
    assert "ISKP" in guest.say("/status ISKP").text
    second = bot.other("10", Person("telegram", "10"))
    assert second.say(f"/start {code}").text.startswith("This bot is private.")
    with bot.parts.store.begin() as unit:
        (_, who, action, details), *_ = unit.people.audit()
    assert (who.label, action, details["to"], details["by"]) == ("telegram:9", "invited", "viewer", ADMIN.label)


def test_who_is_invited_to_work_serves_their_own_chat(bot: Room) -> None:
    guest = bot.other("9")
    guest.say(f"/start {code_of(bot)}")
    assert "Europe/Berlin" in guest.say("/settings timezone Europe/Berlin").text


@pytest.mark.parametrize("case", ["expired", "foreign", "in a group", "used"])
def test_a_code_that_is_none_gets_the_ordinary_answer(case: str, bot: Room) -> None:
    code, guest = code_of(bot, "viewer 1h"), bot.other("9")
    ordinary = guest.say("/start").text
    match case:
        case "expired":
            guest = later(guest, timedelta(hours=1))
        case "foreign":
            code = "0" * len(code)
        case "in a group":
            guest = bot.other("-5", private=False)
            ordinary = guest.say("/start").text
        case "used":
            bot.other("10", Person("telegram", "10")).say(f"/start {code}")
    assert guest.say(f"/start {code}").text == ordinary
    assert guest.say("/status ISKP").text == ordinary


def test_an_invitation_is_not_shown_to_a_group(bot: Room) -> None:
    assert "Ask me alone" in bot.other("-5", ADMIN, private=False).say("/users invite").text


def test_who_is_in_already_does_not_use_up_an_invitation(bot: Room) -> None:
    code = code_of(bot)
    bot.say(f"/start {code}")
    assert "Rasid watches" in bot.other("9").say(f"/start {code}").text


def test_the_code_itself_is_not_stored(bot: Room, sqlite_store: SqlStore) -> None:
    code = code_of(bot)
    path = str(sqlite_store.url.database)
    sqlite_store.close()
    with open(path, "rb") as file:  # noqa: PTH123 - as bytes, whatever wrote it
        assert code.encode() not in file.read()


def test_who_was_refused_does_not_come_in_by_an_invitation_nor_uses_it_up(bot: Room) -> None:
    guest = bot.other("9", STRANGER)
    ordinary, code = guest.say("/start").text, code_of(bot)
    bot.say("/users refuse 2")
    assert guest.say(f"/start {code}").text == ordinary
    assert "Rasid" not in later(guest, timedelta(hours=2)).say(f"/start {code}").text
    assert "Rasid watches" in bot.other("10", Person("telegram", "10")).say(f"/start {code}").text


@pytest.mark.parametrize("again", [False, True], ids=["revoked", "revoked and named again"])
def test_the_invitations_of_who_administers_no_longer_are_worth_nothing(again: bool, bot: Room) -> None:
    other = Person("telegram", "50", "Other")
    bot.say(f"/users admin {other.label}")
    code = code_of(bot.other("50", other))
    bot.say(f"/users revoke {other.label}")
    if again:
        bot.say(f"/users admin {other.label}")
    assert bot.other("9").say(f"/start {code}").text.startswith("This bot is private.")


@pytest.mark.parametrize("decision", ["allow", "refuse"])
@pytest.mark.parametrize("pressed", ["allow", "refuse"])
def test_a_button_of_a_request_that_was_decided_changes_nothing(decision: str, pressed: str, bot: Room) -> None:
    other = Person("telegram", "50", "Other")
    bot.say(f"/users admin {other.label}")
    second = bot.other("50", other)
    bot.other("9").say("/start")
    bot.say(f"/users {decision} 2")
    reply = second.say(f"/users {pressed} 2", pressed=True)
    assert "Amina" in reply.text
    assert "decided that already" in reply.text
    with bot.parts.store.begin() as unit:
        chat = unit.chats.get(2)
    assert chat is not None
    assert chat.access == {"allow": "allowed", "refuse": "refused"}[decision]
    (page,) = commands_of(reply)
    *_, change = commands_of(second.say(page, pressed=True))
    assert "decided" not in second.say(change, pressed=True).text


def test_who_asks_anew_after_a_refusal_is_decided_of_by_the_button(bot: Room) -> None:
    bot.other("9").say("/start")
    bot.say("/users refuse 2")
    late = later(bot, 8 * DAY)
    later(bot.other("9"), 8 * DAY).say("/start")
    assert "let in" in late.say("/users allow 2", pressed=True).text


def topic(bot: Room, thread: str, user: str = "9") -> Room:
    return Room(bot.parts, Person("telegram", user), Address("telegram", "-5", thread), private=False, now=bot.now)


def opened(bot: Room) -> Room:
    """The administrator in a group with a topic that watches something."""
    group = Room(bot.parts, ADMIN, Address("telegram", "-5"), private=False, now=bot.now)
    group.say("/watch AQ")
    topic(bot, "7").say("/watch ISKP")
    return group


def test_refusing_a_group_refuses_its_topics_and_what_is_on_its_way(bot: Room) -> None:
    opened(bot)
    bot.publish()
    bot.say("/users refuse 2")
    bot.publish("تفجير انتحاري نفذه داعش خراسان في كابل يوقع 40 قتيلا", source="another")
    assert waiting(bot, "-5") == []
    for thread in ("", "7", "8"):
        assert topic(bot, thread).say("/status ISKP").text.startswith("This bot is private.")


@pytest.mark.parametrize("number", [pytest.param(2, id="the group"), pytest.param(3, id="a topic")])
def test_what_an_alert_begins_before_a_refusal_does_not_go_on_after_it(number: int, bot: Room) -> None:
    opened(bot)
    bot.publish()
    with bot.parts.store.begin() as unit:
        (taken,) = unit.outbox.claim("telegram", bot.now, 60, 1)
    bot.say(f"/users refuse {number}")
    with bot.parts.store.begin() as unit:
        unit.outbox.retry(taken.id, bot.now, "slow", doubtful=False, counted=True)
    assert waiting(bot, "-5") == []


def test_a_topic_alone_is_let_in_again_and_a_group_with_its_topics(bot: Room) -> None:
    opened(bot)
    bot.say("/users refuse 3")
    bot.say("/users allow 3")
    assert "ISKP" in topic(bot, "7").say("/list").text
    assert topic(bot, "").say("/list").text.startswith("This bot is private.")
    bot.say("/users refuse 3")
    bot.say("/users allow 2")
    bot.publish()
    assert len(waiting(bot, "-5")) == 1


def test_topics_of_a_stranger_ask_once_for_their_group(bot: Room) -> None:
    told = {topic(bot, str(thread)).say("/status ISKP").text for thread in range(25)}
    assert len(told) == 1
    (notice,) = waiting(bot)
    assert commands_of(notice) == ["/users allow 3", "/users refuse 3"]
    bot.say("/users refuse 3")
    for thread in ("3", "90"):
        topic(bot, thread, "10").say("/start")
    assert waiting(bot) == []


def test_one_person_has_them_asked_about_few_groups_a_day(bot: Room) -> None:
    for chat in range(10):
        bot.other(f"-{chat + 5}", private=False).say("/start")
    assert len(waiting(bot)) == 3
    bot.other("10", Person("telegram", "10")).say("/start")
    assert len(waiting(bot)) == 1


def test_open_invitations_are_listed_and_ended(bot: Room) -> None:
    assert "no invitation" in bot.say("/users invites").text
    code = code_of(bot, "viewer 2h")
    listed = bot.say("/users invites")
    assert "viewer, until 2026-03-05 10:00, by telegram:1001" in listed.text
    assert code not in listed.text
    (end,) = commands_of(listed)
    assert "over" in bot.say(end, pressed=True).text
    assert "no such invitation" in bot.say(end, pressed=True).text
    assert bot.other("9").say(f"/start {code}").text.startswith("This bot is private.")
    assert "invitation ended" in bot.say("/audit").text


@pytest.mark.parametrize("typed", ["end", "end x", "end ________", "12"])
def test_an_invitation_that_is_none_ends_nothing(typed: str, bot: Room) -> None:
    code = code_of(bot)
    bot.say(f"/users invites {typed}")
    assert "Rasid watches" in bot.other("9").say(f"/start {code}").text
