"""What people send in and channels post, over the wire: read, answered, stored, and once more after a kill."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.e2e.conftest import MakeBot
from tests.e2e.news import EVERY
from tests.e2e.talking import ADMIN, WITHIN, ask
from tests.fakes import feed_pages
from tests.fakes.faults import Hang
from tests.fakes.feed_server import FeedServer
from tests.fakes.telegram_objects import Json, Sent
from tests.fakes.telegram_server import TelegramServer

STRANGER = 6006
COLLEAGUE = 7007
GROUP = -500601
ECHO, OTHER = -1001112223334, -1005556667778
BOMBING = "أعلن تنظيم داعش خراسان مسؤوليته عن تفجير انتحاري وقع صباح الأحد في كابول وقتل فيه 12 شخصا."
ARREST = "ألقت الشرطة القبض على عنصرين من داعش خراسان في قندهار."


@pytest.fixture
async def outlet() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


async def answer(telegram: TelegramServer, update: Json, chat: int = ADMIN) -> Sent:
    """The answer to something that was sent in."""
    message = update["message"]["message_id"]
    return await telegram.wait_for(lambda sent: (sent.chat_id, sent.reply_to) == (chat, message), WITHIN)


async def test_what_is_sent_in_is_read_answered_and_stored(
    telegram: TelegramServer, outlet: FeedServer, make_bot: MakeBot
) -> None:
    bot = make_bot(WATCHLISTS=EVERY, telegram=telegram, ALLOW_NETWORKS="127.0.0.1")
    await bot.start()
    telegram.open_channel(ECHO, "صدى الوادي", "wadi_echo")
    telegram.open_channel(OTHER, "قناة أخرى")
    await ask(telegram, "/start")
    await ask(telegram, "/watch ISKP")
    await ask(telegram, "/start", chat=GROUP)

    # A channel that the admin let in: its post is an article, and alerted as one.
    telegram.change_membership(ADMIN, ECHO, "left", "administrator")
    posted = telegram.post(ECHO, BOMBING)
    alert = await telegram.wait_for(lambda sent: "A1" in sent.plain, WITHIN)
    assert "صدى الوادي" in alert.plain
    telegram.edit_post(posted, f"{BOMBING} وأغلقت السوق.")

    # Forwarded: it is known already, in whatever edition; another post is not, and is stored on request.
    same = await answer(telegram, telegram.forward(ADMIN, ADMIN, posted))
    assert "هو محفوظ من قبل في القصة" in same.plain
    assert not same.buttons
    foreign = telegram.post(OTHER, ARREST)
    forwarded = await answer(telegram, telegram.forward(ADMIN, ADMIN, foreign))
    assert "قناة أخرى" in forwarded.plain
    telegram.press(COLLEAGUE, forwarded, forwarded.button("حفظ").data)
    turned = telegram.say(STRANGER, STRANGER, str(forwarded.button("حفظ").data))
    assert "/users allow" in (await answer(telegram, turned, STRANGER)).plain
    kept = await telegram.wait_for(lambda sent: "تم حفظه في القصة" in sent.plain, WITHIN)
    assert kept.chat_id == ADMIN

    # Files, also under a hostile name; links, also into networks that are nobody's business.
    file = await answer(telegram, telegram.send_file(ADMIN, ADMIN, "../\u202etxt.\nخبر.txt", ARREST.encode()))
    assert "هو محفوظ من قبل" not in file.plain, "another source"
    assert "اعتقال" in file.plain
    page = outlet.put("/news/1", feed_pages.article("اعتقالات في قندهار", ARREST))
    assert "127.0.0.1" in (await answer(telegram, telegram.say(ADMIN, ADMIN, page))).plain
    inside = await answer(telegram, telegram.say(ADMIN, ADMIN, "http://169.254.169.254/latest/meta-data/"))
    assert "عنوانه في شبكة غير عامة" in inside.plain
    odd = await answer(telegram, telegram.send_file(ADMIN, ADMIN, "malware.exe", b"MZ"))
    assert "malware.exe" in odd.plain

    # Names, questions, emoji and groups are as before.
    assert "ISKP" in (await answer(telegram, telegram.say(ADMIN, ADMIN, "داعش خراسان"))).plain
    assert "لم أفهم" in (await answer(telegram, telegram.say(ADMIN, ADMIN, "😀🔥"))).plain
    silent = len(telegram.sent)
    talk = telegram.say(ADMIN, GROUP, f"{BOMBING} {page}")
    long = telegram.say(ADMIN, ADMIN, (f"{BOMBING} " * 60)[:4096])
    assert "تفجير انتحاري" in (await answer(telegram, long)).plain
    assert all(sent.chat_id != GROUP for sent in telegram.sent[silent:])
    scanned = await answer(telegram, telegram.say(ADMIN, GROUP, "/scan", reply_to=talk["message"]["message_id"]), GROUP)
    assert "تفجير انتحاري" in scanned.plain

    # The other channel was asked about when it posted.
    asked = await telegram.wait_for(lambda sent: "هل أقرأ منشوراتها" in sent.plain, WITHIN)
    assert (asked.chat_id, "قناة أخرى" in asked.plain) == (ADMIN, True)
    assert "/users allow" in str(asked.buttons[0][0].data)

    # Killed while a page is fetched: read once more, answered once.
    slow = outlet.put("/slow", feed_pages.article("بطيء", ARREST))
    outlet.faults.add(Hang(), "/slow")
    update = telegram.say(ADMIN, ADMIN, slow)
    await outlet.requests.wait_for(lambda asked: asked.path == "/slow", WITHIN)
    await bot.kill()
    await bot.start()
    assert "127.0.0.1" in (await answer(telegram, update)).plain
    assert sum(sent.reply_to == update["message"]["message_id"] for sent in telegram.sent) == 1
    assert telegram.token not in bot.log
    assert await bot.stop() == 0
