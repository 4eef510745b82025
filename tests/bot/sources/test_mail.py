"""Mailboxes are polled: nothing is read twice for nothing, nothing is lost, nothing in them is changed."""

from __future__ import annotations

import mailbox
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from bot.core.model import Feed, Incoming
from bot.ports import Polled
from bot.services.ingest import Ingest
from bot.services.polling import Polling
from bot.sources import mailboxes
from bot.sources.mail import MailPoller
from bot.sources.pollers import Pollers
from bot.storage import SqlStore
from tests.bot.services.newsroom import matcher

# Not so soon that a test of a long run begins at this time: what changed just now counts as being written.
LATER = datetime.now(UTC) + timedelta(hours=5)


def mail(number: int, text: str = "ضبط خلية لداعش خراسان", date: str = "Thu, 05 Mar 2026 08:00:00 +0000") -> bytes:
    return (
        f"From: News <n@x.example>\nSubject: s{number}\nMessage-ID: <{number}@x>\nDate: {date}\n\n{text} {number}\n"
    ).encode()


class Mbox:
    kind = "mbox"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "box"
        self.path.touch()

    def put(self, *mails: bytes) -> None:
        with self.path.open("ab") as stream:
            for one in mails:
                stream.write(b"From n@x.example Thu Mar  5 08:00:00 2026\n" + one + b"\n")


class Maildir:
    kind = "maildir"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "mail"
        self.box = mailbox.Maildir(self.path)

    def put(self, *mails: bytes) -> None:
        for one in mails:
            self.box.add(one)


Box = Mbox | Maildir


@pytest.fixture(params=[Mbox, Maildir])
def box(request: pytest.FixtureRequest, tmp_path: Path) -> Box:
    made: Box = request.param(tmp_path)
    return made


@dataclass
class Reader:
    """Polls one box again and again, as if each time a minute had passed."""

    box: Box
    feed: Feed = field(init=False)
    now: datetime = LATER

    def __post_init__(self) -> None:
        self.feed = Feed(1, f"{self.box.kind}:{self.box.path}", kind="mail")

    async def poll(self) -> Polled:
        self.now += timedelta(minutes=1)
        polled = await MailPoller(4096).poll(self.feed, self.now)
        self.feed = polled.feed
        return polled

    async def subjects(self) -> list[tuple[str | None, bool]]:
        """What is new: subjects, and whether it is silent."""
        return sorted((one.title, one.silent) for one in (await self.poll()).items)


async def test_first_contact_is_silent_and_later_only_news_is_read(box: Box) -> None:
    reader = Reader(box)
    box.put(mail(1), mail(2))
    assert await reader.subjects() == [("s1", True), ("s2", True)]
    assert await reader.subjects() == []
    box.put(mail(3))
    assert await reader.subjects() == [("s3", False)]
    assert (reader.feed.errors, reader.feed.error, reader.feed.title) == (0, None, box.path.name)


async def test_an_empty_box_makes_its_first_mail_news(box: Box) -> None:
    reader = Reader(box)
    assert await reader.subjects() == []
    box.put(mail(1))
    assert await reader.subjects() == [("s1", False)]


async def test_a_box_that_did_not_change_is_not_read_again(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(box)
    box.put(mail(1))
    await reader.poll()
    etag = reader.feed.etag
    for name in ("split_mbox", "_files", "_opened"):
        monkeypatch.setattr(mailboxes, name, None)
    assert (await reader.poll()).items == ()
    assert reader.feed.etag == etag


async def test_many_mails_come_in_batches_all_of_them_silent(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "MAILS", 3)
    reader = Reader(box)
    box.put(*map(mail, range(7)))
    first = await reader.poll()
    assert first.feed.next_at == reader.now
    box.put(mail(7))
    rest = [one for _ in range(4) for one in await reader.subjects()]
    assert sorted([str(one.title) for one in first.items] + [str(title) for title, _ in rest]) == [
        f"s{n}" for n in range(8)
    ]
    assert [silent for title, silent in rest if title == "s7"] == [False]
    assert all(silent for title, silent in rest if title != "s7")


async def test_a_bad_mail_stops_no_other_and_is_told(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailboxes, "LARGEST_MAIL", 10_000)
    reader = Reader(box)
    box.put(mail(1), b"\x00\xff no mail\n", mail(2, "x" * 11_000), mail(3, "y" * 5000), mail(4))
    assert [title for title, _ in await reader.subjects()] == ["s1", "s4"]
    assert reader.feed.errors == 0
    assert "3 mails were not read" in (reader.feed.error or "")
    await reader.poll()
    assert "3 mails were not read" in (reader.feed.error or "")


async def test_nothing_in_the_box_is_changed(box: Box) -> None:
    box.put(mail(1), mail(2))
    files = [path for path in [box.path, *box.path.rglob("*")] if path.is_file()]
    before = [(path, path.stat().st_mtime_ns, path.read_bytes()) for path in files]
    await Reader(box).poll()
    assert [(path, path.stat().st_mtime_ns, path.read_bytes()) for path in files] == before
    assert [path for path in [box.path, *box.path.rglob("*")] if path.is_file()] == files


async def test_a_box_that_is_gone_comes_back(box: Box) -> None:
    reader = Reader(box)
    away = box.path.rename(box.path.with_name("away"))
    await reader.poll()
    await reader.poll()
    assert (reader.feed.errors, reader.feed.next_at) == (2, reader.now + timedelta(minutes=4))
    assert str(box.path) in (reader.feed.error or "")
    away.rename(box.path)
    await reader.poll()
    assert (reader.feed.errors, reader.feed.error) == (0, None)


async def test_a_mail_that_is_being_written_is_left_until_it_is_whole(tmp_path: Path) -> None:
    box = Mbox(tmp_path)
    reader = Reader(box, now=datetime.now(UTC) - timedelta(minutes=1))
    box.put(mail(1), mail(2)[:80])
    assert [title for title, _ in await reader.subjects()] == ["s1"]
    with box.path.open("ab") as stream:
        stream.write(mail(2)[80:])
    reader.now = LATER
    assert [one.text for one in (await reader.poll()).items] == ["ضبط خلية لداعش خراسان 2"]


LOCK = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX); print(); input()"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """While another program writes to it; locks of one process do not stop itself."""
    with Popen(
        [sys.executable, "-c", LOCK.replace("open(", "f := open("), str(path)], stdin=PIPE, stdout=PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        yield


async def test_a_box_that_is_locked_is_left_alone(tmp_path: Path) -> None:
    box = Mbox(tmp_path)
    box.put(mail(1))
    reader = Reader(box)
    with locked(box.path):
        assert await reader.subjects() == []
    assert await reader.subjects() == [("s1", True)]


async def test_an_mbox_that_was_written_anew_is_read_again_without_alerts_of_old_mails(tmp_path: Path) -> None:
    box = Mbox(tmp_path)
    reader = Reader(box)
    box.put(mail(1), mail(2), mail(3))
    await reader.poll()
    box.path.write_bytes(b"")
    box.put(mail(2), mail(4, date=f"{LATER + timedelta(minutes=2):%a, %d %b %Y %H:%M:%S} +0000"))
    assert await reader.subjects() == [("s2", True), ("s4", False)]


async def test_a_mail_that_is_moved_within_its_maildir_comes_again_as_what_it_was(tmp_path: Path) -> None:
    box = Maildir(tmp_path)
    reader = Reader(box)
    box.put(mail(1))
    (first,) = (await reader.poll()).items
    (name,) = (box.path / "new").iterdir()
    name.rename(box.path / "cur" / f"{name.name}:2,S")
    again: Sequence[Incoming] = (await reader.poll()).items
    assert [(one.external_id, one.text) for one in again] == [(first.external_id, first.text)]


async def test_polled_mails_are_stored_once(box: Box, store: SqlStore) -> None:
    ingest = Ingest(store, matcher)
    now = [LATER]
    poller = Pollers(MailPoller(0), MailPoller(4096))
    with store.begin() as unit:
        unit.feeds.add(f"{box.kind}:{box.path}", "", LATER, kind="mail")
    for number in range(3):
        box.put(mail(number))
        now[0] += timedelta(minutes=10)
        assert await Polling(store, poller, ingest.take, lambda: now[0]).work() == 1
    with store.begin() as unit:
        stored = unit.articles.latest((), 10)
        (feed,) = unit.feeds.all()
    assert sorted(one.article.external_id or "" for one in stored) == ["0@x", "1@x", "2@x"]
    assert (feed.kind, feed.error) == ("mail", None)


async def test_a_box_is_looked_at_every_minute_and_at_once_while_more_waits(box: Box, store: SqlStore) -> None:
    box.put(*(mail(number) for number in range(mailboxes.MAILS + 1)))
    polling = Polling(store, MailPoller(4096), Ingest(store, matcher).take, lambda: LATER)
    with store.begin() as unit:
        unit.feeds.add(f"{box.kind}:{box.path}", "", LATER, kind="mail")
    waits = []
    for _ in range(2):
        assert await polling.work() == 1
        with store.begin() as unit:
            (feed,) = unit.feeds.all()
        waits.append((feed.next_at or LATER) - LATER)
    assert waits == [timedelta(), timedelta(minutes=1)]
