"""What docs/events.md shows is read: every example of its tables."""

from __future__ import annotations

import pytest

from tests.events_page import PATH, read, rows, shipped_matcher
from watchlists import Matcher

ROWS = rows(PATH.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return shipped_matcher()


@pytest.mark.parametrize(("text", "events"), ROWS, ids=range(1, len(ROWS) + 1))
def test_an_example_is_read_as_shown(text: str, events: str, matcher: Matcher) -> None:
    assert read(matcher, text) == events


def test_the_page_has_examples() -> None:
    assert len(ROWS) > 40
