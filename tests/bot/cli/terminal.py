"""A terminal of its own for a command that asks."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import termios

from tests.bot.cli.running import Folder


def on_a_terminal(folder: Folder, typed: str, *args: str) -> str:
    """What stands on a terminal on which something is typed once it asks and waits.

    It is typed again where a second later nothing came of it, as people do: Python loses a ctrl-C that comes just
    before it waits for a line.
    """
    ours, theirs = pty.openpty()
    around = folder.surroundings({})
    process = subprocess.Popen(
        folder.command(*args), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        preexec_fn=_own_terminal, **around,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while True:
        if not select.select([ours], [], [], 1.0)[0]:
            if b"[y/N] " in seen:
                os.write(ours, typed.encode())
            continue
        try:
            more = os.read(ours, 4096)
        except OSError:  # the terminal is gone
            break
        seen += more
        if not more:
            break
    process.wait()
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


def _own_terminal() -> None:
    """In the child: the terminal is its own, so that ctrl-C reaches it, also where tests run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
