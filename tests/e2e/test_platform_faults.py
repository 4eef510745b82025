"""A platform that asks to wait, throws the bot out or refuses its token troubles nobody else."""

from __future__ import annotations

from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.news import Article, reports
from tests.e2e.talking import ADMIN, WITHIN, ask, ask_slack
from tests.fakes.slack_faults import refused
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_faults import blocked, flood
from tests.fakes.telegram_objects import Json, Sent
from tests.fakes.telegram_server import TelegramServer

OTHER = 1002
NEWS = [article for key, article in reports() if key == "ISKP"]


async def test_a_flood_wait_holds_one_chat_alone(telegram: TelegramServer, make_bot: MakeBot) -> None:
    bot = await two_readers(telegram, make_bot)
    telegram.faults.add(flood(3), "sendMessage", chat=ADMIN)
    asked = len(telegram.calls)
    await bot.push(NEWS[:1])
    other = await alert(telegram, OTHER, NEWS[0])
    held = await alert(telegram, ADMIN, NEWS[0])
    assert other.time < held.time
    sends = [given for method, given in telegram.calls[asked:] if method == "sendMessage"]
    assert sorted(int(given["chat_id"]) for given in sends) == [ADMIN, ADMIN, OTHER]
    assert held.time - other.time > 1, "Telegram asked for three seconds"


async def test_who_blocks_the_bot_is_left_alone_until_the_next_start(
    telegram: TelegramServer, make_bot: MakeBot
) -> None:
    bot = await two_readers(telegram, make_bot)
    telegram.faults.add(blocked(), "sendMessage", chat=OTHER)
    await bot.push(NEWS[:1])
    await alert(telegram, ADMIN, NEWS[0])
    await telegram.calls.wait_for(lambda call: to(call, OTHER) and NEWS[0]["title"] in str(call[1]), WITHIN)
    tried = sum(to(call, OTHER) for call in telegram.calls)
    await bot.push(NEWS[1:2])
    await alert(telegram, ADMIN, NEWS[1])
    await ask(telegram, "/help")
    assert sum(to(call, OTHER) for call in telegram.calls) == tried
    assert "راصد" in (await ask(telegram, "/start", OTHER)).plain
    await bot.push(NEWS[2:3])
    await alert(telegram, OTHER, NEWS[2])


async def test_an_admin_is_told_once_and_sends_again_what_failed(telegram: TelegramServer, make_bot: MakeBot) -> None:
    bot = await two_readers(telegram, make_bot)
    telegram.faults.add(blocked(), "sendMessage", chat=OTHER)
    await bot.push(NEWS[:1])
    told = await telegram.wait_for(lambda sent: is_told_of(sent, f"telegram:{OTHER}"), WITHIN)
    assert told.chat_id == ADMIN
    assert told.button("الحالة التقنية").data == "/health"
    telegram.say(ADMIN, ADMIN, "/health")
    listed = await telegram.wait_for(lambda sent: "blocked by the user" in sent.plain, WITHIN)
    assert listed.button("أعد إرسالها كلها").data == "/health retry all"
    assert "blocked by the user" in (await bot.command("check", check=False)).stdout
    telegram.say(OTHER, OTHER, "/start")
    await telegram.wait_for(lambda sent: sent.chat_id == OTHER and "راصد" in sent.plain, WITHIN)
    telegram.say(ADMIN, ADMIN, "/health retry all")
    await alert(telegram, OTHER, NEWS[0])
    assert sum(is_told_of(sent, f"telegram:{OTHER}") for sent in telegram.sent) == 1


def is_told_of(sent: Sent, subject: str) -> bool:
    return "يحتاج إلى انتباه" in sent.plain and subject in sent.plain


async def test_a_refused_telegram_token_is_one_line_and_slack_goes_on(
    telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot
) -> None:
    bot = make_bot(telegram=telegram, slack=slack, TELEGRAM_TOKEN="110201543:another-token-of-the-tests-made-up")
    await bot.start()
    assert "راصد" in (await ask_slack(slack, "start")).plain
    await refused_once(bot, "telegram", "RASID_TELEGRAM_TOKEN")
    assert (await bot.push(NEWS[:1])).status_code == 202
    assert await bot.stop() == 0


async def test_refused_slack_tokens_are_one_line_and_telegram_goes_on(
    telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot
) -> None:
    slack.faults.add(refused("invalid_auth"), "auth.test", times=None)
    bot = make_bot(telegram=telegram, slack=slack)
    await bot.start()
    assert "راصد" in (await ask(telegram, "/start")).plain
    await refused_once(bot, "slack", "RASID_SLACK_BOT_TOKEN")
    assert await bot.stop() == 0


async def refused_once(bot: Bot, platform: str, setting: str) -> None:
    """One line of the log names the setting, and /readyz says why it is not ready."""
    await bot.wait_for_log("platform.off")
    assert sum(setting in line for line in bot.log.splitlines()) == 1, bot.log
    ready = await bot.get("/readyz")
    assert ready.status_code == 503
    assert setting in ready.json()["reasons"][platform]


async def two_readers(telegram: TelegramServer, make_bot: MakeBot) -> Bot:
    """A bot with two people who watch the same group."""
    bot = make_bot(telegram=telegram, ADMINS=f"telegram:{ADMIN} telegram:{OTHER}")
    await bot.start()
    for reader in (ADMIN, OTHER):
        await ask(telegram, "/watch ISKP", reader)
    return bot


async def alert(telegram: TelegramServer, chat: int, article: Article) -> Sent:
    return await telegram.wait_for(lambda sent: sent.chat_id == chat and article["title"] in sent.plain, WITHIN)


def to(call: tuple[str, Json], chat: int) -> bool:
    """Whether a call sends a message to that chat."""
    return call[0] == "sendMessage" and str(call[1].get("chat_id")) == str(chat)
