"""The Telegram adapter at the local Bot API, what it is given to send, and what people say to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.core.message import Button, Message, block, bold
from bot.core.model import Address, Delivery
from handlers.telegram import Pace, Telegram
from tests.fakes.telegram_server import TelegramServer
from tests.handlers.building import delivery

GROUP = -1_001_234_567_890
QUICK = Pace(poll=2, first_wait=0.01, longest_wait=0.05)
WORDS = frozenset({"status", "help"})
ALERT = Message((block(bold("تفجير"), shape="heading"), block("نص")), "ar", ((Button("Why?", "/why A1"),),))


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Telegram]:
    adapter = Telegram(server.token, server.base_url, words=WORDS, pace=QUICK)
    yield adapter
    await adapter.close()


def to(chat: int, message: Message = ALERT, thread: str = "", **more: Any) -> Delivery:
    return delivery(message, Address("telegram", str(chat), thread), **more)


def private(text: str, **more: Any) -> dict[str, Any]:
    return message(1001, "private", text, **more)


def group(text: str, **more: Any) -> dict[str, Any]:
    return message(GROUP, "supergroup", text, title="Desk", **more)


def message(chat: int, kind: str, text: str, title: str | None = None, **more: Any) -> dict[str, Any]:
    chat_facts: dict[str, Any] = {"id": chat, "type": kind} | ({"title": title} if title else {"first_name": "Huda"})
    user = {"id": 1001, "is_bot": False, "first_name": "Huda", "last_name": "S.", "language_code": "ar"}
    return {"message_id": 5, "date": 1_770_000_000, "chat": chat_facts, "from": user, "text": text, **more}
