"""Telegram by webhook and Slack over HTTP: people are answered, forgers are not, and the log tells no secret."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.talking import ADMIN, DIRECT, SLACK_ADMIN, WITHIN, answer_to, ask, ask_slack
from tests.fakes.slack_requests import SECRET as SIGNING_SECRET
from tests.fakes.slack_requests import RequestUrl
from tests.fakes.slack_server import APP_TOKEN, BOT_TOKEN, SlackServer
from tests.fakes.slack_socket import Envelope
from tests.fakes.telegram_objects import chat, user
from tests.fakes.telegram_server import TOKEN, TelegramServer
from tests.fakes.telegram_updates import SECRET_HEADER

WEBHOOK_SECRET = "made-up-webhook-secret-of-the-tests"
SECRETS = (WEBHOOK_SECRET, SIGNING_SECRET, TOKEN, BOT_TOKEN, APP_TOKEN)
FRIENDS = "C2002"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "hooks.db"


@pytest.fixture
def bot(telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot, database: Path) -> Bot:
    """Called by both platforms, with everything in its log; a locked database is waited for half a second."""
    made = make_bot(
        telegram=telegram,
        slack=slack,
        SLACK_APP_TOKEN="",
        SLACK_SIGNING_SECRET=SIGNING_SECRET,
        TELEGRAM_WEBHOOK_SECRET=WEBHOOK_SECRET,
        DATABASE_URL=f"sqlite:///{database}?timeout=0.5",
        LOG_LEVEL="debug",
    )
    made.settings = {**made.settings, "RASID_TELEGRAM_WEBHOOK_URL": f"{made.address}/hooks/telegram"}
    slack.deliver_to(f"{made.address}/slack/events")
    return made


async def test_people_are_answered_on_both_platforms(telegram: TelegramServer, slack: SlackServer, bot: Bot) -> None:
    await bot.start()
    await bot.ready()
    assert "ISKP" in (await ask(telegram, "/status ISKP")).plain
    assert "ISKP" in (await ask_slack(slack, "status ISKP")).plain
    by_command = await answer_to(slack, FRIENDS, lambda: slack.command(SLACK_ADMIN, FRIENDS, "status ISKP"))
    assert "ISKP" in by_command.plain
    welcome = await ask_slack(slack, "start")
    pressed = welcome.buttons[0]
    assert await answer_to(slack, DIRECT, lambda: slack.press(SLACK_ADMIN, welcome, pressed.action, pressed.value))
    assert {status for _, status in requests(slack).answers} == {200}
    assert all(envelope.in_time for envelope, _ in requests(slack).answers)
    assert "getUpdates" not in {method for method, _ in telegram.calls}
    assert "apps.connections.open" not in {method for method, _ in slack.calls}
    assert await bot.stop() == 0
    tells_no_secret(bot)


async def test_what_no_platform_sent_is_refused_and_nothing_happens(
    telegram: TelegramServer, slack: SlackServer, bot: Bot, database: Path
) -> None:
    await bot.start()
    await bot.ready()
    before = heard(database)
    for secret in (None, "guessed", WEBHOOK_SECRET[:-1]):
        assert await post_update(bot, "/users forged-words", secret) == 401
    now = int(time.time())
    assert await requests(slack).post(command("users forged-words", 1), now, "another-secret") == 401
    for moment in (now - 400, now + 400):
        assert await requests(slack).post(command("users forged-words", 1), moment) == 401
    unsigned = json.dumps(command("users forged-words", 1).payload)
    assert await posted(f"{bot.address}/slack/events", unsigned, {"Content-Type": "application/json"}) == 401
    assert heard(database) == before

    recorded = command("status ISKP", 2)
    start = len(slack.posted)
    assert await requests(slack).post(recorded, now) == 200
    await slack.wait_for(lambda one: one.channel == FRIENDS, WITHIN, start)
    assert await requests(slack).post(recorded, now) == 401
    assert await post_update(bot, "/status ISKP", WEBHOOK_SECRET) == 200
    await telegram.wait_for(lambda sent: "ISKP" in sent.plain, WITHIN)
    assert heard(database) == before + 2
    assert (len(slack.posted), len(telegram.sent)) == (start + 1, 1)
    assert await bot.stop() == 0
    tells_no_secret(bot)
    for words in ("forged-words", "guessed", "another-secret"):
        assert words not in bot.log


async def test_what_a_locked_database_cannot_keep_comes_again_and_is_answered_once(
    telegram: TelegramServer, slack: SlackServer, bot: Bot, database: Path
) -> None:
    await bot.start()
    await bot.ready()
    question, now = command("status ISKP", 3), int(time.time())
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await requests(slack).post(question, now) == 503
        assert await post_update(bot, "/list", WEBHOOK_SECRET) == 503
        telegram.say(ADMIN, ADMIN, "/status ISKP")
        await bot.wait_for_log("/hooks/telegram is not kept")
        assert telegram.updates.pending == 1
        other.execute("ROLLBACK")
    await telegram.wait_for(lambda sent: "ISKP" in sent.plain, WITHIN)
    async with asyncio.timeout(WITHIN):
        while (answered := await requests(slack).post(question, now)) == 503:  # noqa: ASYNC110 - others write yet
            await asyncio.sleep(0.1)
    assert (answered, await requests(slack).post(question, now)) == (200, 401)
    await slack.wait_for(lambda one: one.channel == FRIENDS, WITHIN)
    # Whoever was answered twice would have got the second answer before these.
    await ask(telegram, "/help")
    await answer_to(slack, FRIENDS, lambda: slack.command(SLACK_ADMIN, FRIENDS, "help"))
    assert (len(telegram.sent), len(slack.posted)) == (2, 2)
    assert "Traceback" not in bot.log
    assert await bot.stop() == 0
    tells_no_secret(bot)


def requests(slack: SlackServer) -> RequestUrl:
    assert slack.request_url
    return slack.request_url


def command(text: str, number: int) -> Envelope:
    """`/rasid TEXT` in a channel; the same number is the same deed."""
    payload = {"command": "/rasid", "text": text, "user_id": SLACK_ADMIN, "user_name": "u1001"}
    payload |= {"channel_id": FRIENDS, "channel_name": "friends", "trigger_id": f"forged-or-not-{number}"}
    return Envelope(str(number), "slash_commands", payload)


async def post_update(bot: Bot, text: str, secret: str | None) -> int:
    """What Telegram would post; the HTTP status."""
    message: dict[str, Any] = {"message_id": 900, "date": int(time.time()), "chat": chat(ADMIN), "text": text}
    update = {"update_id": 900_000_001, "message": message | {"from": user(ADMIN, "Analyst", "ar")}}
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    return await posted(f"{bot.address}/hooks/telegram", json.dumps(update), headers)


async def posted(url: str, body: str, headers: dict[str, str]) -> int:
    async with httpx.AsyncClient(timeout=30, trust_env=False, verify=False) as client:
        return (await client.post(url, content=body, headers=headers)).status_code


def heard(database: Path) -> int:
    """How many updates have been kept."""
    with closing(sqlite3.connect(database)) as look:
        found: int = look.execute("SELECT count(*) FROM inbox").fetchone()[0]
    return found


def tells_no_secret(bot: Bot) -> None:
    """AssertionError where a secret stands in the log, which must hold something for that."""
    assert "rasid.started" in bot.log
    assert "setWebhook" in bot.log, "what calls with secrets say is not in this log"
    assert not [secret for secret in SECRETS if secret in bot.log]
