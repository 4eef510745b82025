"""Who administers a group: asked once in a while, never waited for long, and taken as Telegram tells it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.core.model import Address, Person, Update
from handlers.leaders import Leaders
from handlers.telegram import Telegram
from tests.fakes import telegram_faults
from tests.fakes.faults import Answer, bad_gateway, json_answer
from tests.fakes.telegram_server import TelegramServer
from tests.handlers import telegram_wire
from tests.handlers.building import Inbox, listening
from tests.handlers.slack_wire import Clock
from tests.handlers.telegram_wire import GROUP

server = telegram_wire.server
bot = telegram_wire.bot

ASKED = Update("telegram", "1", Address("telegram", "-5"), Person("telegram", "9"), "/settings", private=False)


class Platform:
    """Tells what a test says, and counts how often it was asked."""

    def __init__(self, answer: bool | Exception | None) -> None:
        self.answer, self.asked = answer, 0

    async def __call__(self, chat: str, person: str) -> bool | None:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("answer", "facts"),
    [
        pytest.param(True, {"chat_admin": True}, id="an administrator"),
        pytest.param(False, {"chat_admin": False}, id="a member"),
        pytest.param(None, {}, id="not told"),
        pytest.param(ValueError("no"), {}, id="a failure"),
    ],
)
async def test_what_the_platform_tells_stands_among_the_facts(answer: bool | Exception | None, facts: object) -> None:
    assert (await Leaders(Platform(answer), Clock()).told(ASKED)).extra == facts


@pytest.mark.parametrize(
    ("answer", "seconds", "asked"),
    [
        pytest.param(True, 599.0, 1, id="believed for ten minutes"),
        pytest.param(False, 600.0, 2, id="and no longer"),
        pytest.param(None, 59.0, 1, id="not asked again at once"),
        pytest.param(ValueError("no"), 60.0, 2, id="but after a minute"),
    ],
)
async def test_how_often_it_is_asked(answer: bool | Exception | None, seconds: float, asked: int) -> None:
    platform, clock = Platform(answer), Clock()
    leaders = Leaders(platform, clock)
    await leaders.told(ASKED)
    clock.now = seconds
    await leaders.told(ASKED)
    assert platform.asked == asked


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"private": True}, id="alone with the bot"),
        pytest.param({"addressed": False}, id="talk"),
        pytest.param({"extra": {"membership": "gone"}}, id="coming and going"),
        pytest.param({"extra": {"channel": True}}, id="a channel"),
        pytest.param({"extra": {"chat_admin": True}}, id="an anonymous administrator"),
    ],
)
async def test_where_it_is_of_no_use_nobody_is_asked(change: dict[str, Any]) -> None:
    platform, update = Platform(True), replace(ASKED, **change)
    assert await Leaders(platform, Clock()).told(update) == update
    assert platform.asked == 0


async def test_a_platform_that_does_not_answer_is_not_waited_for() -> None:
    async def never(chat: str, person: str) -> bool:
        await asyncio.Event().wait()
        return True

    assert await Leaders(never, Clock(), seconds=0.01).told(ASKED) == ASKED


@pytest.mark.parametrize(
    ("admins", "leads"),
    [
        pytest.param({1001, 1002}, True, id="the owner"),
        pytest.param({1000, 1001}, True, id="an administrator"),
        pytest.param({1000}, False, id="a member"),
    ],
)
async def test_telegram_tells(admins: set[int], leads: bool, server: TelegramServer, bot: Telegram) -> None:
    server.methods.chats.admins[GROUP] = admins
    inbox = Inbox()
    async with listening(bot, inbox):
        server.say(1001, GROUP, "/status ISKP")
        update = await inbox.updates.wait_for(lambda _: True)
    assert update.extra["chat_admin"] is leads


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(telegram_faults.error(400, "Bad Request: CHAT_ADMIN_REQUIRED"), id="refused"),
        pytest.param(telegram_faults.flood(30), id="too many requests"),
        pytest.param(bad_gateway(), id="a gateway"),
    ],
)
async def test_what_telegram_refuses_is_not_known(fault: Answer, server: TelegramServer, bot: Telegram) -> None:
    server.faults.add(fault, "getChatMember")
    inbox = Inbox()
    async with listening(bot, inbox):
        server.say(1001, GROUP, "/status ISKP")
        update = await inbox.updates.wait_for(lambda _: True)
    assert "chat_admin" not in update.extra


async def test_a_server_that_tells_little_of_a_member_is_understood(server: TelegramServer, bot: Telegram) -> None:
    lean = {"status": "administrator", "user": {"id": 1001}}
    server.faults.add(json_answer(200, {"ok": True, "result": lean}), "getChatMember")
    inbox = Inbox()
    async with listening(bot, inbox):
        server.say(1001, GROUP, "/status ISKP")
        update = await inbox.updates.wait_for(lambda _: True)
    assert update.extra["chat_admin"] is True
