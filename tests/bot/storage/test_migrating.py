"""The schema on both databases: up, compared with the tables of the program, and down again."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from structlog.testing import capture_logs

from bot.core.errors import StoreError
from bot.storage import SqlStore, migrate, open_store, revision_state
from bot.storage.engine import make_engine, parse_url
from bot.storage.migrating import downgrade
from bot.storage.tables import metadata
from tests.bot.storage.samples import ALWAYS, put_alert, put_article, put_chat, queue
from tests.fakes.postgres import PostgresServer

ROOT = Path(__file__).parents[3]
OWN_TO_A_DATABASE = ("articles_search", "ix_articles_normal")


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = make_engine(parse_url(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def set_revision(url: str, revision: str) -> None:
    with connected(url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_an_empty_database_becomes_current_and_empty_again(database_url: str) -> None:
    assert revision_state(database_url) == "empty"
    migrate(database_url)
    migrate(database_url)
    assert revision_state(database_url) == "current"
    with SqlStore(database_url).begin() as unit:
        queue(unit, "k", put_chat(unit), alert=put_alert(unit))
    downgrade(database_url)
    assert revision_state(database_url) == "empty"
    with connected(database_url) as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    migrate(database_url)
    assert revision_state(database_url) == "current"


def test_the_migrations_make_the_tables_of_the_program(store_url: str) -> None:
    def include_name(name: str | None, kind: str, _parents: object) -> bool:
        return not (name or "").startswith(OWN_TO_A_DATABASE)

    with connected(store_url) as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_name": include_name}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
        left = {name for name in inspect(connection).get_table_names() if not name.startswith(OWN_TO_A_DATABASE)}
    assert left == set(metadata.tables) | {"alembic_version"}


def test_every_constraint_has_a_name(store_url: str) -> None:
    names = []
    with connected(store_url) as connection:
        inspector = inspect(connection)
        for table in metadata.tables:
            names += [one["name"] for one in inspector.get_foreign_keys(table)]
            names += [one["name"] for one in inspector.get_unique_constraints(table)]
    assert len(names) > 20
    assert all(name and name[:3] in {"fk_", "uq_"} for name in names)


def test_stored_articles_can_be_searched_after_the_upgrade_that_brings_search(database_url: str) -> None:
    migrate(database_url)
    with SqlStore(database_url).begin() as unit:
        put_article(unit, "a", text="لداعش في كابول")
    downgrade(database_url, "0001")
    assert revision_state(database_url) == "older"
    migrate(database_url)
    with SqlStore(database_url).begin() as unit:
        assert [one.article.identity for one in unit.articles.search("داعش", 5)] == ["a"]


def test_a_newer_database_is_refused(store_url: str) -> None:
    set_revision(store_url, "9999")
    assert revision_state(store_url) == "newer"
    acts: list[Callable[[], object]] = [
        lambda: migrate(store_url),
        lambda: downgrade(store_url),
        lambda: open_store(store_url, auto_migrate=True),
        SqlStore(store_url).check,
        SqlStore(store_url).begin().__enter__,
    ]
    for act in acts:
        with pytest.raises(StoreError, match="newer version of Rasid: install that version") as caught:
            act()
        assert caught.value.permanent


def test_an_older_database_says_what_to_do(store_url: str) -> None:
    downgrade(store_url, "0001")
    store = SqlStore(store_url)
    for _ in range(2):
        with pytest.raises(StoreError, match="older than this version of Rasid: run `rasid migrate`"), store.begin():
            pass
    migrate(store_url)
    with store.begin() as unit:
        assert unit.articles.since() is None


def test_sqlite_is_made_and_migrated_by_itself(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a' / 'b' / 'rasid.sqlite3'}"
    assert revision_state(url) == "empty"
    assert list(tmp_path.iterdir()) == []
    open_store(url).close()
    assert revision_state(url) == "current"
    downgrade(url, "0001")
    open_store(url).close()
    assert revision_state(url) == "current"


def test_an_upgrade_is_told_and_a_new_database_is_not(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rasid.sqlite3'}"
    with capture_logs() as told:
        migrate(url, "0005")
    assert told == []
    with capture_logs() as told:
        migrate(url, "0006")
    assert [line["event"] for line in told] == ["database.upgrading", "database.revision", "database.upgraded"]
    assert "\n" not in told[1]["what"]


def test_a_server_is_migrated_only_when_asked(postgres_url: str) -> None:
    with pytest.raises(StoreError, match="has no tables yet: run `rasid migrate`") as caught:
        open_store(postgres_url)
    assert caught.value.permanent
    open_store(postgres_url, auto_migrate=True).close()
    downgrade(postgres_url, "0001")
    with pytest.raises(StoreError, match="is older than"):
        open_store(postgres_url)


def test_two_programs_that_migrate_at_once_take_turns(database_url: str) -> None:
    script = "import sys; from bot.storage import migrate; sys.stdin.readline(); migrate(sys.argv[1])"
    command = [sys.executable, "-c", script, database_url]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    errors = [one.communicate("go\n", timeout=120)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], errors
    assert revision_state(database_url) == "current"


def test_a_migration_that_fails_leaves_nothing_behind(database_url: str) -> None:
    with connected(database_url) as connection:
        connection.execute(text("CREATE TABLE story_keys (taken INTEGER)"))
        connection.execute(text("CREATE TABLE articles_search (taken INTEGER)"))
        connection.execute(text("CREATE TABLE ix_articles_normal (taken INTEGER)"))
    with pytest.raises(StoreError):
        migrate(database_url)
    with connected(database_url) as connection:
        assert set(inspect(connection).get_table_names()) <= {
            "story_keys", "articles_search", "ix_articles_normal", "alembic_version",
        }  # fmt: skip
    assert revision_state(database_url) == "empty"


def test_without_the_right_to_make_the_extension_search_still_works(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    with connected(postgres_url) as connection:
        database = parse_url(postgres_url).database
        connection.execute(text("DROP ROLE IF EXISTS modest"))
        connection.execute(text("CREATE ROLE modest LOGIN"))
        connection.execute(text(f'REVOKE CREATE ON DATABASE "{database}" FROM PUBLIC'))
        connection.execute(text("GRANT ALL ON SCHEMA public TO modest"))
    url = parse_url(postgres_url).set(username="modest").render_as_string()
    migrate(url)
    store = SqlStore(url)
    with store.begin() as unit:
        put_article(unit, "a", text="لداعش في كابول")
        assert [one.article.identity for one in unit.articles.search("داعش", 5)] == ["a"]
    store.close()
    with connected(postgres_url) as connection:
        indexes = {one["name"] for one in inspect(connection).get_indexes("articles")}
        assert "ix_articles_normal" not in indexes
        connection.execute(text("DROP OWNED BY modest"))
        connection.execute(text("DROP ROLE modest"))


def test_alembic_works_in_the_checkout(store_url: str) -> None:
    environment = os.environ | {"RASID_DATABASE_URL": store_url}
    result = subprocess.run(
        [sys.executable, "-m", "alembic", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "No new upgrade operations" in result.stdout


def test_alembic_without_a_database_says_so() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "RASID_DATABASE_URL"}
    command = [sys.executable, "-m", "alembic", "current"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "set RASID_DATABASE_URL" in result.stdout + result.stderr


def test_a_store_is_usable_from_several_threads_at_its_first_use(store_url: str) -> None:
    store, seen = SqlStore(store_url), []

    def work(turn: int) -> None:
        with store.begin() as unit:
            put_article(unit, str(turn))
            seen.append(turn)

    threads = [threading.Thread(target=work, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.begin(read_only=True) as unit:
        assert len(list(unit.articles.all(ALWAYS))) == len(seen) == 8
    store.close()
