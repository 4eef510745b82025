"""Telegram by a server that says no more than it must: the adapter hears and sends all the same."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.core.message import Message, block
from bot.core.model import Address
from handlers.telegram import Pace, Telegram, update_from_json
from handlers.telegram.menus import Face
from handlers.telegram.updates import parsed
from tests.fakes.faults import json_answer
from tests.fakes.lean_servers import TOKEN, LeanTelegram
from tests.handlers.building import Inbox, delivery, listening

QUICK = Pace(poll=1, first_wait=0.01, longest_wait=0.05)
FACES = {"": Face({"analyst": [("status", "Now")]}, "about"), "ar": Face({"analyst": [("status", "الآن")]})}
ALERT = delivery(Message((block("text"),), "en"), Address("telegram", "5"))
WEBHOOK = json_answer(
    409,
    {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first",
    },
)


@pytest.fixture
async def server() -> AsyncIterator[LeanTelegram]:
    async with LeanTelegram() as running:
        yield running


@pytest.fixture
async def bot(server: LeanTelegram) -> AsyncIterator[Telegram]:
    adapter = Telegram(TOKEN, server.base_url, faces=FACES, pace=QUICK)
    yield adapter
    await adapter.close()


@pytest.mark.parametrize(
    ("answer", "message_id"),
    [
        pytest.param({"ok": True, "result": {"message_id": 12}}, "12", id="an id alone"),
        pytest.param({"ok": True, "result": {"message_id": 12, "date": None, "chat": {}}}, "12", id="an empty chat"),
        pytest.param({"ok": True, "result": {"message_id": 12, "entities": [{}]}}, "12", id="half an entity"),
        pytest.param({"ok": True, "result": {}}, "", id="no id"),
        pytest.param({"ok": True, "result": True}, "", id="true"),
        pytest.param({"ok": True}, "", id="ok alone"),
    ],
)
async def test_ok_means_sent(server: LeanTelegram, bot: Telegram, answer: dict[str, Any], message_id: str) -> None:
    server.sends = answer
    assert await bot.send(ALERT) == message_id
    assert len(server.calls) == 1


async def test_methods_that_are_not_there_are_no_trouble(
    server: LeanTelegram, bot: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    server.updates = [{"update_id": 1, "message": {"message_id": 2, "chat": {"id": 5}, "from": {"id": 5}, "text": "a"}}]
    server.faults.add(WEBHOOK, "getUpdates")
    inbox = Inbox()
    with caplog.at_level(logging.WARNING):
        async with listening(bot, inbox):
            await inbox.updates.wait_for(lambda _: True)
            assert bot.trouble is None
    assert "telegram menu of commands (default): Not Found" in caplog.messages
    assert "telegram menu of commands (ar): Not Found" in caplog.messages
    assert "telegram webhook could not be removed: Not Found" in caplog.messages


USER, CHAT = {"id": 5}, {"id": 5}
GROUP = {"id": -7}
SAID = {"message_id": 2, "chat": CHAT, "from": USER, "text": "/status"}
BEFORE = {"message_id": 1, "chat": CHAT, "from": {"id": 1, "is_bot": True, "username": "y"}}
BUTTON = {"id": "9", "from": USER, "data": "/why A1"}
LEAN = [
    pytest.param({"message": SAID}, "/status", True, id="a message"),
    pytest.param({"message": SAID | {"date": None, "from": USER | {"first_name": None}}}, "/status", True, id="nulls"),
    pytest.param({"message": SAID | {"chat": GROUP}}, "/status", False, id="a message in a group"),
    pytest.param({"message": SAID | {"reply_to_message": BEFORE}}, "/status", True, id="a reply"),
    pytest.param({"message": SAID | {"sender_chat": GROUP}}, "/status", True, id="in the name of a chat"),
    pytest.param({"callback_query": BUTTON | {"message": BEFORE}}, "/why A1", True, id="a button"),
    pytest.param({"callback_query": BUTTON | {"message": BEFORE | {"chat": GROUP}}}, "/why A1", False, id="in a group"),
    pytest.param(
        {
            "my_chat_member": {
                "chat": GROUP,
                "from": USER,
                "old_chat_member": {"status": "member"},
                "new_chat_member": {"status": "kicked"},
            }
        },
        "",
        False,
        id="the bot's going",
    ),
]


@pytest.mark.parametrize(("data", "text", "private"), LEAN)
def test_what_is_left_out_is_filled_in(data: dict[str, Any], text: str, private: bool) -> None:
    update = update_from_json({"update_id": 1, **data}, "y")
    assert update is not None
    assert (update.text, update.private, update.person.name) == (text, private, "")


def test_a_button_in_a_topic_stays_in_its_topic() -> None:
    shown = BEFORE | {"chat": GROUP, "message_thread_id": 3, "is_topic_message": True}
    update = update_from_json({"update_id": 1, "callback_query": BUTTON | {"message": shown}}, "y")
    assert update is not None
    assert update.address == Address("telegram", "-7", "3")


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        pytest.param({"id": "7", "from": USER}, "", id="nothing typed"),
        pytest.param({"id": "7", "from": USER, "query": "ISKP", "offset": None}, "ISKP", id="a name"),
        pytest.param({"id": "7"}, "", id="nobody"),
        pytest.param([], None, id="a list"),
    ],
)
def test_an_inline_question(question: Any, typed: str | None) -> None:
    update = parsed({"update_id": 1, "inline_query": question})
    found = update.inline_query if update else None
    assert (found and found.query) == typed
    assert update_from_json({"update_id": 1, "inline_query": question}, "y") is None


async def test_lean_updates_over_the_wire(server: LeanTelegram, bot: Telegram) -> None:
    server.updates = [{"update_id": n, **case.values[0]} for n, case in enumerate(LEAN, start=1)]  # type: ignore[dict-item]
    inbox = Inbox()
    async with listening(bot, inbox):
        await server.calls.wait_for(lambda call: call[1].get("offset") == str(len(LEAN) + 1))
    assert [update.text for update in inbox.updates] == [case.values[1] for case in LEAN]
