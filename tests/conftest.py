"""Fixtures shared by all tests: a real PostgreSQL, and a database of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.postgres import PostgresServer, PostgresUnavailableError, postgres_server


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
