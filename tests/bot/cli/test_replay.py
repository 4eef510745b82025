"""`rasid replay`: the stored articles against other watchlists."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model import Incoming
from bot.services.ingest import Ingest
from bot.storage import SqlStore
from tests.bot.cli.running import ATTACK, PLAIN, Folder
from tests.bot.cli.test_scan import on_terminal
from watchlists import Matcher, load


@pytest.fixture
def stored(folder: Folder) -> Folder:
    """A folder whose database holds an attack of today, one of long ago and a plain article."""
    folder.rasid("migrate")
    matcher = Matcher.compile(load([folder.path / "groups.yaml"]))
    now = datetime.now(UTC)
    with closing(SqlStore(folder.database)) as store:
        Ingest(store, lambda: matcher).take(
            [
                Incoming("outlet", ATTACK, "new", title="هجوم", published=now - timedelta(hours=1)),
                Incoming("outlet", f"{ATTACK} قديم", "old", published=now - timedelta(days=60)),
                Incoming("outlet", PLAIN, "plain", title="مطعم", published=now - timedelta(hours=2)),
            ],
            now,
        )
    return folder


def test_what_would_have_been_alerted_is_counted_with_samples(stored: Folder) -> None:
    done = stored.rasid("replay")
    assert done.code == 0
    assert "ISKP  “داعش خراسان”" in done.out
    assert "· هجوم" in done.out
    assert done.out.endswith("1 of 2 articles would have been alerted, 0 of them newly\n")


def test_another_length_of_time(stored: Folder) -> None:
    assert "2 of 3 articles" in stored.rasid("replay", "--since", "90d").out


def test_another_watchlist_finds_new_things(stored: Folder) -> None:
    other = "version: 1\nwatchlist: food\nentities:\n  - {key: DINER, kind: other, name: {ar: مطعم}}\n"
    done = stored.rasid("replay", "--watchlist", stored.write("food.yaml", other))
    assert "1 of 2 articles would have been alerted, 1 of them newly" in done.out


def test_one_entity_without_case(stored: Folder) -> None:
    assert "KANDAHAR" not in stored.rasid("replay", "--entity", "iskp").out
    assert "ISKP" in stored.rasid("replay", "--entity", "ISIS").out


def test_an_unknown_entity_is_one_line(stored: Folder) -> None:
    stored.rasid("replay", "--entity", "NOBODY").failed(2, "NOBODY")


def test_it_changes_nothing_and_keeps_no_writer_waiting(stored: Folder) -> None:
    before = (stored.path / "rasid-data" / "rasid.db").read_bytes()
    with closing(SqlStore(stored.database)) as store, store.begin():
        done = stored.rasid("replay", DATABASE_URL=f"{stored.database}?timeout=0.2")
    assert done.code == 0, done.err
    assert (stored.path / "rasid-data" / "rasid.db").read_bytes() == before


def test_a_bar_on_a_terminal(stored: Folder) -> None:
    with (stored.path / "out.txt").open("wb") as out:
        code, shown = on_terminal(stored, "replay", stdout=out.fileno())
    assert code == 0
    assert "replay" in shown
