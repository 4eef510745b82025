"""The fake's menus and inline answers hold a bot to what Telegram says of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from tests.fakes.telegram_server import TelegramServer


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=server.base_url) as made:
        yield made


def article(name: str = "1", text: str = "<b>x</b>", title: str = "t") -> InlineQueryResultArticle:
    return InlineQueryResultArticle(name, title, InputTextMessageContent(text, "HTML"))


async def test_a_question_is_answered_once(server: TelegramServer, bot: Bot) -> None:
    query = server.ask_inline(1001, "x" * 300)["inline_query"]
    assert len(query["query"]) == 256
    assert await bot.answer_inline_query(query["id"], [article()])
    assert server.offers[0]["results"][0]["plain"] == "x"
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_inline_query(query["id"], [article()])


@pytest.mark.parametrize(
    ("results", "more"),
    [
        pytest.param([article(), article()], {}, id="one id twice"),
        pytest.param([article("i" * 65)], {}, id="a long id"),
        pytest.param([article(text="<b>x")], {}, id="broken markup"),
        pytest.param([article(text="x" * 4097)], {}, id="a long text"),
        pytest.param([article(title=" ")], {}, id="no title"),
        pytest.param([article(str(number)) for number in range(51)], {}, id="too many"),
        pytest.param([], {"button": InlineQueryResultsButton("b", start_parameter="x" * 65)}, id="a long parameter"),
    ],
)
async def test_what_cannot_be_offered(
    server: TelegramServer, bot: Bot, results: list[InlineQueryResultArticle], more: dict[str, Any]
) -> None:
    query = server.ask_inline(1001, "x")["inline_query"]
    with pytest.raises(BadRequest):
        await bot.answer_inline_query(query["id"], results, **more)
    assert len(server.offers) == 0
    assert server.violations
    server.violations.clear()


async def test_a_menu_is_of_a_scope_and_a_language(server: TelegramServer, bot: Bot) -> None:
    commands = [BotCommand("status", "now")]
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.set_my_commands(commands, BotCommandScopeChat(1001))
    server.say(1001, 1001, "hello")
    await bot.set_my_commands(commands, BotCommandScopeChat(1001), language_code="ar")
    assert await bot.get_my_commands(BotCommandScopeChat(1001), language_code="ar") == tuple(commands)
    assert await bot.get_my_commands(BotCommandScopeChat(1001)) == ()
    await bot.delete_my_commands(BotCommandScopeChat(1001), language_code="ar")
    assert server.menus == {}
