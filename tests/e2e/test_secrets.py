"""No secret is written to the log, not even when everything is and everything goes wrong."""

from __future__ import annotations

import json

import pytest

from tests.e2e.bot_process import API_TOKEN
from tests.e2e.conftest import MakeBot
from tests.e2e.news import reports
from tests.e2e.talking import WITHIN, ask, ask_slack
from tests.fakes.faults import Cut, bad_gateway
from tests.fakes.slack_faults import refused
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_faults import unauthorized
from tests.fakes.telegram_server import TelegramServer

PASSWORD = "made-up-password-of-the-tests"
NEWS = [article for key, article in reports() if key == "ISKP"]


@pytest.mark.parametrize("form", ["json", pytest.param("console", marks=pytest.mark.slow)])
async def test_the_log_holds_no_secret(
    telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot, postgres_url: str, form: str
) -> None:
    url = postgres_url.replace("@", f":{PASSWORD}@", 1)
    bot = make_bot(
        telegram=telegram, slack=slack, DATABASE_URL=url, AUTO_MIGRATE="1", LOG_LEVEL="debug", LOG_FORMAT=form
    )
    for fault in (Cut(), bad_gateway()):
        telegram.faults.add(fault, "getMe")
        telegram.faults.add(fault, "sendMessage")
        slack.faults.add(fault, "auth.test")
        slack.faults.add(fault, "apps.connections.open")
    await bot.start()
    await ask(telegram, "/watch ISKP")
    await ask_slack(slack, "watch ISKP")
    await bot.push(NEWS[:1])
    await telegram.wait_for(lambda sent: NEWS[0]["title"] in sent.plain, WITHIN)
    slack.socket.cut()
    slack.faults.add(refused("invalid_auth"), "apps.connections.open", times=None)
    telegram.faults.add(unauthorized(), times=None)
    telegram.say(1001, 1001, "/help")
    await bot.wait_for_log("platform.off")
    checked = await bot.command("check", check=False)
    assert await bot.stop() == 0
    for secret in (telegram.token, slack.bot_token, slack.app_token, API_TOKEN, PASSWORD):
        assert secret not in bot.log
        assert secret not in checked.stdout + checked.stderr
    if form == "json":
        assert all(isinstance(json.loads(line), dict) for line in bot.log.splitlines())
