"""A local Telegram, a local Slack, and bots that are started as processes and do not outlive their test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.e2e.bot_process import Bot
from tests.e2e.news import LIST
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import TelegramServer

MakeBot = Callable[..., Bot]


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    async with SlackServer() as server:
        yield server


@pytest.fixture
async def make_bot(tmp_path: Path) -> AsyncIterator[MakeBot]:
    """Makes a bot with the settings given as `TELEGRAM_TOKEN="…"`; it is killed when the test ends.

    It watches groups, unless it is to watch EVERY list: what happens is not what every test is about.
    """
    made: list[Bot] = []

    def make(*, telegram: TelegramServer | None = None, slack: SlackServer | None = None, **settings: str) -> Bot:
        own = {f"RASID_{name}": value for name, value in ({"WATCHLISTS": LIST} | settings).items()}
        bot = Bot(tmp_path, platform_settings(telegram, slack) | own)
        made.append(bot)
        return bot

    yield make
    for bot in made:
        if bot.process is not None:
            await bot.kill()


def platform_settings(telegram: TelegramServer | None, slack: SlackServer | None) -> dict[str, str]:
    """Tokens, addresses and one admin on each platform that is given."""
    found = {"RASID_ADMINS": "telegram:1001 slack:U1001"}
    if telegram is not None:
        found |= {"RASID_TELEGRAM_TOKEN": telegram.token, "RASID_TELEGRAM_BASE_URL": telegram.base_url}
    if slack is not None:
        found |= {"RASID_SLACK_BOT_TOKEN": slack.bot_token, "RASID_SLACK_APP_TOKEN": slack.app_token}
        found |= {"RASID_SLACK_BASE_URL": slack.base_url}
    return found
