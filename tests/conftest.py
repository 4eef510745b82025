"""Fixtures shared by all tests: a real PostgreSQL, a database and a migrated store of each kind."""

from __future__ import annotations

import gc
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from bot import log
from bot.storage import SqlStore, migrate
from tests.compiled import shipped_matcher
from tests.fakes.borrowed import Borrowed
from tests.fakes.postgres import PostgresServer, PostgresUnavailableError, postgres_server
from tests.statements import share_statements
from watchlists import Matcher

# No test asserts a time: how long an example takes says how busy the machine is.
settings.register_profile("rasid", deadline=None)
settings.load_profile("rasid")

# Whoever opens an HTTP client reads the certificates of all authorities first, which takes longer than most tests.
# No test speaks TLS; one that did would have to trust nobody in the world.
AUTHORITY = Path(__file__).parent / "fakes" / "authority.pem"


def pytest_configure() -> None:
    """One authority instead of the machine's, for the tests and what they start; no garbage while they are read."""
    os.environ["SSL_CERT_FILE"] = str(AUTHORITY)
    share_statements()
    gc.disable()


def pytest_collection_finish() -> None:
    """Twenty thousand tests stay to the end, so garbage is not looked for among them, and elsewhere less often."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """What a test sets of the process's logs does not outlive it: others look at what libraries log."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    quieted = [logging.getLogger(name) for name in (*log._QUIET, *log._SILENT)]
    levels = [one.level for one in quieted]
    structured = structlog.get_config()
    yield
    root.handlers[:], root.level = handlers, level
    for one, before in zip(quieted, levels, strict=True):
        one.setLevel(before)
    structlog.configure(**structured)


@pytest.fixture(scope="session", name="postgres_server")
def _postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL for the session (with xdist: for each worker), started when first asked for."""
    context = postgres_server()
    try:
        server = context.__enter__()
    except PostgresUnavailableError as reason:
        pytest.skip(str(reason))
    try:
        yield server
    finally:
        context.__exit__(None, None, None)


@pytest.fixture
def no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests, in a folder without `.env`."""
    for name in list(os.environ):
        if name.upper().startswith("RASID_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """SQLAlchemy URL of an empty PostgreSQL database of this test's own."""
    name = postgres_server.create_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLAlchemy URL of an empty database: the test runs once on SQLite (a file) and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'rasid.sqlite3'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "rasid.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """Name of a migrated, empty PostgreSQL database to copy."""
    name = postgres_server.create_database()
    migrate(postgres_server.url(name))
    return name


@pytest.fixture(scope="session")
def borrowed(postgres_server: PostgresServer, postgres_template: str) -> Borrowed:
    """Migrated, empty PostgreSQL databases, one for a test at a time."""
    return Borrowed(postgres_server, postgres_template)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """URL of a migrated, empty SQLite file."""
    path = tmp_path / "rasid.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def make_store() -> Iterator[Callable[[str], SqlStore]]:
    """Opens stores by their URL, and closes them at the end of the test."""
    opened: list[SqlStore] = []

    def make(url: str) -> SqlStore:
        opened.append(SqlStore(url))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """URL of a migrated, empty database: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    borrowed: Borrowed = request.getfixturevalue("borrowed")
    name = borrowed.lend()
    yield borrowed.server.url(name)
    borrowed.take_back(name)


@pytest.fixture
def open_stores(store_url: str, make_store: Callable[[str], SqlStore]) -> Callable[[], SqlStore]:
    """Opens further stores on the database of the test, as other processes would."""
    return lambda: make_store(store_url)


@pytest.fixture
def store(open_stores: Callable[[], SqlStore]) -> SqlStore:
    """A store on a migrated, empty database."""
    return open_stores()


@pytest.fixture(scope="session", name="shipped_matcher")
def _shipped_matcher() -> Matcher:
    """The matcher of the shipped lists; compiled once a session, which it outlives: no garbage is looked for in it."""
    matcher = shipped_matcher()
    gc.freeze()
    return matcher
