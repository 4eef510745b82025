"""SIGKILL at any moment: every article's alert arrives, every question is answered once."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import httpx
import pytest

from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.news import GROUPS, Article, bulletins, reports
from tests.e2e.talking import ask
from tests.fakes.telegram_objects import Sent
from tests.fakes.telegram_server import TelegramServer

FIRST_READER = 2001
# Chats get a message a second, and what was in flight when the bot was killed goes before everything else.
ALL_WITHIN = 120.0
REPEAT = "مكرر"
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
    await push_under_fire(bot, [article for _, article in told], kills, chance())
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
    await push_under_fire(bot, articles, 2, chance())
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
    await telegram.wait_for(lambda sent: "/digest" in sent.plain and REPEAT not in sent.plain, 60, before)
    answers = [sent for sent in telegram.sent[before:] if REPEAT not in sent.plain]
    assert len(answers) == 4, "what it was killed over may come again, but says so"


def killable(make_bot: MakeBot, telegram: TelegramServer, url: str, admins: Iterable[int]) -> Bot:
    labels = " ".join(f"telegram:{admin}" for admin in admins)
    return make_bot(telegram=telegram, DATABASE_URL=url, AUTO_MIGRATE="1", ADMINS=labels)


def chance() -> random.Random:
    """Another one in each run; RASID_TEST_SEED repeats one."""
    seed = int(os.environ.get("RASID_TEST_SEED") or random.SystemRandom().randrange(10**6))
    print(f"\nRASID_TEST_SEED={seed}")
    return random.Random(seed)


async def push_under_fire(bot: Bot, articles: Sequence[Article], kills: int, luck: random.Random) -> None:
    """Push all in small batches; meanwhile kill the bot at random moments and start it again."""
    pushing = asyncio.create_task(push_all(bot, articles, luck))
    for _ in range(kills):
        await asyncio.sleep(luck.uniform(0.05, 2.5))
        await bot.kill()
        if luck.random() < 0.3:  # in the middle of a start, too
            await bot.launch()
            await asyncio.sleep(luck.uniform(0.5, 4.0))
            await bot.kill()
        await bot.start()
    await pushing


async def push_all(bot: Bot, articles: Sequence[Article], luck: random.Random) -> None:
    waiting = list(articles)
    while waiting:
        batch = waiting[: luck.randint(1, 4)]
        if await accepted(bot, batch):
            del waiting[: len(batch)]
        await asyncio.sleep(luck.uniform(0.0, 0.4))


async def accepted(bot: Bot, batch: Sequence[Article]) -> bool:
    """Whether the bot said that it has them; what got no 202 is pushed again."""
    try:
        return (await bot.push(batch)).status_code == 202
    except httpx.HTTPError:
        return False


async def everything_arrived(telegram: TelegramServer, bot: Bot, told: Sequence[tuple[int, Article]]) -> None:
    """Wait until each headline was seen in its chat; then look at the repeats."""
    try:
        async with asyncio.timeout(ALL_WITHIN):
            while missing(telegram, told):  # noqa: ASYNC110 - three lines of waiting, no protocol
                await asyncio.sleep(0.2)
    except TimeoutError:
        raise AssertionError(f"never arrived: {missing(telegram, told)}; the bot's log:\n{bot.log}") from None
    alerts = [sent for sent in telegram.sent if "A" in footer(sent)]
    seen = Counter((sent.chat_id, footer(sent)) for sent in alerts)
    repeats = sum(count - 1 for count in seen.values())
    marked = sum(REPEAT in sent.plain for sent in alerts)
    print(f"{len(told)} articles, {len(alerts)} alerts, {repeats} repeats, {marked} marked as possible repeats")
    assert repeats <= marked


def missing(telegram: TelegramServer, told: Sequence[tuple[int, Article]]) -> list[str]:
    """The headlines that stand in no message to their chat."""
    texts: defaultdict[int, str] = defaultdict(str)
    for sent in telegram.sent:
        texts[sent.chat_id] += f"\n{sent.plain}"
    return [article["title"] for chat, article in told if article["title"] not in texts[chat]]


def footer(sent: Sent) -> str:
    """The line with the alert's number, which a repeat repeats."""
    return next((line for line in reversed(sent.plain.splitlines()) if "· " in line and "⁨A" in line), "")
