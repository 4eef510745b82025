"""Telegram, wire in: the adapter with the real library against the local Bot API."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.core.errors import RasidError, SendError, StoreError
from bot.core.model import Address, Update
from handlers.telegram import Pace, Telegram
from tests.fakes import telegram_faults as refusals
from tests.fakes.faults import Answer, Cut, Fault, bad_gateway, json_answer
from tests.fakes.telegram_server import TelegramServer
from tests.handlers import telegram_wire
from tests.handlers.building import Inbox, listening, wait_until
from tests.handlers.telegram_wire import GROUP, QUICK, private, to

server = telegram_wire.server
bot = telegram_wire.bot


async def test_what_is_said_is_received_and_then_confirmed(server: TelegramServer, bot: Telegram) -> None:
    server.say(1001, 1001, "/status ISKP", name="Huda")
    inbox = Inbox()
    async with listening(bot, inbox):
        update = await inbox.updates.wait_for(lambda _: True)
        await wait_until(lambda: server.updates.pending == 0)
        assert bot.trouble is None
    assert (update.platform, update.id) == ("telegram", str(server.updates.pushed[0]["update_id"]))
    assert (update.address, update.person.label) == (Address("telegram", "1001"), "telegram:1001")
    assert (update.text, update.private, update.addressed) == ("/status ISKP", True, True)
    assert (update.person.name, update.message_id, update.replied_to) == ("Huda", "1", None)
    assert update.extra["language"] == "ar"


async def test_an_update_that_is_not_committed_is_not_confirmed(server: TelegramServer, bot: Telegram) -> None:
    server.say(1001, 1001, "one")
    server.say(1001, 1001, "two")
    server.updates.out_of_order = True
    inbox = Inbox()
    inbox.failures = [StoreError("the database is locked")] * 3
    async with listening(bot, inbox):
        await inbox.updates.wait_for_count(2)
        await wait_until(lambda: server.updates.pending == 0)
    assert inbox.attempts >= 5
    assert {update.text for update in inbox.updates} == {"one", "two"}


async def test_a_failing_update_never_stops_the_others(server: TelegramServer, bot: Telegram) -> None:
    inbox = Inbox()
    inbox.failures = [ValueError("a bug")] * 5
    server.say(1001, 1001, "poison")
    server.say(1001, 1001, "/status ISKP")
    async with listening(bot, inbox):
        update = await inbox.updates.wait_for(lambda _: True)
    assert update.text == "/status ISKP"


async def test_a_cancelled_listener_confirms_nothing_it_did_not_receive(server: TelegramServer, bot: Telegram) -> None:
    server.say(1001, 1001, "/status ISKP")
    started = asyncio.Event()

    async def never(update: Update) -> bool:
        started.set()
        await asyncio.Event().wait()
        return True

    task = asyncio.create_task(bot.listen(never))
    await started.wait()
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    assert server.updates.pending == 1


async def test_a_held_poll_ends_at_once_when_cancelled(server: TelegramServer) -> None:
    bot = Telegram(server.token, server.base_url, pace=Pace(poll=50))
    task = asyncio.create_task(bot.listen(Inbox()))
    await server.calls.wait_for(lambda call: call[0] == "getUpdates")
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=2)
    assert done == {task}
    await bot.close()


async def test_who_was_cancelled_at_any_moment_hears_when_it_is_to_listen_again(server: TelegramServer) -> None:
    """Another process hears meanwhile; the answer to the last poll may just be coming in."""
    bot = Telegram(server.token, server.base_url, pace=Pace(poll=50))
    for turns in range(40):
        server.updates.confirm(10**9)
        polls = sum(name == "getUpdates" for name, _ in server.calls)
        task = asyncio.create_task(bot.listen(Inbox()))
        await wait_until(lambda polls=polls: sum(name == "getUpdates" for name, _ in server.calls) > polls)  # type: ignore[misc]
        server.say(1001, 1001, "/status ISKP")
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
    inbox = Inbox()
    async with listening(bot, inbox):
        server.say(1001, 1001, "/help")
        await inbox.updates.wait_for(lambda update: update.text == "/help")
        assert bot.trouble is None
    await bot.close()


async def test_a_repeated_update_is_received_again_and_left_to_the_receiver(
    server: TelegramServer, bot: Telegram
) -> None:
    first = server.say(1001, 1001, "/status ISKP")
    inbox = Inbox()
    async with listening(bot, inbox):
        await inbox.updates.wait_for_count(1)
        server.updates.repeat(first)
        await wait_until(lambda: inbox.attempts == 2)
        server.say(1001, 1001, "/help")
        await inbox.updates.wait_for(lambda update: update.text == "/help")
    assert len(inbox.updates) == 2


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(refusals.conflict(), id="two pollers"),
        pytest.param(bad_gateway(), id="502"),
        pytest.param(Answer(404, "<html>proxy</html>", "text/html"), id="404 of a proxy"),
        pytest.param(refusals.flood(0), id="flood"),
        pytest.param(Cut(), id="cut"),
        pytest.param(Answer(200, "nonsense"), id="no JSON"),
        pytest.param(json_answer(200, {"ok": True, "result": 7}), id="a number instead of a list"),
        pytest.param(json_answer(200, {"ok": True, "result": [None, 3, {"update_id": "x"}, {}]}), id="no updates"),
    ],
)
async def test_listening_survives(server: TelegramServer, bot: Telegram, fault: Fault) -> None:
    server.faults.add(fault, "getUpdates", times=3)
    inbox = Inbox()
    async with listening(bot, inbox):
        server.say(1001, 1001, "/status ISKP")
        await inbox.updates.wait_for(lambda update: update.text == "/status ISKP")
        await wait_until(lambda: bot.trouble is None)


async def test_listening_survives_a_restart_of_the_server(server: TelegramServer, bot: Telegram) -> None:
    inbox = Inbox()
    async with listening(bot, inbox):
        await server.calls.wait_for(lambda call: call[0] == "getUpdates")
        await server.stop()
        await wait_until(lambda: bot.trouble is not None)
        await server.start()
        server.say(1001, 1001, "/status ISKP")
        await inbox.updates.wait_for(lambda update: update.text == "/status ISKP")


async def test_a_forgotten_webhook_is_removed(server: TelegramServer, bot: Telegram) -> None:
    await server.updates.set_webhook({"url": "http://127.0.0.1:9/", "secret_token": "x"})
    inbox = Inbox()
    async with listening(bot, inbox):
        server.say(1001, 1001, "/status ISKP")
        await inbox.updates.wait_for(lambda update: update.text == "/status ISKP")


async def test_one_unreadable_update_costs_only_itself(server: TelegramServer, bot: Telegram) -> None:
    broken = {"update_id": 700, "message": {"message_id": "x", "date": "never", "chat": 5}}
    good = {"update_id": 701, "message": private("/status ISKP")}
    server.faults.add(json_answer(200, {"ok": True, "result": [broken, good]}), "getUpdates")
    inbox = Inbox()
    async with listening(bot, inbox):
        update = await inbox.updates.wait_for(lambda _: True)
        _, poll = await server.calls.wait_for(lambda call: call[0] == "getUpdates" and "offset" in call[1])
    assert update.id == "701"
    assert int(poll["offset"]) == 702


async def test_an_update_that_cannot_be_understood_is_left_out_once(
    server: TelegramServer, bot: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    broken = {"update_id": 700, "message": private("/status") | {"text": 5}}
    good = {"update_id": 701, "message": private("/status ISKP")}
    server.faults.add(json_answer(200, {"ok": True, "result": [broken, good]}), "getUpdates")
    inbox = Inbox()
    async with listening(bot, inbox):
        update = await inbox.updates.wait_for(lambda _: True)
        _, poll = await server.calls.wait_for(lambda call: call[0] == "getUpdates" and "offset" in call[1])
    assert (update.id, int(poll["offset"]), bot.trouble) == ("701", 702, None)
    assert ["700" in record.message for record in caplog.records if record.levelno >= logging.WARNING] == [True]


async def test_a_pressed_button_is_a_command_and_is_answered(server: TelegramServer, bot: Telegram) -> None:
    inbox = Inbox()
    async with listening(bot, inbox):
        message_id = await bot.send(to(GROUP, thread=""))
        server.press(1001, server.sent[0], "/why A1")
        update = await inbox.updates.wait_for(lambda _: True)
        await server.answers.wait_for(lambda answer: answer["callback_query_id"] == update.extra["callback"])
    assert (update.text, update.replied_to, update.private) == ("/why A1", message_id, False)


async def test_an_expired_button_is_no_trouble(server: TelegramServer, bot: Telegram) -> None:
    refused = refusals.error(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    server.faults.add(refused, "answerCallbackQuery")
    inbox = Inbox()
    async with listening(bot, inbox):
        await bot.send(to(1001))
        server.press(1001, server.sent[0], "/why A1")
        server.say(1001, 1001, "/help")
        await inbox.updates.wait_for(lambda update: update.text == "/help")
    assert bot.trouble is None


async def test_blocking_and_coming_back_over_the_wire(server: TelegramServer, bot: Telegram) -> None:
    inbox = Inbox()
    async with listening(bot, inbox):
        server.change_membership(1001, 1001, "member", "kicked")
        server.change_membership(1001, 1001, "kicked", "member")
        await inbox.updates.wait_for_count(2)
    assert [update.extra["membership"] for update in inbox.updates] == ["gone", "back"]


async def test_a_group_that_moves_says_where(server: TelegramServer, bot: Telegram) -> None:
    inbox = Inbox()
    async with listening(bot, inbox):
        server.migrate(1001, -500, GROUP)
        update = await inbox.updates.wait_for(lambda _: True)
    assert (update.address.chat, update.extra["moved_to"]) == ("-500", str(GROUP))


@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
@pytest.mark.parametrize("status", [401, 404])
async def test_a_refused_token_ends_listening_with_one_clear_error(
    server: TelegramServer, bot: Telegram, method: str, status: int
) -> None:
    server.faults.add(refusals.error(status, "Unauthorized"), method, times=None)
    with pytest.raises(RasidError, match="RASID_TELEGRAM_TOKEN") as raised:
        await asyncio.wait_for(bot.listen(Inbox()), 5)
    assert server.token not in f"{raised.value}{bot.trouble}"


async def test_no_token_in_any_log(server: TelegramServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bot = Telegram(server.token, server.base_url, pace=QUICK)
    server.faults.add(bad_gateway(), "getUpdates")
    async with listening(bot, Inbox()):
        await server.calls.wait_for(lambda call: call[0] == "getUpdates")
        await bot.send(to(1001))
        await server.stop()
        with pytest.raises(SendError):
            await bot.send(to(1001))
    await bot.close()
    secret = server.token.split(":")[1]
    assert "getUpdates" in caplog.text
    assert secret not in caplog.text
