"""Sources that went silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model import Feed
from bot.core.silences import Silence, silences

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = Feed(
    1, "https://user:key@harbour.example/feed?token=1", "صوت الميناء", succeeded=NOW, fresh=NOW - HOUR, gap=3600
)


@pytest.mark.parametrize(
    ("feed", "silent"),
    [
        pytest.param(FEED, None, id="as usual"),
        pytest.param(replace(FEED, fresh=NOW - 13 * HOUR), Silence(FEED.title, NOW - 13 * HOUR), id="ten of its gaps"),
        pytest.param(replace(FEED, fresh=NOW - 11 * HOUR), None, id="a night"),
        pytest.param(replace(FEED, fresh=NOW - 2 * DAY, gap=86400), None, id="one that speaks once a day"),
        pytest.param(
            replace(FEED, fresh=NOW - 4 * DAY, gap=None), Silence(FEED.title, NOW - 4 * DAY), id="days, gap unknown"
        ),
        pytest.param(replace(FEED, off=True), Silence(FEED.title, NOW - HOUR), id="off"),
        pytest.param(
            replace(FEED, errors=9, succeeded=NOW - 5 * HOUR, fresh=NOW - 6 * HOUR),
            Silence(FEED.title, NOW - 6 * HOUR),
            id="fails for hours",
        ),
        pytest.param(replace(FEED, errors=1, succeeded=NOW - HOUR / 2), None, id="failed once"),
        pytest.param(
            replace(FEED, title="", errors=5, succeeded=None, fresh=None),
            Silence("harbour.example"),
            id="never read, named by its host alone",
        ),
        pytest.param(Feed(1, "https://new.example/"), None, id="never polled yet"),
    ],
)
def test_feeds(feed: Feed, silent: Silence | None) -> None:
    assert silences([feed], [], [], NOW) == ([silent] if silent else [])


def test_what_fell_silent_last_stands_first_and_outlets_after_feeds() -> None:
    feeds = [
        replace(FEED, title="never", succeeded=None, fresh=None, errors=5),
        replace(FEED, title="old", fresh=NOW - 9 * DAY),
        replace(FEED, title="new", fresh=NOW - DAY),
    ]
    before = [("few", 3), ("old", 8), ("many", 9), ("rare", 2), ("heard", 7)]
    found = silences(feeds, before, {"heard"}, NOW)
    assert [(one.source, one.before) for one in found] == [
        ("new", 0),
        ("old", 0),
        ("never", 0),
        ("many", 9),
        ("few", 3),
    ]
