"""Copies of a database that is written to, killed in the making, and on a disk that is full."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.errors import StoreError
from bot.storage import SqlStore
from bot.storage.copying import backup, backup_into
from bot.storage.sound import require_sound
from tests.bot.storage.samples import put_article

# Each transaction stores two articles, so that a copy with an odd number of them would hold half a one.
WRITER = """
import sys
from bot.storage import SqlStore
from tests.bot.storage.samples import put_article
store = SqlStore(sys.argv[1])
for number in range(100_000):
    with store.begin() as unit:
        put_article(unit, f"{number}-a", text="لداعش في كابول " * 50)
        put_article(unit, f"{number}-b", text="لداعش في كابول " * 50)
    if number == 50:
        print("writing", flush=True)
"""
# Ends for good while SQLite copies.
KILLED = """
import os, signal, sys
from pathlib import Path
from bot.storage.copying import backup
def step(done, total):
    os.kill(os.getpid(), signal.SIGKILL)
backup(sys.argv[1], Path(sys.argv[2]), step)
"""
AT = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)
FSIZE = 100_000


@pytest.fixture
def filled_url(sqlite_url: str, make_store: Callable[[str], SqlStore]) -> str:
    """A database of about a megabyte."""
    with make_store(sqlite_url).begin() as unit:
        for number in range(150):
            put_article(unit, str(number), text=f"{number} لداعش في كابول " * 60)
    return sqlite_url


@contextmanager
def writing(url: str) -> Iterator[None]:
    """Another process writes as fast as it can."""
    command = [sys.executable, "-c", WRITER, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as writer:
        assert writer.stdout is not None
        try:
            assert writer.stdout.readline() == b"writing\n"
            yield
            assert writer.poll() is None
        finally:
            writer.kill()


@contextmanager
def small_files() -> Iterator[None]:
    """No file may grow beyond a size, as on a full disk: SQLite is told EFBIG."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FSIZE, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def rows(file: Path, what: str = "count(*) FROM articles") -> int:
    with closing(sqlite3.connect(file)) as copy:
        found: int = copy.execute(f"SELECT {what}").fetchone()[0]
    return found


def test_copies_hold_whole_transactions_while_another_process_writes(sqlite_url: str, tmp_path: Path) -> None:
    counts = []
    with writing(sqlite_url):
        for number in range(3):
            made = backup(sqlite_url, tmp_path / f"copy-{number}.db")
            counts.append(rows(made.file))
    assert counts == sorted(set(counts)), "what was written between two copies is in the later one"
    assert [count % 2 for count in counts] == [0, 0, 0]
    for number in range(3):
        require_sound(tmp_path / f"copy-{number}.db")


def test_a_copy_is_one_private_file_that_says_its_size_and_can_be_searched(filled_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    made = backup(filled_url, folder / "copy.db")
    assert list(folder.iterdir()) == [made.file]
    assert made.size == made.file.stat().st_size > FSIZE
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert rows(made.file, "count(*) FROM articles_search WHERE articles_search MATCH 'كابول'") == 150


def test_no_deleted_row_is_in_a_copy(filled_url: str, tmp_path: Path) -> None:
    whole = backup(filled_url, tmp_path / "whole.db")
    file = tmp_path / "rasid.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA foreign_keys=1")
        connection.execute("DELETE FROM articles")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert file.stat().st_size > whole.size / 2, "SQLite keeps the room for what comes"
    less = backup(filled_url, tmp_path / "less.db")
    assert less.size < whole.size / 2
    assert "كابول".encode() not in less.file.read_bytes()


def test_how_far_it_is_is_told(filled_url: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    backup(filled_url, tmp_path / "copy.db", lambda done, total: told.append((done, total)))
    assert told
    assert told == sorted(told)
    assert all(0 <= done <= total for done, total in told)


def test_a_copy_that_is_killed_leaves_no_file_of_the_name_and_the_next_one_clears_up(
    filled_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    command = [sys.executable, "-c", KILLED, filled_url, str(folder / "copy.db")]
    done = subprocess.run(command, cwd=Path(__file__).parents[3], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [one.name for one in folder.iterdir() if not one.name.startswith(".")] == []
    assert len(list(folder.iterdir())) >= 1, "it was in the middle"
    backup(filled_url, folder / "copy.db")
    assert [one.name for one in folder.iterdir()] == ["copy.db"]


def test_a_full_disk_is_one_sentence_and_leaves_nothing(filled_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    with (
        small_files(),
        pytest.raises(StoreError, match=r"copy\.db could not be written: .*look whether the disk is full"),
    ):
        backup(filled_url, folder / "copy.db")
    assert list(folder.iterdir()) == []


def test_a_file_that_is_there_is_never_written_over(filled_url: str, tmp_path: Path) -> None:
    taken = tmp_path / "copy.db"
    taken.write_text("mine")
    with pytest.raises(StoreError, match="exists; name a new file"):
        backup(filled_url, taken)
    assert taken.read_text() == "mine"


def test_a_damaged_database_makes_no_copy(filled_url: str, tmp_path: Path) -> None:
    file = tmp_path / "rasid.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as held:
        held.seek(40_960)
        held.write(os.urandom(200_000))
    with pytest.raises(StoreError, match=r"damaged|malformed"):
        backup(filled_url, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_folder_keeps_the_newest(filled_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "copies"
    days = [datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2, 3)]
    made = [backup_into(filled_url, folder, 2, day) for day in days]
    assert [len(one.removed) for one in made] == [0, 0, 1]
    assert sorted(one.name for one in folder.iterdir()) == ["rasid-20261102T000000Z.db", "rasid-20261103T000000Z.db"]


def test_where_a_copy_fails_none_is_removed(filled_url: str, tmp_path: Path) -> None:
    backup_into(filled_url, tmp_path / "copies", 1, AT)
    with small_files(), pytest.raises(StoreError):
        backup_into(filled_url, tmp_path / "copies", 1, AT.replace(hour=13))
    assert [one.name for one in (tmp_path / "copies").iterdir()] == ["rasid-20261127T123000Z.db"]
