"""Telegram, wire out: pictures and files, with words and buttons below them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.errors import SendError, SendFailure
from bot.core.message import Button, File, Message, block, bold
from bot.core.model import Delivery
from handlers.telegram import Telegram
from handlers.telegram.format import pieces
from tests.fakes import telegram_faults as refusals
from tests.fakes.faults import Cut, Fault
from tests.fakes.loopback import Upload
from tests.fakes.telegram_server import TelegramServer
from tests.handlers import telegram_wire
from tests.handlers.building import send_all
from tests.handlers.telegram_wire import GROUP, to

server = telegram_wire.server
bot = telegram_wire.bot

PNG, TABLE = b"\x89PNG\r\n\x1a\n made up", "﻿a;b\r\n".encode()
BUTTONS = ((Button("24h", "/chart ISKP 24h"),),)
WORDS = Message((block(bold("ذكر داعش"), shape="heading"), block("سبع مرات <في> اليوم")), "ar", BUTTONS)
PICTURE = replace(WORDS, file=File(1, "rasid-ISKP.png", "image/png"))
EXPORT = replace(WORDS, file=File(2, "راصد-تصدير.csv", "text/csv"))
LONG = replace(PICTURE, blocks=tuple(block("فقرة " * 40) for _ in range(8)))


def carrying(message: Message, chat: int = 1001, **more: Any) -> Delivery:
    """A delivery with its bytes, as the service fills it."""
    thread = more.pop("thread", "")
    given = to(chat, message, thread=thread, kind=more.pop("kind", "reply"), reply_to=more.pop("reply_to", None))
    content = PNG if message.file and message.file.is_picture else TABLE
    return replace(given, content=content if message.file else None, **more)


@pytest.mark.parametrize(
    ("message", "method", "name", "content"),
    [
        pytest.param(PICTURE, "sendPhoto", "rasid-ISKP.png", PNG, id="a picture is shown"),
        pytest.param(
            EXPORT, "sendDocument", "راصد-تصدير.csv", TABLE, id="anything else is a document, Arabic name kept"
        ),
    ],
)
async def test_a_file_carries_words_and_buttons(
    server: TelegramServer, bot: Telegram, message: Message, method: str, name: str, content: bytes
) -> None:
    message_id = await bot.send(carrying(message))
    [sent] = server.sent
    assert (sent.method, sent.file_name, sent.content) == (method, name, content)
    assert sent.plain == "\u200fذكر داعش\n\u200fسبع مرات <في> اليوم"
    assert [entity["type"] for entity in sent.entities] == ["bold"]
    assert sent.button("24h").data == "/chart ISKP 24h"
    assert message_id == str(sent.message_id)


async def test_it_goes_where_it_was_asked_without_a_sound(server: TelegramServer, bot: Telegram) -> None:
    asked = server.say(1001, GROUP, "/chart ISKP", thread_id=7)["message"]["message_id"]
    await bot.send(carrying(PICTURE, GROUP, thread="7", reply_to=str(asked), silent=True))
    [sent] = server.sent
    assert (sent.thread_id, sent.reply_to, sent.silent) == (7, asked, True)


async def test_what_is_too_long_for_a_caption_goes_before_it(server: TelegramServer, bot: Telegram) -> None:
    whole = carrying(LONG)
    await send_all(bot, whole)
    words, picture = server.sent
    assert (words.method, words.buttons, words.plain.count("فقرة")) == ("sendMessage", (), 320)
    assert (picture.method, picture.plain, picture.button("24h").data) == ("sendPhoto", "", "/chart ISKP 24h")


def test_a_caption_that_stays_too_long_goes_before_the_file() -> None:
    """Telegram says so, and the room is halved."""
    middling = replace(PICTURE, blocks=(block("ب" * 600),))
    assert len(pieces(middling)) == 1
    assert [one.file is not None for one in pieces(middling, 1)] == [False, True]


async def test_without_markup(server: TelegramServer, bot: Telegram) -> None:
    await bot.send(carrying(PICTURE, plain=True))
    assert server.calls[0][1].get("parse_mode") is None
    assert server.sent[0].plain == "\u200fذكر داعش\n\u200fسبع مرات <في> اليوم"


async def test_a_file_may_stand_without_words(server: TelegramServer, bot: Telegram) -> None:
    await bot.send(carrying(replace(PICTURE, blocks=())))
    assert server.sent[0].plain == ""


@pytest.mark.parametrize(
    ("before", "after", "method", "shown"),
    [
        pytest.param(PICTURE, replace(PICTURE, blocks=WORDS.blocks[:1]), "editMessageMedia", PNG, id="a picture"),
        pytest.param(WORDS, PICTURE, "editMessageMedia", PNG, id="a picture in the place of words"),
        pytest.param(PICTURE, replace(WORDS, blocks=WORDS.blocks[:1]), "editMessageCaption", PNG, id="words below it"),
        pytest.param(WORDS, replace(WORDS, blocks=WORDS.blocks[:1]), "editMessageText", b"", id="words as ever"),
    ],
)
async def test_what_is_changed_in_its_place(
    server: TelegramServer, bot: Telegram, before: Message, after: Message, method: str, shown: bytes
) -> None:
    message_id = await bot.send(carrying(before))
    assert await bot.send(carrying(after, kind="edit", edits=message_id)) == message_id
    [now] = server.shown(1001)
    assert (now.method, now.content, now.button("24h").data) == (method, shown, "/chart ISKP 24h")


async def test_words_that_no_caption_holds_are_sent_anew(server: TelegramServer, bot: Telegram) -> None:
    picture = await bot.send(carrying(PICTURE))
    new = await bot.send(carrying(replace(LONG, file=None), kind="edit", edits=picture))
    assert [(one.method, str(one.message_id)) for one in server.shown(1001)] == [
        ("sendPhoto", picture),
        ("sendMessage", new),
    ]


async def test_a_picture_that_is_the_same_already_is_no_failure(server: TelegramServer, bot: Telegram) -> None:
    picture = await bot.send(carrying(PICTURE))
    server.faults.add(refusals.not_modified(), "editMessageMedia")
    assert await bot.send(carrying(PICTURE, kind="edit", edits=picture)) == picture


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        pytest.param(refusals.flood(7), SendFailure.BUSY, id="429"),
        pytest.param(refusals.too_large(), SendFailure.REFUSED, id="413: in smaller parts it is no smaller"),
        pytest.param(refusals.no_photos(), SendFailure.REFUSED, id="a chat for words only is not gone"),
        pytest.param(refusals.no_rights(), SendFailure.GONE, id="one that takes no words either is"),
        pytest.param(Cut(received=True), SendFailure.UNKNOWN, id="cut when it had arrived"),
        pytest.param(Cut(), SendFailure.UNKNOWN, id="cut before anybody knows"),
        pytest.param(refusals.server_error(), SendFailure.AWAY, id="500"),
    ],
)
async def test_failures(server: TelegramServer, bot: Telegram, fault: Fault, failure: SendFailure) -> None:
    server.faults.add(fault, "sendPhoto")
    with pytest.raises(SendError) as raised:
        await bot.send(carrying(PICTURE))
    assert raised.value.failure is failure


async def test_the_wire_is_a_form_with_the_bytes(server: TelegramServer, bot: Telegram) -> None:
    await bot.send(carrying(PICTURE))
    [(_, call)] = server.calls
    upload = next(value for value in call.values() if isinstance(value, Upload))
    assert (upload.name, upload.content, upload.content_type) == ("rasid-ISKP.png", PNG, "image/png")
