"""A running bot hunts for what was just added, shows what it found where it answered, and alerts nobody of it."""

from __future__ import annotations

from tests.e2e.conftest import MakeBot
from tests.e2e.talking import WITHIN, ask
from tests.e2e.test_editing import NEWS, press
from tests.fakes.telegram_server import TelegramServer


async def test_what_is_stored_is_found_after_the_button(
    telegram: TelegramServer, make_bot: MakeBot, database_url: str
) -> None:
    bot = make_bot(telegram=telegram, DATABASE_URL=database_url, AUTO_MIGRATE="1", LANGUAGE="en")
    await bot.start()
    await ask(telegram, "/start")
    await ask(telegram, "/watch all")
    assert (await bot.push([NEWS])).json()["accepted"] == 1
    offer = await ask(telegram, "/add WADI مجلس حراس الوادي")
    saved = await press(telegram, offer, "Save")
    start = len(telegram.sent)
    begun = await press(telegram, saved, "Search the stored articles")
    assert "In 1 article of the last 90 days" in begun.plain
    found = await telegram.wait_for(lambda sent: "New in 1 article" in sent.plain, WITHIN, start)
    assert found.message_id == begun.message_id
    assert "found in 1 article" in (await ask(telegram, "/hunt")).plain
    assert "1 mention" in (await ask(telegram, "/status WADI 90d")).plain
    assert not [one for one in telegram.sent if "A1" in one.plain]
    assert await bot.stop() == 0
