"""A running bot takes up what is edited in chat, here and through another process, without a restart."""

from __future__ import annotations

import time

from tests.e2e.conftest import MakeBot
from tests.e2e.news import EVERY
from tests.e2e.talking import ADMIN, WITHIN, ask
from tests.fakes.telegram_objects import Sent
from tests.fakes.telegram_server import TelegramServer

NEWS = {
    "id": "wadi-1",
    "title": "اجتماع في الضاحية",
    "text": "أعلن مجلس حراس الوادي تعيين ناطق جديد باسمه في الضاحية الشرقية.",
    "source": "وكالة الظهيرة",
}


async def press(telegram: TelegramServer, message: Sent, label: str) -> Sent:
    """The next message after a button."""
    start = len(telegram.sent)
    telegram.press(ADMIN, message, message.button(label).data)
    return await telegram.wait_for(lambda sent: sent.chat_id == ADMIN, WITHIN, start)


async def test_a_new_entity_is_alerted_of_rated_and_taken_back(
    telegram: TelegramServer, make_bot: MakeBot, database_url: str
) -> None:
    bot = make_bot(WATCHLISTS=EVERY, telegram=telegram, DATABASE_URL=database_url, AUTO_MIGRATE="1", LANGUAGE="en")
    await bot.start()
    await ask(telegram, "/start")
    offer = await ask(telegram, "/add WADI مجلس حراس الوادي")
    saved = await press(telegram, offer, "Save")
    assert "Saved as E1" in saved.plain
    await until_watched(telegram, "WADI")
    await ask(telegram, "/watch WADI")
    start = len(telegram.sent)
    assert (await bot.push([NEWS])).json()["accepted"] == 1
    alert = await telegram.wait_for(lambda sent: "A1" in sent.plain, WITHIN, start)
    telegram.press(ADMIN, alert, alert.button("Not relevant").data)
    telegram.say(ADMIN, ADMIN, "/why A1")
    await telegram.wait_for(lambda sent: "1 said not relevant" in sent.plain, WITHIN, start)
    telegram.press(ADMIN, saved, saved.button("Undo").data)
    await telegram.wait_for(lambda sent: "Taken back" in sent.plain, WITHIN, start)
    assert await bot.stop() == 0


async def until_watched(telegram: TelegramServer, key: str) -> None:
    """Until the bot knows a key."""
    start = time.monotonic()
    while "I know no" in (await ask(telegram, f"/status {key}")).plain:
        pass
    print(f"\nin force after {time.monotonic() - start:.1f} s")
