"""Who is alone on a database, and what it may do because of that."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.errors import StoreError
from bot.storage import open_store
from bot.storage.duties import claimed
from tests.bot.storage.samples import NOW, put_chat, queue

HOLDER = """
import sys
from bot.storage.duties import claimed

with claimed(sys.argv[1]) as claim:
    print(claim.alone, flush=True)
    sys.stdin.read()
"""


def test_a_second_claim_is_refused_until_the_first_ends(database_url: str) -> None:
    with claimed(database_url) as first:
        with claimed(database_url) as second:
            assert (first.alone, second.alone) == (True, False)
        with claimed(database_url) as third:
            assert not third.alone
    with claimed(database_url) as later:
        assert later.alone


def test_a_killed_process_holds_nothing(database_url: str) -> None:
    command = [sys.executable, "-c", HOLDER, database_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "True"
        with claimed(database_url) as beside:
            assert not beside.alone
        holder.kill()
    with claimed(database_url) as after:
        assert after.alone


def test_an_error_inside_is_passed_on_and_ends_the_claim(database_url: str) -> None:
    with pytest.raises(OSError, match="from the work"), claimed(database_url):
        raise OSError("from the work")
    with claimed(database_url) as after:
        assert after.alone


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be locked"), claimed(f"sqlite:///{tmp_path / 'absent' / 'rasid.db'}"):
        pass


def test_what_a_dead_bot_left_in_flight_goes_again_at_once_as_doubtful(database_url: str) -> None:
    store = open_store(database_url, auto_migrate=True)
    with store.begin() as unit:
        queue(unit, "alert:1", put_chat(unit))
        assert [one.doubtful for one in unit.outbox.claim("telegram", NOW, 90, 5)] == [False]
        assert unit.outbox.release("slack", NOW) == 0
        assert unit.outbox.claim("telegram", NOW + timedelta(seconds=1), 90, 5) == []
        assert unit.outbox.release("telegram", NOW) == 1
        assert [one.doubtful for one in unit.outbox.claim("telegram", NOW, 90, 5)] == [True]
    store.close()
