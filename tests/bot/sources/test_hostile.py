"""Whatever bytes a server sends: an article, a feed, or a WireError of one line."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import WireError
from bot.core.inflate import Inflater
from bot.sources.encoding import decode
from bot.sources.feeds import read_feed
from bot.sources.markup import visible_text
from bot.sources.pages import read_page
from tests.fakes import feed_pages

FEEDS = [feed_pages.rss().body, feed_pages.atom().body, b'{"title": "x", "items": [{"id": 1, "content_html": "<p>y"}]}']
MARKUP = st.text(alphabet='<>/!-[]"=& abpdivscript\u0627\u0628\ud800\0\n', max_size=300)
NOW = datetime(2026, 3, 5, tzinfo=UTC)


def page(body: bytes) -> object:
    return read_page(body, url="https://news.example/a/1", now=NOW)


READERS: list[Callable[[bytes], object]] = [decode, page, lambda body: read_feed(body, "https://news.example/")]


def survives(read: Callable[[bytes], object], body: bytes) -> None:
    """Read it, or be told in one line; any other error fails the test."""
    with suppress(WireError):
        read(body)


@pytest.mark.parametrize("read", READERS, ids=["decode", "page", "feed"])
@given(st.binary(max_size=400))
def test_any_bytes(read: Callable[[bytes], object], body: bytes) -> None:
    survives(read, body)


@pytest.mark.parametrize("read", READERS, ids=["decode", "page", "feed"])
@settings(deadline=None)
@given(MARKUP)
def test_any_markup(read: Callable[[bytes], object], markup: str) -> None:
    survives(read, markup.encode("utf-8", "surrogatepass"))


@settings(deadline=None)
@given(st.sampled_from(FEEDS), st.integers(0, 2000), st.integers(0, 2000), st.binary(max_size=20))
def test_any_damage_to_a_feed(body: bytes, start: int, length: int, put: bytes) -> None:
    survives(READERS[2], body[:start] + put + body[start + length :])


@settings(deadline=None)
@given(st.text(alphabet="<>/ =\"'ahrefdivspnclstme5مارس2026اقرأ يضا:0©\n", max_size=120))
def test_any_page_with_boxes_and_dates(markup: str) -> None:
    survives(page, f"<html><body><h1>x</h1><div class=date>{markup}</div><p>{markup}".encode())


@given(MARKUP)
def test_visible_text_is_text(markup: str) -> None:
    for line in visible_text(markup).split("\n"):
        assert line == line.strip() or "<" not in markup


@given(st.sampled_from(["gzip", "deflate", "identity"]), st.lists(st.binary(max_size=200), max_size=5))
def test_any_packing_is_bounded(encoding: str, pieces: list[bytes]) -> None:
    inflater = Inflater(encoding, 300)
    with suppress(WireError):
        for piece in pieces:
            inflater.feed(piece)
        assert len(inflater.body()) <= 300
