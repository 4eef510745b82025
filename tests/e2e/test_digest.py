"""A digest that was due while the bot was down is made up once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model import Address
from bot.ports import Unit
from bot.storage import SqlStore
from tests.e2e.conftest import MakeBot
from tests.e2e.news import reports
from tests.e2e.talking import ADMIN, WITHIN, ask
from tests.fakes.telegram_server import TelegramServer

NEWS = [article for key, article in reports() if key == "ISKP"]


@pytest.mark.parametrize("database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True)
async def test_a_missed_digest_comes_once(telegram: TelegramServer, make_bot: MakeBot, database_url: str) -> None:
    bot = make_bot(telegram=telegram, DATABASE_URL=database_url, AUTO_MIGRATE="1")
    await bot.start()
    await ask(telegram, "/watch ISKP")
    await ask(telegram, "/digest daily 08:00 Asia/Baghdad")
    await bot.push(NEWS[:1])
    await telegram.wait_for(lambda sent: NEWS[0]["title"] in sent.plain, WITHIN)
    assert await bot.stop() == 0
    missed = make_overdue(database_url)
    before = len(telegram.sent)
    await bot.start()
    await telegram.wait_for(lambda _: True, WITHIN, before)
    await bot.ready()
    await ask(telegram, "/help")
    assert await bot.stop() == 0
    digests = [sent for sent in telegram.sent[before:] if "S1" in sent.plain]
    assert len(digests) == 1
    assert next_time(database_url) > datetime.now(UTC) > missed


def make_overdue(url: str) -> datetime:
    """As if the bot had slept over two occurrences."""
    store = SqlStore(url)
    with store.begin() as unit:
        (schedule,) = unit.schedules.of(chat(unit))
        missed = schedule.next_at - timedelta(days=2)
        unit.schedules.put(replace(schedule, next_at=missed), missed)
    store.close()
    return missed


def next_time(url: str) -> datetime:
    store = SqlStore(url)
    with store.begin() as unit:
        (schedule,) = unit.schedules.of(chat(unit))
    store.close()
    return schedule.next_at


def chat(unit: Unit) -> int:
    """The row of the admin's chat."""
    known, _ = unit.chats.meet(
        Address("telegram", str(ADMIN)), private=True, title="", language="ar", timezone="UTC", access="asked"
    )
    return known.id
