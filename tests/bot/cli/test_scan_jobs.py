"""`rasid scan --jobs`: the same lines in the same order from one process and from several, and a clean end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.bot.cli.running import ATTACK, PLAIN, Folder

LONG = "\n".join([*[PLAIN] * 40, ATTACK, *[PLAIN] * 40])  # 5 kB
MANY = 400  # long articles: more than one process scans before others join in


def line(number: int, text: str = LONG) -> str:
    return json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n"


def many(folder: Folder, name: str = "many.jsonl", bad: tuple[int, ...] = ()) -> str:
    return folder.write(name, "".join("{broken\n" if number in bad else line(number) for number in range(MANY)))


def started(folder: Folder, *args: str, **streams: Any) -> subprocess.Popen[bytes]:
    """A running scan that can be interrupted, even where the tests run in the background and are deaf to Ctrl-C."""
    streams["preexec_fn"] = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.Popen(folder.command("scan", *args), **given, **folder.surroundings({}))


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that this one has started."""
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def until(process: subprocess.Popen[bytes], amount: int) -> list[int]:
    """Its children, as soon as there are so many."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        found = children(process)
        if len(found) == amount:
            return found
        time.sleep(0.01)
    raise AssertionError(f"never had {amount} children")


def alive(pids: list[int]) -> Iterator[int]:
    for pid in pids:
        status = Path(f"/proc/{pid}/stat")
        if status.exists() and ") Z" not in status.read_text():
            yield pid


def gone(pids: list[int]) -> bool:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if not list(alive(pids)):
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def needs_proc() -> None:
    if not Path("/proc/self/task").exists():
        pytest.skip("this system does not show the children of a process")


@pytest.mark.parametrize("form", ["json", "text"])
def test_several_processes_write_what_one_writes(folder: Folder, form: str) -> None:
    many(folder, "news/a/many.jsonl", bad=(3, 170, MANY - 1))
    for number in range(100):
        folder.write(f"news/b/{number:03}.txt", LONG)
    folder.write("news/b/050.txt", b"\xd8\xff")
    folder.write("news/b/page.html", f"<html><title>x</title><body><p>{ATTACK}</p></body></html>")
    folder.write("news/c.jsonl", line(1, PLAIN) + "\n" + json.dumps({"text": f"\ud83d \0 {ATTACK}"}) + "\n")
    one = folder.rasid("scan", "news", "missing.txt", "--format", form, "--jobs", "1")
    two = folder.rasid("scan", "news", "missing.txt", "--format", form, "--jobs", "2")
    assert (one.code, one.err.count("rasid: ")) == (1, 5), one.err
    assert two == one
    if form == "json":
        expected = [*(str(number) for number in range(MANY) if number not in (3, 170, MANY - 1))]
        assert [found["id"] for found in two.lines][: len(expected)] == expected


def test_lines_on_stdin_keep_their_order(folder: Folder) -> None:
    body = "".join(line(number) for number in range(MANY))
    done = folder.rasid("scan", "-", "--format", "json", "--jobs", "3", stdin=body)
    assert (done.code, done.err) == (0, "")
    assert [found["id"] for found in done.lines] == [str(number) for number in range(MANY)]


@pytest.mark.usefixtures("needs_proc")
def test_little_is_scanned_in_one_process(folder: Folder) -> None:
    process = started(folder, "-", "--jobs", "2", stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(line(number, PLAIN) for number in range(64)).encode())
    process.stdin.flush()
    process.stdout.readline()
    assert children(process) == []
    process.communicate(timeout=60)


def test_a_pipe_that_is_fed_slowly_is_answered_by_the_bunch(folder: Folder) -> None:
    process = started(folder, "-", "--format", "json", "--jobs", "2", stdin=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    body = "".join(line(number) for number in range(MANY)).encode()
    feeding = threading.Thread(target=lambda: (process.stdin.write(body), process.stdin.flush()))  # type: ignore[union-attr]
    feeding.start()
    for number in range(MANY - 64):  # all but the last bunch, though more might still come
        assert json.loads(process.stdout.readline())["id"] == str(number)
    feeding.join()
    process.stdin.close()
    rest = process.stdout.read()  # not communicate(), which forgets what readline() has read ahead
    assert process.stderr is not None
    assert (process.wait(timeout=60), process.stderr.read(), len(rest.splitlines())) == (0, b"", 64)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_has_enough_ends_it(folder: Folder, jobs: str) -> None:
    process = started(folder, many(folder), "--format", "json", "--jobs", jobs)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) in (0, 1)
    process.stderr.close()


@pytest.mark.usefixtures("needs_proc")
def test_a_process_that_is_killed_is_one_clear_line(folder: Folder) -> None:
    process = started(folder, "-", "--jobs", "2", stdin=subprocess.PIPE)
    assert process.stdin is not None
    body = "".join(line(number) for number in range(MANY)).encode()
    process.stdin.write(body)
    process.stdin.flush()
    os.kill(until(process, 2)[1], signal.SIGKILL)
    _, errors = process.communicate(body, timeout=60)
    told = errors.decode().splitlines()
    assert process.returncode == 1
    assert len(told) == 1
    assert told[0].startswith("rasid: ")
    assert "-9" in told[0]


@pytest.mark.usefixtures("needs_proc")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_scan(folder: Folder, end: signal.Signals) -> None:
    process = started(folder, "-", "--jobs", "2", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stdin is not None
    process.stdin.write("".join(line(number) for number in range(MANY)).encode())
    process.stdin.flush()
    crew = until(process, 2)
    process.send_signal(end)
    _, errors = process.communicate(timeout=60)
    assert b"Traceback" not in errors
    assert b"Fatal" not in errors
    assert process.returncode == (130 if end == signal.SIGINT else -end)
    assert gone(crew)


def test_wrong_numbers_of_processes_are_refused(folder: Folder) -> None:
    folder.rasid("scan", "-", "--jobs", "0").failed(2, "--jobs")
