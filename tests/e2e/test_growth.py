"""A story that grows, through the whole bot: its alert is changed in place on both platforms, new facts answer it.

The chats want to hear everything at once; that nothing comes too soon otherwise is shown where time can be moved.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.core.bidi import strip_controls
from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.news import EVERY
from tests.e2e.talking import ADMIN, DIRECT, WITHIN, ask, ask_slack
from tests.fakes.slack_objects import Posted
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_objects import Sent
from tests.fakes.telegram_server import TelegramServer

TEXT = "وقع تفجير انتحاري في سوق الفاكهة وسط قندهار صباح اليوم وقتل {dead} شخصا. وتشتبه الشرطة في داعش خراسان."


def report(source: str, dead: int = 14) -> dict[str, str]:
    return {"id": source, "source": source, "title": f"تفجير في قندهار — {source}", "text": TEXT.format(dead=dead)}


async def told(telegram: TelegramServer, slack: SlackServer, words: str) -> tuple[Sent, Posted]:
    """What both chats show with these words, now or soon."""
    shown: Callable[[str], bool] = lambda plain: words in strip_controls(plain)  # noqa: E731
    return (
        await telegram.wait_for(lambda sent: shown(sent.plain), WITHIN),
        await slack.wait_for(lambda posted: shown(posted.plain), WITHIN),
    )


async def watching(make_bot: MakeBot, telegram: TelegramServer, slack: SlackServer) -> Bot:
    bot = make_bot(WATCHLISTS=EVERY, telegram=telegram, slack=slack)
    await bot.start()
    await slack.wait_for_hello(WITHIN)
    for command in ("watch ISKP", "settings interval 0"):
        await ask(telegram, f"/{command}")
        await ask_slack(slack, command)
    return bot


async def test_an_alert_is_changed_in_place_and_new_facts_answer_it(
    telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot
) -> None:
    bot = await watching(make_bot, telegram, slack)
    await bot.push([report("صدى الوادي")])
    first, posted = await told(telegram, slack, "صدى الوادي")
    await bot.push([report("مرصد الشرق")])
    edited, updated = await told(telegram, slack, "مصدران")
    assert (edited.method, edited.message_id) == ("editMessageText", first.message_id)
    assert (updated.method, updated.ts) == ("chat.update", posted.ts)
    await bot.push([report("الأفق", dead=21)])
    answer, threaded = await told(telegram, slack, "تحديث للخبر")
    assert (answer.method, answer.reply_to) == ("sendMessage", first.message_id)
    assert (threaded.method, threaded.thread_ts) == ("chat.postMessage", posted.ts)
    await told(telegram, slack, "3 مصادر")
    assert len([sent for sent in telegram.shown(ADMIN) if "A1" in sent.plain]) == 1


async def test_a_message_that_people_deleted_is_left_alone(
    telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot
) -> None:
    bot = await watching(make_bot, telegram, slack)
    await bot.push([report("صدى الوادي")])
    first, posted = await told(telegram, slack, "صدى الوادي")
    telegram.methods.chats.delete(ADMIN, first.message_id)
    slack.methods.delete_message({"channel": DIRECT, "ts": posted.ts})
    await bot.push([report("مرصد الشرق")])
    await telegram.calls.wait_for(lambda call: call[0].lower() == "editmessagetext", WITHIN)
    await slack.calls.wait_for(lambda call: call[0] == "chat.update", WITHIN)
    await bot.push([report("الأفق", dead=21)])
    answer, alone = await told(telegram, slack, "تحديث للخبر")
    assert (answer.reply_to, alone.thread_ts) == (None, None)
    assert "0 failed" in (await bot.command("outbox", "list")).stdout
