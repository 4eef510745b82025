"""`rasid demo`: what a newcomer sees first."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from tests.bot.cli.running import Folder

ALERT = re.compile(r"A\d+ · S\d+ · ")
PATIENCE = 120.0
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Where the settings are those of a real bot, whose database cannot be opened."""
    return Folder(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def played(beside: Folder) -> str:
    """What the demo prints where nobody sits at a terminal."""
    settings = {"HOME": str(beside.path / "home"), "TELEGRAM_TOKEN": "1:not-a-token", "DATABASE_URL": "bad://"}
    done = beside.rasid("demo", **settings)
    assert done.code == 0, done.err
    assert done.err == ""
    return done.out


def test_alerts_are_arabic_and_say_that_they_are_samples(played: str) -> None:
    alerts = [line for line in played.splitlines() if ALERT.match(line)]
    assert len(alerts) >= 4
    assert all("عينة للتجربة" in line for line in alerts)
    assert "🔴 تفجير انتحاري — قندهار — 17 قتيلا" in played


def test_it_says_where_the_web_console_is(played: str) -> None:
    assert len(ADDRESS.findall(played)) == 1


def test_the_status_holds_now_against_the_usual(played: str) -> None:
    status = played.partition("> /status ISKP")[2].partition("> /digest")[0]
    assert "تنظيم الدولة الإسلامية في خراسان (ISKP)" in status
    assert "المعتاد" in status
    assert "القصص" in status


def test_the_digest_lists_the_stories_of_the_week(played: str) -> None:
    digest = played.partition("> /digest now")[2]
    assert "الموجز" in digest
    assert len(re.findall(r"· S\d+$", digest, re.MULTILINE)) >= 4


def test_one_happening_is_told_by_few_messages(played: str) -> None:
    """Eight reports of one bombing in Kandahar raise an alert for a reason only."""
    assert len([line for line in played.splitlines() if ALERT.match(line)]) < 12


def test_english_is_spoken_on_request(folder: Folder) -> None:
    done = folder.rasid("demo", "--language", "en")
    assert done.code == 0
    assert "🔴 Suicide bombing — Kandahar — 17 killed — 30 injured — Islamic State Khorasan Province" in done.out
    assert "usually" in done.out


def test_another_language_is_refused(folder: Folder) -> None:
    done = folder.rasid("demo", "--language", "fr")
    assert done.code == 2
    assert "ar or en" in done.err


@pytest.mark.usefixtures("played")
def test_settings_of_a_real_bot_are_not_touched(beside: Folder) -> None:
    assert not (beside.path / "home").exists()
    assert not (beside.path / "rasid-data").exists()


def test_at_a_terminal_it_goes_on_as_a_chat_and_in_the_browser(tmp_path: Path) -> None:
    """The newest report comes in meanwhile, and both are told of it."""
    folder = Folder(tmp_path)
    master, slave = pty.openpty()
    demo = subprocess.Popen(folder.command("demo"), stdin=slave, stdout=slave, stderr=slave, **folder.surroundings({}))
    os.close(slave)
    try:
        told = _read_until(master, "rasid> ")
        os.write(master, "/status داعش خراسان\n".encode())
        seen = _read_until(master, "آخر خبر")
        assert "ISKP" in seen
        address = ADDRESS.findall(told)[-1]
        assert "جلال آباد" not in httpx.get(address).text
        _read_until(master, "جلال آباد")
        assert len(re.findall("<article", httpx.get(address).text)) > 5
        assert _once_in(address, "جلال آباد")
        os.write(master, b"/quit\n")
        assert demo.wait(PATIENCE) == 0
    finally:
        demo.kill()
        demo.wait()
        os.close(master)


def _once_in(address: str, words: str) -> bool:
    """Whether a page has these words, within a while."""
    end = time.monotonic() + PATIENCE
    while words not in httpx.get(address).text and time.monotonic() < end:
        time.sleep(0.1)
    return words in httpx.get(address).text


def _read_until(descriptor: int, words: str) -> str:
    """What a terminal shows up to these words; AssertionError when they do not come."""
    seen, end = b"", time.monotonic() + PATIENCE
    while words.encode() not in seen:
        ready, _, _ = select.select([descriptor], [], [], max(0.0, end - time.monotonic()))
        assert ready, seen.decode("utf-8", "replace")
        seen += os.read(descriptor, 65536)
    return seen.decode("utf-8", "replace")
