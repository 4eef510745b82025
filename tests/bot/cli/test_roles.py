"""`rasid run --role`: what a process is to do, and why one does not start. (That they work:
tests/e2e/test_roles.py.)"""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest

from bot.cli.common import UsageError
from bot.cli.run import roles_of
from bot.core.processes import ROLES
from tests.bot.cli.running import Folder


@pytest.mark.parametrize(
    ("named", "roles"),
    [
        pytest.param(["match"], ("match",), id="one"),
        pytest.param(["match", "alert"], ("match", "alert"), id="the option again"),
        pytest.param(["match,alert"], ("match", "alert"), id="a comma"),
        pytest.param(["alert, match", "match"], ("match", "alert"), id="each once, in the order of the work"),
        pytest.param(["all"], ROLES, id="all"),
        pytest.param(["match", "all"], ROLES, id="all and one"),
        pytest.param(["chat,deliver,alert,match,ingest"], ROLES, id="all by their names"),
    ],
)
def test_roles_are_named(named: Sequence[str], roles: Sequence[str]) -> None:
    assert roles_of(named) == roles


@pytest.mark.parametrize("named", [["reader"], ["match,reader"], ["all", "reader"], ["Match"]])
def test_another_name_is_refused(named: Sequence[str]) -> None:
    with pytest.raises(UsageError, match="there is no such role; use all, ingest, match, alert, deliver, chat"):
        roles_of(named)


@pytest.mark.parametrize("named", [[""], [","], [" ", ""]])
def test_no_name_is_refused(named: Sequence[str]) -> None:
    with pytest.raises(UsageError, match="which one"):
        roles_of(named)


def test_a_role_that_there_is_not_is_one_line(folder: Folder) -> None:
    folder.rasid("run", "--role", "reader").failed(2, "--role reader", "ingest, match, alert, deliver, chat")
    assert not (folder.path / "rasid-data").exists(), "nothing was made"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        pytest.param(["--role", "match"], "--role match:", id="one"),
        pytest.param(["--role", "alert", "--role", "match"], "--role match,alert:", id="two"),
        pytest.param(["--role", "chat,deliver"], "--role deliver,chat:", id="a comma"),
    ],
)
def test_roles_on_the_embedded_database_are_one_line(folder: Folder, options: list[str], named: str) -> None:
    folder.rasid("run", *options).failed(2, named, "RASID_DATABASE_URL", "PostgreSQL")
    assert not (folder.path / "rasid-data").exists(), "nothing was made"


@pytest.mark.parametrize("named", [",".join(reversed(ROLES)), "all"])
def test_all_roles_may_have_the_embedded_database(folder: Folder, named: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = folder.rasid("run", "--role", named, HTTP_PORT=str(taken.getsockname()[1]))
    done.failed(1, "another program listens there")
