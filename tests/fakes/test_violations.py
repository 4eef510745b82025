"""What a bot may never call: the referees find it, and the servers do not end quietly over it."""

from __future__ import annotations

from typing import Any

import pytest
import telegram
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from telegram.error import BadRequest, TelegramError

from tests.fakes.faults import Cut, bad_gateway
from tests.fakes.loopback import Upload
from tests.fakes.referees import RefusedError
from tests.fakes.slack_calls import check_arguments, check_response
from tests.fakes.slack_faults import MalformedError
from tests.fakes.slack_server import BOT_TOKEN, SlackServer
from tests.fakes.telegram_calls import METHODS, check_call
from tests.fakes.telegram_server import TelegramServer

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "نص"}}


@pytest.mark.parametrize(
    ("method", "given"),
    [
        pytest.param("getMe", {}, id="nothing to say"),
        pytest.param("getUpdates", {"offset": "5", "timeout": "30", "allowed_updates": ["message"]}, id="a poll"),
        pytest.param("sendMessage", {"chat_id": "-1001", "text": "x", "parse_mode": "HTML"}, id="numbers as text"),
        pytest.param("SENDMESSAGE", {"chat_id": 5, "text": "x"}, id="without case"),
        pytest.param("sendPhoto", {"chat_id": 5, "photo": Upload("a.png", b"x")}, id="a file"),
        pytest.param(
            "sendPhoto", {"chat_id": 5, "photo": "attach://f", "f": Upload("a.png", b"x")}, id="a file beside"
        ),
        pytest.param("setMyCommands", {"commands": [{"command": "status", "description": "حالة"}]}, id="a menu"),
        pytest.param("setWebhook", {"url": "https://a.example", "secret_token": "a_b-1"}, id="a webhook"),
        pytest.param("answerCallbackQuery", {"callback_query_id": "1", "text": "س" * 200}, id="a long answer"),
        pytest.param("noSuchMethod", {}, id="the server's business"),
    ],
)
def test_telegram_understands(method: str, given: dict[str, Any]) -> None:
    check_call(method, given)


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        pytest.param("sendMessage", {"chat_id": 5}, "text", id="nothing to send"),
        pytest.param("sendMessage", {"text": "x"}, "chat_id", id="nobody to send it to"),
        pytest.param("sendMessage", {"chat_id": 5, "text": "x", "pase_mode": "HTML"}, "pase_mode", id="misspelt"),
        pytest.param(
            "sendMessage", {"chat_id": 5, "text": "x", "message_thread_id": "x"}, "message_thread_id", id="no number"
        ),
        pytest.param(
            "sendMessage", {"chat_id": 5, "text": "x", "reply_parameters": "{"}, "reply_parameters", id="no JSON"
        ),
        pytest.param(
            "sendMessage",
            {"chat_id": 5, "text": "x", "link_preview_options": {"disabled": True}},
            "disabled",
            id="misspelt inside",
        ),
        pytest.param(
            "sendMessage",
            {"chat_id": 5, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "calback_data": "b"}]]}},
            "calback_data",
            id="misspelt in a button",
        ),
        pytest.param("editMessageText", {"message_id": "x", "text": "y"}, "message_id", id="an edit of nothing"),
        pytest.param("getUpdates", {"allowed_updates": ["mesage"]}, "mesage", id="no kind of update"),
        pytest.param(
            "setMyCommands", {"commands": [{"command": "Status", "description": "x"}]}, "INVALID", id="a capital"
        ),
        pytest.param(
            "setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "DESCRIPTION", id="not described"
        ),
        pytest.param(
            "setMyCommands", {"commands": [{"command": "a", "description": "x"}] * 101}, "TOO_MUCH", id="101 commands"
        ),
        pytest.param("setWebhook", {"url": "https://a.example", "secret_token": "a b"}, "secret", id="a secret"),
        pytest.param(
            "answerCallbackQuery", {"callback_query_id": "1", "text": "س" * 201}, "MESSAGE_TOO_LONG", id="too long"
        ),
    ],
)
def test_telegram_does_not_understand(method: str, given: dict[str, Any], words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        check_call(method, given)


def test_the_judge_knows_every_method_that_the_server_has() -> None:
    assert {"getme", "getupdates", "sendmessage", "editmessagetext", "answercallbackquery"} <= METHODS.keys()
    assert METHODS.keys() >= TelegramServer().methods.names


async def test_a_swallowed_refusal_of_telegram_is_an_error_at_the_end() -> None:
    async def swallow() -> None:
        async with TelegramServer() as server, telegram.Bot(server.token, base_url=server.base_url) as bot:
            with pytest.raises(BadRequest):
                await bot.send_message(1001, "<b>", parse_mode="HTML")
            await bot.send_message(1001, "والنص وحده وصل")

    with pytest.raises(AssertionError, match=r"sendMessage: Bad Request: can't parse entities"):
        await swallow()


async def test_a_call_is_judged_even_if_a_fault_strikes_it() -> None:
    async def swallow() -> None:
        async with TelegramServer() as server, telegram.Bot(server.token, base_url=server.base_url) as bot:
            server.faults.add(bad_gateway(), "sendMessage")
            with pytest.raises(TelegramError):
                await bot.send_message(1001, "x", api_kwargs={"nonsense": 1})

    with pytest.raises(AssertionError, match="unknown parameter nonsense"):
        await swallow()


async def test_scripted_faults_and_states_of_chats_are_no_violations() -> None:
    async with TelegramServer() as server, telegram.Bot(server.token, base_url=server.base_url) as bot:
        server.faults.add(Cut(), "sendMessage")
        with pytest.raises(TelegramError):
            await bot.send_message(1001, "x")
        with pytest.raises(BadRequest, match=r"(?i)not found"):
            await bot.edit_message_text("x", 1001, 99)
        assert server.violations == []


async def test_what_a_test_failed_over_is_told_with_the_violations() -> None:
    async def fail() -> None:
        async with TelegramServer() as server, ClientSession() as session:
            await session.post(f"{server.base_url}{server.token}/sendMessage", json={"chat_id": 5})
            raise KeyError("first")

    with pytest.raises(KeyError) as caught:
        await fail()
    assert "sendMessage: text: Field required" in "".join(caught.value.__notes__)


@pytest.mark.parametrize(
    ("method", "given", "code"),
    [
        pytest.param("chat.postMessage", {"channel": "C1", "text": "x", "thread": "1.2"}, "invalid_arg", id="misspelt"),
        pytest.param("chat.update", {"channel": "C1", "ts": "1.2", "blocks": [SECTION]}, "missing_text", id="no text"),
    ],
)
def test_slack_does_not_understand(method: str, given: dict[str, Any], code: str) -> None:
    with pytest.raises(MalformedError, match=code):
        check_arguments(method, given)


def test_a_response_url_knows_fewer_arguments() -> None:
    check_response({"text": "x", "response_type": "in_channel"})
    with pytest.raises(MalformedError):
        check_response({"text": "x", "channel": "C1"})


async def test_a_swallowed_refusal_of_slack_is_an_error_at_the_end() -> None:
    async def swallow() -> None:
        async with SlackServer() as server:
            client = AsyncWebClient(server.bot_token, base_url=server.base_url)
            with pytest.raises(SlackApiError):
                await client.chat_postMessage(channel="C1", text="x", blocks=[{"type": "poster"}])

    with pytest.raises(AssertionError, match=r"chat\.postMessage: invalid_blocks") as caught:
        await swallow()
    assert BOT_TOKEN not in str(caught.value)
