"""Eleven processes share 5,000 articles over PostgreSQL and NATS, and all of them are killed by turns, the servers too.

Takes some twenty minutes: run by `make check-all`. RASID_TEST_SEED repeats a run as far as processes can be repeated.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import psycopg
import pytest

from bot.storage import migrate
from tests.e2e.bot_process import Bot
from tests.e2e.conftest import platform_settings
from tests.e2e.news import GROUPS, LIST, Article, happenings
from tests.e2e.talking import ADMIN
from tests.e2e.team import hiring, start_all
from tests.e2e.under_fire import accepted, seed
from tests.fakes.nats import NatsServer, nats_server
from tests.fakes.postgres import PostgresServer, postgres_server
from tests.fakes.telegram_server import BOT_NAME, TelegramServer

ROLES = ("ingest", "ingest", "match", "match", "match", "alert", "alert", "deliver", "deliver", "chat", "chat")
FIRST_READER = 2001
# Of every ten articles one tells of a happening; the others are of no interest.
EVERY = 10
DULL = "افتتح مجلس بلدة {name} حديقة عامة جديدة في اليوم {count} من الموسم، وحضر الأهالي الحفل."


@dataclass(frozen=True)
class Size:
    """`within` is the patience at the end, in seconds."""

    articles: int
    processes_killed: int
    nats_killed: int
    database_killed: int
    within: float


SIZES = [
    pytest.param(Size(300, 4, 1, 1, 600.0), True, id="short"),
    pytest.param(Size(5_000, 24, 4, 3, 1_800.0), True, id="with-nats"),
    pytest.param(Size(1_000, 10, 0, 2, 900.0), False, id="postgresql-alone"),
]


@dataclass
class Servers:
    """The two that everybody depends on, and what was done to them."""

    database: PostgresServer
    nats: NatsServer | None
    killed: Counter[str] = field(default_factory=Counter)

    def strike(self, which: str, pause: float) -> None:
        """SIGKILL, a pause, and up again."""
        if which == "nats":
            assert self.nats is not None
            self.nats.kill()
            time.sleep(pause)
            self.nats.start()
        else:
            self.database.kill()
            time.sleep(pause)
            self.database.start_again()
        self.killed[which] += 1


@pytest.fixture
def servers(request: pytest.FixtureRequest) -> Iterator[Servers]:
    """Of their own, since they are killed: no other test may use them."""
    with postgres_server() as database:
        if not request.param:
            yield Servers(database, None)
            return
        with nats_server() as nats:
            yield Servers(database, nats)


@pytest.mark.slow
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize(("size", "servers"), SIZES, indirect=["servers"])
async def test_nothing_is_lost_and_nothing_told_twice(
    tmp_path: Path, telegram: TelegramServer, servers: Servers, size: Size
) -> None:
    luck = random.Random(started_with := seed())
    url = servers.database.url(servers.database.create_database())
    migrate(url)
    told = list(happenings(size.articles // EVERY, list(GROUPS)))
    settings = platform_settings(telegram, None)
    settings |= {"RASID_ADMINS": admins(), "RASID_DATABASE_URL": url, "RASID_WATCHLISTS": LIST}
    settings |= {"RASID_NATS_URL": servers.nats.url} if servers.nats else {}
    async with hiring(tmp_path, settings) as hire:
        team = [hire(role) for role in ROLES]
        await start_all(team)
        await watch(telegram)
        begun = time.monotonic()
        pushing = asyncio.create_task(push(team, list(articles(told, size.articles)), luck))
        await strike(team, servers, size, luck)
        await pushing
        await until(lambda: done(url, size.articles), size.within, team)
        took = time.monotonic() - begun
        with psycopg.connect(servers.database.dsn(url.rpartition("?")[0].rpartition("/")[2])) as connection:
            audit(connection, told, size.articles)
        await until(lambda: all_heard(telegram, told), size.within, team)
        kills = sum(len(one.kills) for one in team)
        print(
            f"{size.articles} articles, {len(told)} alerts in {len(GROUPS)} chats; {kills} processes "
            f"killed, {dict(servers.killed)}; {took:.0f} s, seed {started_with}"
        )
        for one in team:
            assert "Traceback" not in one.log, one.log


def admins() -> str:
    """A reader for each group, who may ask for it."""
    return " ".join([f"telegram:{ADMIN}", *(f"telegram:{FIRST_READER + number}" for number in range(len(GROUPS)))])


async def watch(telegram: TelegramServer) -> None:
    """Every group is watched by one chat."""
    for number, key in enumerate(GROUPS):
        telegram.say(FIRST_READER + number, FIRST_READER + number, f"/watch@{BOT_NAME} {key}")
    await telegram.sent.wait_for_count(len(GROUPS), 120.0)


def articles(told: Sequence[tuple[str, Article]], number: int) -> Iterator[Article]:
    """The happenings, each among articles of no interest."""
    wanted = iter(told)
    for count in range(number):
        if count % EVERY == 0:
            yield next(wanted)[1]
        else:
            text = DULL.format(name=f"سهل {count % 97}", count=count)
            yield {"id": f"dull-{count}", "title": f"حديقة رقم {count}", "text": text, "source": f"صحيفة {count % 7}"}


async def push(team: Sequence[Bot], news: list[Article], luck: random.Random) -> None:
    """To whoever takes them; what got no 202 is pushed again."""
    doors = cycle([one for one in team if one.roles == "ingest"])
    while news:
        batch = news[: luck.randint(1, 40)]
        if await accepted(next(doors), batch):
            del news[: len(batch)]
        await asyncio.sleep(luck.uniform(0.0, 0.3))


async def strike(team: Sequence[Bot], servers: Servers, size: Size, luck: random.Random) -> None:
    """Kill a process or a server every few seconds, and start it again."""
    blows = ["process"] * size.processes_killed + ["nats"] * size.nats_killed + ["database"] * size.database_killed
    luck.shuffle(blows)
    for blow in blows:
        await asyncio.sleep(luck.uniform(0.5, 5.0))
        if blow == "process":
            one = luck.choice(team)
            await one.kill()
            await one.start()
        else:
            await asyncio.to_thread(servers.strike, blow, luck.uniform(0.0, 4.0))
            await revive(team)


async def revive(team: Sequence[Bot]) -> None:
    """Whoever ended by itself, as one does that is started while the database is away: what an operator's system does,
    too."""
    for one in team:
        if one.process is not None and one.process.returncode is not None:
            await one.start()


def done(url: str, number: int) -> bool:
    """Whether every article is stored, and nothing waits: not to be matched, not to be looked at, not to be sent."""
    try:
        with psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as connection:
            stored = connection.execute("SELECT count(*) FROM articles").fetchone()
            waits = connection.execute(
                "SELECT (SELECT count(*) FROM arrivals) + (SELECT count(*) FROM stories WHERE due <= now()) + "
                "(SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending'))"
            ).fetchone()
    except psycopg.OperationalError:
        return False
    return stored == (number,) and waits == (0,)


def audit(connection: psycopg.Connection[tuple[object, ...]], told: Sequence[tuple[str, Article]], number: int) -> None:
    """Every alert stands once in the outbox, each in the one chat that watches for it; every happening was matched."""
    stored = connection.execute("SELECT count(*), count(DISTINCT identity) FROM articles").fetchone()
    assert stored == (number, number)
    unmatched = connection.execute(
        "SELECT count(*) FROM articles WHERE external_id LIKE 'happening-%' AND NOT matched"
    ).fetchone()
    assert unmatched == (0,)
    rows = connection.execute(
        "SELECT destinations.chat, articles.external_id, count(*) FROM deliveries "
        "JOIN destinations ON destinations.id = deliveries.destination_id "
        "JOIN alerts ON alerts.id = deliveries.alert_id "
        "JOIN story_articles ON story_articles.story_id = alerts.story_id "
        "JOIN articles ON articles.id = story_articles.article_id "
        "WHERE deliveries.kind = 'alert' GROUP BY 1, 2"
    ).fetchall()
    found = {(chat, name): times for chat, name, times in rows}
    expected = {(chat_of(key), article["id"]): 1 for key, article in told}
    assert found == expected


def chat_of(key: str) -> str:
    return str(FIRST_READER + list(GROUPS).index(key))


def all_heard(telegram: TelegramServer, told: Sequence[tuple[str, Article]]) -> bool:
    """Whether each headline arrived in its chat."""
    heard: dict[str, str] = {}
    for sent in telegram.sent:
        heard[str(sent.chat_id)] = heard.get(str(sent.chat_id), "") + sent.plain + "\n"
    return all(article["title"] in heard.get(chat_of(key), "") for key, article in told)


async def until(condition: Callable[[], bool], within: float, team: Sequence[Bot]) -> None:
    try:
        async with asyncio.timeout(within):
            while not await asyncio.to_thread(condition):
                await revive(team)
                await asyncio.sleep(2.0)
    except TimeoutError:
        logs = "\n".join(f"--- {one.roles}\n{one.log[-3000:]}" for one in team)
        raise AssertionError(f"not done within {within} s\n{logs}") from None
