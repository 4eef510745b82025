"""Settings by buttons on real adapters: the message changes in its place; a topic is answered in and set by itself."""

from __future__ import annotations

from bot.core.bidi import strip_controls
from tests.e2e.conftest import MakeBot
from tests.e2e.talking import ADMIN, WITHIN, ask, ask_slack
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_objects import Sent
from tests.fakes.telegram_server import TelegramServer

FORUM, TOPIC = -1_000_000_000_600, 77


async def pressed(telegram: TelegramServer, sent: Sent, words: str) -> Sent:
    """What becomes of a message when its button is pressed; the chat may be told of something else meanwhile."""
    start = len(telegram.sent)
    telegram.press(ADMIN, sent, sent.button(words).data)
    same = (sent.chat_id, sent.message_id)
    return await telegram.wait_for(lambda one: (one.chat_id, one.message_id) == same, WITHIN, start)


async def test_settings_are_changed_in_the_message_that_shows_them(
    telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot
) -> None:
    bot = make_bot(telegram=telegram, slack=slack)
    await bot.start()
    await slack.wait_for_hello(WITHIN)
    shown = await ask(telegram, "/settings")
    digits = await pressed(telegram, shown, "الأرقام")
    changed = await pressed(telegram, digits, "١٢٣")
    undone = await pressed(telegram, changed, "تراجع")
    assert {one.method for one in (digits, changed, undone)} == {"editMessageText"}
    assert {one.message_id for one in (digits, changed, undone)} == {shown.message_id}
    assert "الأرقام: ١٢٣" in strip_controls(changed.plain)
    assert "الأرقام: 123" in strip_controls(undone.plain)

    telegram.say(ADMIN, FORUM, "/settings language en", thread_id=TOPIC)
    inside = await telegram.wait_for(lambda one: one.chat_id == FORUM, WITHIN)
    assert (inside.thread_id, inside.plain) == (TOPIC, "From now on I speak English here.")
    assert "إعدادات هذه المحادثة" in (await ask(telegram, "/settings", chat=FORUM)).plain

    assert "إعدادات هذه المحادثة" in (await ask_slack(slack, "settings")).plain
    assert "الملخصات قصيرة" in (await ask_slack(slack, "settings summary short")).plain
    assert await bot.stop() == 0
