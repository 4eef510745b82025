"""Feeds, a watched folder and the API, with what is broken, empty or far too large among them."""

from __future__ import annotations

import asyncio
import json
import mailbox
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bot.storage import SqlStore
from tests.bot.sources.papers import docx, p
from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.news import reports
from tests.e2e.talking import WITHIN, ask
from tests.fakes.feed_pages import Item, broken_xml, huge, rss
from tests.fakes.feed_server import FeedServer
from tests.fakes.telegram_server import TelegramServer

NEWS = [article for key, article in reports() if key == "ISKP"]
ITEMS = [
    Item(one["title"], f"https://news.example/{one['id']}", one["text"], one["id"], datetime.now(UTC)) for one in NEWS
]


@pytest.fixture
async def outlet() -> AsyncIterator[FeedServer]:
    async with FeedServer() as server:
        yield server


async def test_a_feed_alerts_of_what_is_new_whatever_other_feeds_do(
    telegram: TelegramServer, make_bot: MakeBot, outlet: FeedServer
) -> None:
    bot = make_bot(telegram=telegram, ALLOW_NETWORKS="127.0.0.0/8")
    good = outlet.put("/good.xml", replace(rss(ITEMS[:1]), etag='"one"'))
    bad = outlet.put("/bad.xml", replace(broken_xml(), body=b"no feed at all"))
    large = outlet.put("/large.xml", huge(20))
    for url in (bad, large, good):
        await bot.command("feed", "add", url)
    await bot.start()
    await ask(telegram, "/watch ISKP")
    await outlet.requests.wait_for(lambda asked: asked.path == "/good.xml", WITHIN)
    assert ITEMS[0].title in await latest(telegram, ITEMS[0].title)

    await poll_again(bot)
    unchanged = await outlet.requests.wait_for(lambda asked: asked.status == 304, WITHIN)
    assert unchanged.headers["if-none-match"] == '"one"'
    outlet.put("/good.xml", replace(rss(ITEMS[:2]), etag='"two"'))
    await poll_again(bot)
    await telegram.wait_for(lambda sent: "A1" in sent.plain and ITEMS[1].title in sent.plain, WITHIN)
    assert not [sent for sent in telegram.sent if "A2" in sent.plain]

    listed = (await bot.command("feed", "list", "--format", "json")).stdout
    state = {one["url"]: one for one in map(json.loads, listed.splitlines())}
    assert (state[good]["state"], state[bad]["state"], state[large]["state"]) == ("ok", "failing", "failing")
    assert "no feed is there" in state[bad]["error"]
    assert "Traceback" not in bot.log


async def test_files_that_are_dropped_in_a_folder_become_alerts(
    telegram: TelegramServer, make_bot: MakeBot, tmp_path: Path
) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    bot = make_bot(telegram=telegram, WATCH_FOLDER=str(folder))
    await bot.start()
    await ask(telegram, "/watch ISKP")
    text, lines, page = NEWS[0], NEWS[1], NEWS[3]
    (folder / "broken.jsonl").write_text('{"id": "x", "text": \n', "utf-8")
    (folder / "one.txt").write_text(f"{text['title']}\n\n{text['text']}\n", "utf-8")
    (folder / "two.jsonl").write_text(json.dumps(lines, ensure_ascii=False) + "\n", "utf-8")
    (folder / "three.html").write_text(html(page["title"], page["text"]), "utf-8")
    for wanted in (text["title"], lines["title"], page["title"]):
        await telegram.wait_for(lambda sent, title=wanted: title in sent.plain, WITHIN)  # type: ignore[misc]
    assert sorted(path.name for path in (folder / "done").iterdir()) == ["one.txt", "three.html", "two.jsonl"]
    assert {path.name for path in (folder / "failed").iterdir()} == {"broken.jsonl", "broken.jsonl.error.txt"}


async def test_files_and_newsletters_that_come_while_the_bot_runs_become_alerts(
    telegram: TelegramServer, make_bot: MakeBot, tmp_path: Path
) -> None:
    bot = make_bot(telegram=telegram)
    letters = mailbox.Maildir(tmp_path / "letters")
    letters.add(letter(NEWS[0]))
    await bot.command("feed", "add", f"maildir:{tmp_path / 'letters'}")
    await bot.start()
    await ask(telegram, "/watch ISKP")
    (tmp_path / "one.docx").write_bytes(docx(p(NEWS[1]["title"]) + p(NEWS[1]["text"])))
    done = await bot.command("ingest", "one.docx")
    assert done.stdout == "accepted: 1, duplicates: 0, unusable: 0\n"
    await telegram.wait_for(lambda sent: "A1" in sent.plain and NEWS[1]["title"][:40] in sent.plain, WITHIN)

    await poll_again(bot)
    letters.add(letter(NEWS[3]))
    await poll_again(bot)
    await telegram.wait_for(lambda sent: NEWS[3]["title"] in sent.plain, WITHIN)
    assert not [sent for sent in telegram.sent if NEWS[0]["title"] in sent.plain]
    assert "Traceback" not in bot.log


def letter(report: Mapping[str, Any]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "News <n@x.example>", report["title"], f"<{report['id']}@x>"
    mail.set_content(report["text"])
    return mail.as_bytes()


async def test_the_api_says_what_it_cannot_take_and_goes_on(telegram: TelegramServer, make_bot: MakeBot) -> None:
    bot = make_bot(telegram=telegram)
    await bot.start()
    await ask(telegram, "/watch ISKP")
    body = "خبر طويل جدا. " * (20 * 1024 * 1024 // len("خبر طويل جدا. ".encode()))
    assert (await bot.push([{"id": "huge", "text": body}])).status_code == 413
    assert (await bot.push([{"id": "large", "text": body[: 2 * 1024 * 1024]}])).status_code == 413
    empty = await bot.push([{"id": "empty", "text": ""}])
    assert empty.status_code == 422
    assert empty.json()["rejected"][0]["line"] == 1
    assert (await bot.post(b"")).status_code == 422
    assert (await bot.post(b"\xff\xfe{")).status_code == 422
    mixed = await bot.push([{"id": "empty", "text": ""}, NEWS[0]])
    assert (mixed.status_code, mixed.json()["accepted"], len(mixed.json()["rejected"])) == (202, 1, 1)
    await telegram.wait_for(lambda sent: NEWS[0]["title"] in sent.plain, WITHIN)
    assert "Traceback" not in bot.log


async def poll_again(bot: Bot) -> None:
    """Make every feed due now, once it was polled and saved; its own interval is minutes long."""
    store = SqlStore(f"sqlite:///{bot.home / 'rasid.db'}")
    async with asyncio.timeout(WITHIN):
        while not _made_due(store, datetime.now(UTC)):  # noqa: ASYNC110 - another process cannot set an event
            await asyncio.sleep(0.1)
    store.close()


def _made_due(store: SqlStore, now: datetime) -> bool:
    with store.begin() as unit:
        feeds = unit.feeds.all()
        if any(feed.next_at is None or feed.next_at <= now for feed in feeds):
            return False
        for feed in feeds:
            unit.feeds.save(replace(feed, next_at=now))
    return True


async def latest(telegram: TelegramServer, title: str) -> str:
    """The answer to /latest once it knows the headline: stored, though nothing was said of it."""
    while title not in (answer := await ask(telegram, "/latest ISKP")).plain:
        pass
    return answer.plain


def html(title: str, text: str) -> str:
    head = f"<head><meta charset=utf-8><title>{title}</title></head>"
    body = f"<body><article><h1>{title}</h1><p>{text}</p></article></body>"
    return f"<!doctype html><html lang=ar dir=rtl>{head}{body}</html>"
