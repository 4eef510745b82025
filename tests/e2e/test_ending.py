"""SIGTERM ends the bot cleanly, whatever hangs, and it starts again."""

from __future__ import annotations

import re

from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.talking import ADMIN, WITHIN, ask
from tests.fakes.faults import Hang
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import TelegramServer

LEFT_OPEN = re.compile("Task was destroyed|Unclosed|never retrieved|never awaited|Traceback|ResourceWarning")


async def test_it_ends_while_a_long_poll_waits_and_starts_again(
    telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot
) -> None:
    bot = make_bot(telegram=telegram, slack=slack)
    for _ in range(2):
        await bot.start()
        await bot.ready()
        await ask(telegram, "/help")
        await telegram.calls.wait_for(lambda call: call[0] == "getUpdates", WITHIN)
        assert await bot.stop() == 0
    assert clean(bot)


async def test_it_ends_while_a_message_hangs_and_sends_it_again_as_a_possible_repeat(
    telegram: TelegramServer, make_bot: MakeBot
) -> None:
    bot = make_bot(telegram=telegram)
    await bot.start()
    hanging = telegram.faults.add(Hang(), "sendMessage", times=None)
    telegram.say(ADMIN, ADMIN, "/help")
    await telegram.calls.wait_for(lambda call: call[0] == "sendMessage", WITHIN)
    assert await bot.stop() == 0
    assert clean(bot)
    telegram.faults.remove(hanging)
    await bot.start()
    again = await telegram.wait_for(lambda sent: sent.chat_id == ADMIN, WITHIN)
    assert "مكرر" in again.plain
    assert await bot.stop() == 0


async def test_sigterm_during_the_start_ends_it_too(telegram: TelegramServer, make_bot: MakeBot) -> None:
    """Telegram does not answer, so the bot still tries to find out who it is."""
    telegram.faults.add(Hang(), "getMe", times=None)
    bot = make_bot(telegram=telegram)
    await bot.start()
    await telegram.calls.wait_for(lambda call: call[0] == "getMe", WITHIN)
    assert await bot.stop() == 0
    assert clean(bot)


def clean(bot: Bot) -> bool:
    """Nothing in the log speaks of what was left open; the log is shown where something does."""
    assert not LEFT_OPEN.search(bot.log), bot.log
    return True
