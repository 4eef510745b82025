"""`rasid queue`: articles that wait to be matched, and those put aside."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.arrivals import Arrival, Lane
from bot.core.model import Incoming
from bot.storage import SqlStore
from tests.bot.cli.running import Folder
from tests.bot.cli.terminal import on_a_terminal
from tests.fakes.nats import nats_server

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


def wait(folder: Folder, *names: str, lane: Lane = "fresh", source: str = "wire", minutes: int = 0) -> None:
    """Articles with these headlines."""
    folder.rasid("migrate")
    came = NOW + timedelta(minutes=minutes)
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        unit.arrivals.put([Arrival(Incoming(source, name, title=name), "api", came, lane) for name in names])


def put_aside(folder: Folder, *names: str, reason: str = "ValueError", source: str = "wire") -> None:
    """They are numbered from 1 where they come first."""
    wait(folder, *names, source=source)
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        unit.arrivals.put_aside([one.id for one in unit.arrivals.claim(NOW, timedelta(), 99)], reason)


def spoil(folder: Folder) -> None:
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        unit.arrivals.keep_spoilt(b"{", "no JSON", NOW)


def listed(folder: Folder) -> list[str]:
    done = folder.rasid("queue", "list")
    assert (done.code, done.err) == (0, "")
    return done.out.splitlines()


def test_an_empty_queue(folder: Folder) -> None:
    folder.rasid("migrate")
    assert listed(folder) == ["fresh: 0 waiting", "backfill: 0 waiting", "0 aside"]


def test_what_waits_and_what_is_aside_is_listed(folder: Folder) -> None:
    put_aside(folder, "هجوم في قندهار")
    spoil(folder)
    wait(folder, "b", "c")
    wait(folder, "d", lane="backfill", minutes=7)
    assert listed(folder) == [
        '2  2026-03-05 08:00 UTC  cannot be read  1 try  "no JSON"',
        '1  2026-03-05 08:00 UTC  wire: "هجوم في قندهار"  1 try  "ValueError"',
        "fresh: 2 waiting, the oldest since 2026-03-05 08:00 UTC",
        "backfill: 1 waiting, the oldest since 2026-03-05 08:07 UTC",
        "2 aside",
    ]


def test_what_is_told_of_an_article_is_short_and_does_nothing_to_a_terminal(folder: Folder) -> None:
    evil = "\x1b]0;owned\x07\n\u202eabc\x9b31m" + "x" * 900
    put_aside(folder, evil, reason=evil, source=evil)
    first = listed(folder)[0]
    assert "owned" in first
    assert [one for one in first if not one.isprintable()] == []
    assert len(first) < 400


def test_only_the_newest_are_shown(folder: Folder) -> None:
    for some in range(2):
        put_aside(folder, *(f"{some}-{number}" for number in range(51)))
    lines = listed(folder)
    assert len(lines) == 104
    assert lines[100] == "… the newest 100 are shown"
    assert lines[-1] == "102 aside"


def test_one_or_all_are_matched_again(folder: Folder) -> None:
    put_aside(folder, "a", "b", "c")
    assert folder.rasid("queue", "retry", "2", "2").out == "1 will be matched again\n"
    assert listed(folder)[-3:] == [
        "fresh: 1 waiting, the oldest since 2026-03-05 08:00 UTC",
        "backfill: 0 waiting",
        "2 aside",
    ]
    assert folder.rasid("queue", "retry").out == "2 will be matched again\n"
    assert listed(folder)[-1] == "0 aside"


@pytest.mark.parametrize("command", [("retry",), ("drop", "--yes")])
def test_what_is_not_aside_is_told(folder: Folder, command: tuple[str, ...]) -> None:
    put_aside(folder, "a")
    done = folder.rasid("queue", *command, "1", "7")
    done.failed(1, "1 of them are not aside", "rasid queue list")
    assert done.out.startswith("1 ")


def test_what_cannot_be_read_is_not_matched_again_but_can_be_dropped(folder: Folder) -> None:
    folder.rasid("migrate")
    spoil(folder)
    folder.rasid("queue", "retry", "1").failed(1, "cannot be read")
    assert folder.rasid("queue", "retry").out == "0 will be matched again\n"
    assert folder.rasid("queue", "drop", "1", "--yes").out == "1 dropped\n"
    assert listed(folder)[-1] == "0 aside"


def test_nothing_is_dropped_unasked(folder: Folder) -> None:
    put_aside(folder, "a", "b")
    folder.rasid("queue", "drop", "1").failed(2, "--yes")
    assert listed(folder)[-1] == "2 aside"
    folder.rasid("queue", "drop").failed(2, "rasid queue drop --help")


def test_what_waits_is_not_dropped(folder: Folder) -> None:
    wait(folder, "a")
    folder.rasid("queue", "drop", "1", "--yes").failed(1, "are not aside")
    assert listed(folder)[0].startswith("fresh: 1 waiting")


@pytest.mark.parametrize(("said", "left"), [("n\n", "2 aside"), ("y\n", "1 aside")])
def test_on_a_terminal_it_shows_and_asks(folder: Folder, said: str, left: str) -> None:
    put_aside(folder, "first", "second")
    out = on_a_terminal(folder, said, "queue", "drop", "1")
    assert 'wire: "first"' in out
    assert "second" not in out
    assert "Drop 1 for good? [y/N]" in out
    assert listed(folder)[-1] == left


def test_other_numbers_are_wrong_usage(folder: Folder) -> None:
    for number in ("x", "99999999999999999999", "0"):
        folder.rasid("queue", "retry", number).failed(2, "rasid queue retry --help")


def test_what_is_on_its_way_over_nats_is_told_and_where_it_is_away_why(folder: Folder) -> None:
    folder.rasid("migrate")
    with nats_server() as server:
        done = folder.rasid("queue", "list", NATS_URL=server.url)
        assert done.out.splitlines()[2:] == ["NATS: fresh 0, backfill 0 waiting", "0 aside"]
        server.kill()
        done = folder.rasid("queue", "list", NATS_URL=server.url)
        assert (done.code, server.place in done.out.splitlines()[2]) == (0, True)
