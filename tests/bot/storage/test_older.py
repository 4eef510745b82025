"""What older versions of Rasid stored is there after the upgrade, and the bot goes on with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from structlog.testing import capture_logs

from bot.core.model import Address, Incoming, Person, Update
from bot.parts import Parts, assemble
from bot.storage import SqlStore, migrate, open_store, revision_state
from bot.storage.tables import metadata
from handlers.commands.access import AccessRules
from tests.bot.cli.running import GROUPS
from tests.bot.storage.older.loading import LATER, REVISIONS, connected, load, rows
from watchlists import Matcher
from watchlists import load as load_lists

ADMIN = "console:local"
THIRD = Incoming(
    "مرصد السهل",
    "قال طبيب في قندهار إن حصيلة الهجوم الانتحاري على سوق النحاسين ارتفعت إلى أحد عشر قتيلا وعشرين جريحا، وإن "
    "الشبهات ما زالت تتجه إلى داعش خراسان.",
    "wool-3",
    "هجوم انتحاري بسوق النحاسين في قندهار: الحصيلة 11 قتيلا",
    "https://marsad.example/copper-market-11",
)
# The newest schema of the last version of which only one process runs on a database.
SHARED_SINCE = "0008"
# Ends for good at a statement in the middle of the upgrade.
KILLED = """
import os, signal, sys
from sqlalchemy import Engine, event
from bot.storage import migrate
left = int(sys.argv[2])
def before(connection, cursor, statement, *rest):
    global left
    left -= statement.lstrip().startswith(("ALTER", "CREATE", "DROP", "INSERT", "UPDATE"))
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(Engine, "before_cursor_execute", before)
migrate(sys.argv[1])
"""


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """The small list with which the databases were made."""
    file = tmp_path_factory.mktemp("lists") / "groups.yaml"
    file.write_text(GROUPS, encoding="utf-8")
    return Matcher.compile(load_lists((file,)))


@pytest.fixture(params=REVISIONS)
def revision(request: pytest.FixtureRequest) -> str:
    """Each revision that was once the newest."""
    found: str = request.param
    return found


@pytest.fixture
def older_url(revision: str, database_url: str, tmp_path: Path) -> str:
    """A database as that version left it; on PostgreSQL the same rows in that version's tables."""
    load(revision, database_url, tmp_path)
    return database_url


def said(parts: Parts, text: str) -> str:
    """What is answered to somebody in the chat of the time."""
    platform, chat = ADMIN.split(":")
    update = Update(platform, text, Address(platform, chat), Person(platform, chat, "local"), text)
    return " ".join(repr(reply.message) for reply in parts.answering.answer(update, LATER))


def test_there_is_one_of_every_revision_but_the_newest() -> None:
    assert tuple(f"{number:04}" for number in range(1, len(REVISIONS) + 1)) == REVISIONS
    assert len(REVISIONS) >= 8


def test_nothing_is_lost_and_the_bot_goes_on(older_url: str, groups: Matcher) -> None:
    assert revision_state(older_url) == "older"
    before = rows(older_url)
    store = open_store(older_url, auto_migrate=True)
    try:
        _is_as_new(older_url)
        after = rows(older_url, like=before)
        assert {name: len(found) for name, found in after.items()} == {
            name: len(found) for name, found in before.items()
        }
        assert {name for name in before if after[name] != before[name]} == {"alembic_version"}
        _goes_on(store, assemble(store, groups, AccessRules(frozenset({ADMIN})), "ar", "UTC"))
    finally:
        store.close()


def _is_as_new(url: str) -> None:
    def include_name(name: str | None, _kind: str, _parents: object) -> bool:
        return not (name or "").startswith(("articles_search", "ix_articles_normal"))

    assert revision_state(url) == "current"
    with connected(url) as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_name": include_name}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def _goes_on(store: SqlStore, parts: Parts) -> None:
    """A further report joins the old story and brings its alert up to date, and the old alert can be asked about."""
    with store.begin(read_only=True) as unit:
        waiting = unit.outbox.counts()
    (taken,) = parts.ingest.take([THIRD], LATER)
    assert (taken.outcome, taken.story_id) == ("accepted", 1)
    assert parts.ingest.take([THIRD], LATER)[0].outcome == "duplicate"
    while parts.alerting.speak(LATER):
        pass
    with store.begin(read_only=True) as unit:
        assert sum(unit.outbox.counts().values()) > sum(waiting.values())
        assert [one.article.external_id for one in unit.articles.search("النحاسين", 9)]
    assert "11" in said(parts, "/latest ISKP")
    assert "قندهار" in said(parts, "/status ISKP")
    why = said(parts, "/why A1")
    assert "وكالة الربوة" in why
    assert r"\u20660\u2069 ٪" not in why, "of what an older version did not keep nothing is said"
    assert "ورد خبر واحد بعد هذا التنبيه" in why
    assert "ISKP" in said(parts, "/list")


def test_a_program_of_before_several_machines_can_go_on_writing_after_an_upgrade(database_url: str) -> None:
    """While processes are replaced one after another, those of the older version still run."""
    migrate(database_url, SHARED_SINCE)
    with connected(database_url) as connection:
        before = {table: inspect(connection).get_columns(table) for table in inspect(connection).get_table_names()}
    migrate(database_url)
    with connected(database_url) as connection:
        after = {table: inspect(connection).get_columns(table) for table in before}
    for table, columns in before.items():
        known, found = ({one["name"]: one for one in some} for some in (columns, after[table]))
        for name, column in known.items():
            assert str(found[name]["type"]) == str(column["type"]), f"{table}.{name} is of another type"
            assert found[name]["nullable"] >= column["nullable"], f"{table}.{name} has to be there now"
            assert bool(found[name]["default"]) >= bool(column["default"]), f"{table}.{name} lost its default"
        for name in found.keys() - known.keys():
            left_out = found[name]["nullable"] or found[name]["default"] is not None
            assert left_out, f"{table}.{name}: an older program does not write it"


def test_an_upgrade_that_is_killed_is_done_by_the_next_start(database_url: str, tmp_path: Path) -> None:
    load("0002", database_url, tmp_path)
    before = rows(database_url)
    command = [sys.executable, "-c", KILLED, database_url, "12"]
    ended = subprocess.run(command, cwd=Path(__file__).parents[3], env=os.environ | {"PYTHONPATH": "."}, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert revision_state(database_url) == "older"
    assert rows(database_url) == before
    migrate(database_url)
    _is_as_new(database_url)


def test_the_log_says_what_is_done_to_an_older_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rasid.db'}"
    load("0005", url, tmp_path)
    with capture_logs() as lines:
        migrate(url)
        migrate(url)
    said = [line["event"].removeprefix("database.") for line in lines]
    assert (said[0], said[-1], set(said[1:-1])) == ("upgrading", "upgraded", {"revision"})
    assert [line["revision"] for line in lines[1:-1]][:2] == ["0006", "0007"]
    assert str(tmp_path) in lines[0]["database"]
