"""A copy in the place of a database: whole or not at all, whatever lies beside it and whoever ends in the middle."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.errors import StoreError
from bot.core.urls import sqlite_url as url_of
from bot.storage import SqlStore, revision_state
from bot.storage.copying import backup
from bot.storage.migrating import downgrade
from bot.storage.restoring import restore
from bot.storage.sole import sole
from bot.storage.sound import require_sound
from tests.bot.storage.samples import put_article

AT = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
# Stores and ends without closing anything, as by a power cut: what it wrote stands in the write-ahead log alone.
CRASHED = """
import os, signal, sys
from bot.storage import SqlStore
from tests.bot.storage.samples import put_article
with SqlStore(sys.argv[1]).begin() as unit:
    for number in range(20):
        put_article(unit, f"late-{number}")
os.kill(os.getpid(), signal.SIGKILL)
"""
# Ends for good at the n-th thing that restoring does to the names of files.
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.storage.restoring import restore
left = int(sys.argv[3])
def watch(event, args):
    global left
    if event in ("os.link", "os.rename", "os.remove") and "rasid.sqlite3" in str(args[0]) + str(args[1]):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
restore(Path(sys.argv[1]), sys.argv[2], datetime.now(UTC))
"""


@pytest.fixture
def copied(sqlite_url: str, tmp_path: Path) -> Path:
    """A copy of a database with one article, which has two by now."""
    store = SqlStore(sqlite_url)
    with store.begin() as unit:
        put_article(unit, "early")
    backup(sqlite_url, tmp_path / "copy.db")
    with store.begin() as unit:
        put_article(unit, "after")
    store.close()
    return tmp_path / "copy.db"


def run(script: str, *args: str) -> int:
    return subprocess.run([sys.executable, "-c", script, *args], cwd=ROOT, check=False).returncode


def names(url: str) -> list[str]:
    with closing(SqlStore(url)) as store, store.begin(read_only=True) as unit:
        return sorted(one.article.identity for one in unit.articles.search("داعش", 50))


def test_a_copy_comes_back_and_what_was_there_can_come_back_too(sqlite_url: str, copied: Path) -> None:
    kept = restore(copied, sqlite_url, AT)
    assert kept is not None
    assert names(sqlite_url) == ["early"]
    assert restore(kept, sqlite_url, AT) not in (None, kept)
    assert names(sqlite_url) == ["after", "early"]


def test_a_log_that_a_crash_left_stays_with_the_former_database(sqlite_url: str, copied: Path, tmp_path: Path) -> None:
    assert run(CRASHED, sqlite_url) == -signal.SIGKILL
    assert (tmp_path / "rasid.sqlite3-wal").stat().st_size
    kept = restore(copied, sqlite_url, AT)
    assert kept is not None
    assert names(sqlite_url) == ["early"]
    require_sound(tmp_path / "rasid.sqlite3")
    assert len(names(url_of(kept))) == 22


def test_a_log_without_its_database_is_not_played_into_the_copy(sqlite_url: str, copied: Path, tmp_path: Path) -> None:
    assert run(CRASHED, sqlite_url) == -signal.SIGKILL
    (tmp_path / "rasid.sqlite3").unlink()
    assert restore(copied, sqlite_url, AT) is None
    assert names(sqlite_url) == ["early"]
    require_sound(tmp_path / "rasid.sqlite3")


def test_a_damaged_database_is_kept_with_its_log_and_replaced(sqlite_url: str, copied: Path, tmp_path: Path) -> None:
    assert run(CRASHED, sqlite_url) == -signal.SIGKILL
    log = (tmp_path / "rasid.sqlite3-wal").read_bytes()
    (tmp_path / "rasid.sqlite3").write_bytes(b"what a broken disk left" * 1000)
    kept = restore(copied, sqlite_url, AT)
    assert kept is not None
    assert names(sqlite_url) == ["early"]
    assert kept.read_bytes().startswith(b"what a broken disk left")
    left = kept.with_name(kept.name + "-wal")
    assert not left.exists() or left.read_bytes() == log


@pytest.mark.parametrize("step", [0, 1, 2])
def test_one_that_is_killed_leaves_the_old_database_or_the_new_one(
    sqlite_url: str, copied: Path, tmp_path: Path, step: int
) -> None:
    ended = run(KILLED, str(copied), sqlite_url, str(step))
    assert ended in (0, -signal.SIGKILL)
    require_sound(tmp_path / "rasid.sqlite3")
    assert names(sqlite_url) in (["early"], ["after", "early"])
    restore(copied, sqlite_url, AT)
    assert names(sqlite_url) == ["early"]
    assert not list(tmp_path.glob(".*"))


def test_it_is_refused_while_a_bot_works_on_the_database(sqlite_url: str, copied: Path) -> None:
    with sole(sqlite_url) as alone:
        assert alone
        with pytest.raises(StoreError, match="in use; stop the bot first"):
            restore(copied, sqlite_url, AT)
    assert names(sqlite_url) == ["after", "early"]


def test_it_is_refused_while_another_program_has_it_open(
    sqlite_url: str, copied: Path, make_store: Callable[[str], SqlStore]
) -> None:
    with make_store(sqlite_url).begin(read_only=True) as unit:
        assert unit.articles.since() is not None
        with pytest.raises(StoreError, match="in use; stop the bot first"):
            restore(copied, sqlite_url, AT)
    assert names(sqlite_url) == ["after", "early"]


def test_a_copy_of_an_older_version_is_upgraded_and_not_touched(sqlite_url: str, copied: Path) -> None:
    downgrade(url_of(copied), "0003")
    before = copied.read_bytes()
    restore(copied, sqlite_url, AT)
    assert revision_state(sqlite_url) == "current"
    assert names(sqlite_url) == ["early"]
    assert copied.read_bytes() == before


def test_a_copy_in_a_folder_that_is_read_only_is_read(sqlite_url: str, copied: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    shutil.move(copied, shelf / "copy.db")
    shelf.chmod(0o500)
    restore(shelf / "copy.db", sqlite_url, AT)
    assert [one.name for one in shelf.iterdir()] == ["copy.db"]
    shelf.chmod(0o700)
    assert names(sqlite_url) == ["early"]


def test_what_comes_back_is_private(sqlite_url: str, copied: Path, tmp_path: Path) -> None:
    copied.chmod(0o644)
    restore(copied, sqlite_url, AT)
    assert stat.S_IMODE((tmp_path / "rasid.sqlite3").stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("there", [True, False])
def test_what_root_restores_belongs_to_whom_the_database_belonged(
    sqlite_url: str, copied: Path, tmp_path: Path, there: bool
) -> None:
    database = tmp_path / "rasid.sqlite3"
    os.chown(database if there else tmp_path, 12_345, 12_345)
    if not there:
        database.unlink()
    restore(copied, sqlite_url, AT)
    assert {one.stat().st_uid for one in (database, tmp_path / "rasid.sqlite3.lock")} == {12_345}


def foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipes (bread TEXT)")


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.commit()


def broken(file: Path) -> None:
    with file.open("r+b") as held:
        held.seek(20_480)
        held.write(os.urandom(8_192))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        pytest.param(lambda file: file.unlink(), "cannot be read", id="absent"),
        pytest.param(lambda file: file.write_text("text"), "is no SQLite database", id="text"),
        pytest.param(lambda file: file.write_bytes(b""), "is no SQLite database", id="empty"),
        pytest.param(lambda file: os.truncate(file, file.stat().st_size // 2), "is damaged", id="cut off"),
        pytest.param(lambda file: os.truncate(file, 60), "is damaged", id="nothing but its beginning"),
        pytest.param(broken, "is damaged", id="overwritten in the middle"),
        pytest.param(foreign, "none of Rasid", id="another program's"),
        pytest.param(newer, "newer version of Rasid", id="newer"),
    ],
)
def test_a_file_that_is_no_use_changes_nothing(
    sqlite_url: str, copied: Path, tmp_path: Path, spoil: Callable[[Path], object], words: str
) -> None:
    spoil(copied)
    with pytest.raises(StoreError, match=words) as caught:
        restore(copied, sqlite_url, AT)
    assert "copy.db" in str(caught.value)
    assert names(sqlite_url) == ["after", "early"]
    assert not list(tmp_path.glob("*before*"))


def test_the_database_itself_is_no_copy(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is the database itself"):
        restore(tmp_path / "rasid.sqlite3", sqlite_url, AT)
