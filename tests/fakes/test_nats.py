"""The nats-server of the tests: it keeps its port and folder, and is gone afterwards."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes.nats import NatsServer, NatsUnavailableError, binary, nats_server

HOLDER = """
import sys
from tests.fakes.nats import nats_server
with nats_server() as server:
    print(server.folder, server.port, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _there() -> None:
    try:
        binary()
    except NatsUnavailableError as error:
        pytest.skip(str(error))


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as connection:
            return connection.recv(5) == b"INFO "
    except OSError:
        return False


def test_it_answers_is_killed_and_answers_again_at_the_same_port() -> None:
    with nats_server() as server:
        port, folder = server.port, server.folder
        assert answers(port)
        server.kill()
        assert not answers(port)
        server.start()
        assert server.port == port
        assert answers(port)
    assert not answers(port)
    assert not folder.exists()


def test_one_that_is_not_started_answers_nobody() -> None:
    with nats_server(start=False) as server:
        assert not answers(server.port)


def test_a_wrong_configuration_says_what_the_server_says(tmp_path: Path) -> None:
    server = NatsServer(tmp_path, more="no_such_setting: 1")
    with pytest.raises(NatsUnavailableError, match="no_such_setting"):
        server.start()


def test_it_dies_with_whoever_started_it() -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    folder, port = Path((words := holder.stdout.readline().split())[0]), int(words[1])
    assert answers(port)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    until = time.monotonic() + 60
    while (answers(port) or folder.exists()) and time.monotonic() < until:
        time.sleep(0.05)
    assert not answers(port)
    assert not folder.exists()
