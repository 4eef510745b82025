"""Every command of the registry in every way that each platform has, wire in and wire out, with one running bot.

Each way and command has a chat of its own, since a chat gets one message a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable

import pytest

from bot.core.model import Language
from tests.e2e.conftest import MakeBot
from tests.e2e.news import EVERY
from tests.e2e.talking import ADMIN, DIRECT, SLACK_ADMIN, WITHIN, answer_to, ask, ask_slack
from tests.e2e.walking import NEWS, lines, problems
from tests.fakes.slack_objects import Posted
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_objects import Sent
from tests.fakes.telegram_server import BOT_NAME, TelegramServer

TOPIC = 7
THREAD = "1700000000.000100"
SLASH, MENTION, TALK = "C2", "C3", "U4"
# What is posted: words, or a file with them.
POSTED = ("chat.postMessage", "files.completeUploadExternal")
# What is answered to who asked alone.
WHISPERED = ("rate",)


def group(number: int) -> int:
    return -1_002_000_000_000 - number


def person(number: int) -> int:
    return 2000 + number


async def in_all_ways(walks: Iterable[Awaitable[list[str]]]) -> list[str]:
    return [problem for found in await asyncio.gather(*walks) for problem in found]


async def test_on_telegram(telegram: TelegramServer, make_bot: MakeBot) -> None:
    """In a topic of a group in Arabic; alone with the bot in English, without the slash."""
    every = list(lines())
    admins = " ".join(f"telegram:{person(number)}" for number in range(len(every)))
    bot = make_bot(WATCHLISTS=EVERY, telegram=telegram, ADMINS=f"telegram:{ADMIN} {admins}")
    await bot.start()
    await ask(telegram, "/watch ISKP")
    await ask(telegram, "/watch AQAP")
    assert (await bot.push(NEWS)).json()["accepted"] == len(NEWS)
    await telegram.wait_for(lambda sent: "A1" in sent.plain, WITHIN)

    async def in_topic(number: int, name: str, line: str) -> list[str]:
        said, _, rest = line.partition(" ")
        start, chat = len(telegram.sent), group(number)
        asked = telegram.say(ADMIN, chat, f"/{said}@{BOT_NAME} {rest}".strip(), thread_id=TOPIC)
        sent = await telegram.wait_for(lambda sent: sent.chat_id == chat, WITHIN, start)
        where = (sent.thread_id, sent.reply_to) == (TOPIC, asked["message"]["message_id"])
        return [*([] if where else [f"/{name}: in the wrong place"]), *problems(name, line, words(sent), "ar")]

    async def alone(number: int, name: str, line: str) -> list[str]:
        user = person(number)
        await ask(telegram, "/settings language en", user)
        language: Language = "en"
        return problems(name, line, words(await ask(telegram, line, user)), language)

    both = [way(number, *one) for number, one in enumerate(every) for way in (in_topic, alone)]
    assert await in_all_ways(both) == []
    assert telegram.violations == []


async def test_on_slack(slack: SlackServer, make_bot: MakeBot) -> None:
    """By the slash command in a channel, by a mention in a thread, and in direct messages in English."""
    every = list(lines())
    admins = " ".join(f"slack:{TALK}{number:03}" for number in range(len(every)))
    bot = make_bot(WATCHLISTS=EVERY, slack=slack, ADMINS=f"slack:{SLACK_ADMIN} {admins}")
    await bot.start()
    await bot.ready()
    await ask_slack(slack, "watch ISKP")
    await ask_slack(slack, "watch AQAP")
    assert (await bot.push(NEWS)).json()["accepted"] == len(NEWS)
    await slack.wait_for(lambda posted: posted.channel == DIRECT and "A1" in posted.plain, WITHIN)

    async def by_slash(number: int, name: str, line: str) -> list[str]:
        channel = f"{SLASH}{number:03}"
        posted = await answer_to(slack, channel, lambda: slack.command(SLACK_ADMIN, channel, line))
        where = posted.method in POSTED and (posted.thread_ts, posted.user) == (None, None)
        where = where or (name in WHISPERED and posted.user == SLACK_ADMIN)
        return [*([] if where else [f"/{name}: in the wrong place"]), *problems(name, line, spoken(posted), "ar")]

    async def in_thread(number: int, name: str, line: str) -> list[str]:
        channel = f"{MENTION}{number:03}"
        posted = await answer_to(slack, channel, lambda: slack.mention(SLACK_ADMIN, channel, line, thread_ts=THREAD))
        where = posted.thread_ts == THREAD
        return [*([] if where else [f"/{name}: not in the thread"]), *problems(name, line, spoken(posted), "ar")]

    async def directly(number: int, name: str, line: str) -> list[str]:
        user, channel = f"{TALK}{number:03}", f"D{TALK[1:]}{number:03}"
        await ask_slack(slack, "settings language en", user, channel)
        return problems(name, line, spoken(await ask_slack(slack, line, user, channel)), "en")

    ways = [way(number, *one) for number, one in enumerate(every) for way in (by_slash, in_thread, directly)]
    assert await in_all_ways(ways) == []
    alone = await answer_to(slack, "C5001", lambda: slack.command(SLACK_ADMIN, "C5001", ""))
    assert (alone.method, alone.user) == ("chat.postEphemeral", SLACK_ADMIN)
    assert slack.violations == []
    assert all(envelope.acked for envelope in slack.socket.envelopes)


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_in_a_terminal(language: Language, make_bot: MakeBot) -> None:
    """All lines in one conversation; what stands between two of them that nobody answers is an answer."""
    bot = make_bot(WATCHLISTS=EVERY, LANGUAGE=language)
    every = list(lines())
    typed = "".join(f"/{line}\n/help nothing{number}x\n" for number, (_, line) in enumerate(every))
    done = await bot.converse(f"/settings language {language}\n{typed}/quit\n")
    rest, found = done, []
    for number, (name, line) in enumerate(every):
        answer, mark, rest = rest.partition(f"nothing{number}x")
        assert mark, f"/{name} has no answer"
        found += [] if answer.strip() else [f"/{name}: silence"]
        found += [one for one in problems(name, line, answer.rpartition("\n\n")[0], language) if "lost" in one]
    assert found == []


def words(sent: Sent) -> str:
    return sent.plain or (sent.file_name and "خراسان Khorasan") or ""


def spoken(posted: Posted) -> str:
    """What a reader sees without the labels of buttons."""
    if posted.file_name and not posted.text:
        return "خراسان Khorasan"
    shown = [block for block in posted.blocks if block["type"] != "actions"]
    resolved = Posted(posted.method, posted.channel, posted.ts, posted.text, tuple(shown))
    return resolved.plain
