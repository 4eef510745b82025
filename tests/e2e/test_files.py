"""Files over the wire, out of the whole bot: a chart, an export and a brief on both platforms."""

from __future__ import annotations

import json

from tests.e2e.conftest import MakeBot
from tests.e2e.talking import ADMIN, DIRECT, SLACK_ADMIN, WITHIN, ask, ask_slack
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_server import TelegramServer

PNG = b"\x89PNG\r\n\x1a\n"
ATTACK = {
    "id": "attack-1",
    "title": "=تفجير <عنيف> قرب السوق",
    "text": "أعلن تنظيم داعش خراسان مسؤوليته عن تفجير انتحاري وقع في كابول وقتل فيه 12 شخصا.",
    "source": "وكالة الظهيرة",
}


async def test_files_reach_both_platforms(telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot) -> None:
    bot = make_bot(telegram=telegram, slack=slack)
    await bot.start()
    await bot.ready()
    assert (await bot.push([ATTACK])).json()["accepted"] == 1
    await ask(telegram, "/start")
    await ask_slack(slack, "start")

    chart = await ask(telegram, "/chart ISKP")
    assert (chart.method, chart.content[:8]) == ("sendPhoto", PNG)
    assert "خراسان" in chart.plain
    telegram.press(ADMIN, chart, chart.button("24").data)
    changed = await telegram.wait_for(lambda sent: sent.method == "editMessageMedia", WITHIN)
    assert (changed.message_id, changed.content[:8]) == (chart.message_id, PNG)
    assert changed.content != chart.content

    export = await ask(telegram, "/export ISKP")
    assert export.method == "sendDocument"
    assert "'=تفجير <عنيف> قرب السوق" in export.content.decode("utf-8-sig")
    telegram.press(ADMIN, export, export.button("JSON").data)
    other = await telegram.wait_for(lambda sent: (sent.file_name or "").endswith(".json"), WITHIN)
    assert json.loads(other.content)["matches"][0]["article"]["title"] == ATTACK["title"]

    brief = await ask(telegram, "/brief ISKP")
    assert brief.content.startswith(b"<!doctype html>")
    assert b"&lt;" in brief.content

    start = len(slack.posted)
    await ask_slack(slack, "chart ISKP dark")
    buttons = await slack.wait_for(lambda one: bool(one.buttons), WITHIN, start)
    picture = next(one for one in slack.posted[start:] if one.file_name)
    assert (picture.content[:8], picture.channel) == (PNG, DIRECT)
    assert buttons.button("30").value == "/chart ISKP 30d dark again"
    start = len(slack.posted)
    slack.press(SLACK_ADMIN, buttons, buttons.button("30").action, buttons.button("30").value)
    again = await slack.wait_for(lambda one: bool(one.buttons), WITHIN, start)
    assert [one.method for one in slack.posted[start:]] == ["files.completeUploadExternal", "chat.postMessage"]
    assert again.ts != buttons.ts
    assert await bot.stop() == 0
