"""The Slack adapter at the local Web API and Socket Mode, and what it is given to send."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.core.message import Button, Message, block, bold
from bot.core.model import Address, Delivery
from handlers.slack import Pace, Slack
from handlers.slack.material import Me
from tests.fakes.slack_server import SlackServer
from tests.handlers.building import delivery, wait_until

QUICK = Pace(first_wait=0.01, longest_wait=0.05, ping=0.2)
WORDS = frozenset({"status", "why", "help"})
ME = Me("U0RASID", "B0RASID", "https://tests.slack.example/")
ALERT = Message((block(bold("تفجير"), shape="heading"), block("نص <!channel>")), "ar", ((Button("Why?", "/why A1"),),))


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def app(server: SlackServer, clock: Clock) -> AsyncIterator[Slack]:
    before = asyncio.all_tasks()
    adapter = Slack(server.bot_token, server.app_token, server.base_url, words=WORDS, pace=QUICK, clock=clock)
    yield adapter
    await adapter.close()
    await wait_until(lambda: not any("slack" in repr(task.get_coro()) for task in asyncio.all_tasks() - before))


def to(channel: str, message: Message = ALERT, thread: str = "", **more: Any) -> Delivery:
    return delivery(message, Address("slack", channel, thread), **more)
