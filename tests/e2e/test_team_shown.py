"""What people see of several processes: in the chat, in the figures and on the command line."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import migrate
from tests.bot.cli.running import Folder
from tests.e2e.conftest import platform_settings
from tests.e2e.news import LIST, reports
from tests.e2e.talking import ask
from tests.e2e.team import Hire, hiring, start_all
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import TelegramServer

NEWS = [article for key, article in reports() if key == "ISKP"]


@pytest.fixture
async def hire(tmp_path: Path, postgres_url: str, telegram: TelegramServer, slack: SlackServer) -> AsyncIterator[Hire]:
    migrate(postgres_url)
    settings = platform_settings(telegram, slack) | {"RASID_DATABASE_URL": postgres_url, "RASID_WATCHLISTS": LIST}
    async with hiring(tmp_path, settings) as made:
        yield made


async def test_where_nobody_matches_it_is_seen_everywhere(
    hire: Hire, telegram: TelegramServer, postgres_url: str, tmp_path: Path
) -> None:
    ingest, rest = hire("ingest"), hire("alert,deliver,chat")
    await start_all([ingest, rest])
    await asyncio.gather(ingest.ready(), rest.ready(), rest.wait_for_log("duties.taken"))
    assert (await ingest.push(NEWS[:3])).json()["accepted"] == 3
    said = await shown(telegram, "ingest (1)، match (0)، alert (1)، deliver (1)، chat (1)")
    assert "تتقاسم العمل عمليتان" in said
    assert "3 أخبار تنتظر المطابقة" in said
    assert "تستمع إلى telegram:" in said
    figures = (await rest.get("/metrics")).text
    assert 'rasid_processes{role="match"} 0.0' in figures
    assert 'rasid_processes{role="chat"} 1.0' in figures
    assert 'rasid_queue_depth{queue="arrivals_fresh"} 3.0' in figures
    folder = Folder(tmp_path)
    assert "fresh: 3 waiting, the oldest since" in folder.rasid("queue", "list", DATABASE_URL=postgres_url).out
    checked = folder.rasid("check", "--offline", DATABASE_URL=postgres_url, HTTP_PORT="0").out
    assert "R615 warning: no process has the role match\n     hint: rasid run --role match\n" in checked


async def shown(telegram: TelegramServer, words: str) -> str:
    """What /health says once these words are among it, for each process signs itself some seconds after its start;
    without marks of direction."""
    while True:
        said = (await ask(telegram, "/health")).plain
        plain = "".join(one for one in said if one not in "\u2066\u2067\u2068\u2069")
        if words in plain:
            return plain
        await asyncio.sleep(1)
