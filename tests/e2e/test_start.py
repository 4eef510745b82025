"""First starts, second starts, and starts that cannot be: each says what is the matter in one line."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.talking import WITHIN, ask
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import TelegramServer

CODE = re.compile(r"/start (\w+)")


async def test_the_first_who_sends_the_printed_code_administers(telegram: TelegramServer, make_bot: MakeBot) -> None:
    bot = make_bot(telegram=telegram, ADMINS="")
    await bot.start()
    found = CODE.search(bot.log)
    assert found, bot.log
    assert "/users allow" in (await ask(telegram, "/start WRONG123", 3003)).plain
    assert "راصد" in (await ask(telegram, f"/start {found[1]}", 3001)).plain
    assert "/users allow" in (await ask(telegram, f"/start {found[1]}", 3002)).plain
    start = len(telegram.sent)
    telegram.say(3001, 3001, "/users")  # and is told meanwhile that 3002 asks to be let in
    await telegram.wait_for(lambda sent: sent.chat_id == 3001 and "3001" in sent.plain, WITHIN, start)
    await bot.stop()
    shown = bot.log
    await bot.start()
    assert len(CODE.findall(bot.log)) == len(CODE.findall(shown)), "a second code, though somebody administers"


async def test_a_second_bot_on_one_database_ends_with_a_line(make_bot: MakeBot, tmp_path: Path) -> None:
    bot = make_bot()
    await bot.start()
    (tmp_path / "beside").mkdir()
    second = Bot(tmp_path / "beside", {"RASID_HOME": str(bot.home)}, fresh=True)
    await second.launch()
    assert await second.ended() == 2
    assert "already works" in only_line(second)
    assert "/status ISKP" in (await bot.command("chat", "/help status")).stdout
    await bot.command("feed", "add", "https://news.example/rss.xml")
    await bot.kill()
    third = Bot(tmp_path / "beside", {"RASID_HOME": str(bot.home)}, fresh=True)
    await third.start()
    assert await third.stop() == 0


async def test_without_a_token_it_runs_and_says_so(make_bot: MakeBot) -> None:
    bot = make_bot()
    await bot.start()
    assert "No platform has a token yet" in bot.log
    await bot.ready()
    assert await bot.stop() == 0


async def test_half_of_the_slack_tokens_is_refused(slack: SlackServer, make_bot: MakeBot) -> None:
    bot = make_bot(SLACK_BOT_TOKEN=slack.bot_token)
    await bot.launch()
    assert await bot.ended() == 2
    assert "RASID_SLACK_APP_TOKEN" in only_line(bot)


async def test_a_newer_database_is_refused(make_bot: MakeBot) -> None:
    bot = make_bot()
    await bot.command("migrate")
    with sqlite3.connect(bot.home / "rasid.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    await bot.launch()
    assert await bot.ended() != 0
    assert "newer version" in only_line(bot)


async def test_a_server_database_without_tables_asks_for_a_migration(make_bot: MakeBot, postgres_url: str) -> None:
    bot = make_bot(DATABASE_URL=postgres_url)
    await bot.launch()
    assert await bot.ended() != 0
    assert "rasid migrate" in only_line(bot)


@pytest.mark.slow
async def test_a_taken_port_is_said(make_bot: MakeBot, tmp_path: Path) -> None:
    bot = make_bot()
    await bot.start()
    (tmp_path / "beside").mkdir()
    other = Bot(tmp_path / "beside", port=bot.port)
    await other.launch()
    assert await other.ended() != 0
    assert "RASID_HTTP_PORT" in other.log.splitlines()[-1]


def only_line(bot: Bot) -> str:
    """What it wrote, which is one line."""
    lines = bot.log.strip().splitlines()
    assert len(lines) == 1, bot.log
    return lines[0]
