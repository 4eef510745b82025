"""The lists in force: the files with the edits of chats, in this process and in others."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.services.lists import Lists
from bot.storage import SqlStore
from tests.bot.storage.samples import AMINA, HOUR, NOW
from watchlists import Matcher, load
from watchlists.editing.edits import Edit
from watchlists.model import Alias, Document, Watchlists

LIST = """
version: 1
watchlist: groups
entities:
  - {key: HAWK, kind: organization, name: {ar: كتائب الصقر}, aliases: [صقور الجبل]}
"""
ADD = Edit("add", "WADI", {"kind": "other", "name": {"ar": "مجلس الوادي"}})
GUARD = Edit("unless", "HAWK", {"alias": "صقور الجبل", "value": "صقور الجبل البرية"})
MORE = "  - {key: WADI, kind: other, name: {ar: مجلس الوادي}}\n"
GUARDED = "{text: صقور الجبل, unless: [صقور الجبل البرية]}"
WILD = Document("شوهدت صقور الجبل البرية، وحضر مجلس الوادي")


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    path: Path = tmp_path_factory.mktemp("lists") / "groups.yaml"
    path.write_text(LIST, encoding="utf-8")
    return Matcher.compile(load([path]))


def edit(store: SqlStore, one: Edit) -> int:
    with store.begin() as unit:
        return unit.list_edits.add(one, AMINA, NOW).id


def keys(lists: Lists) -> set[str]:
    return set(lists().match(WILD).keys())


def test_edits_take_effect_and_are_taken_back(store: SqlStore, files: Matcher) -> None:
    lists = Lists(store, files)
    assert not lists.refresh()
    assert keys(lists) == {"HAWK"}
    added = edit(store, ADD)
    assert lists.refresh()
    assert keys(lists) == {"HAWK", "WADI"}
    guarded = edit(store, GUARD)
    assert lists.refresh()
    assert keys(lists) == {"WADI"}
    with store.begin() as unit:
        unit.list_edits.undo(added, NOW)
    assert lists.refresh()
    assert keys(lists) == set()
    with store.begin() as unit:
        unit.list_edits.undo(guarded, NOW)
    assert lists.refresh()
    assert lists() is files
    assert not lists.refresh()


def test_what_only_adds_compiles_nothing(store: SqlStore, files: Matcher) -> None:
    compiled = list[Watchlists]()

    def compile_(lists: Watchlists) -> Matcher:
        compiled.append(lists)
        return Matcher.compile(lists)

    lists = Lists(store, files, compile_)
    edit(store, ADD)
    edit(store, Edit("alias", "HAWK", {"alias": "نسور التل"}))
    assert lists.refresh()
    assert compiled == []
    edit(store, GUARD)
    assert lists.refresh()
    assert len(compiled) == 1


def test_another_process_has_them_too(store: SqlStore, open_stores: Callable[[], SqlStore], files: Matcher) -> None:
    other = Lists(open_stores(), files)
    other.begin()
    edit(store, ADD)
    assert other.refresh()
    assert keys(other) == {"HAWK", "WADI"}
    late = Lists(open_stores(), files)
    late.begin()
    assert keys(late) == {"HAWK", "WADI"}


def test_an_edit_that_the_files_do_not_take_any_more_is_passed_over(store: SqlStore, files: Matcher) -> None:
    lists = Lists(store, files)
    edit(store, Edit("remove", "NOBODY"))
    edit(store, ADD)
    assert lists.refresh()
    assert keys(lists) == {"HAWK", "WADI"}


def test_what_the_files_hold_by_now_is_neither_done_again_nor_complained_of(
    store: SqlStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = LIST.replace("aliases: [صقور الجبل]", "aliases: [نسور التل]")
    path = tmp_path / "groups.yaml"
    path.write_text(f"{held}  - {{key: WADI, kind: organization, name: {{ar: مجلس الوادي}}}}\n", encoding="utf-8")
    files = Matcher.compile(load([path]))
    for one in (
        ADD,
        Edit("alias", "HAWK", {"alias": "نسور التل"}),
        Edit("remove_alias", "HAWK", {"alias": "صقور الجبل"}),
    ):
        edit(store, one)
    lists = Lists(store, files)
    assert lists.refresh()
    assert lists() is files
    assert "edits_left_out" not in capsys.readouterr().out


def at(path: Path, hours: int) -> Matcher:
    """The lists of a file, and of a folder, that were written so many hours after the edits."""
    moment = (NOW + hours * HOUR).timestamp()
    for one in (path, path.parent):
        os.utime(one, (moment, moment))
    return Matcher.compile(load([path.parent]))


EAGLES, RAIDERS = Edit("alias", "HAWK", {"alias": "نسور التل"}), Edit("alias", "raid", {"alias": "تمشيط الأزقة"})
SCORE = Edit("min_score", "HAWK", {"alias": "صقور الجبل", "value": 90.0})
EVENTS = "events:\n  - {key: raid, name: {en: Raid}, phrases: [مداهمة]}\n"


@pytest.mark.parametrize(
    ("edit_", "old", "new", "later"),
    [
        pytest.param(EAGLES, "[صقور الجبل]", "[صقور الجبل, نسور التل]", "[صقور الجبل]", id="an alias"),
        pytest.param(RAIDERS, "[مداهمة]", "[مداهمة, تمشيط الأزقة]", "[مداهمة]", id="a phrase"),
        pytest.param(
            SCORE,
            "[صقور الجبل]",
            "[{text: صقور الجبل, min_score: 90}]",
            "[{text: صقور الجبل, min_score: 85}]",
            id="a score",
        ),
        pytest.param(
            Edit("remove_alias", "HAWK", {"alias": "صقور الجبل"}), "[صقور الجبل]", "[]", "[صقور الجبل]", id="a removal"
        ),
        pytest.param(ADD, EVENTS, MORE + EVENTS, EVENTS, id="an entity"),
        pytest.param(GUARD, "[صقور الجبل]", f"[{GUARDED}]", "[صقور الجبل]", id="a guard"),
    ],
)
def test_what_was_once_in_the_files_is_theirs(
    edit_: Edit, old: str, new: str, later: str, store: SqlStore, tmp_path: Path
) -> None:
    path, list_ = tmp_path / "groups.yaml", LIST + EVENTS
    path.write_text(list_, encoding="utf-8")
    before = at(path, -1)
    edit(store, edit_)
    Lists(store, before).begin()
    path.write_text(list_.replace(old, new), encoding="utf-8")
    home = at(path, 1)
    Lists(store, home).begin()
    path.write_text(list_.replace(old, later), encoding="utf-8")
    lists = Lists(store, at(path, 2))
    lists.begin()
    assert lists() is lists.files
    older = Lists(store, before)
    older.begin()
    assert older().watchlists.entities == home.watchlists.entities
    assert older().watchlists.events == home.watchlists.events


def test_an_entity_whose_file_went_is_gone(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "groups.yaml").write_text(LIST, encoding="utf-8")
    path = tmp_path / "added.yaml"
    path.write_text(f"version: 1\nwatchlist: added\nentities:\n{MORE}", encoding="utf-8")
    edit(store, ADD)
    os.utime(tmp_path / "groups.yaml", (0, 0))
    Lists(store, at(path, 1)).begin()
    path.unlink()
    os.utime(tmp_path, ((NOW + 2 * HOUR).timestamp(),) * 2)
    lists = Lists(store, Matcher.compile(load([tmp_path])))
    lists.begin()
    assert lists() is lists.files


def test_files_that_are_older_than_an_edit_settle_nothing(store: SqlStore, tmp_path: Path) -> None:
    path = tmp_path / "groups.yaml"
    path.write_text(LIST, encoding="utf-8")
    edit(store, Edit("remove_alias", "HAWK", {"alias": "نسور التل"}))
    Lists(store, at(path, -1)).begin()
    path.write_text(LIST.replace("[صقور الجبل]", "[صقور الجبل, نسور التل]"), encoding="utf-8")
    lists = Lists(store, at(path, 1))
    lists.begin()
    assert lists().watchlists.entities["HAWK"].aliases == (Alias("صقور الجبل"),)


def test_the_answer_never_waits_for_the_database(files: Matcher) -> None:
    lists = Lists(SqlStore("sqlite:////nowhere/at/all.sqlite3"), files)
    lists.begin()
    assert lists() is files
