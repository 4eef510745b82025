"""`rasid migrate`, `rasid backup` and `rasid restore`."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import SqlStore
from tests.bot.cli.running import Folder

URL = "https://news.example/rss.xml"


def test_migrate_makes_the_database_and_then_finds_it_current(folder: Folder) -> None:
    assert folder.rasid("migrate").out == "the database was brought to the newest schema\n"
    assert folder.rasid("migrate").out == "the database is current\n"
    assert (folder.path / "rasid-data" / "rasid.db").exists()


def test_a_home_that_cannot_be_made_is_one_line(folder: Folder) -> None:
    folder.write("file", "")
    folder.rasid("migrate", HOME="file/home").failed(1, "RASID_HOME")
    folder.rasid("feed", "list", HOME="file/home").failed(1, "file/home")


def test_a_server_has_to_be_migrated_first(folder: Folder, postgres_url: str) -> None:
    folder.rasid("feed", "list", DATABASE_URL=postgres_url).failed(1, "rasid migrate")
    assert folder.rasid("migrate", DATABASE_URL=postgres_url).code == 0
    assert folder.rasid("feed", "list", DATABASE_URL=postgres_url).code == 0
    assert not (folder.path / "rasid-data").exists()


def test_a_server_may_be_migrated_at_start(folder: Folder, postgres_url: str) -> None:
    assert folder.rasid("feed", "list", DATABASE_URL=postgres_url, AUTO_MIGRATE="1").code == 0


def test_a_newer_database_is_one_line(folder: Folder) -> None:
    folder.rasid("migrate")
    with closing(sqlite3.connect(folder.path / "rasid-data" / "rasid.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
        connection.commit()
    for command in ("feed list", "migrate", "run"):
        folder.rasid(*command.split()).failed(1, "newer version")


def test_a_locked_database_is_one_line(folder: Folder) -> None:
    folder.rasid("migrate")
    with closing(SqlStore(folder.database)) as store, store.begin():
        done = folder.rasid("feed", "add", URL, DATABASE_URL=f"{folder.database}?timeout=0.2")
    done.failed(1, "locked")


def test_a_file_that_is_no_database_is_one_line(folder: Folder) -> None:
    folder.write("rasid-data/rasid.db", "this is no database" * 100)
    folder.rasid("feed", "list").failed(1, "no SQLite file")


def test_a_copy_brings_back_what_was_there_and_keeps_what_is(folder: Folder) -> None:
    folder.rasid("feed", "add", URL)
    assert re.fullmatch(r"saved: copy\.db \(\d+ kB, looked through\)\n", folder.rasid("backup", "copy.db").out)
    folder.rasid("feed", "remove", URL)
    restored = folder.rasid("restore", "copy.db")
    assert restored.code == 0
    assert URL in folder.rasid("feed", "list").out
    (kept,) = (folder.path / "rasid-data").glob("rasid.db.before-*")
    assert f"to undo: rasid restore {kept}" in restored.out
    assert folder.rasid("restore", str(kept)).code == 0
    assert URL not in folder.rasid("feed", "list").out


def test_copies_in_a_folder_are_named_by_the_time_and_the_newest_stay(folder: Folder) -> None:
    folder.rasid("migrate")
    old = [folder.write(f"copies/rasid-202601{day:02}T000000Z.db", "") for day in range(1, 4)]
    mine = folder.write("copies/mine.db", "")
    done = folder.rasid("backup", "--into", "copies", "--keep", "2")
    assert done.code == 0, done.err
    assert [line for line in done.out.splitlines() if line.startswith("removed")] == [
        f"removed: {one}" for one in old[:2]
    ]
    left = {one.name for one in (folder.path / "copies").iterdir()}
    assert {Path(mine).name, Path(old[2]).name} < left
    (new,) = left - {Path(mine).name, Path(old[2]).name}
    assert new in done.out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param([], "--into FOLDER", id="no name"),
        pytest.param(["copy.db", "--into", "copies"], "--into FOLDER", id="two names"),
        pytest.param(["--into", "copies", "--keep", "0"], "--keep", id="none to keep"),
    ],
)
def test_a_copy_needs_one_name(folder: Folder, args: list[str], words: str) -> None:
    folder.rasid("migrate")
    folder.rasid("backup", *args).failed(2, words)


def test_restore_is_refused_while_the_database_is_in_use(folder: Folder) -> None:
    folder.rasid("feed", "add", URL)
    folder.rasid("backup", "copy.db")
    with closing(SqlStore(folder.database)) as store, store.begin(read_only=True) as unit:
        assert unit.feeds.all()
        done = folder.rasid("restore", "copy.db")
    done.failed(1, "in use")
    assert URL in folder.rasid("feed", "list").out


def test_what_cannot_be_copied_or_restored_is_one_line(folder: Folder) -> None:
    folder.rasid("backup", "copy.db").failed(1, "no database")
    folder.rasid("migrate")
    folder.rasid("backup", "groups.yaml").failed(1, "exists")
    folder.rasid("backup", "nowhere/copy.db").failed(1, "nowhere/copy.db")
    folder.rasid("restore", "missing.db").failed(1, "missing.db")
    folder.rasid("restore", "groups.yaml").failed(1, "groups.yaml")


def test_a_server_has_tools_of_its_own(folder: Folder) -> None:
    url = "postgresql+psycopg://u:pass-word@127.0.0.1:1/d"
    for command in ("backup", "restore"):
        folder.rasid(command, "copy.db", DATABASE_URL=url).failed(2, "pg_dump")


@pytest.mark.parametrize(
    ("settings", "code", "words"),
    [
        pytest.param({"HOME": "groups.yaml/home"}, 1, ("groups.yaml/home", "RASID_HOME"), id="a home through a file"),
        pytest.param({"DATABASE_URL": "hunter2"}, 2, ("RASID_DATABASE_URL",), id="no URL"),
        pytest.param({"DATABASE_URL": "postgresql://u:hunter2@h:x/y"}, 2, ("RASID_DATABASE_URL",), id="no port"),
        pytest.param({"DATABASE_URL": "oracle://u:hunter2@h/y"}, 2, ("RASID_DATABASE_URL",), id="no database of ours"),
    ],
)
def test_a_database_that_cannot_be_is_one_line(
    folder: Folder, settings: dict[str, str], code: int, words: tuple[str, ...]
) -> None:
    done = folder.rasid("feed", "list", **settings)
    done.failed(code, *words)
    assert "hunter2" not in done.err
