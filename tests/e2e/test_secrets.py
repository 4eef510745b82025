"""No secret is written or told to anybody, not even when everything is logged and everything goes wrong."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from pydantic import SecretStr

from bot.config import Settings
from tests.e2e.bot_process import API_TOKEN, Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.news import reports
from tests.e2e.talking import WITHIN, ask, ask_slack
from tests.fakes.faults import Answer, Cut, bad_gateway
from tests.fakes.llm_server import LlmServer
from tests.fakes.nats import NatsServer, nats_server
from tests.fakes.slack_faults import refused
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_faults import unauthorized
from tests.fakes.telegram_server import TelegramServer

PASSWORD = "made-up-password-of-the-tests"
LLM_KEY = "made-up-key-of-the-tests"
NATS_PASSWORD = "made-up-nats-password-of-the-tests"
CONSOLE_TOKEN = "made-up-console-token-of-the-tests"
WRONG_TOKEN = "made-up-token-that-opens-nothing"
# A bot that is called has no polling and no socket: test_webhooks.py greps for these, at the same level of the log.
OF_CALLS = {"telegram_webhook_secret", "slack_signing_secret"}
NEWS = [article for key, article in reports() if key == "ISKP"]


@pytest.fixture
async def llm() -> AsyncIterator[LlmServer]:
    async with LlmServer() as server:
        yield server


@pytest.fixture
def nats() -> Iterator[NatsServer]:
    with nats_server(login=f"rasid:{NATS_PASSWORD}") as server:
        yield server


@pytest.mark.parametrize("form", ["json", pytest.param("console", marks=pytest.mark.slow)])
async def test_the_log_holds_no_secret(
    telegram: TelegramServer,
    slack: SlackServer,
    llm: LlmServer,
    nats: NatsServer,
    make_bot: MakeBot,
    postgres_url: str,
    form: str,
) -> None:
    url = postgres_url.replace("@", f":{PASSWORD}@", 1)
    database = {"DATABASE_URL": url, "AUTO_MIGRATE": "1"}
    model = {"SUMMARIZER": "llm", "LLM_URL": llm.url, "LLM_MODEL": "m", "LLM_KEY": LLM_KEY}
    bot = make_bot(
        telegram=telegram,
        slack=slack,
        LOG_LEVEL="debug",
        LOG_FORMAT=form,
        CONSOLE_TOKEN=CONSOLE_TOKEN,
        NATS_URL=nats.url,
        **database,
        **model,
    )
    secrets = {
        "telegram_token": telegram.token,
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "api_token": API_TOKEN,
        "database_url": PASSWORD,
        "llm_key": LLM_KEY,
        "console_token": CONSOLE_TOKEN,
        "nats_url": NATS_PASSWORD,
    }
    assert secrets.keys() | OF_CALLS == secret_settings()
    llm.faults.add(Answer(401, json.dumps({"error": {"message": f"Incorrect API key provided: {LLM_KEY}"}})))
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
    told = await strangers_are_told(bot)
    slack.socket.cut()
    nats.kill()
    slack.faults.add(refused("invalid_auth"), "apps.connections.open", times=None)
    telegram.faults.add(unauthorized(), times=None)
    telegram.say(1001, 1001, "/help")
    await bot.wait_for_log("platform.off")
    checked = await bot.command("check", check=False)
    assert await bot.stop() == 0
    assert llm.requests[0].headers["authorization"] == f"Bearer {LLM_KEY}"
    said = "".join([*told, *(sent.plain for sent in telegram.sent), *(posted.plain for posted in slack.posted)])
    for name, secret in {**secrets, "a token that opens nothing": WRONG_TOKEN}.items():
        for where, words in {"log": bot.log, "check": checked.stdout + checked.stderr, "answers": said}.items():
            assert secret not in words, f"{name} stands in the {where}"
    if form == "json":
        assert all(isinstance(json.loads(line), dict) for line in bot.log.splitlines())


def secret_settings() -> set[str]:
    """The settings that hold a secret, by their type: a new one has to be tried here."""
    return {name for name, one in Settings.model_fields.items() if one.annotation in (SecretStr, SecretStr | None)}


async def strangers_are_told(bot: Bot) -> list[str]:
    """What HTTP answers to whoever has no token, a wrong one, or one in the wrong place; headers and bodies."""
    told: list[str] = []
    async with httpx.AsyncClient(base_url=bot.address, timeout=30, trust_env=False, verify=False) as client:
        for path in ("/api/matches", "/api/status/ISKP", f"/api/{WRONG_TOKEN}"):
            for headers in ({}, {"Authorization": f"Bearer {WRONG_TOKEN}"}, {"Authorization": WRONG_TOKEN}):
                answer = await client.get(path, headers=headers)
                assert answer.status_code == 401
                told.append(f"{answer.headers}{answer.text}")
        assert (await client.get("/api/matches", params={"token": API_TOKEN})).status_code == 401
        told += [
            (await client.get(path)).text for path in ("/healthz", "/readyz", "/metrics", "/openapi.json", "/login")
        ]
        for token, status in ((WRONG_TOKEN, 401), (CONSOLE_TOKEN, 303)):
            entered = await client.post("/login", data={"token": token})
            assert entered.status_code == status, entered.text
            told.append(f"{entered.headers}{entered.text}")
        told += [(await client.get(path)).text for path in ("/", "/health")]
    return told
