"""What one process does for all: whoever has it keeps it until it ends, and then another one has it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from bot.core.errors import StoreError
from bot.ports import EVERY
from bot.storage.duties import FREED_AFTER, TRUSTED_FOR, SqlDuties, claimed
from bot.storage.engine import parse_url
from tests.fakes.postgres import PostgresServer

PATIENCE = 60.0
WORKER = """
import sys, time
from bot.storage.duties import claimed
with claimed(sys.argv[1]) as claim:
    claim.share()
    while True:
        claim.look(["feeds"])
        print(int(claim.holds("feeds")), flush=True)
        time.sleep(0.2)
"""


@pytest.fixture
def join(postgres_url: str) -> Iterator[Callable[[], SqlDuties]]:
    """Another process comes to the database, and shares it."""
    come: list[SqlDuties] = []

    def make() -> SqlDuties:
        come.append(SqlDuties(parse_url(postgres_url)))
        come[-1].open()
        come[-1].share()
        return come[-1]

    yield make
    for one in come:
        one.close()


@contextmanager
def worker(url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has the duty."""
    surroundings = {"cwd": Path(__file__).parents[3], "env": os.environ | {"PYTHONPATH": "."}}
    command = [sys.executable, "-c", WORKER, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **surroundings) as process:  # type: ignore[call-overload]
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == "1"
            yield process
        finally:
            process.kill()


def until(holds: Callable[[], bool]) -> bool:
    """Whether it does within a minute."""
    end = time.monotonic() + PATIENCE
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return held


def takes(one: SqlDuties, *duties: str) -> bool:
    one.look(duties)
    return all(one.holds(duty) for duty in duties)


def sql(url: str, statement: str) -> list[tuple[object, ...]]:
    """Ask the server, as nobody of these."""
    parsed = parse_url(url)
    with psycopg.connect(
        host=str(parsed.query["host"]), user=parsed.username, dbname=parsed.database, autocommit=True
    ) as connection:
        return connection.execute(statement.encode()).fetchall()


CUT = "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND granted"


def test_one_of_two_has_a_duty_until_it_ends(join: Callable[[], SqlDuties]) -> None:
    first, second = join(), join()
    first.look(["feeds"])
    second.look(["feeds", "digests"])
    assert (set(first.held), set(second.held)) == ({"feeds"}, {"digests"})
    assert [one.holds(duty) for one in (first, second) for duty in ("feeds", "digests", "x")] == [
        *(True, False, False),
        *(False, True, False),
    ]
    second.look(["feeds"])
    assert (first.holds("feeds"), second.holds("feeds"), second.holds("digests")) == (True, False, True)
    first.close()
    assert not first.holds("feeds")
    assert until(lambda: takes(second, "feeds"))
    assert set(second.held) == {"feeds", "digests"}


def test_a_duty_of_one_that_is_killed_is_anothers(postgres_url: str, join: Callable[[], SqlDuties]) -> None:
    with worker(postgres_url) as process:
        other = join()
        assert not takes(other, "feeds")
        process.kill()
        assert until(lambda: takes(other, "feeds"))


@pytest.mark.slow
def test_a_duty_of_one_that_hangs_is_anothers(postgres_url: str, join: Callable[[], SqlDuties]) -> None:
    with worker(postgres_url) as process:
        other = join()
        os.kill(process.pid, signal.SIGSTOP)
        begun = time.monotonic()
        assert until(lambda: takes(other, "feeds"))
        assert time.monotonic() - begun > TRUSTED_FOR, "the one that hangs may have counted on it"
        os.kill(process.pid, signal.SIGCONT)
        assert process.wait(PATIENCE) != 0
        assert other.holds("feeds")


def test_who_is_cut_off_has_nothing_and_may_have_it_again(postgres_url: str, join: Callable[[], SqlDuties]) -> None:
    first = join()
    assert takes(first, "feeds")
    assert sql(postgres_url, CUT)
    with pytest.raises(StoreError):
        first.look(["feeds"])
    assert (first.holds("feeds"), set(first.held)) == (False, set())
    assert takes(first, "feeds")
    second = join()
    assert (second.alone, takes(second, "feeds")) == (False, False)


def test_who_was_cut_off_while_another_was_quicker_stands_by(postgres_url: str, join: Callable[[], SqlDuties]) -> None:
    first, second = join(), join()
    assert takes(first, "feeds")
    sql(postgres_url, f"{CUT} AND objsubid = 2 AND classid = (hashtext('rasid.duty')::bigint & 4294967295)::oid")
    assert until(lambda: takes(second, "feeds"))
    with pytest.raises(StoreError):
        first.look(["feeds"])
    first.look(["feeds"])
    assert (first.holds("feeds"), second.holds("feeds")) == (False, True)


def test_who_does_not_look_counts_on_nothing(join: Callable[[], SqlDuties], monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.monotonic()
    monkeypatch.setattr("bot.storage.duties.time", _Clock(lambda: now))
    first = join()
    assert takes(first, "feeds")
    now += TRUSTED_FOR - 0.1
    assert first.holds("feeds")
    now += 0.2
    assert (first.holds("feeds"), set(first.held)) == (False, set())
    first.look([])
    assert first.holds("feeds"), "the server still keeps it for this process"
    assert TRUSTED_FOR < FREED_AFTER


class _Clock:
    """In place of the module."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.monotonic = monotonic


def test_the_server_ends_the_connection_of_one_that_gives_no_sign(join: Callable[[], SqlDuties]) -> None:
    first = join()
    first.look([])
    assert first._connection is not None
    assert first._connection.exec_driver_sql("SHOW idle_session_timeout").scalar() == f"{FREED_AFTER:g}s"


def test_who_takes_long_to_start_is_not_cut_off(postgres_url: str) -> None:
    with claimed(postgres_url) as claim:
        assert isinstance(claim, SqlDuties)
        assert claim._connection is not None
        assert claim._connection.exec_driver_sql("SHOW idle_session_timeout").scalar() == "0"
        claim.share()


def test_the_first_is_alone_until_it_lets_others_in(postgres_url: str) -> None:
    with claimed(postgres_url) as first:
        assert first.alone
        first.share()
        with claimed(postgres_url) as second:
            assert not second.alone
            second.share()
            first.look([])
        with claimed(postgres_url) as third:
            assert not third.alone
    with claimed(postgres_url) as later:
        assert later.alone


def test_a_second_that_comes_before_the_first_lets_others_in_is_there_afterwards(postgres_url: str) -> None:
    with claimed(postgres_url) as first, claimed(postgres_url) as second:
        assert (first.alone, second.alone) == (True, False)
        second.share()
        second.look(["feeds"])
        assert second.holds("feeds")
        first.share()
        second.look(["feeds"])
        with claimed(postgres_url) as third:
            assert not third.alone
        assert isinstance(first, SqlDuties)
        first.close()
        with claimed(postgres_url) as third:
            assert not third.alone, "the second is still there"


def test_a_first_that_dies_before_it_lets_others_in_stands_in_nobodys_way(postgres_url: str) -> None:
    with claimed(postgres_url) as first, claimed(postgres_url) as second:
        second.share()
        assert isinstance(first, SqlDuties)
        first.close()

        def is_there() -> bool:
            """A third one sees it, as soon as the server has seen that the first is gone."""
            second.look(["feeds"])
            with claimed(postgres_url) as third:
                return not third.alone

        assert until(is_there)
        assert second.holds("feeds")


def test_a_server_that_is_away_is_said(postgres_server: PostgresServer, tmp_path: Path) -> None:
    away = postgres_server.url("nowhere").replace(str(postgres_server.folder), str(tmp_path))
    with pytest.raises(StoreError, match="does not answer"), claimed(away):
        pass


def test_a_server_that_goes_and_comes_back(postgres_server: PostgresServer) -> None:
    name = postgres_server.create_database()
    with claimed(postgres_server.url(name)) as claim:
        claim.share()
        claim.look(["feeds"])
        postgres_server.stop()
        try:
            for _ in range(2):
                with pytest.raises(StoreError):
                    claim.look(["feeds"])
                assert not claim.holds("feeds")
        finally:
            postgres_server.start()
        claim.look(["feeds"])
        assert claim.holds("feeds")
        with claimed(postgres_server.url(name)) as other:
            assert not other.alone
    postgres_server.drop_database(name)


def test_alone_on_an_embedded_database_everything_is_its_own(sqlite_url: str) -> None:
    with claimed(sqlite_url) as claim:
        claim.share()
        claim.look(["feeds"])
        assert (claim.holds("feeds"), claim.holds("anything")) == (True, True)
        with claimed(sqlite_url) as second:
            assert (second.alone, second.holds("feeds")) == (False, False)
    assert EVERY.holds("anything")
