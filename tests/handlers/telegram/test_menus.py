"""Menus of commands by language and scope, and what the bot says of itself, wire out."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field

import pytest

from bot.core.message import Message
from bot.core.model import Address, Person
from bot.core.offer import Offer
from handlers.telegram import Pace, Telegram
from handlers.telegram.menus import Face
from tests.fakes import telegram_faults as refusals
from tests.fakes.telegram_server import TelegramServer
from tests.handlers import telegram_wire
from tests.handlers.building import Inbox, listening, wait_until

server = telegram_wire.server
FACES = {
    "": Face(
        {"analyst": [("status", "Now")], "chat_admin": [("settings", "Set")], "admin": [("users", "Who")]},
        "Watches news.",
        "Watches.",
    ),
    "ar": Face({"analyst": [("status", "الآن")], "chat_admin": [("settings", "ضبط")], "admin": [("users", "من")]}),
}


@dataclass
class Staff:
    """A front whose administrators a test names."""

    ids: set[str] = field(default_factory=set)
    looked: int = 0
    threads: set[str] = field(default_factory=set)

    def admins(self, platform: str) -> Collection[str]:
        self.looked += 1
        self.threads.add(threading.current_thread().name)
        assert platform == "telegram"
        return frozenset(self.ids)

    def inline(self, person: Person, home: Address, typed: str, language: str) -> Offer:
        return Offer()

    def home(self, person: Person, home: Address) -> Sequence[Message]:
        return ()


@pytest.fixture(name="bot")
async def _bot(server: TelegramServer) -> AsyncIterator[Telegram]:
    pace = Pace(poll=2, first_wait=0.01, longest_wait=0.05, menu=0.02)
    adapter = Telegram(server.token, server.base_url, faces=FACES, pace=pace)
    yield adapter
    await adapter.close()


def names(server: TelegramServer) -> dict[tuple[str, str], list[str]]:
    return {where: [one["command"] for one in menu] for where, menu in server.menus.items()}


async def test_everybody_sees_what_they_may_do_in_their_language(server: TelegramServer, bot: Telegram) -> None:
    async with listening(bot, Inbox()):
        await wait_until(lambda: len(server.menus) == 8)
        await server.calls.wait_for(lambda call: call[0] == "setMyShortDescription")
    assert names(server) == {
        ("default", ""): ["status"],
        ("default", "ar"): ["status"],
        ("all_group_chats", ""): ["status"],
        ("all_group_chats", "ar"): ["status"],
        ("all_private_chats", ""): ["settings"],
        ("all_private_chats", "ar"): ["settings"],
        ("all_chat_administrators", ""): ["settings"],
        ("all_chat_administrators", "ar"): ["settings"],
    }
    assert server.menus["all_group_chats", "ar"] == [{"command": "status", "description": "الآن"}]
    about = [call["description"] for method, call in server.calls if method == "setMyDescription"]
    assert about == ["Watches news."]
    assert server.violations == []


async def test_an_administrators_own_chat_shows_all_commands_as_long_as_they_are_one(
    server: TelegramServer, bot: Telegram
) -> None:
    staff = Staff({"1001"})
    server.say(1001, 1001, "hello")
    bot.attend(staff)
    async with listening(bot, Inbox()):
        await wait_until(lambda: ("chat1001", "ar") in server.menus)
        assert names(server)["chat1001", ""] == ["users"]
        staff.ids.clear()
        await wait_until(lambda: ("chat1001", "ar") not in server.menus)
    assert ("chat1001", "") not in server.menus
    assert "MainThread" not in staff.threads


async def test_who_becomes_an_administrator_sees_it_soon(server: TelegramServer, bot: Telegram) -> None:
    staff = Staff()
    server.say(1001, 1001, "hello")
    bot.attend(staff)
    async with listening(bot, Inbox()):
        await wait_until(lambda: staff.looked > 1)
        staff.ids.add("1001")
        await wait_until(lambda: ("chat1001", "ar") in server.menus)


async def test_an_administrator_who_never_wrote_is_asked_for_again_when_they_do(
    server: TelegramServer, bot: Telegram
) -> None:
    staff = Staff({"1001", "not a number"})
    bot.attend(staff)
    async with listening(bot, Inbox()):
        await wait_until(lambda: staff.looked > 3)
        tried = [call for call in server.calls if call[0] == "setMyCommands" and "1001" in str(call[1].get("scope"))]
        assert len(tried) == 1, "not with every look"
        server.say(1001, 1001, "hello")
        await wait_until(lambda: ("chat1001", "ar") in server.menus)


async def test_refused_menus_keep_nobody_from_being_heard(server: TelegramServer, bot: Telegram) -> None:
    server.faults.add(refusals.flood(900), "setMyCommands", times=None)
    inbox = Inbox()
    async with listening(bot, inbox):
        server.say(1001, 1001, "/status ISKP")
        await inbox.updates.wait_for(lambda update: update.text == "/status ISKP")
    assert server.menus == {}
