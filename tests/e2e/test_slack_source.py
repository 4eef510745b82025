"""Slack as a source: a channel that is read, the shortcut in a message's menu, and a file that is sent to the bot."""

from __future__ import annotations

from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.talking import SLACK_ADMIN, WITHIN, answer_to, ask_slack
from tests.fakes.slack_objects import Json
from tests.fakes.slack_server import SlackServer
from tests.handlers.building import wait_until

CHANNEL, HUDA = "C2002", "U2002"
ATTACK = "نفذ تنظيم داعش خراسان تفجيرا انتحاريا في قندهار أسفر عن مقتل {n} شخصا، بحسب شهود."


async def articles(bot: Bot) -> list[Json]:
    """What is stored and matches, the newest first."""
    answer = await bot.get("/api/matches?entity=ISKP")
    return [one["article"] for one in answer.json()["matches"]]


async def test_a_channel_is_a_source_as_long_as_somebody_wants_it(slack: SlackServer, make_bot: MakeBot) -> None:
    bot = make_bot(slack=slack)
    await bot.start()
    await bot.ready()
    await ask_slack(slack, "watch all low")
    await ask_slack(slack, "settings interval 0")

    unheard = slack.say(HUDA, CHANNEL, ATTACK.format(n=3))
    await slack.socket.acks.wait_for(lambda acked: acked is unheard, WITHIN)
    begun = await answer_to(
        slack, CHANNEL, lambda: slack.mention(SLACK_ADMIN, CHANNEL, "watch here", thread_ts="1700000000.000100")
    )
    assert begun.thread_ts == "1700000000.000100"
    assert "مصدر" in begun.plain
    assert await articles(bot) == []

    start = len(slack.posted)
    said = slack.say(HUDA, CHANNEL, ATTACK.format(n=21))
    alert = await slack.wait_for(lambda posted: "21" in posted.plain, WITHIN, start)
    assert alert.channel == "D1001"
    (first,) = await articles(bot)
    ts = said.payload["event"]["ts"].replace(".", "")
    assert (first["source"], first["url"]) == ("#c2002", f"https://tests.slack.example/archives/{CHANNEL}/p{ts}")

    slack.edit(said, ATTACK.format(n=27))
    await slack.wait_for(lambda posted: "27" in posted.plain, WITHIN, start)

    answer = await answer_to(slack, CHANNEL, lambda: slack.use_shortcut(HUDA, unheard, "scan_with_rasid"))
    assert answer.thread_ts == unheard.payload["event"]["ts"]
    assert "خراسان" in answer.plain
    file = slack.files.add("خبر.txt", ATTACK.format(n=5).encode())
    answer = await answer_to(
        slack, "D1001", lambda: slack.say(SLACK_ADMIN, "D1001", "", subtype="file_share", files=[file])
    )
    assert "خراسان" in answer.plain

    await answer_to(slack, CHANNEL, lambda: slack.mention(HUDA, CHANNEL, "unwatch here"))
    unheard = slack.say(HUDA, CHANNEL, ATTACK.format(n=4))
    await slack.socket.acks.wait_for(lambda acked: acked is unheard, WITHIN)
    await wait_until(lambda: all(envelope.acked for envelope in slack.socket.envelopes))
    assert {one["url"] for one in await articles(bot)} == {first["url"]}
    assert all(envelope.in_time for envelope in slack.socket.envelopes)
    assert await bot.stop() == 0
