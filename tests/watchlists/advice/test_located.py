"""Where in the files something is to be said."""

from __future__ import annotations

from pathlib import Path

from watchlists.advice.located import MANY_ENTRIES, Lines, warnings
from watchlists.files.loader import read_files

HEAD = "version: 1\nwatchlist: {}\nentities:\n"


def write(folder: Path, name: str, rows: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(HEAD.format(name) + rows, encoding="utf-8")
    return path


def test_by_file_and_line(tmp_path: Path) -> None:
    first = write(tmp_path, "b", "- {key: B, kind: other, name: {ar: جنود السهل},\n   aliases: [من]}\n")
    second = write(tmp_path, "a", "- {key: A, kind: other,\n   name: {ar: جنود السهل}}\n")
    found = [(one.path, one.line, one.advice.concern) for one in warnings(read_files([first, second]))]
    assert found == [(first, 4, "shared"), (first, 5, "silent"), (second, 5, "shared")]


def test_very_many_entries_are_told_at_the_first_that_is_too_many(tmp_path: Path) -> None:
    half = MANY_ENTRIES // 2 + 1
    for name in ("a", "b"):
        rows = (f"- {{key: {name}{number}, kind: other, name: {{en: {name}{number}x}}}}\n" for number in range(half))
        write(tmp_path, name, "".join(rows))
    (found,) = warnings(read_files([tmp_path]))
    assert (found.path.name, found.line, found.advice.concern) == ("b.yaml", 3 + half - 1, "large")


def test_a_text_that_is_nowhere_stands_where_its_entry_begins(tmp_path: Path) -> None:
    lines = Lines(read_files([write(tmp_path, "a", "- {key: A, kind: other, name: {ar: جنود السهل}}\n")]))
    assert lines.of("A", "نسور التل") == (tmp_path / "a.yaml", 4)
