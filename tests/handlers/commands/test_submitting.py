"""Channels: who lets them in, what is kept of them, and that nobody is answered there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text as sql

from bot.core.material import Material
from bot.core.model import Address, Person, Update
from bot.parts import assemble
from bot.storage import SqlStore
from handlers.commands.access import AccessRules
from tests.handlers.commands.conversing import ADMIN, STRANGER, Room, commands_of, room
from tests.handlers.commands.sending import LINK, SENT, post, read
from watchlists import Matcher

CHANNEL = Address("telegram", "-100777")


@pytest.fixture
def bot(sqlite_store: SqlStore, shipped_matcher: Matcher) -> Room:
    """A bot that lets in whom its administrator allows, and can write on Telegram."""
    rules = AccessRules(frozenset({ADMIN.label}))
    return Room(assemble(sqlite_store, shipped_matcher, rules, "en", "UTC", platforms=("telegram",)))


def put(room: Room, update: Update) -> bool:
    return room.parts.answering.put(update, room.now)


def joined(room: Room, person: Person, change: str = "back") -> None:
    """The bot is put into the channel by somebody, or thrown out."""
    extra = {"membership": change, "title": "صدى الوادي", "channel": True}
    update = Update("telegram", f"m{person.user}", CHANNEL, person, "", private=False, addressed=False, extra=extra)
    assert put(room, update)
    assert inbox(room) == 0


def heard(room: Room) -> list[tuple[str, str]]:
    """What waits to be stored: lane and text."""
    with room.parts.store.begin() as unit:
        lanes = ("listen", "open", "scan")
        return [(lane, one.material.text) for lane in lanes for one in unit.submissions.waiting(lane, room.now, 99)]  # type: ignore[arg-type]


def access(room: Room) -> str | None:
    with room.parts.store.begin() as unit:
        chat = unit.chats.find(CHANNEL)
    return chat.access if chat else None


def inbox(room: Room) -> int:
    with room.parts.store.begin() as unit:
        return len(unit.inbox.waiting())


def test_a_channel_that_an_admin_put_the_bot_into_is_listened_to(bot: Room) -> None:
    joined(bot, ADMIN)
    assert access(bot) == "allowed"
    assert put(bot, post(SENT))
    assert heard(bot) == [("listen", SENT.text)]
    assert (inbox(bot), read(bot)) == (0, [])


def test_the_same_post_comes_once_and_an_edited_one_again(bot: Room) -> None:
    joined(bot, ADMIN)
    assert [put(bot, post(SENT)), put(bot, post(SENT))] == [True, False]
    assert put(bot, post(replace(SENT, text="x"), id="8"))
    assert len(heard(bot)) == 2


def test_a_post_with_a_link_waits_where_it_holds_up_none(bot: Room) -> None:
    joined(bot, ADMIN)
    put(bot, post(replace(SENT, text=f"خبر {LINK}", links=(LINK,))))
    assert heard(bot) == [("open", f"خبر {LINK}")]


def test_of_any_other_channel_nothing_is_kept_and_an_admin_is_asked_once(bot: Room) -> None:
    joined(bot, STRANGER)
    assert not put(bot, post(SENT))
    assert (access(bot), heard(bot), inbox(bot)) == ("asked", [], 0)
    (question,) = read(bot)
    assert "the channel “\u2068صدى الوادي\u2069”" in question.text
    joined(bot, STRANGER, "gone")
    joined(bot, STRANGER)
    assert read(bot) == []
    allow, refuse = commands_of(question)
    bot.say(allow)
    assert put(bot, post(SENT))
    bot.say(refuse)
    assert not put(bot, post(SENT, id="9"))
    assert len(heard(bot)) == 1


def test_a_channel_that_had_the_bot_before_is_asked_about_at_its_first_post(bot: Room) -> None:
    assert not put(bot, post(SENT))
    assert not put(bot, post(SENT, id="8"))
    assert len(read(bot)) == 1
    assert (access(bot), heard(bot)) == ("asked", [])


def test_the_question_is_in_the_admins_language(bot: Room) -> None:
    bot.say("/settings language ar")
    joined(bot, STRANGER)
    (question,) = read(bot)
    assert question.text == "أضافني أحدهم إلى القناة «\u2068صدى الوادي\u2069». هل أقرأ منشوراتها؟"


def test_nobody_drowns_an_admin_in_questions(bot: Room) -> None:
    for number in range(30):
        put(bot, post(SENT, chat=f"-1009{number}", id=f"p{number}"))
    asked = 0
    while found := read(bot):  # a chat is sent one at a time
        asked += len(found)
    assert asked == 20


def test_an_open_bot_listens_to_every_channel_but_those_refused(
    sqlite_store: SqlStore, shipped_matcher: Matcher
) -> None:
    opened = room(sqlite_store, shipped_matcher, rules=AccessRules(frozenset({ADMIN.label}), "open"))
    joined(opened, STRANGER)
    assert put(opened, post(SENT))
    opened.say("/users refuse 1")
    joined(opened, STRANGER)
    assert not put(opened, post(SENT, id="8"))


def test_a_channel_that_threw_the_bot_out_is_listened_to_no_more(bot: Room) -> None:
    joined(bot, ADMIN)
    joined(bot, ADMIN, "gone")
    assert access(bot) == "gone"
    assert not put(bot, post(SENT))
    joined(bot, STRANGER)
    assert access(bot) == "allowed", "as any chat that was let in before"


def talk(room: Room, chat: str = "-5", thread: str = "", text: str = "صباح الخير") -> Update:
    where = Address("telegram", chat, thread)
    material = Material("listen", text, source="Rami")
    room.said += 1
    return Update("telegram", f"t{room.said}", where, STRANGER, text, private=False, addressed=False, material=material)


def test_of_talk_in_a_group_nothing_is_kept(bot: Room) -> None:
    bot.other("-5", ADMIN, private=False).say("/start")
    assert not put(bot, talk(bot))
    assert not put(bot, talk(bot, "-404"))
    assert not put(bot, replace(talk(bot), material=None))
    assert (heard(bot), inbox(bot)) == ([], 0)
    with bot.parts.store.begin() as unit:
        assert unit.chats.find(Address("telegram", "-404")) is None


def test_a_group_that_was_told_to_listen_is_listened_to_in_its_threads_too(bot: Room, sqlite_store: SqlStore) -> None:
    bot.other("-5", ADMIN, private=False).say("/start")
    with sqlite_store._engine.begin() as connection:
        connection.execute(sql("UPDATE destinations SET listens = true"))
    assert put(bot, talk(bot))
    assert put(bot, talk(bot, thread="44"))
    assert len(heard(bot)) == 2
    with sqlite_store._engine.begin() as connection:
        connection.execute(sql("UPDATE destinations SET access = 'gone'"))
    assert not put(bot, talk(bot))


def test_what_is_said_to_the_bot_goes_through_the_inbox(bot: Room) -> None:
    update = replace(talk(bot), addressed=True)
    assert put(bot, update)
    assert inbox(bot) == 1
