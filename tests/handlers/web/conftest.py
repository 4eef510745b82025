"""A matcher of one short list, for those who talk to the console."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.storage import SqlStore
from tests.bot.cli.running import GROUPS
from watchlists import Matcher, load


@pytest.fixture(scope="session")
def short_matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    path = tmp_path_factory.mktemp("lists") / "groups.yaml"
    path.write_text(GROUPS, "utf-8")
    return Matcher.compile(load((path,)))


@pytest.fixture
def sqlite_store(sqlite_url: str, make_store: Callable[[str], SqlStore]) -> SqlStore:
    """A store where the kind of database does not matter."""
    return make_store(sqlite_url)
