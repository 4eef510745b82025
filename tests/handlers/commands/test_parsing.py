"""What of typed words is a value, and the rest that a button says again; values themselves are tests of bot/core."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.commands import parsing
from handlers.commands.ending import inner_end
from tests.handlers.commands.conversing import NOW
from watchlists import Matcher


@pytest.mark.parametrize(
    ("typed", "words", "length"),
    [
        pytest.param("داعش خراسان 7d", ("داعش", "خراسان"), timedelta(days=7), id="behind an alias"),
        pytest.param("ISKP ٧ أيام", ("ISKP",), timedelta(days=7), id="two words"),
        pytest.param("ISKP", ("ISKP",), None, id="none"),
        pytest.param("ISKP last 7 days", ("ISKP",), timedelta(days=7), id="three words"),
        pytest.param("7d ISKP", ("ISKP",), timedelta(days=7), id="before the name"),
        pytest.param("آخر ٣ أيام داعش خراسان", ("داعش", "خراسان"), timedelta(days=3), id="before an alias"),
        pytest.param("7d", (), timedelta(days=7), id="alone"),
        pytest.param("", (), None, id="empty"),
    ],
)
def test_a_length_at_the_end(typed: str, words: tuple[str, ...], length: timedelta | None) -> None:
    assert parsing.trailing_length(tuple(typed.split())) == (words, length)


def test_no_shipped_name_is_taken_for_a_length_an_end_or_a_severity(shipped_matcher: Matcher) -> None:
    for entity in shipped_matcher.watchlists.entities.values():
        for alias in entity.spellings:
            words = tuple(alias.text.split())
            assert parsing.trailing_length(words) == (words, None)
            assert parsing.without_severity(words) == (words, None)
            assert inner_end(words, NOW, "UTC") == (words, None, ())


@pytest.mark.parametrize(
    ("values", "typed"),
    [
        pytest.param((timedelta(days=7),), "7d", id="a length"),
        pytest.param((None, "high", 5), "high 5", id="what there is"),
        pytest.param((), "", id="nothing"),
    ],
)
def test_what_else_was_typed(values: tuple[timedelta | str | int | None, ...], typed: str) -> None:
    assert parsing.typed_rest(*values) == typed
