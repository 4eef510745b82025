"""Headlines that want to be more than text: through the whole bot, and nobody is called, led away or confused."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.e2e.conftest import MakeBot
from tests.e2e.news import Article, happenings
from tests.e2e.talking import WITHIN, ask, ask_slack
from tests.fakes.referees import RefereeMissingError, entities_found, tdlib
from tests.fakes.slack_objects import Posted
from tests.fakes.slack_server import SlackServer
from tests.fakes.telegram_objects import Sent
from tests.fakes.telegram_server import TelegramServer

OVERRIDES = re.compile("[\u202a-\u202e]")
# What the bot may set itself, to keep text in its order and words apart; taken away before two texts are compared.
MARKS = re.compile("[\u200b-\u200f\u061c\u2060\u2066-\u2069]")
# Kinds of entities that lead somewhere or call somebody.
CALLS = frozenset({"mention", "text_mention", "custom_emoji"})
SAFE_URL = re.compile("https?://")
SLACK_LINK = re.compile(r"<([^>|]*)[^>]*>")

HOSTILE = {
    "everybody in a channel": "<!channel> هجوم",
    "everybody, escaped by the source": "هجوم &lt;!here&gt; ليلا",
    "a group of people": "<!subteam^S123|@الفريق> هجوم",
    "a person of Slack": "<@U123> هجوم",
    "a channel of Slack": "هجوم <#C123|general>",
    "a link of Slack": "هجوم <https://evil.example|اضغط هنا>",
    "a person of Telegram": '<a href="tg://user?id=1">هجوم</a>',
    "an address that acts": '<a href="javascript:alert(1)">هجوم</a>',
    "bold that does not end": "<b>هجوم",
    "an unknown tag": "<script>alert(2)</script> هجوم",
    "an override": "هجوم \u202egnp.exe\u202c مساء",
    "embeddings": "\u202aهجوم\u202b ليلي\u202d",
    "a lone isolate": "هجوم \u2067 بلا نهاية",
    "all in one word": "@channel هجوم",
    "markdown": "*هجوم* _ليلي_ `rm` ~x~ [اضغط](tg://user?id=7)",
    "control characters": "هجوم\x00\x07 ليلي",
}


@pytest.fixture
def _referee() -> None:
    """Without Telegram's own parser the local server checks no markup."""
    try:
        tdlib()
    except RefereeMissingError as reason:
        pytest.skip(str(reason))


@pytest.mark.usefixtures("_referee")
async def test_hostile_headlines_arrive_as_plain_text(
    telegram: TelegramServer, slack: SlackServer, make_bot: MakeBot
) -> None:
    bot = make_bot(telegram=telegram, slack=slack)
    await bot.start()
    await ask(telegram, "/watch ISKP")
    await ask_slack(slack, "watch ISKP")
    before = len(telegram.sent), len(slack.posted)
    news = hostile_news()
    assert (await bot.push(list(news.values()))).json()["accepted"] == len(news)
    await telegram.sent.wait_for_count(before[0] + len(news), WITHIN)
    await slack.posted.wait_for_count(before[1] + len(news), WITHIN)
    sent, posted = list(telegram.sent)[before[0] :], list(slack.posted)[before[1] :]
    wrong: list[str] = []
    for name, article in news.items():
        wrong += [f"{name} on Telegram: {problem}" for problem in telegram_problems(article, sent)]
        wrong += [f"{name} on Slack: {problem}" for problem in slack_problems(article, posted)]
    calls = [given for method, given in slack.calls if method == "chat.postMessage"]
    wrong += [f"Slack is asked to look for names: {given}" for given in calls if looks_for_names(given)]
    assert not wrong, "\n".join(wrong)
    assert await bot.stop() == 0


def hostile_news() -> dict[str, Article]:
    """An article for each headline, which also stands in its source; its address is no address of the web."""
    plain = dict(zip(HOSTILE, (article for _, article in happenings(len(HOSTILE), ["ISKP"])), strict=True))
    return {
        name: article
        | {"title": f"{HOSTILE[name]} {article['title']}", "source": f"وكالة {HOSTILE[name]}"}
        | {"url": f"javascript:alert('{article['id']}')", "text": f"{article['text']} {HOSTILE[name]}"}
        for name, article in plain.items()
    }


def milestone(article: Article) -> str:
    """The words by which a message is known, whatever became of its headline."""
    return article["title"][-len("الكيلو 101") :]


def telegram_problems(article: Article, sent: list[Sent]) -> list[str]:
    found = [one for one in sent if milestone(article) in one.plain]
    if len(found) != 1:
        return [f"{len(found)} messages"]
    (one,) = found
    problems = [] if bare(article["title"]) in bare(one.plain) else [f"the headline became {one.plain!r}"]
    problems += ["an override"] if OVERRIDES.search(one.text) else []
    links = [str(entity["url"]) for entity in one.entities if "url" in entity]
    problems += [f"a link to {url}" for url in links if not SAFE_URL.match(url)]
    kinds = {str(entity["type"]) for entity in (*one.entities, *entities_found(one.plain))}
    return problems + [f"an entity that calls: {kind}" for kind in kinds & CALLS]


def slack_problems(article: Article, posted: list[Posted]) -> list[str]:
    found = [one for one in posted if milestone(article) in one.plain]
    if len(found) != 1:
        return [f"{len(found)} messages"]
    (one,) = found
    wire = str((one.text, one.blocks))
    problems = [] if bare(article["title"]) in bare(one.plain) else [f"the headline became {one.plain!r}"]
    problems += ["an override"] if any(OVERRIDES.search(text) for text in strings([one.text, *one.blocks])) else []
    problems += [f"it calls {one.pings}"] if one.pings else []
    return problems + [f"a link to {url}" for url in SLACK_LINK.findall(wire) if not SAFE_URL.match(url)]


def looks_for_names(given: dict[str, Any]) -> bool:
    return str(given.get("link_names", "0")) in {"1", "true", "True"} or given.get("parse", "none") != "none"


def bare(text: str) -> str:
    """Words alone: without marks of direction and controls, and with single spaces."""
    kept = MARKS.sub("", OVERRIDES.sub("", text)).replace("\x00", "").replace("\ufffd", "").replace("\x07", "")
    return " ".join(kept.split())


def strings(value: Any) -> list[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        return [value]
    inner = list(value.values()) if isinstance(value, dict) else list(value) if isinstance(value, list | tuple) else []
    return [text for one in inner for text in strings(one)]
