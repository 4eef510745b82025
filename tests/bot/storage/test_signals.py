"""Processes wake one another through the server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from bot.core.errors import StoreError
from bot.storage.signals import SqlSignals
from tests.bot.storage.test_duties import sql, until
from tests.fakes.postgres import PostgresServer

LISTENS = "SELECT pid FROM pg_stat_activity WHERE query IN ('LISTEN rasid', 'SELECT 1') AND pid <> pg_backend_pid()"
CUT = f"SELECT pg_terminate_backend(pid, 10000) FROM ({LISTENS}) AS found"


@dataclass
class Ear:
    """Hears in a thread of its own."""

    heard: list[str] = field(default_factory=list)
    goes_on: bool = True
    ended: Future[None] = field(default_factory=Future)


@contextmanager
def hearing(signals: SqlSignals, url: str) -> Iterator[Ear]:
    """While the block lasts."""
    ear = Ear()
    with ThreadPoolExecutor(1) as pool:
        ear.ended = pool.submit(signals.hear, ear.heard.append, lambda: ear.goes_on)
        try:
            assert until(lambda: bool(sql(url, LISTENS)) or ear.ended.done())
            yield ear
        finally:
            ear.goes_on = False


@pytest.fixture
def make_signals(postgres_url: str) -> Iterator[Callable[[], SqlSignals]]:
    """Those of another process."""
    made: list[SqlSignals] = []

    def make() -> SqlSignals:
        made.append(SqlSignals(postgres_url))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_what_one_tells_the_others_hear(postgres_url: str, make_signals: Callable[[], SqlSignals]) -> None:
    teller = make_signals()
    with hearing(make_signals(), postgres_url) as one, hearing(make_signals(), postgres_url) as other:
        teller.tell({"stories", "deliver:slack"})
        teller.tell([])
        assert until(lambda: len(one.heard) == len(other.heard) == 2)
        assert sorted(one.heard) == sorted(other.heard) == ["deliver:slack", "stories"]


def test_nothing_is_lost_however_quickly_it_is_told(postgres_url: str, make_signals: Callable[[], SqlSignals]) -> None:
    teller = make_signals()
    with hearing(make_signals(), postgres_url) as ear:
        end = time.monotonic() + 2.5  # longer than two turns
        number = 0
        while time.monotonic() < end:
            teller.tell([str(number)])
            number += 1
        assert until(lambda: len(ear.heard) == number), (len(ear.heard), number)
        assert ear.heard == [str(one) for one in range(number)]


def test_it_ends_when_it_is_not_to_go_on(postgres_url: str, make_signals: Callable[[], SqlSignals]) -> None:
    with hearing(make_signals(), postgres_url) as ear:
        assert not ear.ended.done()
        ear.goes_on = False
        ear.ended.result(30)
    assert until(lambda: not sql(postgres_url, LISTENS)), "nobody listens any more"
    make_signals().hear(pytest.fail, lambda: False)


def test_a_lost_connection_is_said_and_the_next_one_hears(
    postgres_url: str, make_signals: Callable[[], SqlSignals]
) -> None:
    signals = make_signals()
    with hearing(signals, postgres_url) as ear:
        assert sql(postgres_url, CUT)
        with pytest.raises(StoreError, match="does not answer"):
            ear.ended.result(30)
    with hearing(signals, postgres_url) as ear:
        make_signals().tell(["stories"])
        assert until(lambda: ear.heard == ["stories"])


def test_a_server_that_goes_is_said_to_who_tells_and_who_hears(postgres_server: PostgresServer) -> None:
    name = postgres_server.create_database()
    url = postgres_server.url(name)
    signals = SqlSignals(url)
    signals.tell(["a"])
    with hearing(signals, url) as ear:
        postgres_server.stop()
        try:
            with pytest.raises(StoreError):
                ear.ended.result(30)
            for _ in range(2):
                with pytest.raises(StoreError):
                    signals.tell(["a"])
            with pytest.raises(StoreError):
                signals.hear(pytest.fail, lambda: True)
        finally:
            postgres_server.start()
    with hearing(signals, url) as ear:
        signals.tell(["a"])
        assert until(lambda: ear.heard == ["a"])
    signals.close()
    postgres_server.drop_database(name)
