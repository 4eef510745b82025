"""`rasid ingest`: what is read is stored once, as it comes, whatever ends the run."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest

from bot.cli.ingest import Tally
from bot.cli.progress import Bar
from bot.core.errors import StoreError
from bot.core.model import Incoming, Reading, Taken
from bot.services.ingest import Ingest
from bot.sources.files import Entry
from bot.storage import SqlStore
from tests.bot.cli.running import ATTACK, Folder
from tests.bot.services.newsroom import matcher
from tests.bot.sources.papers import docx, p

MAIL = f"Subject: خبر\nMessage-ID: <1@x>\nFrom: نشرة <a@b.example>\n\n{ATTACK}\n"


def lines(*articles: Any) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles)


def stored(folder: Folder) -> Sequence[Reading]:
    store = SqlStore(folder.database)
    try:
        with store.begin(read_only=True) as unit:
            return list(unit.articles.latest((), 100))
    finally:
        store.close()


def wait_for(folder: Folder, amount: int) -> None:
    end = time.monotonic() + 60
    while _amount(folder) < amount:
        assert time.monotonic() < end
        time.sleep(0.1)


def _amount(folder: Folder) -> int:
    try:
        return len(stored(folder))
    except StoreError:  # not made yet
        return 0


def test_everything_that_scan_reads_is_stored_once(folder: Folder) -> None:
    folder.write("news/a.txt", ATTACK)
    folder.write("news/b.docx", docx(p("خبر") + p(ATTACK.partition("\n")[0])))
    folder.write("news/c.eml", MAIL)
    folder.write("news/d.mbox", f"From a@b\n{MAIL}\nFrom a@b\n{MAIL.replace('1@x', '2@x')}")
    folder.write("e.jsonl", lines({"id": "1", "text": ATTACK, "source": "وكالة"}, [], {"id": 2, "text": ATTACK}))
    first = folder.rasid("ingest", "news", "e.jsonl", "--source", "أرشيف")
    assert (first.code, first.out) == (1, "accepted: 6, duplicates: 1, unusable: 1\n")
    assert first.err.startswith("rasid: e.jsonl:2: not an object")
    assert {(one.article.source, one.article.external_id) for one in stored(folder)} == {
        ("أرشيف", "news/a.txt"),
        ("أرشيف", "news/b.docx"),
        ("نشرة", "1@x"),
        ("نشرة", "2@x"),
        ("وكالة", "1"),
        ("أرشيف", "2"),
    }
    again = folder.rasid("ingest", "news", "--source", "أرشيف", "--silent")
    assert (again.code, again.out, again.err) == (0, "accepted: 0, duplicates: 5, unusable: 0\n", "")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(("--source", " ", "-"), "rasid ingest --help", id="no source"),
        pytest.param(("--watch", "-"), "No such option", id="an unknown option"),
    ],
)
def test_wrong_usage(folder: Folder, args: Sequence[str], words: str) -> None:
    folder.rasid("ingest", *args).failed(2, words)


def test_what_is_not_there_is_said(folder: Folder) -> None:
    done = folder.rasid("ingest", "none.txt")
    assert (done.code, done.out) == (1, "accepted: 0, duplicates: 0, unusable: 1\n")
    assert done.err == "rasid: none.txt: cannot be read: No such file or directory\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_stream_that_stays_open_is_stored_as_it_comes(folder: Folder, number: signal.Signals) -> None:
    command, around = folder.command("ingest", "-"), folder.surroundings({})
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **around) as process:
        assert process.stdin is not None
        for amount in (1, 2):
            process.stdin.write(lines({"id": amount, "text": f"{ATTACK} {amount}"}).encode())
            process.stdin.flush()
            wait_for(folder, amount)
        process.send_signal(number)
        out, _ = process.communicate(timeout=60)
    if number == signal.SIGINT:
        assert (process.returncode, out.decode()) == (0, "accepted: 2, duplicates: 0, unusable: 0\n")
    again = folder.rasid("ingest", stdin=lines(*({"id": n, "text": f"{ATTACK} {n}"} for n in (1, 2, 3))))
    assert (again.code, again.out) == (0, "accepted: 1, duplicates: 2, unusable: 0\n")


def test_silent_articles_are_stored_and_wake_no_story(store: SqlStore) -> None:
    now = datetime.now(UTC)
    taking = Ingest(store, matcher)
    for silent, source in ((True, "أ"), (False, "ب")):
        tally = Tally(lambda items: taking.take(items, now), Bar(), Event(), silent=silent)
        tally.work(iter([Entry("1", Incoming(source, "تفجير انتحاري لداعش خراسان في كابول", "1"))]))
        with store.begin() as unit:
            due = list(unit.stories.due(now, 10))
        assert (tally.accepted, bool(due)) == (1, not silent)


class Busy:
    """A store that is locked the first times that it is asked."""

    def __init__(self, times: int, *, permanent: bool = False) -> None:
        self.times, self.permanent = times, permanent
        self.taken: list[Incoming] = []

    def take(self, items: Sequence[Incoming]) -> Sequence[Taken]:
        self.times -= 1
        if self.times >= 0:
            raise StoreError("the database is locked", permanent=self.permanent)
        self.taken += items
        return [Taken("accepted")] * len(items)


def test_a_database_that_is_locked_is_waited_for() -> None:
    busy = Busy(1)
    tally = Tally(busy.take, Bar(), Event())
    tally.work(Entry(str(n), Incoming("s", "نص", str(n))) for n in range(100))
    assert (len(busy.taken), tally.accepted) == (100, 100)


def test_a_database_that_is_no_use_ends_the_work() -> None:
    tally = Tally(Busy(9, permanent=True).take, Bar(), Event())
    with pytest.raises(StoreError, match="locked"):
        tally.work(iter([Entry("1", Incoming("s", "نص", "1"))]))


def test_a_failure_of_the_reader_is_no_silence() -> None:
    def broken() -> Any:
        yield Entry("1", Incoming("s", "نص", "1"))
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        Tally(Busy(0).take, Bar(), Event()).work(broken())
