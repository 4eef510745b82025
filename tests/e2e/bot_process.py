"""The bot as its operator starts it: a process of its own with settings in the environment.

It is forked from one that has read the program (see tests.bot.cli.forked), unless it is to be `fresh`: reading it takes
as long as all else that a start does.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.bot.cli import forked

API_TOKEN = "made-up-api-token-of-the-tests"
ROOT = Path(__file__).parents[2]
# Generous: the machine may be busy with other tests, and nothing here asserts a time.
PATIENCE = 90.0
_PAUSE = 0.05
_UNSENT = re.compile(r'^rasid_deliveries\{.*state="(?:pending|sending)".*\} (\S+)$', re.MULTILINE)


@dataclass
class Bot:
    """`python -m bot run` in `folder`, with its output in `log`; may be killed and started again.

    `kills` are the monotonic times at which it was found dead after a SIGKILL. `wrapper` is a command that ends in
    becoming the one given to it; `output` is where the log goes, if not into the folder. A `fresh` bot, and one in a
    wrapper, is started by `exec` in an interpreter that has read nothing.
    """

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = 0
    process: asyncio.subprocess.Process | forked.Forked | None = None
    kills: list[float] = field(default_factory=list)
    wrapper: Sequence[str] = ()
    output: Path | None = None
    fresh: bool = False
    roles: str = ""
    """What the process does, as --role names it; everything where it is empty."""

    def __post_init__(self) -> None:
        self.port = self.port or free_port()

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def run(self) -> list[str]:
        """The command that starts it."""
        return ["run", "--role", self.roles] if self.roles else ["run"]

    @property
    def log(self) -> str:
        """Everything that was written so far, over all starts."""
        path = self.folder / "rasid.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Ours without settings and proxies of the machine, and the bot's own."""
        kept = {name: value for name, value in os.environ.items() if not _foreign(name)}
        own = {"RASID_HOME": str(self.home), "RASID_HTTP_PORT": str(self.port), "RASID_API_TOKEN": API_TOKEN}
        return kept | {"PYTHONPATH": str(ROOT), "PYTHONASYNCIODEBUG": ""} | own | dict(self.settings)

    async def start(self) -> None:
        """Start and return when the HTTP server answers."""
        await self.launch()
        await self._until(self._answers, "answer on HTTP")

    async def launch(self) -> None:
        """Start, without waiting for anything."""
        written = self.output or self.folder / "rasid.log"
        if not (self.fresh or self.wrapper):
            self.process = await asyncio.to_thread(forked.start, self.run, self.folder, self.environment(), written)
            return
        command = [*self.wrapper, sys.executable, "-m", "bot", *self.run]
        with written.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *command, env=self.environment(), cwd=self.folder, stdout=log, stderr=log
            )

    async def ready(self) -> None:
        """Until /readyz says that everything works."""
        await self._until(self._is_ready, "be ready")

    async def kill(self) -> None:
        """SIGKILL: the process ends without another instruction."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        self.kills.append(time.monotonic())

    async def stop(self) -> int:
        """SIGTERM; returns what it ended with."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self, within: float = PATIENCE) -> int:
        """What it ended with; AssertionError with its log when it goes on."""
        assert self.process is not None
        try:
            async with asyncio.timeout(within):
                return await self.process.wait()
        except TimeoutError:
            raise AssertionError(f"the bot goes on; its log:\n{self.log}") from None

    async def push(self, articles: Sequence[Mapping[str, Any]], within: float = 60.0) -> httpx.Response:
        """POST /api/articles as JSON Lines."""
        lines = "\n".join(json.dumps(article, ensure_ascii=False) for article in articles)
        return await self.post(lines.encode(), within)

    async def post(self, body: bytes, within: float = 60.0) -> httpx.Response:
        """POST /api/articles with this body. Raises httpx.HTTPError when there is no answer."""
        headers = {"Authorization": f"Bearer {API_TOKEN}"}
        async with httpx.AsyncClient(timeout=within, trust_env=False, verify=False) as client:
            return await client.post(f"{self.address}/api/articles", content=body, headers=headers)

    async def get(self, path: str) -> httpx.Response:
        """GET with the API's token."""
        async with httpx.AsyncClient(timeout=30, trust_env=False, verify=False) as client:
            return await client.get(self.address + path, headers={"Authorization": f"Bearer {API_TOKEN}"})

    async def unsent(self) -> int:
        """How many deliveries wait or are under way, as /metrics counts them; -1 while the database does not say."""
        metrics = (await self.get("/metrics")).text
        if "rasid_database_up 1.0" not in metrics:
            return -1
        return sum(int(float(number)) for number in _UNSENT.findall(metrics))

    async def counted(self, series: str) -> float | None:
        """What /metrics says of a series, written as it is there; None where there is no such series."""
        lines = (await self.get("/metrics")).text.splitlines()
        return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{series} ")), None)

    async def all_sent(self, within: float = PATIENCE) -> None:
        """Until nothing waits and nothing is under way."""

        async def empty() -> bool:
            return await self.unsent() == 0

        await self._until(empty, "empty its outbox", within)

    async def command(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """`rasid ARGUMENTS` with the same settings, to its end."""
        return await self._run(arguments, check=check)

    async def converse(self, typed: str) -> str:
        """What `rasid chat` says to somebody who types this."""
        return (await self._run(["chat"], typed)).stdout

    async def _run(
        self, arguments: Sequence[str], typed: str = "", *, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        done = await asyncio.to_thread(
            forked.run, arguments, self.folder, self.environment(), typed.encode(), timeout=PATIENCE
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert not check or done.returncode == 0, err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    async def wait_for_log(self, words: str) -> None:
        """Until these words stand in the log."""

        async def there() -> bool:
            return words in self.log

        await self._until(there, f"log {words!r}")

    async def _until(self, condition: Any, what: str, within: float = PATIENCE) -> None:
        try:
            async with asyncio.timeout(within):
                while not await condition():  # noqa: ASYNC110 - another process cannot set an event
                    await asyncio.sleep(_PAUSE)
        except TimeoutError:
            raise AssertionError(f"the bot did not {what} within {within} s; its log:\n{self.log}") from None

    async def _answers(self) -> bool:
        assert self.process is not None
        if self.process.returncode is not None:
            raise AssertionError(f"the bot ended with {self.process.returncode}; its log:\n{self.log}")
        try:
            return (await self.get("/healthz")).status_code == 200
        except httpx.HTTPError:
            return False

    async def _is_ready(self) -> bool:
        return await self._answers() and (await self.get("/readyz")).status_code == 200


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _foreign(name: str) -> bool:
    return name.startswith("RASID_") or name.lower().endswith("_proxy")
