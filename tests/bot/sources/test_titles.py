"""Titles that somebody wrote."""

import pytest

from bot.sources.titles import sensible


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("  ضبط خلية \n في كونر ", "ضبط خلية في كونر"),
        ("Document of the court", "Document of the court"),
        ("Microsoft Word - news.doc", None),
        ("Microsoft Word - بيان", None),
        ("report-final.docx", None),
        ("Untitled", None),
        ("Word Document", None),
        ("Document1", None),
        ("مستند 1", None),
        ("", None),
        (None, None),
    ],
)
def test_titles_of_programs_are_none(given: str | None, title: str | None) -> None:
    assert sensible(given) == title
