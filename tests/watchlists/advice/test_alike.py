"""An imported entry that is one of another list is told once, and is no warning."""

from __future__ import annotations

from pathlib import Path

from watchlists.advice.alike import Alike, apart
from watchlists.advice.located import warnings
from watchlists.files.loader import read_files

GROUPS = """\
version: 1
watchlist: groups
entities:
- {key: WADI, kind: organization, name: {ar: جند الوادي القديم}, aliases: [حرس الوادي القديم]}
- {key: SAHL, kind: organization, name: {ar: جند السهل الكبير}}
"""
LISTED = """\
version: 1
watchlist: un
entities:
- key: QDe-1
  kind: organization
  name: {ar: جند الوادي القديم}
  source: UN QDe.1
  aliases:
  - {text: جند الوادي القديم, source: UN QDe.1; WADI}
  - {text: حرس الوادي القديم, source: UN QDe.1}
- {key: QDe-2, kind: organization, name: {ar: جند السهل الكبير}}
"""


def test_names_taken_from_an_entry_of_another_list_are_told_in_one_piece(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GROUPS, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(LISTED, encoding="utf-8")
    files = read_files([tmp_path])
    left, alike = apart(warnings(files), files)
    assert alike == [Alike(("un", "groups"), (("QDe-1", "WADI"),), 2)]
    assert [(one.advice.key, one.advice.about) for one in left] == [("SAHL", "QDe-2"), ("QDe-2", "SAHL")]


def test_an_entry_of_a_list_of_others_with_the_names_of_one_other_is_that_one(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GROUPS, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(LISTED.replace("; WADI", ""), encoding="utf-8")
    files = read_files([tmp_path])
    left, (alike,) = apart(warnings(files), files)
    assert ({*alike.pairs[0]}, alike.names, len(left)) == ({"QDe-1", "WADI"}, 2, 2)


def test_a_name_of_several_entries_of_a_list_is_warned_about(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GROUPS, encoding="utf-8")
    two = "- {key: QDe-3, kind: organization, name: {ar: جند الوادي القديم}, source: UN QDe.3}\n"
    (tmp_path / "b.yaml").write_text(LISTED.replace("; WADI", "") + two, encoding="utf-8")
    files = read_files([tmp_path])
    found = warnings(files)
    assert apart(found, files) == (found, [])
