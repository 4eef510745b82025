"""The command of a digest's further pages, there and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.digest_page import Page, page_of
from bot.core.message import LONGEST_COMMAND

FAR = datetime(2286, 11, 20, tzinfo=UTC)
END = datetime(2026, 3, 1, 8, 0, 0, 123_457, tzinfo=UTC)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page(END - timedelta(days=1), END, 15), id="a day"),
        pytest.param(Page(FAR - timedelta(days=366), FAR, 9999), id="the longest"),
    ],
)
def test_there_and_back(page: Page) -> None:
    assert page_of(page.command.removeprefix("/digest more ")) == page
    assert len(page.command.encode()) <= LONGEST_COMMAND


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="empty"),
        pytest.param("1 2", id="no offset"),
        pytest.param("1 2 3 4", id="too much"),
        pytest.param("2 1 15", id="ends before it starts"),
        pytest.param("1 1 15", id="no time at all"),
        pytest.param("1 2 0", id="the first page"),
        pytest.param("-1 2 15", id="negative"),
        pytest.param("1 31622400000002 15", id="over a year"),
        pytest.param("1 99999999999999999 15", id="beyond the calendar"),
        pytest.param("1 2 fifteen", id="words"),
        pytest.param("١ ٢ ١٥", id="digits of another script"),
    ],
)
def test_what_no_button_says(typed: str) -> None:
    assert page_of(typed) is None
