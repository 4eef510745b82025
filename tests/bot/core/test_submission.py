"""What counts as something to read, and what of it is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.material import Attachment, Material
from bot.core.model import Incoming
from bot.core.submission import (
    WAITS,
    as_plain,
    from_plain,
    is_to_be_read,
    lane_of,
    links_in,
    links_to_read,
    next_try,
    text_article,
    to_store,
    web_links,
)

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
LINK = "https://outlet.example/news/1"
POST = "https://t.me/wadi_echo/7"
LONG = "قال شهود إن النيران اندلعت في السوق القديم. " * 6
FILE = (Attachment("f1", "report.txt"),)


def sent(text: str = "", *links: str, **more: Any) -> Material:
    return Material("scan", text, links, source="آمنة", **more)


@pytest.mark.parametrize(
    ("text", "facts", "counts"),
    [
        pytest.param("داعش خراسان", {}, False, id="a name"),
        pytest.param("ما أخبار قندهار اليوم؟", {}, False, id="a question"),
        pytest.param("سطر\nوسطر", {}, False, id="two lines"),
        pytest.param("سطر\n\nوسطر\nوسطر", {}, True, id="three lines"),
        pytest.param("س" * 200, {}, False, id="200 characters"),
        pytest.param("س" * 201, {}, True, id="201 characters"),
        pytest.param("😀", {}, False, id="an emoji"),
        pytest.param("😀", {"forwarded": True}, True, id="a forwarded emoji"),
        pytest.param("خبر", {"forwarded": True}, True, id="a forwarded word"),
        pytest.param("", {"files": True}, True, id="a file"),
        pytest.param("شوف", {"links": (LINK,)}, True, id="a word and a link"),
    ],
)
def test_what_counts_as_something_to_read(text: str, facts: dict[str, Any], counts: bool) -> None:
    assert is_to_be_read(text, **facts) is counts


@pytest.mark.parametrize(
    ("text", "links"),
    [
        pytest.param(f"{LINK}.", [LINK], id="a full stop after it"),
        pytest.param(f"({LINK})، ثم {LINK}؟", [LINK], id="brackets, Arabic marks, twice"),
        pytest.param("HTTP://OUTLET.example/A", ["HTTP://OUTLET.example/A"], id="capitals"),
        pytest.param("ftp://a.example javascript:alert(1) file:///etc/passwd", [], id="no web addresses"),
        pytest.param("https:// http://", [], id="nothing but a scheme"),
    ],
)
def test_links_in_a_text(text: str, links: list[str]) -> None:
    assert list(links_in(text)) == links


def test_a_message_of_links_is_bounded() -> None:
    assert len(web_links(f"https://a.example/{number}" for number in range(1000))) == 20


@pytest.mark.parametrize(
    ("material", "links", "article"),
    [
        pytest.param(sent(LINK, LINK), [LINK], False, id="a link alone"),
        pytest.param(sent("outlet.example/news/1", LINK), [LINK], False, id="a link without its scheme"),
        pytest.param(sent(f"شوف هذا {LINK}", LINK), [LINK], False, id="a word that points to it"),
        pytest.param(sent(f"{LONG} {LINK}", LINK), [], True, id="a text that tells enough itself"),
        pytest.param(sent(f"عنوان الخبر {LINK}", LINK, url=POST, post="7"), [LINK], True, id="a post's headline"),
        pytest.param(sent(f"عنوان {LINK}", LINK, published=NOW), [LINK], True, id="a forwarded headline"),
        pytest.param(sent("خبر. تابعونا", "https://t.me/other", url=POST), [], True, id="a link to another chat"),
        pytest.param(sent("https://t.me/other/5", "https://t.me/other/5"), ["https://t.me/other/5"], False, id="alone"),
        pytest.param(sent(f"خبر {POST}", POST, url=POST), [], True, id="a post's link to itself"),
        pytest.param(sent("خبر", files=FILE), [], False, id="a word beside a file"),
        pytest.param(sent(LONG, files=FILE), [], True, id="a text beside a file"),
        pytest.param(sent(files=FILE), [], False, id="a file alone"),
        pytest.param(sent("😀😀"), [], True, id="nothing but emoji"),
        pytest.param(sent("  \n "), [], False, id="nothing"),
        pytest.param(sent("a", *(f"https://a.example/{n}" for n in range(9))), 3, False, id="many links"),
        pytest.param(Material("listen", "😀", source="c", url=POST), [], False, id="a post of emoji"),
        pytest.param(Material("listen", "خبر", source="c", url=POST), [], True, id="a post of a word"),
    ],
)
def test_what_of_it_is_read(material: Material, links: list[str] | int, article: bool) -> None:
    found = links_to_read(material)
    assert len(found) == links if isinstance(links, int) else list(found) == links
    assert (text_article(material) is not None) is article


def test_a_text_keeps_whose_it_is() -> None:
    found = text_article(Material("listen", f"{LONG}\nنهاية ", source="صدى الوادي", url=POST, post="7", published=NOW))
    assert found == Incoming("صدى الوادي", f"{LONG}\nنهاية ", "7", None, POST, NOW)


@pytest.mark.parametrize(
    ("material", "lane"),
    [
        (sent(LONG), "scan"),
        (sent(LINK, LINK), "scan"),
        (Material("listen", "خبر"), "listen"),
        (Material("listen", f"خبر {LINK}", (LINK,)), "open"),
        (Material("listen", LONG, (LINK,)), "listen"),
        (Material("listen", "خبر", files=FILE), "open"),
    ],
)
def test_what_has_to_be_fetched_holds_up_nothing_else(material: Material, lane: str) -> None:
    assert lane_of(material) == lane


def test_it_is_tried_a_few_times_with_growing_waits() -> None:
    waits = [next_try(number) for number in range(1, len(WAITS) + 2)]
    assert waits == [*sorted(WAITS), None]


@pytest.mark.parametrize(
    ("age", "silent"),
    [(None, False), (timedelta(hours=71), False), (timedelta(hours=73), True), (timedelta(days=-1), False)],
)
def test_what_is_old_is_stored_without_an_alert(age: timedelta | None, silent: bool) -> None:
    article = Incoming("s", "t", published=None if age is None else NOW - age)
    assert to_store(article, NOW).silent is silent


def test_an_article_survives_being_kept_as_json() -> None:
    article = Incoming("صدى", "نص", "7", "عنوان", POST, NOW, author="كاتب")
    assert from_plain(as_plain(article)) == article
    assert from_plain(as_plain(Incoming("a", "b"))) == Incoming("a", "b")
