"""The way of an article through a real process, told by the lines of its log that bear its trace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.news import GROUPS, LIST
from tests.e2e.talking import ADMIN, ask
from tests.fakes.telegram_server import TelegramServer

SECRET_WORDS = "حديث جانبي"
NOTHING = {"id": "1", "source": "Quay Post", "title": "معرض الزهور", "text": "افتتح معرض الزهور السنوي أبوابه."}
ARTICLE = {
    "id": "2",
    "source": "Quay Post",
    "title": "اعتراض حافلة",
    "text": f"اعترض ملثمون يتبعون {GROUPS['ISKP']} حافلة عمال. {SECRET_WORDS}.",
}


def lines(bot: Bot, **wanted: str) -> Iterator[dict[str, Any]]:
    """The lines of the log that bear these values."""
    for line in bot.log.splitlines():
        if line.startswith("{"):
            said = json.loads(line)
            if all(said.get(name) == value for name, value in wanted.items()):
                yield said


async def test_from_article_to_message_by_its_trace(telegram: TelegramServer, make_bot: MakeBot) -> None:
    bot = make_bot(telegram=telegram, WATCHLISTS=LIST, LOG_FORMAT="json")
    await bot.start()
    await ask(telegram, "/watch ISKP")
    start = len(telegram.sent)
    assert (await bot.push([NOTHING, ARTICLE])).json()["accepted"] == 2
    await telegram.wait_for(lambda sent: sent.chat_id == ADMIN, 60, start)
    await bot.wait_for_log('"kind": "alert"')
    await bot.all_sent()
    metrics = (await bot.get("/metrics")).text
    assert await bot.stop() == 0
    taken, decided, posted, sent = lines(bot, trace="a2")
    assert [one["event"] for one in (taken, decided, posted, sent)] == WAY
    assert (taken["outcome"], taken["way"], taken["source"], taken["matches"]) == (
        "accepted",
        "api",
        "Quay Post",
        ["ISKP"],
    )
    assert taken["story"] == decided["story"] == posted["story"]
    assert (decided["reasons"], decided["came"], posted["new"]) == (["first"], ["a2"], 1)
    assert sent["alert"] in decided["alerts"]
    assert sent["delivery"]
    assert not list(lines(bot, trace="a1")), "nothing was found in it: no line but for whoever debugs"
    answered = [one["event"] for one in lines(bot, trace="u1")]
    assert answered == ["update.answered", "delivery.sent"]
    assert SECRET_WORDS not in bot.log
    assert 'rasid_articles_matched_total{way="api"} 1.0' in metrics
    assert 'rasid_deliveries_sent_total{kind="alert",platform="telegram"} 1.0' in metrics
    assert "rasid_ready 1.0" in metrics


WAY = ["article.taken", "alert.decided", "delivery.posted", "delivery.sent"]
