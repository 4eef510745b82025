"""The local Telegram, tried with two independent clients: python-telegram-bot and aiogram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiogram
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession, web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from tests.fakes import telegram_faults as refusals
from tests.fakes.faults import Answer, Cut, Hang, bad_gateway, in_200
from tests.fakes.journal import Journal
from tests.fakes.loopback import LoopbackServer
from tests.fakes.referees import RefereeMissingError, entities_found, tdlib
from tests.fakes.telegram_objects import Json, links_in
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.telegram_updates import SECRET_HEADER

GROUP = -1_001_234_567_890


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url) as client:
        yield client


@pytest.fixture
async def second(server: TelegramServer) -> AsyncIterator[aiogram.Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.origin))
    async with aiogram.Bot(server.token, session=session) as client:
        yield client


async def test_the_bot_knows_itself(server: TelegramServer, bot: telegram.Bot, second: aiogram.Bot) -> None:
    assert (bot.id, bot.username) == (110201543, "rasid_test_bot")
    assert (await second.get_me()).is_bot


async def test_a_wrong_token_is_refused(server: TelegramServer) -> None:
    with pytest.raises(InvalidToken):
        await telegram.Bot("1:wrong", base_url=server.base_url).initialize()


@pytest.fixture
def referee() -> None:
    """Skip where Telegram's own parser cannot be had, since the fake then checks no markup."""
    try:
        tdlib()
    except RefereeMissingError as reason:
        pytest.skip(str(reason))


@pytest.mark.usefixtures("referee")
async def test_markup_buttons_and_replies_arrive(server: TelegramServer, bot: telegram.Bot) -> None:
    question = server.say(1001, 1001, "/status ISKP")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("24h", callback_data="status:ISKP:24h")]])
    await bot.send_message(
        1001,
        "<b>تفجير</b> &amp; هجوم",
        parse_mode="HTML",
        reply_markup=keyboard,
        reply_to_message_id=question["message"]["message_id"],
        disable_notification=True,
    )
    sent = server.sent[0]
    assert (sent.plain, sent.text) == ("تفجير & هجوم", "<b>تفجير</b> &amp; هجوم")
    assert [entity["type"] for entity in sent.entities] == ["bold"]
    assert sent.button("24h").data == "status:ISKP:24h"
    assert (sent.reply_to, sent.silent) == (1, True)


async def test_message_ids_grow_in_each_chat(server: TelegramServer, bot: telegram.Bot, second: aiogram.Bot) -> None:
    first = await bot.send_message(1001, "أ")
    other = await second.send_message(1002, "ب")
    later = await second.send_message(1001, "ج")
    assert (first.message_id, other.message_id, later.message_id) == (1, 1, 2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("<b>no end", "can't parse entities", id="an open tag"),
        pytest.param("3 < 4", "can't parse entities", id="a bare less-than sign"),
        pytest.param("<table>x</table>", "can't parse entities", id="a tag Telegram does not know"),
        pytest.param("  \n", "message text is empty", id="nothing to read"),
        pytest.param("<i></i>", "message text is empty", id="only markup"),
        pytest.param("س" * 4097, "message is too long", id="4,097 letters"),
        pytest.param('<a href="http://a.example">x</a> ' * 101, "ENTITIES_TOO_LONG", id="101 links"),
        pytest.param(f'<a href="http://a.example/{"y" * 200}">x</a> ' * 50, "ENTITIES_TOO_LONG", id="long links"),
    ],
)
@pytest.mark.usefixtures("referee")
async def test_telegram_refuses(server: TelegramServer, bot: telegram.Bot, text: str, words: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.send_message(1001, text, parse_mode="HTML")
    assert not server.sent
    assert words.casefold() in server.violations.pop().casefold()


async def test_the_length_counts_without_markup(server: TelegramServer, bot: telegram.Bot) -> None:
    await bot.send_message(1001, f"<b>{'س' * 4096}</b>", parse_mode="HTML")
    assert len(server.sent[0].plain) == 4096


async def test_bidi_overrides_go_and_isolates_stay(server: TelegramServer, bot: telegram.Bot) -> None:
    await bot.send_message(1001, "\u200fخبر \u202e\u2066ISKP\u2069\u202c")
    assert server.sent[0].plain == "\u200fخبر \u2066ISKP\u2069"


async def test_button_data_over_64_bytes_is_refused(server: TelegramServer, bot: telegram.Bot) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="ي" * 33)]])
    with pytest.raises(BadRequest, match=r"(?i)BUTTON_DATA_INVALID"):
        await bot.send_message(1001, "x", reply_markup=keyboard)
    assert "BUTTON_DATA_INVALID" in server.violations.pop()


async def test_the_poll_is_held_until_something_is_said(server: TelegramServer, bot: telegram.Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.2)
    assert not poll.done()
    server.say(1001, GROUP, "/status@rasid_test_bot ISKP")
    [update] = await poll
    assert update.message
    assert update.message.text == "/status@rasid_test_bot ISKP"
    assert update.message.chat.type == "supergroup"
    assert update.message.parse_entities(["bot_command"]).popitem()[1] == "/status@rasid_test_bot"


async def test_an_offset_confirms_what_lies_before_it(server: TelegramServer, bot: telegram.Bot) -> None:
    ids = [server.say(1001, 1001, str(number))["update_id"] for number in range(3)]
    assert [update.update_id for update in await bot.get_updates()] == ids
    assert [update.update_id for update in await bot.get_updates(offset=ids[1])] == ids[1:]
    assert [update.update_id for update in await bot.get_updates(limit=1)] == ids[1:2]
    assert await bot.get_updates(offset=ids[2] + 1) == ()
    assert server.updates.pending == 0


async def test_an_empty_poll_ends_in_time(server: TelegramServer, second: aiogram.Bot) -> None:
    assert await second.get_updates(timeout=0) == []
    async with asyncio.timeout(5):
        assert await second.get_updates(timeout=1) == []


async def test_updates_come_twice_and_out_of_order(server: TelegramServer, bot: telegram.Bot) -> None:
    first, last = server.say(1001, 1001, "1"), server.say(1001, 1001, "2")
    server.updates.out_of_order = True
    got = await bot.get_updates()
    assert [update.update_id for update in got] == [last["update_id"], first["update_id"]]
    await bot.get_updates(offset=last["update_id"] + 1)
    server.updates.repeat(first)
    assert [update.update_id for update in await bot.get_updates()] == [first["update_id"]]
    assert await bot.get_updates() == ()


async def test_a_second_poller_ends_the_first(server: TelegramServer, bot: telegram.Bot, second: aiogram.Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    await second.get_updates(timeout=0)
    with pytest.raises(Conflict):
        await poll


async def test_a_pressed_button_is_answered_once(server: TelegramServer, bot: telegram.Bot) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("كتم", callback_data="mute:A17")]])
    await bot.send_message(1001, "تنبيه", reply_markup=keyboard)
    server.press(1001, server.sent[0], server.sent[0].button("كتم").data)
    [update] = await bot.get_updates()
    assert update.callback_query
    assert update.callback_query.data == "mute:A17"
    assert update.callback_query.chat_instance
    await update.callback_query.answer("كُتم")
    assert server.answers[0]["text"] == "كُتم"
    with pytest.raises(BadRequest, match="too old"):
        await update.callback_query.answer()


async def test_an_edit_replaces_the_message(server: TelegramServer, bot: telegram.Bot) -> None:
    message = await bot.send_message(1001, "مصدر واحد")
    await bot.edit_message_text("ثلاثة مصادر", 1001, message.message_id)
    assert [sent.plain for sent in server.shown(1001)] == ["ثلاثة مصادر"]
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("ثلاثة مصادر", 1001, message.message_id)
    await bot.delete_message(1001, message.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("أربعة", 1001, message.message_id)
    assert server.shown(1001) == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        pytest.param(refusals.not_modified(), "not modified", id="nothing new"),
        pytest.param(refusals.edit_not_found(), "message to edit not found", id="the message is gone"),
        pytest.param(refusals.cannot_edit(), "can't be edited", id="too old"),
    ],
)
async def test_an_edit_is_refused(server: TelegramServer, bot: telegram.Bot, fault: Answer, words: str) -> None:
    message = await bot.send_message(1001, "مصدر واحد")
    server.faults.add(fault, "editMessageText", chat=1001)
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await bot.edit_message_text("مصدران", 1001, message.message_id)
    await bot.edit_message_text("ثلاثة", 1001, message.message_id)
    assert [sent.plain for sent in server.shown(1001)] == ["ثلاثة"]


async def test_a_refusal_may_come_with_the_status_of_success(server: TelegramServer) -> None:
    server.faults.add(in_200(refusals.flood(3)), "sendMessage")
    async with ClientSession() as session:
        answer = await session.post(f"{server.base_url}{server.token}/sendMessage", json={"chat_id": 1, "text": "x"})
        said = await answer.json()
    assert (answer.status, said["ok"], said["parameters"]) == (200, False, {"retry_after": 3})


async def test_a_caption_and_a_keyboard_can_be_edited(server: TelegramServer, bot: telegram.Bot) -> None:
    picture = await bot.send_photo(1001, b"\x89PNG picture", filename="chart.png", caption="24h")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("7d", callback_data="chart:7d")]])
    edited = await bot.edit_message_caption(1001, picture.message_id, caption="7d")
    assert isinstance(edited, telegram.Message)
    assert (edited.caption, edited.photo[0].file_id) == ("7d", picture.photo[0].file_id)
    await bot.edit_message_reply_markup(1001, picture.message_id, reply_markup=keyboard)
    [shown] = server.shown(1001)
    assert (shown.plain, shown.button("7d").data) == ("7d", "chart:7d")
    with pytest.raises(BadRequest, match=r"(?i)there is no text"):
        await bot.edit_message_text("x", 1001, picture.message_id)


async def test_a_picture_and_a_file_arrive_whole(
    server: TelegramServer, bot: telegram.Bot, second: aiogram.Bot
) -> None:
    await bot.send_photo(1001, b"\x89PNG picture", filename="chart.png", caption="<b>رسم</b>", parse_mode="HTML")
    file = aiogram.types.BufferedInputFile("id,النص\n".encode(), "export.csv")
    await second.send_document(1001, file)
    picture, table = server.sent
    assert (picture.content, picture.plain, picture.file_name) == (b"\x89PNG picture", "رسم", "chart.png")
    assert (table.content.decode(), table.file_name) == ("id,النص\n", "export.csv")


async def test_a_file_that_someone_sent_can_be_read(server: TelegramServer, bot: telegram.Bot) -> None:
    server.send_file(1001, 1001, "خبر.txt", "نص الخبر".encode(), caption="اقرأ")
    [update] = await bot.get_updates()
    assert update.message
    assert update.message.document
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()).decode() == "نص الخبر"


async def test_a_channel_posts_edits_and_is_forwarded(server: TelegramServer, second: aiogram.Bot) -> None:
    server.open_channel(-1_009_999_999_999, "قناة", "a_channel")
    server.change_membership(1001, -1_009_999_999_999, "left", "administrator")
    posted = server.post(-1_009_999_999_999, "خبر https://a.example")
    server.edit_post(posted, "خبر مصحح")
    server.forward(1001, 1001, posted)
    joined, post, edited, forwarded = await second.get_updates()
    assert joined.my_chat_member
    assert joined.my_chat_member.chat.type == "channel"
    assert post.channel_post
    assert edited.edited_channel_post
    assert (edited.edited_channel_post.message_id, edited.edited_channel_post.text) == (
        post.channel_post.message_id,
        "خبر مصحح",
    )
    assert forwarded.message
    origin = forwarded.message.forward_origin
    assert isinstance(origin, aiogram.types.MessageOriginChannel)
    assert (origin.chat.username, origin.message_id) == ("a_channel", post.channel_post.message_id)
    assert [entity.type for entity in forwarded.message.entities or ()] == ["url"]


@pytest.mark.parametrize("text", ["خبر https://a.example/x?y=1. و(https://b.example)", "😀 /help https://a.example,"])
def test_what_telegram_marks_in_a_text_by_itself(text: str) -> None:
    try:
        found = entities_found(text)
    except RefereeMissingError as reason:
        pytest.skip(str(reason))
    marked = [(one["offset"], one["length"]) for one in found if one["type"] == "url"]
    assert [(one["offset"], one["length"]) for one in links_in(text)] == marked


async def test_more_than_20_mb_is_not_given(server: TelegramServer, bot: telegram.Bot) -> None:
    update = server.send_file(1001, 1001, "big.txt", b"x" * (20 * 1024 * 1024 + 1))
    with pytest.raises(BadRequest, match="too big"):
        await bot.get_file(update["message"]["document"]["file_id"])


async def test_other_deeds_are_updates_too(server: TelegramServer, second: aiogram.Bot) -> None:
    said = server.say(1001, GROUP, "أول", thread_id=7)
    server.say(1001, GROUP, "ثان", reply_to=said["message"]["message_id"])
    server.edit(1001, said, "أول مصحح")
    server.post(-1_009_999_999_999, "منشور قناة")
    server.change_membership(1001, GROUP, "member", "kicked")
    server.migrate(1001, -55, GROUP)
    server.ask_inline(1001, "ISKP")
    kinds = [update.event_type for update in await second.get_updates()]
    assert kinds == [
        "message", "message", "edited_message", "channel_post", "my_chat_member", "message", "inline_query",
    ]  # fmt: skip


async def test_chats_and_their_admins(server: TelegramServer, bot: telegram.Bot, second: aiogram.Bot) -> None:
    server.methods.chats.admins[GROUP] = {1001}
    assert (await bot.get_chat_member(GROUP, 1001)).status == "creator"
    assert (await bot.get_chat_member(GROUP, 1002)).status == "member"
    assert len(await second.get_chat_administrators(GROUP)) == 1
    assert (await bot.get_chat(GROUP)).type == "supergroup"
    assert await bot.set_my_commands([telegram.BotCommand("status", "حالة")])


async def refused_by_ptb(bot: telegram.Bot) -> telegram.error.TelegramError:
    with pytest.raises(telegram.error.TelegramError) as caught:
        await bot.send_message(1001, "خبر", read_timeout=0.5)
    return caught.value


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        pytest.param(refusals.flood(3), RetryAfter, id="flood"),
        pytest.param(refusals.blocked(), Forbidden, id="blocked"),
        pytest.param(refusals.kicked(), Forbidden, id="kicked"),
        pytest.param(refusals.deactivated(), Forbidden, id="deactivated"),
        pytest.param(refusals.migrated(GROUP), ChatMigrated, id="migrated"),
        pytest.param(refusals.cannot_parse(), BadRequest, id="cannot parse"),
        pytest.param(refusals.topic_not_found(), BadRequest, id="topic gone"),
        pytest.param(refusals.unauthorized(), InvalidToken, id="unauthorized"),
        pytest.param(refusals.conflict(), Conflict, id="conflict"),
        pytest.param(refusals.server_error(), NetworkError, id="server error"),
        pytest.param(bad_gateway(), NetworkError, id="bad gateway in HTML"),
    ],
)
async def test_a_scripted_refusal_strikes_once(
    server: TelegramServer, bot: telegram.Bot, fault: Answer, expected: type[Exception]
) -> None:
    server.faults.add(fault, "sendMessage", chat=1001)
    await bot.send_message(1002, "لا شأن له")
    assert isinstance(await refused_by_ptb(bot), expected)
    await bot.send_message(1001, "وصل")
    assert [sent.plain for sent in server.sent] == ["لا شأن له", "وصل"]


async def test_what_a_flood_and_a_migration_tell(server: TelegramServer, bot: telegram.Bot) -> None:
    server.faults.add(refusals.flood(43_000), "sendMessage")
    server.faults.add(refusals.migrated(GROUP), "sendMessage")
    flood, moved = await refused_by_ptb(bot), await refused_by_ptb(bot)
    assert isinstance(flood, RetryAfter)
    assert isinstance(moved, ChatMigrated)
    assert moved.new_chat_id == GROUP
    assert "43000" in str(flood)


@pytest.mark.parametrize(
    ("fault", "expected", "arrived"),
    [
        pytest.param(Cut(), NetworkError, 0, id="cut before receipt"),
        pytest.param(Cut(received=True), NetworkError, 1, id="cut after receipt"),
        pytest.param(Hang(), TimedOut, 0, id="hang before receipt"),
        pytest.param(Hang(received=True), TimedOut, 1, id="hang after receipt"),
    ],
)
async def test_an_unknown_outcome(
    server: TelegramServer, bot: telegram.Bot, fault: Cut | Hang, expected: type[Exception], arrived: int
) -> None:
    server.faults.add(fault, "sendMessage")
    assert isinstance(await refused_by_ptb(bot), expected)
    assert len(server.sent) == arrived
    assert len([method for method, _ in server.calls if method == "sendMessage"]) == 1


async def test_a_server_that_was_away_comes_back(server: TelegramServer, bot: telegram.Bot) -> None:
    await server.stop()
    with pytest.raises(NetworkError):
        await bot.send_message(1001, "ضائع")
    await server.start()
    await bot.send_message(1001, "عاد")
    assert [sent.plain for sent in server.sent] == ["عاد"]


async def test_waiting_says_what_came_instead(server: TelegramServer, bot: telegram.Bot) -> None:
    await bot.send_message(1001, "شيء آخر")
    with pytest.raises(AssertionError, match="شيء آخر"):
        await server.wait_for(lambda sent: "ISKP" in sent.plain, 0.1)


async def test_waiting_ends_when_it_comes(server: TelegramServer, bot: telegram.Bot) -> None:
    waiting = asyncio.create_task(server.wait_for(lambda sent: "ISKP" in sent.plain))
    await asyncio.sleep(0)
    await bot.send_message(1001, "ISKP")
    assert (await waiting).chat_id == 1001


class Hook(LoopbackServer):
    """A bot's webhook that answers 500 as often as it was told to."""

    def __init__(self, refusals: int) -> None:
        super().__init__()
        self.refusals = refusals
        self.got: Journal[tuple[Json, str | None]] = Journal()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_post("/hook", self.take)

    async def take(self, request: web.Request) -> web.Response:
        self.got.record((await request.json(), request.headers.get(SECRET_HEADER)))
        self.refusals -= 1
        return web.Response(status=500 if self.refusals >= 0 else 200)


async def test_a_webhook_gets_each_update_until_it_takes_it(server: TelegramServer, bot: telegram.Bot) -> None:
    async with Hook(refusals=1) as hook:
        await bot.set_webhook(f"{hook.origin}/hook", secret_token="made_up_secret")
        with pytest.raises(Conflict):
            await bot.get_updates()
        update = server.say(1001, 1001, "مرحبا")
        assert await hook.got.wait_for_count(2) == [(update, "made_up_secret")] * 2
        await hook.got.stays_at(2, 0.3)
        await bot.delete_webhook()
        assert await bot.get_updates() == ()


async def test_form_query_and_json_are_read_alike(server: TelegramServer) -> None:
    address = f"{server.base_url}{server.token}/sendMessage"
    body = {"chat_id": "1001", "text": "نص"}
    async with ClientSession() as session:
        answers = [
            await session.post(address, data=body),
            await session.post(address, json=body),
            await session.get(address, params=body),
        ]
        unknown = await session.get(f"{server.base_url}{server.token}/noSuchMethod")
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert unknown.status == 404
    assert server.violations.pop().startswith("noSuchMethod: Not Found")
    assert [sent.plain for sent in server.sent] == ["نص"] * 3
