"""Telegram, wire in by webhook: the local Bot API posts to a real server with the adapter's hook."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.core.errors import RasidError, StoreError
from bot.core.model import Address
from handlers.telegram import Telegram, Webhook
from handlers.telegram.updates import KINDS
from tests.fakes import telegram_faults as refusals
from tests.fakes.faults import Cut, Fault, bad_gateway
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.telegram_updates import SECRET_HEADER
from tests.handlers import telegram_wire
from tests.handlers.building import HeldInbox, Inbox, listening, wait_until
from tests.handlers.serving import free_port, hooked
from tests.handlers.telegram_wire import GROUP, QUICK, WORDS, private, to

SECRET = "made-up-webhook-secret-of-the-tests"

server = telegram_wire.server


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Telegram]:
    adapter = Telegram(
        server.token,
        server.base_url,
        words=WORDS,
        webhook=Webhook(f"http://127.0.0.1:{free_port()}/hooks/telegram", SECRET),
        pace=QUICK,
    )
    yield adapter
    await adapter.close()


@pytest.fixture
async def client(bot: Telegram) -> AsyncIterator[httpx.AsyncClient]:
    """Posts to the server that has the adapter's hook."""
    assert bot._webhook
    async with hooked(bot.hooks, httpx.URL(bot._webhook.url).port or 0) as posting:
        yield posting


def update(number: int = 700, text: str = "/status ISKP") -> dict[str, Any]:
    return {"update_id": number, "message": private(text)}


async def post(client: httpx.AsyncClient, body: Any, secret: str | bytes | None = SECRET) -> int:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    return (await client.post("/hooks/telegram", content=content, headers=headers)).status_code  # type: ignore[arg-type]


async def open_for(bot: Telegram) -> None:
    await wait_until(lambda: bot.trouble is None)


async def test_what_is_said_is_posted_received_and_never_polled_for(
    server: TelegramServer, bot: Telegram, client: httpx.AsyncClient
) -> None:
    server.say(1001, 1001, "/status ISKP", name="Huda")
    inbox = Inbox()
    async with listening(bot, inbox):
        heard = await inbox.updates.wait_for(lambda _: True)
        await wait_until(lambda: server.updates.pending == 0)
        assert bot.trouble is None
    assert (heard.id, heard.address) == (str(server.updates.pushed[0]["update_id"]), Address("telegram", "1001"))
    assert (heard.text, heard.private, heard.person.name) == ("/status ISKP", True, "Huda")
    [told] = [given for method, given in server.calls if method == "setWebhook"]
    assert told["url"] == f"{client.base_url}/hooks/telegram".replace("//hooks", "/hooks")
    assert (told["secret_token"], told["allowed_updates"]) == (SECRET, list(KINDS))
    assert "getUpdates" not in {method for method, _ in server.calls}


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param(None, id="none"),
        pytest.param("", id="an empty one"),
        pytest.param("guessed", id="another"),
        pytest.param(SECRET[:-1], id="a part"),
        pytest.param(SECRET.upper(), id="in capitals"),
        pytest.param("سر".encode(), id="no ASCII"),
        pytest.param(b"\xff\xfe", id="no text"),
    ],
)
async def test_without_the_secret_nothing_is_taken(
    bot: Telegram, client: httpx.AsyncClient, secret: str | bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    inbox = Inbox()
    async with listening(bot, inbox):
        await open_for(bot)
        assert await post(client, update(text="/users forged-words"), secret) == 401
        assert await post(client, b"forged-words", secret) == 401
    assert inbox.attempts == 0
    assert "forged-words" not in caplog.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 400, id="nothing"),
        pytest.param(b"\xff\xfe\x00", 400, id="no text"),
        pytest.param(b"{", 400, id="half of JSON"),
        pytest.param(b"[" * 100_000, 400, id="a deep list"),
        pytest.param([update()], 400, id="a list"),
        pytest.param(None, 400, id="null"),
        pytest.param({"message": private("/status")}, 400, id="no number"),
        pytest.param({"update_id": "7", "message": private("/status")}, 400, id="text for a number"),
        pytest.param(b'{"update_id": 1, "x": "' + b"x" * (1 << 20) + b'"}', 413, id="too much"),
        pytest.param({"update_id": 700}, 200, id="an update of nothing"),
        pytest.param({"update_id": 700, "edited_message": private("/status")}, 200, id="what is not listened to"),
        pytest.param({"update_id": 700, "message": {"message_id": "x", "date": "never", "chat": 5}}, 200, id="broken"),
        pytest.param({"update_id": 700, "message": private("/status") | {"text": 5}}, 200, id="a number for a text"),
    ],
)
async def test_what_cannot_be_read_costs_only_itself(
    bot: Telegram, client: httpx.AsyncClient, body: Any, status: int
) -> None:
    inbox = Inbox()
    async with listening(bot, inbox):
        await open_for(bot)
        assert await post(client, body) == status
        assert inbox.attempts == 0
        assert await post(client, update(701)) == 200
    assert [heard.id for heard in inbox.updates] == ["701"]


async def test_before_and_after_it_listens_telegram_is_told_to_come_again(
    bot: Telegram, client: httpx.AsyncClient
) -> None:
    inbox = Inbox()
    assert (await post(client, update()), await post(client, update(), "guessed")) == (503, 401)
    async with listening(bot, inbox):
        await open_for(bot)
        assert await post(client, update()) == 200
    assert await post(client, update(701)) == 503
    assert [heard.id for heard in inbox.updates] == ["700"]


async def test_it_is_answered_only_after_the_commit(bot: Telegram, client: httpx.AsyncClient) -> None:
    inbox = HeldInbox()
    async with listening(bot, inbox):
        await open_for(bot)
        answer = asyncio.create_task(post(client, update()))
        await inbox.begun.wait()
        done, _ = await asyncio.wait([answer], timeout=0.1)
        assert not done
        inbox.go.set()
        assert await answer == 200
    assert len(inbox.updates) == 1


async def test_what_is_not_committed_comes_again(
    server: TelegramServer, bot: Telegram, client: httpx.AsyncClient
) -> None:
    inbox = Inbox()
    inbox.failures = [StoreError("the database is locked")] * 3
    async with listening(bot, inbox):
        server.say(1001, 1001, "one")
        server.say(1001, 1001, "two")
        await inbox.updates.wait_for_count(2)
        await wait_until(lambda: server.updates.pending == 0)
    assert inbox.attempts == 5
    assert [heard.text for heard in inbox.updates] == ["one", "two"]


async def test_what_fails_by_a_bug_is_left_out_in_the_end(bot: Telegram, client: httpx.AsyncClient) -> None:
    inbox = Inbox()
    inbox.failures = [ValueError("a bug")] * 5
    async with listening(bot, inbox):
        await open_for(bot)
        assert [await post(client, update()) for _ in range(6)] == [503, 503, 503, 503, 200, 200]


async def test_the_same_update_again_is_left_to_the_receiver(bot: Telegram, client: httpx.AsyncClient) -> None:
    inbox = Inbox()
    async with listening(bot, inbox):
        await open_for(bot)
        assert [await post(client, update()), await post(client, update())] == [200, 200]
    assert (inbox.attempts, len(inbox.updates)) == (2, 1)


async def test_a_pressed_button_is_a_command_and_is_answered(
    server: TelegramServer, bot: Telegram, client: httpx.AsyncClient
) -> None:
    inbox = Inbox()
    async with listening(bot, inbox):
        message_id = await bot.send(to(GROUP))
        server.press(1001, server.sent[0], "/why A1")
        heard = await inbox.updates.wait_for(lambda _: True)
        await server.answers.wait_for(lambda answer: answer["callback_query_id"] == heard.extra["callback"])
    assert (heard.text, heard.replied_to) == ("/why A1", message_id)


@pytest.mark.parametrize("method", ["getMe", "setWebhook"])
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(bad_gateway(), id="502"),
        pytest.param(refusals.flood(0), id="flood"),
        pytest.param(Cut(), id="cut"),
        pytest.param(refusals.error(400, "Bad Request: bad webhook: Failed to resolve host"), id="refused"),
    ],
)
async def test_a_bad_start_is_waited_out(
    server: TelegramServer, bot: Telegram, client: httpx.AsyncClient, method: str, fault: Fault
) -> None:
    server.faults.add(fault, method, times=3)
    inbox = Inbox()
    async with listening(bot, inbox):
        server.say(1001, 1001, "/status ISKP")
        await inbox.updates.wait_for(lambda _: True)
        await open_for(bot)


async def test_why_telegram_does_not_want_the_address_is_said(server: TelegramServer, bot: Telegram) -> None:
    refused = refusals.error(400, "Bad Request: bad webhook: Failed to resolve host")
    server.faults.add(refused, "setWebhook", times=None)
    async with listening(bot, Inbox()):
        await wait_until(lambda: "resolve host" in (bot.trouble or ""))


@pytest.mark.parametrize("method", ["getMe", "setWebhook"])
async def test_a_refused_token_ends_listening_with_one_clear_error(
    server: TelegramServer, bot: Telegram, client: httpx.AsyncClient, method: str
) -> None:
    server.faults.add(refusals.unauthorized(), method, times=None)
    with pytest.raises(RasidError, match="RASID_TELEGRAM_TOKEN") as raised:
        await asyncio.wait_for(bot.listen(Inbox()), 5)
    assert server.token not in f"{raised.value}{bot.trouble}"
    assert await post(client, update()) == 503


async def test_a_webhook_that_another_program_removed_is_set_again(server: TelegramServer) -> None:
    port = free_port()
    webhook = Webhook(f"http://127.0.0.1:{port}/hooks/telegram", SECRET, again=0.05)
    bot, inbox = Telegram(server.token, server.base_url, webhook=webhook, pace=QUICK), Inbox()
    async with hooked(bot.hooks, port), listening(bot, inbox):
        await open_for(bot)
        await server.updates.set_webhook({})
        server.say(1001, 1001, "/help")
        await inbox.updates.wait_for(lambda heard: heard.text == "/help")
    await bot.close()


@pytest.mark.parametrize(
    ("url", "told", "path"),
    [
        pytest.param("https://bot.example", "https://bot.example/telegram", "/telegram", id="no path"),
        pytest.param("https://bot.example/", "https://bot.example/telegram", "/telegram", id="a slash"),
        pytest.param("https://bot.example/a/b", "https://bot.example/a/b", "/a/b", id="a path"),
        pytest.param("https://bot.example:8443/a/", "https://bot.example:8443/a/", "/a/", id="a slash at its end"),
    ],
)
def test_what_telegram_is_told_is_where_the_bot_answers(url: str, told: str, path: str) -> None:
    webhook = Webhook(url, SECRET)
    assert (webhook.url, webhook.hook.path) == (told, path)


async def test_no_secret_in_any_log(
    server: TelegramServer, bot: Telegram, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.faults.add(bad_gateway(), "setWebhook")
    inbox = Inbox()
    inbox.failures = [StoreError("the database is locked"), ValueError("a bug")]
    async with listening(bot, inbox):
        await open_for(bot)
        assert [await post(client, update()) for _ in range(3)] == [503, 503, 200]
        assert await post(client, {"update_id": 5, "message": {"message_id": "x"}}) == 200
    assert "setWebhook" in caplog.text
    assert "the database is locked" in caplog.text
    assert SECRET not in caplog.text
    assert server.token.split(":")[1] not in caplog.text
