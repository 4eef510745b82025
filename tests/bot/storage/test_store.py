"""Transactions, errors and secrets."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core.errors import StoreError
from bot.core.model import NewDelivery
from bot.ports import Store
from bot.storage import SqlStore, migrate, open_store, revision_state
from bot.storage.engine import parse_url
from tests.bot.storage.samples import ALWAYS, NOW, note, put_article, put_chat
from tests.fakes.postgres import PostgresServer

SECRET = "s3cr3t-w0rd"


@pytest.fixture
def sqlite_file(sqlite_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "rasid.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return path


def test_a_store_fills_the_port(store: SqlStore) -> None:
    port: Store = store
    port.check()
    with port.begin() as unit:
        unit.state.put("name", "value")


def test_an_exception_rolls_everything_back(store: SqlStore) -> None:
    with pytest.raises(KeyError), store.begin() as unit:  # noqa: PT012
        put_article(unit)
        unit.state.put("name", "value")
        raise KeyError
    with store.begin() as unit:
        assert unit.articles.since() is None
        assert unit.state.get("name") is None


def test_a_closed_store_opens_again(store: SqlStore) -> None:
    with store.begin() as unit:
        unit.state.put("name", "value")
    store.close()
    with store.begin() as unit:
        assert unit.state.get("name") == "value"


def test_no_update_is_lost_on_sqlite(sqlite_file: Path) -> None:
    stores = [SqlStore(f"sqlite:///{sqlite_file}") for _ in range(4)]
    with stores[0].begin() as unit:
        unit.state.put("counter", "0")

    def work(own: SqlStore) -> None:
        for _ in range(25):
            with own.begin() as unit:
                unit.state.put("counter", str(int(unit.state.get("counter") or 0) + 1))

    threads = [threading.Thread(target=work, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with stores[0].begin() as unit:
        assert unit.state.get("counter") == "100"


def test_a_transaction_that_reads_sees_one_state_and_waits_for_no_writer(open_stores: Callable[[], SqlStore]) -> None:
    reader, writer = open_stores(), open_stores()
    with writer.begin() as unit:
        put_article(unit, "a")
    with reader.begin(read_only=True) as reading:
        assert len(list(reading.articles.all(ALWAYS))) == 1
        with writer.begin() as unit:
            put_article(unit, "b")
        assert len(list(reading.articles.all(ALWAYS))) == 1
    with writer.begin() as unit:
        put_article(unit, "c")
        with reader.begin(read_only=True) as reading:
            assert len(list(reading.articles.all(ALWAYS))) == 2


def test_a_transaction_that_reads_cannot_write_and_the_next_can(store: SqlStore) -> None:
    with pytest.raises(StoreError), store.begin(read_only=True) as unit:
        unit.state.put("name", "value")
    for _ in range(6):
        with store.begin() as unit:
            unit.state.put("name", "value")


def test_a_process_that_hangs_in_a_transaction_lets_others_go_on(postgres_url: str) -> None:
    """It had the turn to store articles; what it goes on with later changes nothing."""
    migrate(postgres_url)
    hangs, other = SqlStore(postgres_url, held_for=0.2), SqlStore(f"{postgres_url}&options=-c%20lock_timeout%3D9s")
    with pytest.raises(StoreError) as caught, hangs.begin() as unit:  # noqa: PT012
        put_article(unit, "a")
        with other.begin() as free:
            put_article(free, "a")
        put_article(unit, "b")
    assert not caught.value.permanent
    with hangs.begin() as unit:
        put_article(unit, "b")
        assert len(list(unit.articles.all(ALWAYS))) == 2
    for one in (hangs, other):
        one.close()


def test_a_row_for_a_chat_that_is_not_there_is_refused(store: SqlStore) -> None:
    with pytest.raises(StoreError, match="refused a change") as caught, store.begin() as unit:
        unit.outbox.add(NewDelivery("k", 10_000, "reply", note()), NOW)
    assert caught.value.permanent


@contextmanager
def locked(path: Path) -> Iterator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.close()


def test_a_locked_database_gets_one_clear_line(sqlite_file: Path) -> None:
    store = SqlStore(f"sqlite:///{sqlite_file}?timeout=0.05")
    with locked(sqlite_file), pytest.raises(StoreError) as caught, store.begin():
        pass
    assert not caught.value.permanent
    line = (
        f"The database {sqlite_file} is locked by another program: close that program or try again (database is locked)"
    )
    assert str(caught.value) == line
    with store.begin() as unit:
        unit.state.put("name", "value")


def test_a_locked_database_is_not_migrated(tmp_path: Path) -> None:
    path = tmp_path / "rasid.sqlite3"
    with locked(path), pytest.raises(StoreError, match="is locked by another program") as caught:
        migrate(f"sqlite:///{path}?timeout=0.05")
    assert not caught.value.permanent


def test_a_writer_waits_for_another(sqlite_file: Path) -> None:
    store = SqlStore(f"sqlite:///{sqlite_file}")
    other = sqlite3.connect(sqlite_file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.2, other.execute, args=("COMMIT",)).start()
    with store.begin() as unit:
        unit.state.put("name", "value")


def test_what_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "rasid.sqlite3"
    path.write_text("this is a text, and a long one, so that nobody takes it for a header of a file " * 20)
    with pytest.raises(StoreError, match="is damaged or no SQLite file") as caught:
        open_store(f"sqlite:///{path}")
    assert caught.value.permanent
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="its folder is refused"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'rasid.sqlite3'}")


def test_only_its_owner_may_read_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "home" / "rasid.sqlite3"
    store = open_store(f"sqlite:///{path}")
    with store.begin() as unit:
        unit.state.put("name", "value")
        modes = {one.name: one.stat().st_mode & 0o777 for one in (path.parent, *path.parent.iterdir())}
    store.close()
    assert set(modes.values()) == {0o700, 0o600}, modes
    assert modes["home"] == 0o700


def test_a_folder_in_the_place_of_the_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened: check that its folder exists"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_database_without_its_tables(sqlite_file: Path) -> None:
    store = SqlStore(f"sqlite:///{sqlite_file}")
    with store.begin() as unit:
        unit.state._connection.execute(text("DROP TABLE state"))
    with pytest.raises(StoreError, match="run `rasid migrate`"), store.begin() as unit:
        unit.state.get("name")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("", "cannot be read", id="empty"),
        pytest.param(f"nonsense {SECRET}", "cannot be read", id="no-url"),
        pytest.param(f"postgresql://u:{SECRET}@host:port/db", "cannot be read", id="port"),
        pytest.param(f"mysql://u:{SECRET}@host/db", "names mysql, which Rasid cannot use", id="another-database"),
        pytest.param("sqlite://", "names no file", id="memory"),
        pytest.param("sqlite:///:memory:", "names no file", id="named-memory"),
    ],
)
def test_a_url_that_is_no_use(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message) as caught:
        SqlStore(url)
    assert caught.value.permanent
    assert "sqlite:///FILE" in str(caught.value)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_way_to_write_postgresql_means_psycopg(scheme: str) -> None:
    assert parse_url(f"{scheme}://u@host/db").drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(f"postgresql+psycopg://u:{SECRET}@127.0.0.1:1/db", id="password"),
        pytest.param(f"postgresql+psycopg://127.0.0.1:1/db?user=u&password={SECRET}", id="password-in-the-query"),
        pytest.param(f"postgresql+psycopg://u:{SECRET}@/db?host=/nowhere", id="socket"),
    ],
)
def test_a_server_that_is_away_is_named_without_the_password(url: str) -> None:
    store = SqlStore(url)
    for act in (store.check, lambda: open_store(url), lambda: revision_state(url), store.begin().__enter__):
        with pytest.raises(StoreError, match="does not answer: check that it runs") as caught:
            act()
        assert not caught.value.permanent
        assert "\n" not in str(caught.value)
        assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_a_server_that_refuses_the_database(postgres_server: PostgresServer) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        SqlStore(postgres_server.url("nowhere")).check()


def test_a_server_that_was_restarted_is_found_again(postgres_server: PostgresServer, postgres_template: str) -> None:
    store = SqlStore(postgres_server.url(postgres_server.create_database(postgres_template)))
    store.check()
    postgres_server.stop()
    with pytest.raises(StoreError, match="does not answer") as caught:
        store.check()
    assert not caught.value.permanent
    postgres_server.start()
    store.check()
    with store.begin() as unit:
        unit.state.put("name", "value")
    store.close()


def test_a_killed_writer_leaves_nothing_half_done(open_stores: Callable[[], SqlStore], store_url: str) -> None:
    script = (
        "import os, sys; from bot.storage import SqlStore; from tests.bot.storage.samples import put_article\n"
        "with SqlStore(sys.argv[1]).begin() as unit:\n    put_article(unit); os.kill(os.getpid(), 9)"
    )
    root = Path(__file__).parents[3]
    killed = subprocess.run([sys.executable, "-c", script, store_url], cwd=root, check=False)
    assert killed.returncode == -9
    with open_stores().begin() as unit:
        assert unit.articles.since() is None
        put_article(unit)


def test_wishes_of_a_chat_go_with_it(store: SqlStore) -> None:
    with store.begin() as unit:
        chat = put_chat(unit)
        unit.outbox._connection.execute(text("DELETE FROM destinations"))
        assert unit.chats.get(chat.id) is None
