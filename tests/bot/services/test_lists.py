"""The lists in force: the files with the edits of chats, in this process and in others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.services.lists import Lists
from bot.storage import SqlStore
from tests.bot.storage.samples import AMINA, NOW
from watchlists import Matcher, load
from watchlists.editing.edits import Edit
from watchlists.model import Document, Watchlists

LIST = """
version: 1
watchlist: groups
entities:
  - {key: HAWK, kind: organization, name: {ar: كتائب الصقر}, aliases: [صقور الجبل]}
"""
ADD = Edit("add", "WADI", {"kind": "other", "name": {"ar": "مجلس الوادي"}})
GUARD = Edit("unless", "HAWK", {"alias": "صقور الجبل", "value": "صقور الجبل البرية"})
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


def test_the_answer_never_waits_for_the_database(files: Matcher) -> None:
    lists = Lists(SqlStore("sqlite:////nowhere/at/all.sqlite3"), files)
    lists.begin()
    assert lists() is files
