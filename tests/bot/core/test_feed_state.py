"""How sources are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.feed_state import FeedState, by_state, feed_name, state_of
from bot.core.model import Feed

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
READ = Feed(1, "https://reader:secret@news.example/rss", polled=NOW, succeeded=NOW, fresh=NOW)


@pytest.mark.parametrize(
    ("feed", "state"),
    [
        pytest.param(READ, FeedState.OK, id="well"),
        pytest.param(replace(READ, error="a note"), FeedState.OK, id="well with a note"),
        pytest.param(replace(READ, fresh=None), FeedState.OK, id="empty so far"),
        pytest.param(replace(READ, fresh=NOW - 3 * DAY), FeedState.OK, id="three days"),
        pytest.param(replace(READ, fresh=NOW - 4 * DAY), FeedState.SILENT, id="four days"),
        pytest.param(replace(READ, fresh=NOW - 4 * DAY, errors=1), FeedState.FAILING, id="silent and failing"),
        pytest.param(Feed(1, "x"), FeedState.WAITING, id="new"),
        pytest.param(Feed(1, "x", errors=1, polled=NOW), FeedState.FAILING, id="never read"),
        pytest.param(replace(READ, off=True), FeedState.OFF, id="turned off"),
        pytest.param(replace(READ, off=True, errors=100), FeedState.OFF, id="given up"),
    ],
)
def test_states(feed: Feed, state: FeedState) -> None:
    assert state_of(feed, NOW) is state


def test_the_most_urgent_come_first() -> None:
    found = by_state([READ, replace(READ, id=2, off=True)], NOW)
    assert list(found) == [FeedState.OFF, FeedState.FAILING, FeedState.SILENT, FeedState.WAITING, FeedState.OK]
    assert [feed.id for feed in found[FeedState.OFF]] == [2]
    assert [feed.id for feed in found[FeedState.OK]] == [1]


def test_names() -> None:
    assert feed_name(replace(READ, title="الأفق")) == "الأفق"
    assert feed_name(READ) == "https://news.example/rss"
