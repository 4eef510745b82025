"""Files of lists that change are taken up; what is wrong in them changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.core.model import Subscription
from bot.services.list_files import ListFiles
from bot.services.lists import Lists
from bot.services.reloading import TAKEN, Reloading
from bot.storage import SqlStore
from tests.bot.services.newsroom import AMINA, NOW, Newsroom
from watchlists import Matcher
from watchlists.editing.edits import Edit
from watchlists.model import Document

LIST = """
version: 1
watchlist: groups
entities:
  - {key: HAWK, kind: organization, name: {ar: كتائب الصقر}, aliases: [صقور الجبل]}
"""
MORE = "  - {key: WADI, kind: other, name: {ar: مجلس الوادي}}\n"
EVENTS = "events:\n  - {key: raid, name: {en: Raid}, severity: low, phrases: [مداهمة]}\n"
OUTLET = "version: 1\noutlets:\n- {key: ECHO, name: {en: Echo}, kind: private, tier: 3, domains: [echo.example]}\n"
SAID = Document("شوهدت صقور الجبل، وحضر مجلس الوادي")


@dataclass
class Shelf:
    """A folder of lists, one of outlets, and a bot's look at them."""

    store: SqlStore
    path: Path
    lists: Lists = field(init=False)
    reloading: Reloading = field(init=False)

    def __post_init__(self) -> None:
        self.write("lists/groups.yaml", LIST + EVENTS)
        self.write("outlets/own.yaml", OUTLET)
        files = ListFiles((self.path / "lists",), (self.path / "outlets",))
        begun = files.look()
        watchlists, outlets = files.read()
        self.lists = Lists(self.store, Matcher.compile(watchlists), known=outlets)
        self.reloading = Reloading(self.store, self.lists, files, begun)

    def write(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def look(self) -> bool:
        """As often as it takes until nothing more is seen."""
        return sum(self.reloading.work(NOW) for _ in range(3)) > 0

    @property
    def keys(self) -> set[str]:
        return set(self.lists().match(SAID).keys())


@pytest.fixture(name="shelf")
def _shelf(store: SqlStore, tmp_path: Path) -> Shelf:
    return Shelf(store, tmp_path)


def test_what_changed_is_in_force_and_said(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    assert not shelf.look()
    assert shelf.keys == {"HAWK"}
    before = shelf.lists()
    shelf.write("lists/groups.yaml", LIST.replace("صقور الجبل", "نسور التل") + MORE)
    assert shelf.look()
    assert shelf.keys == {"WADI"}
    assert set(before.match(SAID).keys()) == {"HAWK"}, "who matches ends with what it began with"
    told = capsys.readouterr().out
    assert "lists.taken_up" in told
    for words in ("added='1: WADI'", "changed='1: HAWK'", "removed='1: raid'"):
        assert words in told
    assert not shelf.look()


def test_files_come_and_go(shelf: Shelf) -> None:
    shelf.write("lists/more.yaml", f"version: 1\nwatchlist: more\nentities:\n{MORE}")
    assert shelf.look()
    assert shelf.keys == {"HAWK", "WADI"}
    (shelf.path / "lists/groups.yaml").unlink()
    assert shelf.look()
    assert shelf.keys == {"WADI"}


def test_outlets_too(shelf: Shelf) -> None:
    assert shelf.lists.outlets().of("x", "https://echo.example/1") is not None
    shelf.write("outlets/own.yaml", OUTLET.replace("echo.example", "noon.example"))
    assert shelf.look()
    assert shelf.lists.outlets().of("x", "https://echo.example/1") is None
    assert shelf.lists.outlets().of("x", "https://noon.example/1") is not None


def test_a_file_that_is_being_written_is_waited_for(shelf: Shelf) -> None:
    for size in (30, 60, len(LIST)):
        shelf.write("lists/groups.yaml", LIST[:size])
        assert not shelf.reloading.work(NOW)
    assert shelf.reloading.trouble is None
    assert "raid" in shelf.lists().watchlists.events
    assert shelf.reloading.work(NOW)
    assert not shelf.lists().watchlists.events


def test_the_operator_does_not_wait(shelf: Shelf) -> None:
    shelf.write("lists/groups.yaml", LIST + MORE)
    assert shelf.reloading.work(NOW, at_once=True)
    assert shelf.keys == {"HAWK", "WADI"}
    assert not shelf.reloading.work(NOW, at_once=True)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        pytest.param("lists/groups.yaml", LIST.replace("organization", "tribe"), "groups.yaml:5: kind", id="wrong"),
        pytest.param("lists/groups.yaml", LIST + "  - {key:", "groups.yaml:", id="half"),
        pytest.param("lists/groups.yaml", "", "groups.yaml", id="empty"),
        pytest.param("lists/twice.yaml", LIST, "is taken by", id="a key twice"),
        pytest.param("outlets/own.yaml", OUTLET.replace("tier: 3", "tier: 9"), "own.yaml:3", id="outlets"),
    ],
)
def test_a_fault_changes_nothing_and_is_told_until_it_is_mended(
    shelf: Shelf, name: str, text: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shelf.path / name
    good = path.read_text(encoding="utf-8") if path.exists() else None
    shelf.write(name, text)
    assert not shelf.look()
    assert not shelf.look()
    assert shelf.keys == {"HAWK"}
    assert shelf.reloading.trouble is not None
    assert problem in shelf.reloading.trouble.problem
    assert capsys.readouterr().out.count("lists.not_taken") == 1
    if good is None:
        path.unlink()
    else:
        path.write_text(good, encoding="utf-8")
    assert not shelf.look()
    assert shelf.reloading.trouble is None
    told = capsys.readouterr().out
    assert "lists.mended" in told
    assert "lists.taken_up" not in told


def test_a_folder_that_went_changes_nothing(shelf: Shelf) -> None:
    (shelf.path / "lists").rename(shelf.path / "away")
    assert not shelf.look()
    assert shelf.keys == {"HAWK"}
    assert shelf.reloading.trouble is not None
    (shelf.path / "away").rename(shelf.path / "lists")
    shelf.look()
    assert shelf.reloading.trouble is None


def test_what_was_edited_in_chat_stays_on_top(shelf: Shelf) -> None:
    with shelf.store.begin() as unit:
        unit.list_edits.add(Edit("add", "WADI", {"kind": "other", "name": {"ar": "مجلس الوادي"}}), AMINA, NOW)
    assert shelf.lists.refresh()
    shelf.write("lists/groups.yaml", LIST.replace("صقور الجبل", "نسور التل"))
    assert shelf.look()
    assert shelf.keys == {"WADI"}
    assert "raid" not in shelf.lists().watchlists.events
    assert not shelf.lists.refresh()


def test_what_is_watched_and_went_is_kept_and_said(shelf: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    chat = Newsroom(shelf.store).chat("5", "HAWK")
    shelf.write("lists/groups.yaml", f"version: 1\nwatchlist: groups\nentities:\n{MORE}")
    assert shelf.look()
    assert "lists.watched_in_none" in (told := capsys.readouterr().out)
    assert "keys=HAWK" in told
    with shelf.store.begin() as unit:
        kept: list[Subscription] = list(unit.chats.subscriptions(chat.id))
    assert [one.key for one in kept] == ["HAWK"]


def test_files_that_are_written_as_they_were_compile_nothing(shelf: Shelf) -> None:
    compiled = list[object]()
    shelf.lists.compile = lambda lists: compiled.append(lists) or Matcher.compile(lists)  # type: ignore[func-returns-value]
    shelf.write("lists/groups.yaml", LIST + EVENTS)
    assert not shelf.look()
    assert compiled == []


def test_another_process_reads_when_the_lists_were_taken_up(shelf: Shelf) -> None:
    shelf.look()
    with shelf.store.begin(read_only=True) as unit:
        assert unit.state.get(TAKEN) == NOW.isoformat()
