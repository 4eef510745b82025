"""Where an imported list meets the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.watchlists.imports.listed import GUARD, MAN, more
from watchlists.files.loader import each_file
from watchlists.files.schema import Named
from watchlists.imports.meeting import Shared, orphans, shared, taken
from watchlists.model import Alias

FILE = """\
version: 1
watchlist: groups
title: {en: Groups}
entities:
- {key: QDE-1, kind: other, name: {en: One}}
- {key: PART, kind: other, name: {en: Two}, part_of: QDe-1}
"""


def test_names_are_shared_in_any_spelling_and_told_once_a_pair() -> None:
    other = replace(MAN, key="WADI", name={"ar": "أحمد", "en": "WADI GUARDS"}, aliases=(Alias("حُراس الوادي"),))
    assert shared([GUARD, MAN], [other]) == [Shared("QDe-1", "WADI", "حراس الوادي")]
    assert shared([more(MAN, Alias("احمد"))], [other]) == [Shared("QDi-2", "WADI", "احمد")]
    assert shared([GUARD], []) == []


def test_taken_keys_and_orphans_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "groups.yaml"
    path.write_text(FILE, encoding="utf-8")
    files = each_file([path], [])
    mine = Named("QDe-1", Path("un.xml"), 7)
    assert taken([mine, Named("NEW", Path("un.xml"), 9)], files, "un") == [(mine, Named("QDE-1", path, 5))]
    assert orphans(["QDe-1"], files, "un") == [("PART", Named("QDe-1", path, 6))]
    assert taken([mine], files, "groups") == []
    assert orphans(["QDe-1"], files, "groups") == []
