"""A database that is locked or away: HTTP says 503, nothing is lost, and all goes on afterwards."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.conftest import MakeBot
from tests.e2e.news import reports
from tests.e2e.talking import ADMIN, WITHIN, ask
from tests.fakes.postgres import PostgresServer
from tests.fakes.telegram_server import TelegramServer

NEWS = [article for key, article in reports() if key == "ISKP"]


@pytest.mark.parametrize(
    ("options", "seconds"),
    [
        pytest.param("?timeout=0.5", 0.0, id="shortly"),
        pytest.param("", 30.0, id="half a minute", marks=pytest.mark.slow),
    ],
)
async def test_a_locked_file_delays_and_loses_nothing(
    telegram: TelegramServer, make_bot: MakeBot, tmp_path: Path, options: str, seconds: float
) -> None:
    """Another program holds the write lock; in the short form the bot waits half a second for it, instead of five."""
    file = tmp_path / "locked.db"
    bot = make_bot(telegram=telegram, DATABASE_URL=f"sqlite:///{file}{options}")
    await bot.start()
    await ask(telegram, "/watch ISKP")
    before = len(telegram.sent)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = await bot.push(NEWS[:1])
        assert refused.status_code == 503
        assert "locked" in refused.json()["error"]
        telegram.say(ADMIN, ADMIN, "/list")
        await bot.wait_for_log("locked")
        await asyncio.sleep(seconds)
        assert (await bot.get("/healthz")).status_code == 200
        other.execute("ROLLBACK")
    assert (await bot.push(NEWS[:1])).json()["accepted"] == 1
    await telegram.wait_for(lambda sent: "ISKP" in sent.plain, WITHIN, before)
    await telegram.wait_for(lambda sent: NEWS[0]["title"] in sent.plain, WITHIN, before)
    await bot.ready()
    assert "Traceback" not in bot.log
    assert await bot.stop() == 0


async def test_a_restarted_server_delays_and_loses_nothing(
    telegram: TelegramServer, make_bot: MakeBot, postgres_server: PostgresServer, postgres_url: str
) -> None:
    bot = make_bot(telegram=telegram, DATABASE_URL=postgres_url, AUTO_MIGRATE="1")
    await bot.start()
    await ask(telegram, "/watch ISKP")
    before = len(telegram.sent)
    postgres_server.stop()
    try:
        assert (await bot.push(NEWS[:1])).status_code == 503
        ready = await bot.get("/readyz")
        assert ready.status_code == 503
        assert "database" in ready.json()["reasons"]
        telegram.say(ADMIN, ADMIN, "/list")
    finally:
        postgres_server.start()
    await bot.ready()
    assert (await bot.push(NEWS[:1])).json()["accepted"] == 1
    await telegram.wait_for(lambda sent: "ISKP" in sent.plain, WITHIN, before)
    await telegram.wait_for(lambda sent: NEWS[0]["title"] in sent.plain, WITHIN, before)
    assert "Traceback" not in bot.log
    assert await bot.stop() == 0
