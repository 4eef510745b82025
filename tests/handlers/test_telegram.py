"""Telegram, wire in and wire out: the adapter with the real library against the local Bot API."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.core.errors import RasidError, SendError, SendFailure, StoreError
from bot.core.message import Button, Message, block, bold
from bot.core.model import Address, Delivery, Update
from handlers.telegram import Pace, Telegram, update_from_json
from tests.fakes import telegram_faults as refusals
from tests.fakes.faults import Answer, Cut, Fault, Hang, bad_gateway, json_answer
from tests.fakes.telegram_server import BOT_ID, BOT_NAME, TelegramServer
from tests.handlers.building import Inbox, delivery, listening, wait_until

GROUP = -1_001_234_567_890
QUICK = Pace(poll=2, first_wait=0.01, longest_wait=0.05, between_parts=0.0)
WORDS = frozenset({"status", "help"})
ALERT = Message((block(bold("تفجير"), shape="heading"), block("نص")), "ar", ((Button("Why?", "/why A1"),),))


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Telegram]:
    adapter = Telegram(server.token, server.base_url, words=WORDS, pace=QUICK)
    yield adapter
    await adapter.close()


def to(chat: int, message: Message = ALERT, thread: str = "", **more: Any) -> Delivery:
    return delivery(message, Address("telegram", str(chat), thread), **more)


# --- sending ---


async def test_a_message_arrives_as_it_was_meant(server: TelegramServer, bot: Telegram) -> None:
    message_id = await bot.send(to(1001))
    [sent] = server.sent
    assert message_id == str(sent.message_id)
    assert sent.plain == "\u200fتفجير\n\u200fنص"
    assert [entity["type"] for entity in sent.entities] == ["bold"]
    assert sent.button("Why?").data == "/why A1"
    assert server.calls[0][1]["link_preview_options"] == {"is_disabled": True}


async def test_a_reply_goes_to_its_topic_and_message(server: TelegramServer, bot: Telegram) -> None:
    asked = server.say(1001, GROUP, "/status", thread_id=7)["message"]["message_id"]
    await bot.send(to(GROUP, thread="7", reply_to=str(asked)))
    assert (server.sent[0].thread_id, server.sent[0].reply_to) == (7, asked)


async def test_a_reply_to_a_deleted_message_is_sent_all_the_same(server: TelegramServer, bot: Telegram) -> None:
    await bot.send(to(1001, reply_to="999"))
    assert server.sent[0].reply_to is None
    assert server.calls[0][1]["reply_parameters"] == {"message_id": 999, "allow_sending_without_reply": True}


@pytest.mark.parametrize("reply_to", ["", "1700000000.000100", "x", "٣"])
async def test_an_id_of_another_platform_is_no_reply(server: TelegramServer, bot: Telegram, reply_to: str) -> None:
    await bot.send(to(1001, reply_to=reply_to))
    assert server.sent[0].reply_to is None


async def test_all_parts_of_a_long_message_are_sent_in_order(server: TelegramServer, bot: Telegram) -> None:
    message = Message(tuple(block(f"paragraph {n} " * 20) for n in range(60)), "en", ALERT.buttons)
    message_id = await bot.send(to(1001, message, reply_to="5"))
    assert len(server.sent) > 2
    assert message_id == str(server.sent[0].message_id)
    assert [sent.plain.split("\n")[-1] for sent in server.sent] == [
        f"({n}/{len(server.sent)})" for n in range(1, len(server.sent) + 1)
    ]
    assert ["reply_parameters" in call for _, call in server.calls] == [True] + [False] * (len(server.sent) - 1)
    assert [bool(sent.buttons) for sent in server.sent] == [False] * (len(server.sent) - 1) + [True]


PLAIN_HELPS = [
    pytest.param(refusals.cannot_parse(), id="can't parse entities"),
    pytest.param(refusals.error(400, "Bad Request: ENTITIES_TOO_LONG"), id="too many entities"),
]


@pytest.mark.parametrize("fault", PLAIN_HELPS)
async def test_markup_that_is_refused_is_sent_as_plain_text_once(
    server: TelegramServer, bot: Telegram, fault: Answer
) -> None:
    server.faults.add(fault, "sendMessage")
    await bot.send(to(1001))
    assert [call.get("parse_mode") for _, call in server.calls] == ["HTML", None]
    assert server.sent[0].plain == "\u200fتفجير\n\u200fنص"
    assert server.sent[0].buttons


@pytest.mark.parametrize("fault", PLAIN_HELPS)
async def test_plain_text_is_tried_only_once(server: TelegramServer, bot: Telegram, fault: Answer) -> None:
    server.faults.add(fault, "sendMessage", times=None)
    with pytest.raises(SendError) as raised:
        await bot.send(to(1001))
    assert raised.value.failure is SendFailure.REFUSED
    assert len(server.calls) == 2


ERRORS = [
    pytest.param(refusals.flood(17), SendFailure.BUSY, {"retry_after": 17.0}, id="flood"),
    pytest.param(refusals.flood(43_000), SendFailure.BUSY, {"retry_after": 43_000.0}, id="flood of half a day"),
    pytest.param(
        refusals.error(429, "Too Many Requests: retry after 9"), SendFailure.BUSY, {"retry_after": 9.0}, id="429, bare"
    ),
    pytest.param(refusals.error(429, "Too Many Requests"), SendFailure.BUSY, {}, id="429 without a time"),
    pytest.param(refusals.migrated(-100777), SendFailure.MOVED, {"moved_to": "-100777"}, id="migrated"),
    pytest.param(refusals.blocked(), SendFailure.GONE, {}, id="blocked"),
    pytest.param(refusals.kicked(), SendFailure.GONE, {}, id="kicked"),
    pytest.param(refusals.deactivated(), SendFailure.GONE, {}, id="account deleted"),
    pytest.param(refusals.chat_not_found(), SendFailure.GONE, {}, id="chat not found"),
    pytest.param(refusals.topic_not_found(), SendFailure.GONE, {}, id="topic deleted"),
    pytest.param(refusals.topic_closed(), SendFailure.GONE, {}, id="topic closed"),
    pytest.param(refusals.no_rights(), SendFailure.GONE, {}, id="no right to write"),
    pytest.param(refusals.error(400, "Bad Request: PEER_ID_INVALID"), SendFailure.GONE, {}, id="peer id invalid"),
    pytest.param(refusals.too_long(), SendFailure.REFUSED, {}, id="too long"),
    pytest.param(refusals.error(400, "Bad Request: BUTTON_DATA_INVALID"), SendFailure.REFUSED, {}, id="button"),
    pytest.param(refusals.error(400, "Bad Request: something new"), SendFailure.REFUSED, {}, id="unknown 400"),
    pytest.param(refusals.error(413, "Request Entity Too Large"), SendFailure.REFUSED, {}, id="413"),
    pytest.param(refusals.unauthorized(), SendFailure.REVOKED, {}, id="token revoked"),
    pytest.param(refusals.error(404, "Not Found"), SendFailure.REVOKED, {}, id="token malformed"),
    pytest.param(refusals.conflict(), SendFailure.AWAY, {}, id="conflict"),
    pytest.param(bad_gateway(), SendFailure.AWAY, {}, id="502 with HTML"),
    pytest.param(refusals.server_error(), SendFailure.AWAY, {}, id="500"),
    pytest.param(Answer(504, "Gateway Timeout", "text/plain"), SendFailure.UNKNOWN, {}, id="504"),
    pytest.param(Answer(200, "<html>captive portal</html>", "text/html"), SendFailure.UNKNOWN, {}, id="200 with HTML"),
    pytest.param(json_answer(200, {"ok": False}), SendFailure.UNKNOWN, {}, id="200 without a result"),
    pytest.param(Answer(200, "[]"), SendFailure.UNKNOWN, {}, id="200 with a list"),
    pytest.param(Cut(), SendFailure.UNKNOWN, {}, id="cut before receipt"),
    pytest.param(Cut(received=True), SendFailure.UNKNOWN, {}, id="cut after receipt"),
]


@pytest.mark.parametrize(("fault", "failure", "details"), ERRORS)
async def test_each_error_has_its_answer(
    server: TelegramServer, bot: Telegram, fault: Fault, failure: SendFailure, details: dict[str, object]
) -> None:
    server.faults.add(fault, "sendMessage", times=None)
    with pytest.raises(SendError) as raised:
        await bot.send(to(1001))
    expected = {"retry_after": None, "moved_to": None} | details
    assert raised.value.failure is failure
    assert {name: getattr(raised.value, name) for name in expected} == expected
    assert len(server.calls) == 1, "an adapter never tries again by itself"
    assert server.token not in str(raised.value)


async def test_a_hanging_send_is_an_unknown_outcome(server: TelegramServer) -> None:
    bot = Telegram(server.token, server.base_url, pace=Pace(send=0.3))
    server.faults.add(Hang(received=True), "sendMessage")
    with pytest.raises(SendError) as raised:
        await bot.send(to(1001))
    assert raised.value.failure is SendFailure.UNKNOWN
    await bot.close()


async def test_nobody_at_the_address_means_away(server: TelegramServer, bot: Telegram) -> None:
    await server.stop()
    with pytest.raises(SendError) as raised:
        await bot.send(to(1001))
    assert raised.value.failure is SendFailure.AWAY


async def test_an_empty_message_is_refused(server: TelegramServer, bot: Telegram) -> None:
    with pytest.raises(SendError) as raised:
        await bot.send(to(1001, Message((block(" "),), "en")))
    assert raised.value.failure is SendFailure.REFUSED
    assert not server.calls


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        pytest.param(refusals.flood(3), SendFailure.UNKNOWN, id="flood"),
        pytest.param(bad_gateway(), SendFailure.UNKNOWN, id="away"),
        pytest.param(refusals.blocked(), SendFailure.GONE, id="blocked meanwhile"),
        pytest.param(refusals.too_long(), SendFailure.REFUSED, id="never accepted: no repeats of the first part"),
    ],
)
async def test_a_later_part_that_fails(
    server: TelegramServer, bot: Telegram, fault: Answer, failure: SendFailure
) -> None:
    message = Message(tuple(block("paragraph " * 40) for _ in range(30)), "en")
    first_done = asyncio.create_task(server.wait_for(lambda sent: "(1/" in sent.plain))
    first_done.add_done_callback(lambda _: server.faults.add(fault, "sendMessage"))
    with pytest.raises(SendError) as raised:
        await Telegram(server.token, server.base_url, pace=Pace(between_parts=0.2)).send(to(1001, message))
    assert raised.value.failure is failure
    assert len(server.sent) == 1


# --- listening ---


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


@pytest.mark.parametrize("name", [pytest.param("", id="an empty name"), pytest.param(None, id="none")])
def test_a_person_without_a_name(name: str | None) -> None:
    data = {"update_id": 1, "message": private("/status") | {"from": {"id": 7, "is_bot": False, "first_name": name}}}
    update = update_from_json(data, BOT_NAME, WORDS)
    assert update is not None
    assert (update.text, update.person.user, update.person.name) == ("/status", "7", "")


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


async def test_the_menu_is_set_for_each_language(server: TelegramServer) -> None:
    menu = {"": [("status", "Now against the usual")], "ar": [("status", "الآن مقارنة بالمعتاد")]}
    bot = Telegram(server.token, server.base_url, menu=menu, pace=QUICK)
    async with listening(bot, Inbox()):
        await server.calls.wait_for(lambda call: call[0] == "getUpdates")
    menus = {
        call.get("language_code", ""): call["commands"] for method, call in server.calls if method == "setMyCommands"
    }
    assert menus == {
        "": [{"command": "status", "description": "Now against the usual"}],
        "ar": [{"command": "status", "description": "الآن مقارنة بالمعتاد"}],
    }
    await bot.close()


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


# --- updates ---


def private(text: str, **more: Any) -> dict[str, Any]:
    return message(1001, "private", text, **more)


def group(text: str, **more: Any) -> dict[str, Any]:
    return message(GROUP, "supergroup", text, title="Desk", **more)


def message(chat: int, kind: str, text: str, title: str | None = None, **more: Any) -> dict[str, Any]:
    chat_facts: dict[str, Any] = {"id": chat, "type": kind} | ({"title": title} if title else {"first_name": "Huda"})
    user = {"id": 1001, "is_bot": False, "first_name": "Huda", "last_name": "S.", "language_code": "ar"}
    return {"message_id": 5, "date": 1_770_000_000, "chat": chat_facts, "from": user, "text": text, **more}


BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Rasid", "username": BOT_NAME}
OTHER_BOT = {"id": 9, "is_bot": True, "first_name": "Other", "username": "other_bot"}


def from_bot(**more: Any) -> dict[str, Any]:
    return group("an alert", message_id=3) | {"from": BOT} | more


@pytest.mark.parametrize(
    ("said", "text", "addressed"),
    [
        pytest.param(private("/status ISKP"), "/status ISKP", True, id="private command"),
        pytest.param(private("status ISKP"), "/status ISKP", True, id="private bare word"),
        pytest.param(private("Status داعش خراسان"), "/Status داعش خراسان", True, id="bare word in capitals"),
        pytest.param(private("what is ISKP"), "what is ISKP", True, id="private talk"),
        pytest.param(private("/status@RASID_test_bot ISKP"), "/status ISKP", True, id="private, with name"),
        pytest.param(group("/status ISKP"), "/status ISKP", True, id="group command"),
        pytest.param(group(f"/status@{BOT_NAME} ISKP"), "/status ISKP", True, id="group command with name"),
        pytest.param(group(f"/status@{BOT_NAME}\nISKP"), "/status\nISKP", True, id="command over two lines"),
        pytest.param(group("/status@other_bot ISKP"), "/status ISKP", False, id="command for another bot"),
        pytest.param(group("status ISKP"), "/status ISKP", False, id="group talk"),
        pytest.param(group(f"@{BOT_NAME} status ISKP"), "/status ISKP", True, id="mention"),
        pytest.param(group(f"@{BOT_NAME}: status ISKP"), "/status ISKP", True, id="mention with colon"),
        pytest.param(group(f"hello @{BOT_NAME}"), "hello", True, id="mention at the end"),
        pytest.param(group(f"@{BOT_NAME}"), "/help", True, id="mention alone"),
        pytest.param(group(f"@{BOT_NAME}x status"), f"@{BOT_NAME}x status", False, id="a longer name"),
        pytest.param(group("why?", reply_to_message=from_bot()), "why?", True, id="reply to the bot"),
        pytest.param(
            group("why?", reply_to_message=group("x", message_id=3)), "why?", False, id="reply to somebody else"
        ),
        pytest.param(
            group("hi", reply_to_message=from_bot(forum_topic_created={"name": "t", "icon_color": 1})),
            "hi",
            False,
            id="first message of a topic",
        ),
        pytest.param(
            private("/status a\ud800b\x00"), "/status a\N{REPLACEMENT CHARACTER}b", True, id="half characters"
        ),
    ],
)
def test_who_is_spoken_to(said: dict[str, Any], text: str, addressed: bool) -> None:
    update = update_from_json({"update_id": 1, "message": said}, BOT_NAME, WORDS)
    assert update is not None
    assert (update.text, update.addressed) == (text, addressed)


def test_a_caption_counts_as_text() -> None:
    photo = private("") | {"caption": "/test", "text": None}
    update = update_from_json({"update_id": 1, "message": photo}, BOT_NAME)
    assert update is not None
    assert update.text == "/test"


def test_a_reply_in_a_topic() -> None:
    said = group("/why", message_thread_id=7, is_topic_message=True, reply_to_message=from_bot())
    update = update_from_json({"update_id": 1, "message": said}, BOT_NAME)
    assert update is not None
    assert update.address == Address("telegram", str(GROUP), "7")
    assert (update.replied_to, update.message_id, update.private) == ("3", "5", False)
    assert update.extra["title"] == "Desk"


def test_a_reply_outside_of_forums_is_in_no_topic() -> None:
    said = group("/why", message_thread_id=3, reply_to_message=from_bot())
    update = update_from_json({"update_id": 1, "message": said}, BOT_NAME)
    assert update is not None
    assert update.address.thread == ""


def test_an_anonymous_admin_is_the_group() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    said = group("/mute all 4h", sender_chat={"id": GROUP, "type": "supergroup", "title": "Desk"}) | {"from": anonymous}
    update = update_from_json({"update_id": 1, "message": said}, BOT_NAME)
    assert update is not None
    assert update.person.label == f"telegram:{GROUP}"


def member(status: str, **more: Any) -> dict[str, Any]:
    extra = {"until_date": 0} if status in {"kicked", "restricted"} else {}
    return {"user": BOT, "status": status, **extra, **more}


RIGHTS = (
    *("can_send_messages", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics"),
    *("can_send_polls", "can_send_other_messages", "can_add_web_page_previews", "can_send_audios"),
    *("can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes"),
    *("can_send_voice_notes", "can_react_to_messages", "can_edit_tag"),
)


@pytest.mark.parametrize(
    ("old", "new", "membership"),
    [
        pytest.param(member("member"), member("kicked"), "gone", id="blocked or thrown out"),
        pytest.param(member("member"), member("left"), "gone", id="left"),
        pytest.param(member("kicked"), member("member"), "back", id="unblocked"),
        pytest.param(member("left"), member("member"), "back", id="added"),
        pytest.param(member("kicked"), member("left"), None, id="unbanned, not yet back"),
        pytest.param(
            member("member"),
            member("restricted", is_member=False, **dict.fromkeys(RIGHTS, False)),
            "gone",
            id="restricted and out",
        ),
    ],
)
def test_coming_and_going(old: dict[str, Any], new: dict[str, Any], membership: str | None) -> None:
    person = {"id": 1001, "is_bot": False, "first_name": "Huda"}
    chat = {"id": 1001, "type": "private", "first_name": "Huda"}
    change = {"chat": chat, "from": person, "date": 1_770_000_000, "old_chat_member": old, "new_chat_member": new}
    update = update_from_json({"update_id": 4, "my_chat_member": change}, BOT_NAME)
    if membership is None:
        assert update is None
    else:
        assert update is not None
        assert (update.text, update.extra["membership"], update.private) == ("", membership, True)


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


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"update_id": 1, "edited_message": private("/status")}, id="an edited message"),
        pytest.param({"update_id": 1, "message": private("/status") | {"from": OTHER_BOT}}, id="another bot"),
        pytest.param({"update_id": 1, "message": private("/status") | {"text": None}}, id="a sticker"),
        pytest.param({"update_id": 1, "channel_post": group("news")}, id="a channel"),
        pytest.param({"update_id": 1}, id="nothing"),
        pytest.param({}, id="no number"),
        pytest.param({"update_id": 1, "message": "text"}, id="a text for a message"),
        pytest.param({"update_id": 1, "message": private("x", date=10**30)}, id="a date that is none"),
        pytest.param({"update_id": 1, "callback_query": {"id": "1"}}, id="half a button"),
    ],
)
def test_what_is_not_listened_to(data: dict[str, Any]) -> None:
    assert update_from_json(data, BOT_NAME, WORDS) is None
