"""Everything goes wrong at once: platforms refuse, hang and cut, and the bot is killed again and again.

What was accepted arrives all the same, says so where it may come again, and never faster than a platform allows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.e2e import audit
from tests.e2e.audit import Arrival, Expected
from tests.e2e.conftest import MakeBot
from tests.e2e.news import GROUPS, Article, happenings
from tests.e2e.talking import ADMIN, SLACK_ADMIN
from tests.e2e.under_fire import push_under_fire, seed
from tests.fakes import slack_faults, telegram_faults
from tests.fakes.faults import Cut, Fault, FaultPlan, Hang, bad_gateway, in_200
from tests.fakes.journal import peak
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import BOT_NAME, TelegramServer

FIRST_READER = 2001
FIRST_GROUP = -500_001
WATCHED_WITHIN = 90.0

# What the platforms allow: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this and
# https://docs.slack.dev/apis/web-api/rate-limits/
A_CHAT_A_SECOND = 1
A_GROUP_A_MINUTE = 20
TELEGRAM_A_SECOND = 30


@dataclass(frozen=True)
class Size:
    """How much happens. `life` is the longest between two kills and `within` the patience at the end, in seconds;
    `a_group` is how many keys a group watches (its minute should fill up), `trouble` multiplies the chances of faults.
    """

    articles: int
    people: int
    groups: int
    channels: int
    watched: int
    kills: int
    life: float
    within: float
    a_group: int
    trouble: float = 1.0


SHORT = Size(
    articles=28, people=8, groups=2, channels=2, watched=8, kills=2, life=2.0, within=120.0, a_group=2, trouble=1.5
)
# A kill costs a start, and starts take the most of the time.
SHORTER = replace(SHORT, articles=20, people=4, kills=1)
LONG = Size(articles=500, people=30, groups=6, channels=4, watched=16, kills=20, life=8.0, within=900.0, a_group=4)


@dataclass(frozen=True)
class Desk:
    """The chats, and the keys that each of them watches."""

    telegram: Mapping[int, Sequence[str]]
    slack: Mapping[str, Sequence[str]]

    def expected(self, news: Sequence[tuple[str, Article]]) -> list[Expected]:
        """Which headline belongs into which chat."""
        watching = [*((str(chat), keys) for chat, keys in self.telegram.items()), *self.slack.items()]
        return [(chat, article["title"]) for key, article in news for chat, wanted in watching if key in wanted]


@pytest.mark.parametrize(
    ("database_url", "size"),
    [
        pytest.param("sqlite", SHORT, id="short-sqlite"),
        pytest.param("postgresql", SHORTER, id="short-postgresql"),
        pytest.param("sqlite", LONG, id="long-sqlite", marks=pytest.mark.slow),
        pytest.param("postgresql", LONG, id="long-postgresql", marks=pytest.mark.slow),
    ],
    indirect=["database_url"],
)
async def test_nothing_is_lost_and_no_limit_is_passed(
    telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot, database_url: str, size: Size
) -> None:
    """The long form takes about ten minutes on each database."""
    started_with = seed()
    luck = random.Random(started_with)
    desk = staffed(size)
    people = [f"telegram:{chat}" for chat in desk.telegram if chat > 0]
    admins = " ".join([f"telegram:{ADMIN}", f"slack:{SLACK_ADMIN}", *people])
    wiring = {"DATABASE_URL": database_url, "AUTO_MIGRATE": "1", "ADMINS": admins}
    bot = make_bot(telegram=telegram, slack=slack, **wiring)
    await bot.start()
    await watch(telegram, slack, desk)
    telegram.faults = trouble(telegram_trouble(), size.trouble, luck)
    slack.faults = trouble(slack_trouble(), size.trouble, luck)
    news = list(happenings(size.articles, list(GROUPS)[: size.watched]))
    await push_under_fire(bot, [article for _, article in news], size.kills, luck, size.life)
    expected = desk.expected(news)
    arrivals = await audit.everything_arrived(bot, expected, [telegram, slack], size.within)
    found = audit.count(expected, arrivals)
    faults = telegram.faults.struck + slack.faults.struck
    print(
        f"{len(news)} articles, {found.expected} alerts expected, {found.arrived} arrived, {found.repeats} of them "
        f"repeats, {found.marked} marked, {faults} faults, {len(bot.kills)} kills, seed {started_with}"
    )
    assert len(bot.kills) == size.kills
    passed = list(too_fast(arrivals))
    assert not passed, "; ".join(passed)
    assert await bot.stop() == 0


def staffed(size: Size) -> Desk:
    """Chats of each kind, each watching the next key or keys."""
    keys = 2 * list(GROUPS)[: size.watched]
    people = {FIRST_READER + turn: [keys[turn % size.watched]] for turn in range(size.people)}
    groups = {FIRST_GROUP - turn: keys[2 * turn : 2 * turn + size.a_group] for turn in range(size.groups)}
    return Desk(people | groups, {f"C{4001 + turn}": [keys[-1 - turn]] for turn in range(size.channels)})


async def watch(telegram: TelegramServer, slack: SlackServer, desk: Desk) -> None:
    """Everybody says what to watch, and is answered."""
    for chat, keys in desk.telegram.items():
        for key in keys:
            telegram.say(chat if chat > 0 else ADMIN, chat, f"/watch@{BOT_NAME} {key}")
    for channel, keys in desk.slack.items():
        for key in keys:
            slack.mention(SLACK_ADMIN, channel, f"watch {key}")
    await telegram.sent.wait_for_count(sum(map(len, desk.telegram.values())), WATCHED_WITHIN)
    await slack.posted.wait_for_count(sum(map(len, desk.slack.values())), WATCHED_WITHIN)


def trouble(faults: Iterator[tuple[str, Fault, float]], times: float, luck: random.Random) -> FaultPlan:
    """Faults that strike calls of a method by chance; markup is refused only where there is some, as platforms do."""
    plan = FaultPlan(random.Random(luck.random()))
    for method, fault, chance in faults:
        plan.add(fault, method, times=None, chance=times * chance)
    plan.add(telegram_faults.cannot_parse(), "sendMessage", times=None, chance=times * 0.02, only=is_html)
    plan.add(
        slack_faults.refused("invalid_blocks"), "chat.postMessage", times=None, chance=times * 0.02, only=has_blocks
    )
    return plan


def is_html(given: Mapping[str, Any]) -> bool:
    return given.get("parse_mode") == "HTML"


def has_blocks(given: Mapping[str, Any]) -> bool:
    return bool(given.get("blocks"))


def telegram_trouble() -> Iterator[tuple[str, Fault, float]]:
    for seconds in (1, 2, 3):
        yield "sendMessage", telegram_faults.flood(seconds), 0.01
    yield "sendMessage", in_200(telegram_faults.flood(2)), 0.005
    yield "sendMessage", bad_gateway(), 0.01
    yield "sendMessage", telegram_faults.server_error(), 0.01
    yield from (("sendMessage", fault, 0.01) for fault in breaks())
    yield from (("getUpdates", fault, 0.02) for fault in (bad_gateway(), Cut(), Cut(received=True)))
    yield "getMe", bad_gateway(), 0.2


def slack_trouble() -> Iterator[tuple[str, Fault, float]]:
    for seconds in (1, 2, 3):
        yield "chat.postMessage", slack_faults.rate_limited(seconds), 0.01
    yield "chat.postMessage", slack_faults.refused("ratelimited"), 0.01
    yield "chat.postMessage", bad_gateway(), 0.01
    yield "chat.postMessage", slack_faults.internal_error(), 0.01
    yield from (("chat.postMessage", fault, 0.01) for fault in breaks())
    yield "auth.test", bad_gateway(), 0.2
    yield "apps.connections.open", Cut(), 0.2


def breaks() -> tuple[Fault, ...]:
    """Connections that end, and answers that take seconds."""
    return Cut(), Cut(received=True), Hang(2.0), Hang(4.0, received=True)


def too_fast(arrivals: Sequence[Arrival]) -> Iterator[str]:
    """Where more arrived than the platform allows. Slack's ids begin with a letter, groups of Telegram with a minus."""
    for chat, mine in audit.by_chat(arrivals).items():
        times = [one.time for one in mine]
        if (most := peak(times, 1.0)) > A_CHAT_A_SECOND:
            yield f"{most} messages in a second to {chat}"
        if chat.startswith("-") and (most := peak(times, 60.0)) > A_GROUP_A_MINUTE:
            yield f"{most} messages in a minute to the group {chat}"
    everywhere = [one.time for one in arrivals if not one.chat.startswith("C")]
    if (most := peak(everywhere, 1.0)) > TELEGRAM_A_SECOND:
        yield f"{most} messages in a second on Telegram"
