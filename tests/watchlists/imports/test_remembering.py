"""What a file remembers of the list that was imported."""

from __future__ import annotations

from tests.watchlists.imports.listed import GUARD, MAN
from watchlists.imports.remembering import lines, remembered, said


def test_what_is_written_is_read_back() -> None:
    text = "\n".join(["#= Imported from a list: of 2025.", "version: 1", *lines([GUARD, MAN]), ""])
    assert remembered(text) == {"qde-1": said(GUARD), "qdi-2": said(MAN)}


def test_a_place_and_what_stood_there() -> None:
    held = said(GUARD)
    assert held.had(("name", "ar"))
    assert held.was(("name", "ar"), "حراس الوادي")
    assert not held.was(("name", "ar"), "حراس")
    assert not held.had(("name", "fa"))


def test_broken_lines_are_as_if_they_were_not_there() -> None:
    assert remembered("#= QDe-1: 12345\n#= QDe-1\n# QDe-1: 123456.123456\n#= a b: 123456.123456\n") == {}
