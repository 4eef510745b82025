"""Starts that cannot be: each ends at once with a sentence and a hint, whoever starts it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.migrating import migrate
from tests.bot.cli.running import GROUPS, Folder

Make = Callable[[Path], None]
SECRET = "made-up-secret-of-the-tests"
AWAY = f"postgresql+psycopg://rasid:{SECRET}@127.0.0.1:1/rasid"
NOWHERE = f"postgresql+psycopg://rasid:{SECRET}@no.such.host.invalid/rasid"


def nothing(_: Path) -> None: ...


def file_home(path: Path) -> None:
    (path / "home").write_bytes(b"")


def folder_database(path: Path) -> None:
    (path / "home" / "rasid.db").mkdir(parents=True)


def no_database(path: Path) -> None:
    (path / "home").mkdir()
    (path / "home" / "rasid.db").write_bytes(b"no database at all" * 500)


def newer_database(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path / "home" / "rasid.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
        database.commit()


def binary(path: Path) -> None:
    (path / "groups.yaml").write_bytes(b"\xff\xfe\x00\x01")


def folder_file(path: Path) -> None:
    (path / "secret").mkdir()


def binary_env(path: Path) -> None:
    (path / ".env").write_bytes(b"RASID_HOME=\xff\xfe")


def made(path: Path) -> None:
    (path / "home").mkdir()
    migrate(f"sqlite:///{path / 'home' / 'rasid.db'}")


@pytest.mark.parametrize(
    ("make", "settings", "code", "words"),
    [
        pytest.param(
            nothing,
            {"HTTP_HOST": "no.such.host.invalid"},
            1,
            ["no.such.host.invalid", "RASID_HTTP_HOST"],
            id="a host without an address",
        ),
        pytest.param(
            nothing,
            {"HTTP_HOST": "203.0.113.9"},
            1,
            ["203.0.113.9:", "RASID_HTTP_HOST"],
            id="another machine's address",
        ),
        pytest.param(nothing, {"HTTP_PORT": "99999"}, 2, ["RASID_HTTP_PORT", "65535"], id="no port"),
        pytest.param(file_home, {}, 1, ["home", "RASID_HOME"], id="a home that is a file"),
        pytest.param(folder_database, {}, 1, ["rasid.db cannot be opened"], id="a database that is a folder"),
        pytest.param(no_database, {}, 1, ["rasid.db is damaged", "backup"], id="a database that is none"),
        pytest.param(newer_database, {}, 1, ["newer version", "backup"], id="a database of a newer version"),
        pytest.param(nothing, {"DATABASE_URL": AWAY}, 1, ["127.0.0.1 does not answer"], id="a server that is away"),
        pytest.param(nothing, {"DATABASE_URL": NOWHERE}, 1, ["no.such.host.invalid"], id="a server that is nowhere"),
        pytest.param(nothing, {"WATCHLISTS": "nowhere"}, 2, ["nowhere: cannot be read", "path"], id="no watchlist"),
        pytest.param(binary, {}, 2, ["groups.yaml"], id="a watchlist that is no text"),
        pytest.param(
            nothing, {"API_TOKEN_FILE": "secret"}, 2, ["RASID_API_TOKEN_FILE", "No such file", "unset"], id="no file"
        ),
        pytest.param(
            folder_file, {"API_TOKEN_FILE": "secret"}, 2, ["RASID_API_TOKEN_FILE", "directory"], id="a folder as file"
        ),
        pytest.param(binary_env, {}, 2, [".env", "UTF-8"], id="settings that are no text"),
        pytest.param(
            nothing, {"SLACK_APP_TOKEN": SECRET}, 2, ["RASID_SLACK_BOT_TOKEN is missing"], id="half of Slack's tokens"
        ),
        pytest.param(
            nothing,
            {"TELEGRAM_WEBHOOK_URL": "https://bot.example/x", "TELEGRAM_TOKEN": f"1:{SECRET}"},
            2,
            ["RASID_TELEGRAM_WEBHOOK_SECRET is missing"],
            id="half of a webhook",
        ),
    ],
)
def test_it_says_in_a_line_why(
    folder: Folder, make: Make, settings: dict[str, str], code: int, words: list[str]
) -> None:
    make(folder.path)
    refused(folder, {"HOME": str(folder.path / "home"), **settings}, code, words)


def refused(folder: Folder, settings: dict[str, str], code: int, words: list[str]) -> None:
    done = folder.rasid("run", **settings)
    done.failed(code, *words)
    assert SECRET not in done.err
    assert "Traceback" not in done.err


@pytest.fixture(name="powerless")
def _powerless(tmp_path: Path) -> Iterator[Folder]:
    """A folder in which root may do no more than others; afterwards all of it may be removed."""
    folder = Folder(tmp_path, powerless=True)
    folder.write("groups.yaml", GROUPS)
    yield folder
    for one in (tmp_path, tmp_path / "home"):
        if one.exists():
            one.chmod(0o755)


def read_only_home(path: Path) -> None:
    (path / "home").mkdir(mode=0o555)


def read_only_above(path: Path) -> None:
    path.chmod(0o555)


def unreadable_list(path: Path) -> None:
    (path / "home").mkdir()
    (path / "groups.yaml").chmod(0)


def unreadable_file(path: Path) -> None:
    (path / "secret").write_text(SECRET, encoding="utf-8")
    (path / "secret").chmod(0)


def read_only_database(path: Path) -> None:
    made(path)
    (path / "home" / "rasid.db").chmod(0o444)


def unreadable_database(path: Path) -> None:
    made(path)
    (path / "home" / "rasid.db").chmod(0)


def read_only_lock(path: Path) -> None:
    made(path)
    (path / "home" / "rasid.db.lock").touch(0o444)


@pytest.mark.parametrize(
    ("make", "settings", "code", "words"),
    [
        pytest.param(read_only_home, {}, 1, ["home/rasid.db", "written"], id="a folder that may not be written"),
        pytest.param(read_only_above, {}, 1, ["home/rasid.db", "RASID_HOME"], id="a folder that may not be made"),
        pytest.param(unreadable_list, {}, 2, ["groups.yaml: cannot be read: Permission denied"], id="a watchlist"),
        pytest.param(
            unreadable_file, {"API_TOKEN_FILE": "secret"}, 2, ["RASID_API_TOKEN_FILE", "Permission denied"], id="a file"
        ),
        pytest.param(read_only_database, {}, 1, ["home/rasid.db", "who owns it"], id="a database that is read-only"),
        pytest.param(unreadable_database, {}, 1, ["home/rasid.db cannot be opened"], id="a database of somebody else"),
        pytest.param(read_only_lock, {}, 1, ["cannot be locked", "rasid.db.lock"], id="a lock of somebody else"),
    ],
)
def test_what_a_user_may_not_is_said(
    powerless: Folder, make: Make, settings: dict[str, str], code: int, words: list[str]
) -> None:
    make(powerless.path)
    refused(powerless, {"HOME": str(powerless.path / "home"), "HTTP_PORT": "0", **settings}, code, words)


def test_ports_of_root_are_said(powerless: Folder) -> None:
    first = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    if first.exists() and int(first.read_text("ascii")) <= 80:
        pytest.skip("here everybody may listen on every port")
    refused(powerless, {"HTTP_PORT": "80", "ADMINS": "telegram:1"}, 1, ["127.0.0.1:80", "only root", "RASID_HTTP_PORT"])
