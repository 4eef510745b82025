"""The servers know of each call whether it was accepted and whether the client was told."""

from __future__ import annotations

import contextlib

import aiohttp
import pytest
import telegram
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from telegram.error import TelegramError

from tests.fakes.faults import Cut, Fault, Hang, bad_gateway
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import TelegramServer

OUTCOMES = pytest.mark.parametrize(
    ("fault", "accepted", "told"),
    [
        pytest.param(None, True, True, id="all is well"),
        pytest.param(bad_gateway(), False, True, id="refused"),
        pytest.param(Cut(), False, False, id="cut before receipt"),
        pytest.param(Cut(received=True), True, False, id="cut after receipt"),
        pytest.param(Hang(), False, False, id="hang before receipt"),
        pytest.param(Hang(received=True), True, False, id="hang after receipt"),
    ],
)


@OUTCOMES
async def test_telegram(fault: Fault | None, accepted: bool, told: bool) -> None:
    async with TelegramServer() as server, telegram.Bot(server.token, base_url=server.base_url) as bot:
        if fault:
            server.faults.add(fault, "sendMessage")
        with contextlib.suppress(TelegramError):
            await bot.send_message(1001, "خبر", read_timeout=0.5)
    (attempt,) = (one for one in server.attempts if one.method == "sendMessage")
    assert (attempt.chat, attempt.message) == ("1001", "1" if accepted else None)
    assert (attempt.answered is not None) is told


@OUTCOMES
async def test_slack(fault: Fault | None, accepted: bool, told: bool) -> None:
    async with SlackServer() as server:
        client = AsyncWebClient(server.bot_token, base_url=server.base_url, retry_handlers=[], timeout=1)
        if fault:
            server.faults.add(fault, "chat.postMessage")
        with contextlib.suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
            await client.chat_postMessage(channel="C1", text="خبر")
    (attempt,) = server.attempts
    assert (attempt.chat, attempt.message) == ("C1", server.posted[0].ts if accepted else None)
    assert (attempt.answered is not None) is told
