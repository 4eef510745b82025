"""Telegram, wire out: the adapter with the real library against the local Bot API."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.errors import SendError, SendFailure
from bot.core.message import Message, block, bold
from handlers.telegram import Pace, Telegram
from tests.fakes import telegram_faults as refusals
from tests.fakes.faults import Answer, Cut, Fault, Hang, bad_gateway, json_answer
from tests.fakes.telegram_server import TelegramServer
from tests.handlers import telegram_wire
from tests.handlers.building import send_all
from tests.handlers.telegram_wire import ALERT, GROUP, to

server = telegram_wire.server
bot = telegram_wire.bot


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


@pytest.mark.parametrize(
    ("given", "silent"),
    [
        pytest.param({}, False, id="an alert"),
        pytest.param({"silent": True}, True, id="in quiet hours"),
        pytest.param({"kind": "edit"}, True, id="a part that the changed message did not have"),
    ],
)
async def test_what_makes_a_sound(server: TelegramServer, bot: Telegram, given: dict[str, Any], silent: bool) -> None:
    await bot.send(replace(to(1001), **given))
    assert server.sent[0].silent is silent


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
    ids = await send_all(bot, to(1001, message, reply_to="5"))
    assert len(server.sent) > 2
    assert ids == [str(sent.message_id) for sent in server.sent]
    assert [sent.plain.split("\n")[-1] for sent in server.sent] == [
        f"({n}/{len(server.sent)})" for n in range(1, len(server.sent) + 1)
    ]
    assert ["reply_parameters" in call for _, call in server.calls] == [True] + [False] * (len(server.sent) - 1)
    assert [bool(sent.buttons) for sent in server.sent] == [False] * (len(server.sent) - 1) + [True]


async def test_without_markup(server: TelegramServer, bot: Telegram) -> None:
    await bot.send(replace(to(1001), plain=True))
    assert [call.get("parse_mode") for _, call in server.calls] == [None]
    assert server.sent[0].plain == "\u200fتفجير\n\u200fنص"
    assert server.sent[0].buttons


async def test_a_message_is_changed_in_its_place(server: TelegramServer, bot: Telegram) -> None:
    message_id = await bot.send(to(1001))
    changed = Message((block(bold("تفجير آخر"), shape="heading"),), "ar", ALERT.buttons)
    assert await bot.send(replace(to(1001, changed), edits=message_id)) == message_id
    assert [sent.plain for sent in server.shown(1001)] == ["\u200fتفجير آخر"]
    assert server.shown(1001)[0].button("Why?").data == "/why A1"


async def test_a_message_that_reads_so_already_counts_as_changed(server: TelegramServer, bot: Telegram) -> None:
    message_id = await bot.send(to(1001))
    assert await bot.send(replace(to(1001), edits=message_id)) == message_id


@pytest.mark.parametrize("description", ["message to edit not found", "message can't be edited"])
async def test_a_message_that_was_deleted_has_vanished(server: TelegramServer, bot: Telegram, description: str) -> None:
    server.faults.add(refusals.error(400, f"Bad Request: {description}"), "editMessageText")
    with pytest.raises(SendError) as raised:
        await bot.send(replace(to(1001), edits="77"))
    assert raised.value.failure is SendFailure.VANISHED


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
    pytest.param(refusals.topic_not_found(), SendFailure.CLOSED, {}, id="topic not found"),
    pytest.param(refusals.error(400, "Bad Request: TOPIC_DELETED"), SendFailure.CLOSED, {}, id="topic deleted"),
    pytest.param(refusals.topic_closed(), SendFailure.CLOSED, {}, id="topic closed"),
    pytest.param(refusals.cannot_parse(), SendFailure.MARKUP, {}, id="can't parse entities"),
    pytest.param(refusals.error(400, "Bad Request: ENTITIES_TOO_LONG"), SendFailure.TOO_LONG, {}, id="entities"),
    pytest.param(
        refusals.error(400, "Bad Request: message to be replied not found"), SendFailure.ALONE, {}, id="no such message"
    ),
    pytest.param(
        json_answer(200, {"ok": False, "error_code": 403, "description": "Forbidden"}),
        SendFailure.GONE,
        {},
        id="403 in a 200",
    ),
    pytest.param(
        json_answer(
            200, {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 7}}
        ),
        SendFailure.BUSY,
        {"retry_after": 7.0},
        id="429 in a 200",
    ),
    pytest.param(refusals.no_rights(), SendFailure.GONE, {}, id="no right to write"),
    pytest.param(refusals.error(400, "Bad Request: PEER_ID_INVALID"), SendFailure.GONE, {}, id="peer id invalid"),
    pytest.param(refusals.too_long(), SendFailure.TOO_LONG, {}, id="too long"),
    pytest.param(refusals.error(400, "Bad Request: BUTTON_DATA_INVALID"), SendFailure.REFUSED, {}, id="button"),
    pytest.param(refusals.error(400, "Bad Request: something new"), SendFailure.REFUSED, {}, id="unknown 400"),
    pytest.param(refusals.error(413, "Request Entity Too Large"), SendFailure.TOO_LONG, {}, id="413"),
    pytest.param(refusals.unauthorized(), SendFailure.REVOKED, {}, id="token revoked"),
    pytest.param(refusals.error(404, "Not Found"), SendFailure.REVOKED, {}, id="token malformed"),
    pytest.param(refusals.conflict(), SendFailure.AWAY, {}, id="conflict"),
    pytest.param(bad_gateway(), SendFailure.AWAY, {}, id="502 with HTML"),
    *[
        pytest.param(Answer(status, "<html>proxy</html>", "text/html"), SendFailure.AWAY, {}, id=f"{status} of a proxy")
        for status in (400, 401, 403, 404)
    ],
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


async def test_an_empty_message_has_no_part(bot: Telegram) -> None:
    assert not bot.parts(Message((block(" "),), "en"))


def test_a_message_is_cut_smaller_when_asked(bot: Telegram) -> None:
    message = Message(tuple(block(f"paragraph {n} " * 20) for n in range(60)), "en")
    sizes = [len(bot.parts(message, tight)) for tight in range(3)]
    assert sizes[0] < sizes[1] < sizes[2]
    assert list(bot.parts(message, 1)) == list(bot.parts(message, 1))


async def test_a_message_of_a_topic_is_changed_and_removed(server: TelegramServer, bot: Telegram) -> None:
    message_id = await bot.send(to(GROUP, thread="7"))
    changed = replace(to(GROUP, Message((block("page 2"),)), thread="7"), edits=message_id)
    assert await bot.send(changed) == message_id
    [shown] = server.shown(GROUP)
    assert (shown.plain, shown.thread_id) == ("page 2", 7)
    await bot.remove(changed.destination.address, message_id)
    assert server.shown(GROUP) == []


async def test_what_cannot_be_removed_stays(server: TelegramServer, bot: Telegram) -> None:
    address = to(GROUP).destination.address
    await bot.remove(address, "999")
    await bot.remove(address, "not a number")
    server.faults.add(refusals.flood(5), "deleteMessage")
    await bot.remove(address, await bot.send(to(GROUP)))
    assert len(server.shown(GROUP)) == 1
