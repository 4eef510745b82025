"""`rasid replay`: the stored articles against other watchlists."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.replay.command import counted
from bot.cli.replay.replaying import Hit, Search, Tally, Work
from bot.core.model import Incoming
from bot.ports import Window
from bot.services.ingest import Ingest
from bot.storage import SqlStore
from tests.bot.cli.running import ATTACK, GROUPS, PLAIN, Folder
from tests.bot.cli.test_scan import on_terminal
from watchlists import Matcher, load
from watchlists.model import Document


@pytest.fixture
def stored(folder: Folder, sqlite_template: Path) -> Folder:
    """A folder whose database holds an attack of today, one of long ago and a plain article."""
    (folder.path / "rasid-data").mkdir()
    shutil.copy(sqlite_template, folder.path / "rasid-data" / "rasid.db")
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
    assert "· هجوم — …نفذ عناصر من داعش خراسان تفجيرا انتحاريا في قندهار" in done.out
    assert "about 0.0 articles a day" in done.out
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


def test_what_is_to_be_said_of_an_alias_stands_below_it(stored: Folder) -> None:
    other = "version: 1\nwatchlist: food\nentities:\n  - {key: DINER, kind: other, name: {ar: مطعم}}\n"
    done = stored.rasid("replay", "--since", "90d", "--watchlist", stored.write("food.yaml", other))
    assert "     1  DINER  “مطعم”\n        ⚠ “مطعم” is also an ordinary word: about 18 of 10,000" in done.out


def test_several_processes_count_the_same(stored: Folder) -> None:
    alone, crew = (stored.rasid("replay", "--since", "90d", "--jobs", jobs) for jobs in ("1", "2"))
    assert (alone.code, alone.out) == (0, crew.out)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param(("--alias", "مطعم جديد"), ("1  TRIED  “مطعم جديد”", "1 of 2 articles"), id="of no entity"),
        pytest.param(("--alias", "مطعم", "--entity", "iskp"), ("1  ISKP  “مطعم”", "1 of 2 articles"), id="a new one"),
        pytest.param(("--alias", "داعش خراسان", "--entity", "ISKP"), ("1  ISKP", "1 of 2 articles"), id="a known one"),
        pytest.param(("--alias", "نسور التل"), ("0 of 2 articles",), id="one that is nowhere"),
        pytest.param(("--alias", "في"), ("0 of 2 articles",), id="a function word"),
    ],
)
def test_one_alias_alone(stored: Folder, typed: tuple[str, ...], told: tuple[str, ...]) -> None:
    done = stored.rasid("replay", *typed)
    assert done.code == 0, done.err
    assert all(one in done.out for one in told), done.out
    assert "KANDAHAR" not in done.out


def test_an_alias_that_no_list_takes_is_one_line(stored: Folder) -> None:
    stored.rasid("replay", "--alias", "؟!").failed(2, "cannot be tried")
    stored.rasid("replay", "--alias", "مطعم", "--entity", "NOBODY").failed(2, "NOBODY")


def test_a_list_that_is_not_in_force_is_compared_with_what_is(stored: Folder) -> None:
    new = GROUPS.replace("aliases: [داعش خراسان, ISIS-K]", "aliases: [ISIS-K]").replace(
        "aliases: [داعش]", "aliases: [مطعم]"
    )
    done = stored.rasid("replay", "--watchlist", stored.write("new.yaml", new))
    assert done.code == 0, done.err
    told = done.out.split("compared with the lists in force:\n")[1].splitlines()
    assert "ISIS: 1 new, 0 lost, 0 same" in told
    assert "        + مطعم" in told or any(line.startswith("        + مطعم") for line in told)
    assert "ISKP: 0 new, 1 lost, 0 same" in told
    assert any(line.startswith("        - هجوم — …نفذ عناصر من داعش خراسان") for line in told)
    assert "everything else: 0 new, 0 lost, 2 same" in told


def test_of_another_list_only_what_it_holds_is_compared(stored: Folder) -> None:
    other = "version: 1\nwatchlist: food\nentities:\n  - {key: DINER, kind: other, name: {ar: مطعم}}\n"
    done = stored.rasid("replay", "--watchlist", stored.write("food.yaml", other))
    assert "DINER: 1 new, 0 lost, 0 same" in done.out
    assert "everything else: 0 new, 0 lost, 0 same" in done.out
    assert "lost, 0 same" not in done.out.replace("0 lost", "")


def test_an_entity_of_the_other_list(stored: Folder) -> None:
    other = "version: 1\nwatchlist: food\nentities:\n  - {key: DINER, kind: other, name: {ar: مطعم}}\n"
    done = stored.rasid("replay", "--watchlist", stored.write("food.yaml", other), "--entity", "diner")
    assert "1 of 2 articles" in done.out


def test_without_a_database_nothing_is_made(folder: Folder) -> None:
    folder.rasid("replay").failed(2, "there is no database yet", "rasid ingest")
    assert not (folder.path / "rasid-data" / "rasid.db").exists()


def test_without_articles_it_says_so(folder: Folder) -> None:
    folder.rasid("migrate")
    done = folder.rasid("replay", "--since", "7d")
    assert done.code == 0
    assert done.out.startswith("no articles of the last 7d are stored; name a longer --since")


class Impatient(Work):
    """Somebody who presses Ctrl-C while the second batch is matched."""

    def __call__(self, documents: Sequence[Document]) -> list[tuple[tuple[Hit, ...], tuple[Hit, ...]]]:
        if any("مقتطف 70" in one.text for one in documents):
            raise KeyboardInterrupt
        return super().__call__(documents)


def test_whoever_interrupts_it_gets_what_was_counted(folder: Folder) -> None:
    folder.rasid("migrate")
    matcher, now = Matcher.compile(load([folder.path / "groups.yaml"])), datetime.now(UTC)
    texts = [f"{ATTACK} مقتطف {number}" for number in range(100)]
    incoming = [
        Incoming("o", text, text[-12:], published=now - timedelta(minutes=200 - at)) for at, text in enumerate(texts)
    ]
    with closing(SqlStore(folder.database)) as store:
        Ingest(store, lambda: matcher).take(incoming, now)
        window = Window(now - timedelta(days=1), now)
        tally, finished = counted(store, Impatient(Search.of(matcher, None)), Tally(), window, 1)
    assert not finished
    assert (tally.total, tally.articles) == (64, 64)
