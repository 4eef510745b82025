"""`rasid COMMAND` in a process of its own, forked from one that has read the whole program once.

Reading it, and the tables that come with it (tests.bot.cli.warm), takes most of the time of a command. All else is as
if a shell had started it: arguments, environment, working folder, streams and exit code are the command's own, and
nothing that it does is seen by the next. That a command finds what it needs in an interpreter that has read nothing yet
is for `Folder.command` to show.
"""

from __future__ import annotations

import asyncio
import ctypes
import io
import multiprocessing
import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.main import main

# _LINUX_CAPABILITY_VERSION_3 of <linux/capability.h>.
_CAPABILITIES = 0x20080522
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.bot.cli.warm"])


def run(
    arguments: Sequence[str],
    cwd: Path,
    env: Mapping[str, str],
    stdin: bytes = b"",
    timeout: float = 120,
    *,
    powerless: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Run it to its end; `powerless` takes from root what other users have not. Raises subprocess.TimeoutExpired after
    `timeout` seconds."""
    with TemporaryDirectory(prefix="rasid-streams-") as place:
        streams = [Path(place, name) for name in ("in", "out", "err")]
        streams[0].write_bytes(stdin)
        process = _FORKS.Process(target=_command, args=(list(arguments), str(cwd), dict(env), streams, powerless))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(list(arguments), timeout)
        out, err = (stream.read_bytes() if stream.exists() else b"" for stream in streams[1:])
        return subprocess.CompletedProcess(list(arguments), process.exitcode, out, err)


@dataclass(frozen=True)
class Forked:
    """A command that goes on, as asyncio shows a process."""

    process: ForkServerProcess

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    @property
    def returncode(self) -> int | None:
        """Exit code, or the negative number of the signal that ended it; None while it goes on."""
        return self.process.exitcode

    def kill(self) -> None:
        """SIGKILL, which leaves it not another instruction."""
        self.process.kill()

    def send_signal(self, number: int) -> None:
        """Nothing where it has ended."""
        if self.returncode is None:
            os.kill(self.pid, number)

    async def wait(self) -> int:
        """Until it has ended; its `returncode`."""
        while (code := self.returncode) is None:  # noqa: ASYNC110 - another process cannot set an event
            await asyncio.sleep(0.02)
        return code


def start(arguments: Sequence[str], cwd: Path, env: Mapping[str, str], log: Path) -> Forked:
    """Start it, with what it writes at the end of a file. Whoever starts it ends it."""
    streams = [Path(os.devnull), log, log]
    process = _FORKS.Process(target=_command, args=(list(arguments), str(cwd), dict(env), streams, False))
    process.start()
    return Forked(process)


def _command(
    arguments: Sequence[str], cwd: str, env: Mapping[str, str], streams: Sequence[Path], powerless: bool
) -> None:
    """In the new process: become the command."""
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    random.seed()
    _connect(streams)
    os.chdir(cwd)
    if powerless:
        drop_powers()
    sys.argv = ["rasid", *arguments]
    main()


def drop_powers() -> None:
    """Let permissions hold for root too in this process, which only owns its files from here on."""
    header, none = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0), (ctypes.c_uint32 * 6)()
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "root keeps its capabilities")


def _connect(streams: Sequence[Path]) -> None:
    """Standard input and output from and to these files."""
    for number, stream in enumerate(streams):
        os.dup2(os.open(stream, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
    sys.stdin, sys.stdout = _text(0, "rb"), _text(1, "wb")
    sys.stderr = _text(2, "wb", line_buffering=True)


def _text(number: int, mode: str, *, line_buffering: bool = False) -> io.TextIOWrapper:
    return io.TextIOWrapper(open(number, mode, closefd=False), encoding="utf-8", line_buffering=line_buffering)
