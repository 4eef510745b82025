"""SIGKILL at any moment: every article's alert arrives, every question is answered once."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import pytest

from tests.e2e import audit
from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.news import GROUPS, Article, bulletins, reports
from tests.e2e.talking import ask
from tests.e2e.under_fire import push_under_fire, seed
from tests.fakes.telegram_server import TelegramServer

FIRST_READER = 2001
# Chats get a message a second, and what was in flight when the bot was killed goes before everything else.
ALL_WITHIN = 120.0
# Each start takes seconds of computing, so the server's turn comes with the long tests.
ON_BOTH = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)


@pytest.mark.parametrize("kills", [pytest.param(2, id="short"), pytest.param(10, id="ten", marks=pytest.mark.slow)])
@ON_BOTH
async def test_every_report_arrives_over_kills(
    telegram: TelegramServer, make_bot: MakeBot, database_url: str, kills: int
) -> None:
    """Sixteen people watch a group each; four reports of each group are pushed while the bot is killed and started."""
    readers = dict(zip(GROUPS, range(FIRST_READER, FIRST_READER + len(GROUPS)), strict=True))
    bot = killable(make_bot, telegram, database_url, readers.values())
    await bot.start()
    for key, reader in readers.items():
        telegram.say(reader, reader, f"/watch {key}")
    for reader in readers.values():
        await telegram.wait_for(lambda sent, chat=reader: sent.chat_id == chat, 60)  # type: ignore[misc]
    told = [(readers[key], article) for key, article in reports()]
    await push_under_fire(bot, [article for _, article in told], kills, random.Random(seed()))
    await everything_arrived(telegram, bot, told)
    assert await bot.stop() == 0


@ON_BOTH
async def test_every_bulletin_of_one_mould_arrives_over_kills(
    telegram: TelegramServer, make_bot: MakeBot, database_url: str
) -> None:
    """The same words throughout, but for a number in the headline: each is still shown to whoever watches."""
    bot = killable(make_bot, telegram, database_url, [FIRST_READER])
    await bot.start()
    await ask(telegram, "/watch ISKP", FIRST_READER)
    articles = list(bulletins(12, GROUPS["ISKP"]))
    await push_under_fire(bot, articles, 2, random.Random(seed()))
    await everything_arrived(telegram, bot, [(FIRST_READER, article) for article in articles])


@ON_BOTH
async def test_what_was_asked_while_it_was_dead_is_answered_once(
    telegram: TelegramServer, make_bot: MakeBot, database_url: str
) -> None:
    bot = killable(make_bot, telegram, database_url, [FIRST_READER])
    await bot.start()
    await ask(telegram, "/start", FIRST_READER)
    await bot.kill()
    before = len(telegram.sent)
    for text in ("/watch ISKP", "/watch HAMAS", "/list"):
        telegram.say(FIRST_READER, FIRST_READER, text)
    await bot.start()
    await telegram.wait_for(lambda sent: "ISKP" in sent.plain and "HAMAS" in sent.plain, 60, before)
    await bot.kill()
    await bot.start()
    await bot.ready()
    telegram.say(FIRST_READER, FIRST_READER, "/help")
    await telegram.wait_for(lambda sent: "/digest" in sent.plain and audit.MARKS[0] not in sent.plain, 60, before)
    answers = [sent for sent in telegram.sent[before:] if audit.MARKS[0] not in sent.plain]
    assert len(answers) == 4, "what it was killed over may come again, but says so"


def killable(make_bot: MakeBot, telegram: TelegramServer, url: str, admins: Iterable[int]) -> Bot:
    labels = " ".join(f"telegram:{admin}" for admin in admins)
    return make_bot(telegram=telegram, DATABASE_URL=url, AUTO_MIGRATE="1", ADMINS=labels)


async def everything_arrived(telegram: TelegramServer, bot: Bot, told: Sequence[tuple[int, Article]]) -> None:
    """Each headline was seen in its chat, and again only where the bot could not know it."""
    expected = [(str(chat), article["title"]) for chat, article in told]
    arrivals = await audit.everything_arrived(bot, expected, [telegram], ALL_WITHIN)
    print(audit.count(expected, arrivals))
