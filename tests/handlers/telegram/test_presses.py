"""Notes to whoever pressed a button, wire out: a toast, a window, or where it is too late a message or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core.bidi import ltr
from bot.core.errors import SendError, SendFailure
from bot.core.message import Button, Message, block
from bot.core.model import Delivery, Update
from handlers.telegram import Pace, Telegram
from handlers.telegram.presses import note
from tests.fakes import telegram_faults as refusals
from tests.fakes.faults import Answer, Fault, Hang
from tests.fakes.telegram_server import TelegramServer
from tests.handlers import telegram_wire
from tests.handlers.building import Inbox, listening, wait_until
from tests.handlers.telegram_wire import GROUP, to

server = telegram_wire.server
HINT = Message((block("Nothing was changed."),), "en")


@pytest.fixture(name="bot")
async def _bot(server: TelegramServer) -> AsyncIterator[Telegram]:
    adapter = Telegram(server.token, server.base_url, pace=Pace(poll=2, first_wait=0.01, send=1.0, press=30.0))
    yield adapter
    await adapter.close()


async def pressed(server: TelegramServer, bot: Telegram, chat: int) -> Update:
    """Somebody presses a button of a new message, and the bot has heard it."""
    inbox = Inbox()
    await bot.send(to(chat))
    async with listening(bot, inbox):
        server.press(1001, server.sent[-1], "/why A1")
        return await inbox.updates.wait_for(lambda _: True)


def whisper(update: Update, message: Message = HINT, *, private: bool = True) -> Delivery:
    found = to(int(update.address.chat), replace(message, whisper=update.whisper), kind="reply", private=private)
    return replace(found, reply_to=update.message_id)


@pytest.mark.parametrize("chat", [1001, GROUP])
async def test_a_short_note_is_a_toast_and_no_message(server: TelegramServer, bot: Telegram, chat: int) -> None:
    update = await pressed(server, bot, chat)
    assert await bot.send(whisper(update)) == ""
    assert server.answers == [{"callback_query_id": update.whisper, "text": "Nothing was changed."}]
    assert len(server.sent) == 1


@pytest.mark.parametrize(
    ("message", "text", "waits"),
    [
        pytest.param(HINT, "Nothing was changed.", False, id="short"),
        pytest.param(Message((block("x" * 61),)), "x" * 61, True, id="more than a line"),
        pytest.param(Message((block("one"), block("two"))), "one\ntwo", False, id="two lines"),
        pytest.param(Message((block("تم"),), "ar"), "\u200fتم", False, id="Arabic"),
        pytest.param(Message((block("س" * 60),), "ar"), "\u200f" + "س" * 60, False, id="marks do not count as words"),
    ],
)
def test_how_a_note_is_shown(message: Message, text: str, waits: bool) -> None:
    assert note(message) == (text, waits)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("word " * 100, id="words"),
        pytest.param("س" * 4000, id="one word"),
        pytest.param(f"قال {ltr('a b c d ' * 60)}", id="cut inside an isolate"),
    ],
)
def test_a_long_note_is_cut_to_what_telegram_takes(words: str) -> None:
    text, waits = note(Message((block(words),), "ar"))
    assert waits
    assert 100 < len(text) <= 200
    assert text.rstrip("\N{POP DIRECTIONAL ISOLATE}").endswith("…")
    assert text.count("\N{LEFT-TO-RIGHT ISOLATE}") == text.count("\N{POP DIRECTIONAL ISOLATE}")


async def test_a_press_that_nobody_answers_ends_without_a_note(server: TelegramServer) -> None:
    bot = Telegram(server.token, server.base_url, pace=Pace(poll=2, press=0.05))
    try:
        update = await pressed(server, bot, GROUP)
        assert await server.answers.wait_for_count(1) == [{"callback_query_id": update.whisper}]
    finally:
        await bot.close()


@pytest.mark.parametrize("edits", [False, True], ids=["an answer below", "a change in place"])
async def test_a_press_ends_as_soon_as_it_is_answered(server: TelegramServer, bot: Telegram, edits: bool) -> None:
    """One of two: the second person's is still open, and takes a note."""
    update = await pressed(server, bot, GROUP)
    other = await pressed(server, bot, GROUP)
    answer = to(GROUP, HINT, kind="edit" if edits else "reply", reply_to=None if edits else update.message_id)
    await bot.send(replace(answer, edits=update.message_id if edits else None))
    await server.answers.wait_for_count(1)
    await bot.send(whisper(other, private=False))
    assert [one.get("text") for one in server.answers] == [None, "Nothing was changed."]


async def test_a_note_that_comes_too_late_is_a_message_where_one_is_alone(
    server: TelegramServer, bot: Telegram
) -> None:
    update = replace(await pressed(server, bot, 1001), whisper="999")
    assert await bot.send(whisper(update)) == str(server.sent[-1].message_id)
    assert [sent.plain for sent in server.sent][1:] == ["Nothing was changed."]


async def test_a_note_that_comes_too_late_in_a_group_is_dropped(server: TelegramServer, bot: Telegram) -> None:
    update = replace(await pressed(server, bot, GROUP), whisper="999")
    assert await bot.send(whisper(update, private=False)) == ""
    assert len(server.sent) == 1


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        pytest.param(refusals.flood(3), SendFailure.BUSY, id="flood"),
        pytest.param(Answer(502, "<html>"), SendFailure.AWAY, id="502"),
        pytest.param(refusals.unauthorized(), SendFailure.REVOKED, id="dead token"),
    ],
)
async def test_a_note_is_tried_again_where_it_surely_was_not_shown(
    server: TelegramServer, bot: Telegram, fault: Fault, failure: SendFailure
) -> None:
    update = await pressed(server, bot, 1001)
    server.faults.add(fault, "answerCallbackQuery")
    with pytest.raises(SendError) as raised:
        await bot.send(whisper(update))
    assert raised.value.failure is failure


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Hang(), id="no answer in time"),
        pytest.param(refusals.error(400, "Bad Request: something new"), id="refused for good"),
    ],
)
async def test_a_note_is_over_where_it_may_have_been_shown_or_never_will(
    server: TelegramServer, bot: Telegram, fault: Fault
) -> None:
    update = await pressed(server, bot, 1001)
    server.faults.add(fault, "answerCallbackQuery")
    assert await bot.send(whisper(update)) == ""
    assert len(server.sent) == 1


async def test_a_note_of_many_paragraphs_has_one_part(bot: Telegram) -> None:
    long = Message(tuple(block("paragraph " * 90) for _ in range(20)), "en", ((Button("b", "/list"),),))
    assert len(bot.parts(long)) > 1
    assert len(bot.parts(replace(long, whisper="7"))) == 1


async def test_closing_waits_for_no_press(server: TelegramServer) -> None:
    bot = Telegram(server.token, server.base_url, pace=Pace(poll=2, press=600.0))
    await pressed(server, bot, GROUP)
    await asyncio.wait_for(bot.close(), 10)
    await wait_until(lambda: not server.answers)
