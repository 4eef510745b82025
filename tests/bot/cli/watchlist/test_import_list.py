"""`rasid watchlist import`: shown first, merged into what people made of the file, written whole."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bot.cli.listed import un
from tests.bot.cli.running import GROUPS, Folder
from tests.bot.cli.terminal import on_a_terminal

SHARING = GROUPS.replace("aliases: [داعش]", "aliases: [داعش, سالم نخلان زرقاوين]")
NEXT = un((1, 3), "2025-05-01", ("Salim Nakhlani Zarqawi",))
BOMB = """<?xml version='1.0'?>
<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>
<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>&c;</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>
"""


@pytest.fixture
def listed(folder: Folder) -> Folder:
    """With a list of the UN in `un.xml` and a later one in `next.xml`."""
    folder.write("un.xml", un())
    folder.write("next.xml", NEXT)
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What an import of that list writes."""
    folder = Folder(tmp_path_factory.mktemp("imported"))
    folder.write("groups.yaml", GROUPS)
    folder.write("un.xml", un())
    assert folder.rasid("watchlist", "import", "un.xml", "--to", "lists/", "--yes").code == 0
    return (folder.path / "lists" / "un.yaml").read_bytes()


@pytest.fixture
def imported(listed: Folder, written: bytes) -> Folder:
    """With the list imported into `lists/un.yaml`."""
    listed.write("lists/un.yaml", written)
    return listed


def text(folder: Folder, name: str = "lists/un.yaml") -> str:
    return (folder.path / name).read_text(encoding="utf-8")


def edit(folder: Folder, before: str, after: str) -> None:
    held = text(folder)
    assert held.count(before) == 1, before
    folder.write("lists/un.yaml", held.replace(before, after))


def test_without_to_it_is_shown_and_nothing_is_written(listed: Folder) -> None:
    listed.write("groups.yaml", SHARING)
    before = sorted(listed.path.iterdir())
    done = listed.rasid("watchlist", "import", "un.xml")
    assert (done.code, done.err) == (0, "")
    assert "edition of 2025-04-19\n  3 entries: 3 persons\nlist un: 3 entities with " in done.out
    assert "a kunya alone, such as “Abu Nakhl” (QDi.901, line " in done.out
    assert "  QDi-901 and ISIS share “سالم نخلان زرقاوين”" in done.out
    assert "\n    “Salem Nakhlan Zarqawin”  " in done.out
    assert "UN QDi.901\n" in done.out
    assert done.out.endswith("Nothing was written. To write it: rasid watchlist import un.xml --to lists/\n")
    assert sorted(listed.path.iterdir()) == before


def test_all_lists_each_name_that_is_left_out(listed: Folder) -> None:
    done = listed.rasid("watchlist", "import", "un.xml", "--all")
    assert "  1 a kunya alone:\n    “Abu Nakhl” (QDi.901, line " in done.out


def test_what_is_written_is_a_list_that_finds_its_people(imported: Folder) -> None:
    assert (
        imported.rasid("watchlist", "check", "groups.yaml", "lists").out == "ok: 2 lists, 6 entities, 1 event types\n"
    )
    assert text(imported).startswith(
        "#= Imported by rasid: the UN Security Council's consolidated list (XML), edition of"
    )
    imported.write("a.txt", "أوقفت الشرطة سالم نخلان زرقاوين أمس.")
    done = imported.rasid("scan", "a.txt", "--format", "json", WATCHLISTS="shipped:lists/un.yaml")
    assert [one["entity"] for one in done.lines[0]["mentions"]] == ["QDi-901"]


def test_the_same_again_changes_nothing(imported: Folder) -> None:
    before = text(imported)
    done = imported.rasid("watchlist", "import", "un.xml", "--to", "lists", "--yes")
    assert "lists/un.yaml: nothing changed\n" in done.out
    assert text(imported) == before


def test_without_a_terminal_and_yes_it_is_only_compared(imported: Folder) -> None:
    before = text(imported)
    done = imported.rasid("watchlist", "import", "next.xml", "--to", "lists")
    assert done.code == 0
    assert "lists/un.yaml: 0 added, 1 changed, 1 removed, 1 as they were\n" in done.out
    assert "      + alias “Salim Nakhlani Zarqawi”\n" in done.out
    assert "  - QDi-902  person  " in done.out
    assert done.out.endswith("Nothing was written. To write it without being asked: --yes\n")
    assert text(imported) == before
    dry = imported.rasid("watchlist", "import", "next.xml", "--to", "lists", "--yes", "--dry-run")
    assert dry.out.endswith("Nothing was written.\n")
    assert text(imported) == before


def test_a_later_list_is_merged_into_what_people_made(imported: Folder) -> None:
    edit(
        imported,
        "    - {text: Salem Nakhlani Zarqawin, source: UN QDi.901}\n",
        "    - {text: أبو النخل, unless: [واد]}\n",
    )
    edit(imported, "  - key: QDi-903\n", "  # of Mazen\n  - key: QDi-903\n    part_of: QDi-901\n")
    done = imported.rasid("watchlist", "import", "next.xml", "--to", "lists/un.yaml", "--yes")
    assert "names that people took out, which stay out: 1\n  QDi-901 “Salem Nakhlani Zarqawin”\n" in done.out
    assert "written: lists/un.yaml\n" in done.out
    now = text(imported)
    assert "unless: [واد]" in now
    assert "  # of Mazen\n  - key: QDi-903\n    part_of: QDi-901\n" in now
    assert "Salim Nakhlani Zarqawi" in now
    assert "Salem Nakhlani Zarqawin" not in now
    assert "QDi-902" not in now
    assert "edition of 2025-05-01" in now
    again = imported.rasid("watchlist", "import", "next.xml", "--to", "lists", "--yes")
    assert "nothing changed" in again.out
    assert text(imported) == now


def test_for_programs_it_is_one_json_object(imported: Folder) -> None:
    done = imported.rasid("watchlist", "import", "next.xml", "--to", "lists", "--json", "--yes")
    (one,) = done.lines[0]["lists"]
    update = one["update"]
    assert (one["list"], one["entities"], one["files"][0]["edition"]) == ("un", 2, "2025-05-01")
    assert (update["file"], update["new"], update["changes"], update["written"]) == ("lists/un.yaml", False, True, True)
    assert [entity["key"] for entity in update["removed"]] == ["QDi-902"]
    changed = {"field": "alias", "alias": "Salim Nakhlani Zarqawi", "before": None, "after": True}
    assert changed in update["changed"][0]["differences"]


def test_who_is_part_of_somebody_that_goes_stops_it(imported: Folder) -> None:
    before = text(imported)
    edit(imported, "  - key: QDi-903\n", "  - key: QDi-903\n    part_of: QDi-902\n")
    done = imported.rasid("watchlist", "import", "next.xml", "--to", "lists", "--yes")
    done.failed(1, "QDi-902 is no longer on the list, and QDi-903 is part of it")
    imported.write("lists/un.yaml", before)
    branch = "entities:\n  - {key: BRANCH, kind: other, name: {en: Branch of it}, part_of: QDi-902}\n"
    imported.write("branch.yaml", f"version: 1\nwatchlist: branch\ntitle: {{en: B}}\n{branch}")
    in_force = {"WATCHLISTS": "branch.yaml:lists"}
    done = imported.rasid("watchlist", "import", "next.xml", "--to", "lists", "--yes", **in_force)
    done.failed(1, "branch.yaml:5: QDi-902 is no longer on the list, and BRANCH is part of it")
    assert text(imported) == before


def test_a_key_that_another_list_has_is_refused_with_both_places(imported: Folder) -> None:
    done = imported.rasid("watchlist", "import", "un.xml", "--list", "other", WATCHLISTS="lists")
    assert done.code == 1
    faults = done.err.splitlines()
    assert len(faults) == 3
    assert "rasid: un.xml:4: the key QDi-901 is taken by lists/un.yaml:9; is this list there?" in faults[0]


def test_two_files_with_one_entry_are_refused_with_both_places(listed: Folder) -> None:
    done = listed.rasid("watchlist", "import", "un.xml", "next.xml", "--to", "lists", "--yes")
    assert done.code == 1
    assert "next.xml:4: the entry QDi.901 stands at un.xml:4, too; import one of the two files" in done.err
    assert not (listed.path / "lists").exists()


def test_two_files_of_one_list_become_one(folder: Folder) -> None:
    folder.write("a.xml", un((1,)))
    folder.write("b.xml", un((2, 3)))
    assert folder.rasid("watchlist", "import", "a.xml", "b.xml", "--to", "lists", "--yes").code == 0
    assert folder.rasid("watchlist", "check", "lists").out == "ok: 1 lists, 3 entities, 0 event types\n"


@pytest.mark.parametrize(
    ("held", "words"),
    [
        pytest.param(GROUPS, "lists/un.yaml holds the list groups, not un; name another file", id="another list"),
        pytest.param("shopping: [bread]\n", "lists/un.yaml:1: ", id="no watchlist"),
        pytest.param("a: [1", "lists/un.yaml:2: broken YAML", id="no YAML"),
    ],
)
def test_a_file_of_something_else_is_refused(listed: Folder, held: str, words: str) -> None:
    listed.write("lists/un.yaml", held)
    done = listed.rasid("watchlist", "import", "un.xml", "--to", "lists", "--yes")
    assert done.code == 1
    assert words in done.err
    assert "Traceback" not in done.err
    assert text(listed) == held


def test_a_file_that_is_no_yaml_by_its_name_is_refused(listed: Folder) -> None:
    listed.rasid("watchlist", "import", "un.xml", "--to", "next.xml", "--yes").failed(1, "next.xml is no YAML file")
    assert text(listed, "next.xml") == NEXT


BAD: list[Any] = [
    pytest.param(lambda path: path.write_text(BOMB), id="bomb"),
    pytest.param(lambda path: path.write_text(un()[:700]), id="cut off"),
    pytest.param(lambda path: path.write_text("<!DOCTYPE html><html><body>503</body></html>"), id="a page"),
    pytest.param(lambda path: path.write_text(""), id="empty"),
    pytest.param(lambda path: None, id="missing"),
    pytest.param(lambda path: path.mkdir(), id="a folder"),
    pytest.param(lambda path: os.mkfifo(path), id="a pipe"),
    pytest.param(lambda path: path.write_bytes(os.urandom(5000)), id="noise"),
    pytest.param(lambda path: _sparse(path, 200 * 1024 * 1024), id="200 MB of nothing"),
    pytest.param(lambda path: _sparse(path, 200 * 1024 * 1024, un().encode()), id="a list and 200 MB of nothing"),
]


def _sparse(path: Path, size: int, head: bytes = b"") -> None:
    with path.open("wb") as stream:
        stream.write(head)
        stream.truncate(size)


@pytest.mark.parametrize("make", BAD)
def test_what_is_no_list_is_told_in_a_line_and_nothing_is_written(
    imported: Folder, make: Callable[[Path], object]
) -> None:
    before = text(imported)
    make(imported.path / "bad.xml")
    done = imported.rasid("watchlist", "import", "next.xml", "bad.xml", "--to", "lists", "--yes")
    done.failed(1, "bad.xml")
    assert text(imported) == before


def test_wrong_usage(listed: Folder) -> None:
    listed.rasid("watchlist", "import", "un.xml", "--list", "a list").failed(2, "--list 'a list' may hold letters")
    listed.rasid("watchlist", "import", "un.xml", "--format", "pdf").failed(1, "no format is called pdf")
    listed.rasid("watchlist", "import").failed(2, "FILE")
    listed.write("groups.yaml", "version: 2\n")
    done = listed.rasid("watchlist", "import", "un.xml")
    assert done.code == 1
    assert "the lists in force have to be right first" in done.err


def test_permissions_and_links_stay(imported: Folder) -> None:
    real = imported.path / "real.yaml"
    (imported.path / "lists" / "un.yaml").rename(real)
    real.chmod(0o640)
    (imported.path / "lists" / "un.yaml").symlink_to(real)
    assert imported.rasid("watchlist", "import", "next.xml", "--to", "lists", "--yes").code == 0
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert "QDi-902" not in real.read_text(encoding="utf-8")
    assert [one.name for one in (imported.path / "lists").iterdir()] == ["un.yaml"]
    assert (imported.path / "lists" / "un.yaml").is_symlink()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_gets_a_sentence(imported: Folder) -> None:
    (imported.path / "lists").chmod(0o500)
    done = imported.rasid("watchlist", "import", "next.xml", "--to", "lists", "--yes")
    (imported.path / "lists").chmod(0o700)
    done.failed(1, "lists/un.yaml cannot be written: Permission denied; give this user the folder")


def test_a_place_where_no_file_can_be_gets_a_sentence(listed: Folder) -> None:
    done = listed.rasid("watchlist", "import", "un.xml", "--to", "un.xml/un.yaml", "--yes")
    done.failed(1, "un.xml/un.yaml")


@pytest.mark.parametrize(("said", "is_written"), [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_it_asks(imported: Folder, said: str, is_written: bool) -> None:
    before = text(imported)
    out = on_a_terminal(imported, f"{said}\n", "watchlist", "import", "next.xml", "--to", "lists")
    assert "Write lists/un.yaml? [y/N]" in out
    assert (text(imported) != before) is is_written


def test_ctrl_c_at_the_question_writes_nothing(imported: Folder) -> None:
    before = text(imported)
    out = on_a_terminal(imported, "\x03", "watchlist", "import", "next.xml", "--to", "lists")
    assert "rasid: stopped; files that were not named as written are as they were" in out
    assert "Traceback" not in out
    assert text(imported) == before


def test_json_says_faults_too(listed: Folder) -> None:
    done = listed.rasid("watchlist", "import", "un.xml", "next.xml", "--json")
    assert done.code == 1
    assert "stands at un.xml:4" in json.loads(done.out)["lists"][0]["faults"][0]


@pytest.mark.parametrize(
    ("to", "there"),
    [
        pytest.param("lists/", False, id="no folder"),
        pytest.param("lists/", True, id="an empty folder"),
        pytest.param("lists/un.yaml", False, id="a file in no folder"),
    ],
)
def test_the_first_list_of_a_folder_that_the_settings_name_already(listed: Folder, to: str, there: bool) -> None:
    if there:
        (listed.path / "lists").mkdir()
    done = listed.rasid("watchlist", "import", "un.xml", "--to", to, "--yes", WATCHLISTS="groups.yaml:lists")
    assert (done.code, done.err) == (0, "")
    assert "It is in force when rasid run is started again." in done.out
    assert (listed.path / "lists/un.yaml").is_file()


def test_a_folder_of_the_settings_that_the_import_does_not_make_is_missed(listed: Folder) -> None:
    done = listed.rasid("watchlist", "import", "un.xml", "--to", "lists/", "--yes", WATCHLISTS="groups.yaml:listen")
    done.failed(1, "listen", "the lists in force have to be right first")
    assert not (listed.path / "lists").exists()


OWN = "key,kind,name,context\nK,person,محمد حسين,\nW,person,زلفقار برطمانوف,\n"


def test_names_of_ones_own_table_are_kept_and_told_unless_it_is_to_be_careful(folder: Folder) -> None:
    folder.write("mine.csv", OWN)
    done = folder.rasid("watchlist", "import", "mine.csv")
    assert "“محمد حسين” (K, line 2) is the name of many people: it is found everywhere; give it a context" in done.out
    assert "list mine: 2 entities with" in done.out
    careful = folder.rasid("watchlist", "import", "mine.csv", "--careful")
    assert "list mine: 1 entity with" in careful.out
    assert "1 too common, such as “محمد حسين” (K, line 2)" in careful.out
