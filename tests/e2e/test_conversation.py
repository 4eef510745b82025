"""From a pushed article to alerts in chats, and what people ask back, on both platforms at once."""

from __future__ import annotations

import time

from tests.e2e.conftest import MakeBot
from tests.e2e.news import EVERY
from tests.e2e.talking import ADMIN, DIRECT, SLACK_ADMIN, WITHIN, answer_to, ask, ask_slack
from tests.fakes.slack_faults import refused
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import BOT_NAME, TelegramServer

STRANGER = 6006
GROUP = -500600
FRIENDS, ELSEWHERE = "C2002", "C9009"

ATTACK = {
    "id": "attack-1",
    "title": "تفجير <عنيف> قرب السوق & المسجد",
    "text": "أعلن تنظيم داعش خراسان مسؤوليته عن تفجير انتحاري وقع صباح الأحد في كابول وقتل فيه 12 شخصا.",
    "source": "وكالة الظهيرة",
}
FOLLOW_UP = {**ATTACK, "id": "attack-2", "source": "صحيفة الميناء", "title": "تفاصيل تفجير السوق والمسجد"}


async def test_an_article_becomes_an_alert_in_both_chats(
    telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot, database_url: str
) -> None:
    bot = make_bot(WATCHLISTS=EVERY, telegram=telegram, slack=slack, DATABASE_URL=database_url, AUTO_MIGRATE="1")
    await bot.start()
    assert "راصد" in (await ask(telegram, "/start")).plain
    assert "راصد" in (await ask_slack(slack, "start")).plain
    assert "خراسان" in (await ask(telegram, "/watch ISKP")).plain
    assert "خراسان" in (await ask_slack(slack, "watch ISKP")).plain

    pushed = time.monotonic()
    answer = await bot.push([ATTACK])
    assert (answer.status_code, answer.json()["accepted"]) == (202, 1)
    alert = await telegram.wait_for(lambda sent: "A1" in sent.plain, WITHIN)
    posted = await slack.wait_for(lambda one: "A1" in one.plain, WITHIN)
    print(f"\narticle to alert: Telegram {alert.time - pushed:.2f} s, Slack {posted.time - pushed:.2f} s")
    assert (alert.chat_id, posted.channel) == (ADMIN, DIRECT)
    for text in (alert.plain, posted.plain):
        assert "تفجير انتحاري" in text
        assert ATTACK["title"] in text
        assert "وكالة الظهيرة" in text
        assert "12" in text

    status = await ask(telegram, "/status ISKP")
    assert "تفجير انتحاري" in status.plain
    assert "تفجير انتحاري" in (await ask_slack(slack, "status داعش خراسان")).plain

    telegram.say(ADMIN, ADMIN, "/why", reply_to=alert.message_id)
    why = await telegram.wait_for(
        lambda sent: "A1" in sent.plain and sent is not alert, WITHIN, telegram.sent.index(status)
    )
    assert "داعش خراسان" in why.plain

    telegram.press(ADMIN, alert, alert.button("كتم").data)
    await telegram.wait_for(lambda sent: "كتم في هذه" in sent.plain, WITHIN, telegram.sent.index(why) + 1)
    await telegram.answers.wait_for(lambda _: True, WITHIN)

    before = len(telegram.sent), len(slack.posted)
    assert (await bot.push([ATTACK])).json() == {"accepted": 0, "duplicates": 1, "rejected": []}
    assert (await bot.push([FOLLOW_UP])).json()["accepted"] == 1
    later = await ask(telegram, "/latest ISKP 2")
    assert "صحيفة الميناء" in later.plain
    assert len(telegram.sent) == before[0] + 1
    assert len(slack.posted) == before[1]
    assert await bot.stop() == 0


async def test_people_speak_to_it_in_every_way_a_platform_has(
    telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot
) -> None:
    bot = make_bot(WATCHLISTS=EVERY, telegram=telegram, slack=slack)
    await bot.start()
    await bot.ready()

    for text in ("/start", "/status ISKP", "/list", "داعش"):
        reply = await ask(telegram, text, STRANGER)
        assert "/users allow" in reply.plain
        assert "ISKP" not in reply.plain
        assert not reply.buttons
    turned_away = await ask_slack(slack, "start", "U6006", "D6006")
    assert "/users allow" in turned_away.plain
    assert not turned_away.buttons

    await ask(telegram, "/start", chat=GROUP)
    in_group = await ask(telegram, f"/status@{BOT_NAME} ISKP", chat=GROUP)
    assert "ISKP" in in_group.plain
    silent = len(telegram.sent)
    telegram.say(ADMIN, GROUP, "صباح الخير، هل قرأتم شيئا عن داعش؟")
    telegram.say(ADMIN, GROUP, "/status@another_bot ISKP")
    telegram.say(ADMIN, GROUP, "/roll 6")
    assert (await ask(telegram, f"/list@{BOT_NAME}", chat=GROUP)).chat_id == GROUP
    assert len(telegram.sent) == silent + 1

    by_command = await answer_to(slack, FRIENDS, lambda: slack.command(SLACK_ADMIN, FRIENDS, "start"))
    assert "راصد" in by_command.plain
    by_mention = await answer_to(slack, FRIENDS, lambda: slack.mention(SLACK_ADMIN, FRIENDS, "status ISKP"))
    assert "ISKP" in by_mention.plain
    assert by_mention.method == "chat.postMessage"
    asked = await answer_to(slack, FRIENDS, lambda: slack.mention(SLACK_ADMIN, FRIENDS, "what about ISKP last week?"))
    assert "ISKP" in asked.plain
    assert "ISKP" in (await ask(telegram, f"@{BOT_NAME} ما وضع داعش خراسان؟", chat=GROUP)).plain
    slack.faults.add(refused("not_in_channel"), "chat.postMessage", chat=ELSEWHERE, times=None)
    outside = await answer_to(slack, ELSEWHERE, lambda: slack.command(SLACK_ADMIN, ELSEWHERE, "status ISKP"))
    assert outside.method == "response_url"
    assert "ISKP" in outside.plain
    assert all(envelope.in_time for envelope in slack.socket.envelopes)
