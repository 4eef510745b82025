"""A running bot takes up changed lists and feeds, and stays as it is where they are wrong."""

from __future__ import annotations

import asyncio
import os
import pty
import signal
import sqlite3
import sys
from pathlib import Path

from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.talking import ADMIN, WITHIN, ask
from tests.fakes.feed_pages import failure, rss
from tests.fakes.feed_server import FeedServer
from tests.fakes.telegram_server import TelegramServer

LIST = """
version: 1
watchlist: groups
title: {ar: جماعات, en: Groups}
entities:
  - {key: HAWK, kind: organization, name: {ar: كتائب الصقر, en: Hawk Brigades}}
"""
MORE = "  - {key: WADI, kind: other, name: {ar: مجلس حراس الوادي, en: Valley Guards}}\n"
TURNS, OF_A_TURN = 6, 20


def replace_file(path: Path, text: str) -> None:
    """As editors and git do it."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def hang_up(bot: Bot) -> None:
    assert bot.process is not None
    bot.process.send_signal(signal.SIGHUP)


def pushed(turn: int) -> list[dict[str, str]]:
    return [
        {"id": f"{turn}-{number}", "text": f"أعلنت كتائب الصقر بيانها رقم {turn * 100 + number} في الضاحية."}
        for number in range(OF_A_TURN)
    ]


async def test_lists_change_under_load_and_nothing_is_lost_or_matched_twice(
    telegram: TelegramServer, make_bot: MakeBot, tmp_path: Path
) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    groups = lists / "groups.yaml"
    replace_file(groups, LIST)
    bot = make_bot(telegram=telegram, WATCHLISTS=str(lists), LANGUAGE="en")
    await bot.start()
    for turn in range(TURNS):
        replace_file(groups, LIST + (MORE if turn % 2 == 0 else ""))
        hang_up(bot)
        answered = await asyncio.gather(*(bot.push([one]) for one in pushed(turn)))
        assert [one.json()["accepted"] for one in answered] == [1] * OF_A_TURN
    with sqlite3.connect(bot.home / "rasid.db") as database:
        [found] = database.execute("SELECT count(*), sum(amount) FROM matches WHERE key = 'HAWK'")
    assert found == (TURNS * OF_A_TURN, TURNS * OF_A_TURN)
    replace_file(groups, LIST + MORE)
    while "I know no" in (await ask(telegram, "/status WADI")).plain:
        pass
    assert "now watches" in (await ask(telegram, "/watch WADI")).plain
    await wrong_lists_change_nothing(telegram, bot.folder, groups)
    replace_file(groups, LIST)
    while "no longer in the lists" not in (await ask(telegram, "/list")).plain:
        pass
    assert "lists.watched_in_none" in bot.log
    (bot.folder / ".env").write_text("RASID_TIMEZONE=Asia/Baghdad\nRASID_LLM_KEY=hush-hush-hush\n", encoding="utf-8")
    hang_up(bot)
    await bot.wait_for_log("settings.need_restart")
    assert "RASID_TIMEZONE" in bot.log
    assert "hush-hush" not in bot.log
    assert await bot.stop() == 0
    assert "Traceback" not in bot.log


async def wrong_lists_change_nothing(telegram: TelegramServer, folder: Path, groups: Path) -> None:
    """The admin is told, /health says it, and what is mended goes from there."""
    start = len(telegram.sent)
    replace_file(groups, LIST.replace("organization", "tribe"))
    told = await telegram.wait_for(lambda sent: "groups.yaml:6" in sent.plain, WITHIN, start)
    assert told.chat_id == ADMIN
    assert "stay in force" in (await ask(telegram, "/health")).plain
    assert "1 mention" not in (await ask(telegram, "/status WADI")).plain
    replace_file(groups, LIST + MORE)
    while "stay in force" in (await ask(telegram, "/health")).plain:
        pass
    notices = [sent for sent in telegram.sent[start:] if "groups.yaml:6" in sent.plain and "attention" in sent.plain]
    assert len(notices) == 1


async def test_feeds_of_the_command_line_are_taken_up(make_bot: MakeBot, tmp_path: Path) -> None:
    replace_file(tmp_path / "groups.yaml", LIST)
    async with FeedServer() as outlet:
        bot = make_bot(ALLOW_NETWORKS="127.0.0.0/8", WATCHLISTS=str(tmp_path / "groups.yaml"))
        await bot.start()
        going, gone = outlet.put("/going.xml", rss()), outlet.put("/gone.xml", failure(410))
        await bot.command("feed", "add", going)
        await bot.command("feed", "add", gone)
        await outlet.requests.wait_for(lambda asked: asked.path == "/going.xml", WITHIN)
        await outlet.requests.wait_for(lambda asked: asked.path == "/gone.xml", WITHIN)
        await bot.wait_for_log("410")
        with sqlite3.connect(bot.home / "rasid.db", timeout=30) as database:
            database.execute("UPDATE feeds SET next_at = (SELECT max(polled) FROM feeds) WHERE url = ?", (going,))
        await bot.command("feed", "remove", going)
        start = len(outlet.requests)
        outlet.put("/gone.xml", rss())
        await bot.command("feed", "retry", gone)
        await outlet.requests.wait_for(lambda asked: (asked.path, asked.status) == ("/gone.xml", 200), WITHIN, start)
        assert [asked.path for asked in outlet.requests[start:]] == ["/gone.xml"]
        assert await bot.stop() == 0


ON_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
terminal = os.open(sys.argv[1], os.O_RDWR)
fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
os.dup2(terminal, 2)
os.execv(sys.argv[2], sys.argv[2:])
"""


async def test_a_bot_ends_with_its_terminal(make_bot: MakeBot, tmp_path: Path) -> None:
    replace_file(tmp_path / "groups.yaml", LIST)
    bot = make_bot(WATCHLISTS=str(tmp_path / "groups.yaml"))
    ours, its = pty.openpty()
    bot.wrapper = (sys.executable, "-c", ON_TERMINAL, os.ttyname(its))
    await bot.start()
    await bot.ready()
    os.close(its)
    os.close(ours)
    assert await bot.ended() == 0
