"""`rasid run`: starts, serves, ends cleanly, and says in a line why it cannot start."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.bot.cli.running import ATTACK, Folder

TOKEN = "1234567:AAtelegram-secret-token-abcdefghij"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
    return port


# Seconds that an answer may take: a busy machine takes its time for a start, and httpx gives up after five.
PATIENCE = 60.0


@contextmanager
def running(folder: Folder, **settings: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A bot that serves, with the address of its HTTP server; its output is in `log`."""
    port = free_port()
    with (folder.path / "log").open("wb") as log:
        given = folder.surroundings({"HTTP_PORT": str(port), **settings})
        process = subprocess.Popen(folder.command("run"), stdout=log, stderr=log, **given)
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", process)
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(url, timeout=5)
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"nothing serves {url}; exit code {process.poll()}")


def _once_ready(url: str) -> object:
    """What `/readyz` says when it says ready: it serves a moment before the clock of the scheduler goes."""
    end = time.monotonic() + 60
    while (told := httpx.get(f"{url}/readyz", timeout=PATIENCE)).status_code != 200 and time.monotonic() < end:
        time.sleep(0.05)
    return told.json()


def log_of(folder: Folder) -> str:
    return (folder.path / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(folder: Folder, number: signal.Signals) -> None:
    with running(folder, API_TOKEN="api-secret") as (process, url):
        assert _once_ready(url) == {"status": "ready", "reasons": {}}
        headers = {"Authorization": "Bearer api-secret"}
        body = {"id": "a1", "text": ATTACK}
        assert httpx.post(f"{url}/api/articles", json=body, headers=headers, timeout=PATIENCE).status_code == 202
        os.kill(process.pid, number)
        assert process.wait(PATIENCE) == 0
    shown = log_of(folder)
    assert "Traceback" not in shown
    assert "rasid.stopped" in shown
    assert re.search(r"/start [0-9A-F]{8}", shown)
    assert "No platform has a token yet" in shown
    assert f"See it at {url}/ or with `rasid chat`." in shown
    assert "set RASID_TELEGRAM_TOKEN (from @BotFather)" in shown


def test_a_reload_while_it_starts_does_not_end_it(folder: Folder) -> None:
    token = folder.path / "token"
    os.mkfifo(token)
    given = folder.surroundings({"HTTP_PORT": str(free_port()), "API_TOKEN_FILE": str(token), "ACCESS": "closed"})
    with subprocess.Popen(folder.command("run"), stderr=subprocess.PIPE, **given) as process:
        with token.open("w", encoding="utf-8") as settings:  # open as soon as the bot reads it
            os.kill(process.pid, signal.SIGHUP)
            settings.write("api-secret")
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert b"RASID_ACCESS" in told


def test_a_taken_port_is_one_line(folder: Folder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = folder.rasid("run", HTTP_PORT=port, ADMINS="telegram:1", TELEGRAM_TOKEN=TOKEN)
    done.failed(1, f"127.0.0.1:{port}: another program listens there", "RASID_HTTP_PORT")


def test_a_bot_that_cannot_start_invites_nobody(folder: Folder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = folder.rasid("run", HTTP_PORT=str(taken.getsockname()[1]))
    done.failed(1, "RASID_HTTP_PORT")


def test_a_log_for_machines_holds_one_line_for_people(folder: Folder) -> None:
    with running(folder, LOG_FORMAT="json") as (process, _):
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(30) == 0
    lines = log_of(folder).splitlines()
    assert [line for line in lines if not line.startswith("{")] == [one for one in lines if "/start " in one]
    assert "rasid.no_platform" in {json.loads(line)["event"] for line in lines if line.startswith("{")}


def test_half_of_slack_is_one_line(folder: Folder) -> None:
    done = folder.rasid("run", SLACK_BOT_TOKEN="xoxb-slack-bot-secret", ADMINS="telegram:1")
    done.failed(2, "RASID_SLACK_APP_TOKEN")
    assert "slack-bot-secret" not in done.err


def test_a_broken_watchlist_ends_it_before_it_starts(folder: Folder) -> None:
    folder.write("groups.yaml", "version: 1\nwatchlist: x\nentities:\n  - {key: A, kind: tribe, name: {en: A}}\n")
    done = folder.rasid("run")
    assert done.code == 2
    assert "groups.yaml:4" in done.err
    assert "Traceback" not in done.err


def test_no_token_is_logged_when_the_platform_is_away(folder: Folder) -> None:
    base = f"http://127.0.0.1:{free_port()}/bot"
    settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": base, "LOG_LEVEL": "debug", "API_TOKEN": "api-secret-x"}
    with running(folder, **settings) as (process, url):
        end = time.monotonic() + PATIENCE
        while (ready := httpx.get(f"{url}/readyz", timeout=PATIENCE)).status_code == 200 and time.monotonic() < end:
            time.sleep(0.1)
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert ready.status_code == 503
    assert "telegram" in ready.json()["reasons"]
    assert TOKEN not in log_of(folder) + ready.text
    assert "api-secret-x" not in log_of(folder)
