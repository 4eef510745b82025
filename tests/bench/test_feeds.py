"""The benchmark of polling, in little."""

from __future__ import annotations

import re

from bot.sources.feeds import read_feed
from tests.bench.feeds import feeds
from tests.bench.outlets import outlets


def test_the_outlets_are_feeds() -> None:
    for outlet in outlets(40):
        content = read_feed(outlet.body(0), "https://outlet.example/rss", label=outlet.label)
        assert len(content.items) == outlet.items
        assert content.title.startswith("وكالة")
        later = read_feed(outlet.body(1), "https://outlet.example/rss", label=outlet.label)
        assert len(set(later.items) - set(content.items)) == (2 if outlet.changed else 0)


def test_it_measures() -> None:
    lines = list(feeds(10, side_by_side=5))
    items = sum(outlet.items for outlet in outlets(10))
    news = sum(2 for outlet in outlets(10) if outlet.changed)
    assert lines[0] == f"feeds: 10 made-up feeds with {items} items"
    assert f"{items} new items" in lines[1]
    assert f": {news} new items" in lines[2]
    assert re.search(r"with 5 feeds: \d+ MiB, [\d.]+ times feedparser's", lines[3])
