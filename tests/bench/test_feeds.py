"""The benchmark of polling, in little."""

from __future__ import annotations

import re

import pytest

from bot.sources.feeds import read_feed
from tests.bench.feeds import feeds, one_side
from tests.bench.outlets import outlets


def test_the_outlets_are_feeds() -> None:
    for outlet in outlets(40):
        content = read_feed(outlet.body(0), "https://outlet.example/rss", label=outlet.label)
        assert len(content.items) == outlet.items
        assert content.title.startswith("وكالة")
        later = read_feed(outlet.body(1), "https://outlet.example/rss", label=outlet.label)
        assert len(set(later.items) - set(content.items)) == (2 if outlet.changed else 0)


def test_it_measures() -> None:
    lines = list(feeds(10, side_by_side=0))
    items = sum(outlet.items for outlet in outlets(10))
    news = sum(2 for outlet in outlets(10) if outlet.changed)
    assert lines[0] == f"feeds: 10 made-up feeds with {items} items"
    assert f"{items} new items" in lines[1]
    assert f": {news} new items" in lines[2]
    assert [bool(re.search(r"time [\d.]+, CPU [\d.]+ times feedparser alone$", line)) for line in lines] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("side", ["rasid", "feedparser"])
def test_a_side_says_how_much_memory_it_took(side: str) -> None:
    assert one_side(side, 3) > 10
