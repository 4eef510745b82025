"""A disk without room: HTTP says 503, what was accepted is kept, and all goes on by itself when there is room."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections.abc import Sequence
from io import RawIOBase
from pathlib import Path
from typing import Protocol

import httpx
import pytest

from tests.e2e import audit
from tests.e2e.bot_process import Bot
from tests.e2e.conftest import MakeBot
from tests.e2e.news import Article, happenings, reports
from tests.e2e.talking import ADMIN, WITHIN, ask
from tests.fakes.telegram_server import TelegramServer

# More than a database with its log takes, less than anybody misses in memory.
DISK = "24m"
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
MOUNT = f'mkdir -p "$RASID_HOME" && mount -t tmpfs -o size={DISK} tmpfs "$RASID_HOME" && exec "$@"'
# Above what the log of a test takes, below what the database had before: it cannot grow, and the log can.
LARGEST_FILE = 64 * 1024
PIECE = b"x" * 65_536
# A chat gets a message a second, so that some of these still wait when the disk is full.
UNDER_WAY = 6
FULL = Path("/dev/full")


class Shortage(Protocol):
    """How room becomes scarce for a running bot, and is there again."""

    wrapper: Sequence[str]

    def begin(self, bot: Bot) -> None: ...
    def end(self, bot: Bot) -> None: ...


class FullDisk(Shortage):
    """The home folder is a file system in memory that only the bot sees, filled up by another file."""

    wrapper = (*NAMESPACE, "sh", "-c", MOUNT, "sh")

    def begin(self, bot: Bot) -> None:
        with self._other(bot).open("wb", buffering=0) as other:
            for piece in (PIECE, PIECE[:1]):
                self._fill(other, piece)

    def end(self, bot: Bot) -> None:
        self._other(bot).unlink()

    def _fill(self, other: RawIOBase, piece: bytes) -> None:
        try:
            while True:
                other.write(piece)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise

    def _other(self, bot: Bot) -> Path:
        assert bot.process is not None
        return Path(f"/proc/{bot.process.pid}/root{bot.home}/other")


class SmallFiles(Shortage):
    """The system lets no file of the bot's grow, as a quota would: a write fails with EFBIG."""

    wrapper = ()

    def begin(self, bot: Bot) -> None:
        self._limit(bot, LARGEST_FILE)

    def end(self, bot: Bot) -> None:
        self._limit(bot, None)

    def _limit(self, bot: Bot, size: int | None) -> None:
        import resource  # not on every system

        assert bot.process is not None
        unlimited = resource.RLIM_INFINITY
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (unlimited if size is None else size, unlimited))


@pytest.fixture(params=["full disk", pytest.param("small files", marks=pytest.mark.slow)])
def shortage(request: pytest.FixtureRequest) -> Shortage:
    if sys.platform != "linux":
        pytest.skip("needs Linux")
    if request.param == "small files":
        return SmallFiles()
    if shutil.which(NAMESPACE[0]) is None or subprocess.run([*NAMESPACE, "true"], check=False).returncode:
        pytest.skip("this system lets nobody make a file system of his own")
    return FullDisk()


async def test_a_full_disk_delays_and_loses_nothing(
    telegram: TelegramServer, make_bot: MakeBot, shortage: Shortage
) -> None:
    bot = make_bot(telegram=telegram)
    bot.wrapper = shortage.wrapper
    await bot.start()
    await ask(telegram, "/watch ISKP")
    before = len(telegram.sent)
    news = [article for _, article in happenings(300, ["ISKP"])]
    assert (await bot.push(news[:UNDER_WAY])).status_code == 202
    shortage.begin(bot)
    kept = UNDER_WAY + await push_until_refused(bot, news[UNDER_WAY:])
    telegram.say(ADMIN, ADMIN, "/list")
    await bot.wait_for_log("loop.failed")
    assert (await bot.get("/healthz")).status_code == 200
    assert (await bot.push(news[kept : kept + 1])).status_code == 503
    shortage.end(bot)
    await bot.ready()
    assert (await bot.push(news[kept : kept + 2])).json()["accepted"] == 2
    expected = [(str(ADMIN), article["title"]) for article in news[: kept + 2]]
    arrivals = await audit.everything_arrived(bot, expected, [telegram], 2 * WITHIN + 2 * kept)
    print(f"\n{kept} accepted before it was full; {audit.count(expected, arrivals, noted=False)}")
    await telegram.wait_for(lambda sent: "ISKP" in sent.plain, WITHIN, before)
    assert "Traceback" not in bot.log
    assert await bot.stop() == 0


async def push_until_refused(bot: Bot, news: Sequence[Article]) -> int:
    """Push one by one until there is no room; how many were accepted before."""
    for kept, article in enumerate(news):
        answer = await bot.push([article])
        if answer.status_code != 202:
            assert refused_for_now(answer)
            return kept
    raise AssertionError("the disk never was full")


def refused_for_now(answer: httpx.Response) -> bool:
    """The sender is told to come again, and why."""
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5"), answer.text
    return "full" in answer.json()["error"] or "disk" in answer.json()["error"]


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
async def test_a_log_that_cannot_be_written_stops_nothing(telegram: TelegramServer, make_bot: MakeBot) -> None:
    """The disk of the log is full, that of the database is not."""
    bot = make_bot(telegram=telegram, LOG_LEVEL="debug")
    bot.output, bot.fresh = FULL, True
    await bot.start()
    await ask(telegram, "/watch ISKP")
    news = [article for key, article in reports() if key == "ISKP"]
    assert (await bot.push(news)).status_code == 202
    expected = [(str(ADMIN), article["title"]) for article in news]
    arrivals = await audit.everything_arrived(bot, expected, [telegram], WITHIN)
    assert audit.count(expected, arrivals).repeats == 0
    assert await bot.stop() == 0
