"""Subscription lists, as other readers write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import listparser
import pytest

from bot.core.errors import WireError
from bot.core.model import Feed
from bot.sources.opml import Outline, Subscriptions, read_opml, write_opml

NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
URL = "https://news.example/rss.xml"


def opml(body: str, head: str = '<?xml version="1.0" encoding="utf-8"?>\n') -> str:
    return f'{head}<opml version="2.0"><head><title>مصادري</title></head>\n<body>\n{body}\n</body></opml>'


GOOD = opml(f'<outline text="الأفق" type="rss" xmlUrl="{URL}"/>')


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(GOOD.encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + GOOD.encode(), id="byte order mark"),
        pytest.param(GOOD.encode("utf-16"), id="UTF-16"),
        pytest.param(GOOD.encode("windows-1256"), id="windows-1256 called UTF-8"),
        pytest.param(GOOD.replace("utf-8", "windows-1256").encode("windows-1256"), id="windows-1256"),
        pytest.param(GOOD.replace("xmlUrl", "XMLURL").encode(), id="capitals"),
        pytest.param(GOOD.replace('text="', 'title="').encode(), id="only a title"),
        pytest.param(GOOD.replace('"', "'").encode(), id="single quotes"),
        pytest.param(GOOD.replace("</body></opml>", "").encode(), id="broken off"),
        pytest.param(GOOD.replace("<opml", "<!DOCTYPE opml>\n<opml").replace("\n<body>", "<body>").encode(), id="DTD"),
    ],
)
def test_a_list_in_any_form(body: bytes) -> None:
    assert read_opml(body) == Subscriptions((Outline(URL, "الأفق", 4),))


def test_outlines_at_any_depth() -> None:
    deep = opml('<outline text="مجلد">\n' * 90 + f'<outline text="عميق" xmlUrl="{URL}"/>' + "</outline>" * 90)
    assert read_opml(deep.encode()).outlines == (Outline(URL, "عميق", 94),)


def test_what_lists_hold_besides() -> None:
    body = opml(
        '<outline text="فارغ" xmlUrl=""/>'
        '<outline text="مجلد"/>'
        '<outline text="قائمة" type="include" url="https://news.example/more.opml"/>'
        '<outline text="خطر" xmlUrl="javascript:alert(1)"/>'
        f'<outline text="{URL}?a=1&amp;b=2" xmlUrl=" {URL}?a=1&amp;b=2 "/>'
        f'<outline text="ثانية" xmlUrl="{URL}?a=1&amp;b=2"/>'
    )
    assert read_opml(body.encode()) == Subscriptions(
        (Outline("javascript:alert(1)", "خطر", 4), Outline(f"{URL}?a=1&b=2", "", 4)),
        ("https://news.example/more.opml",),
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"<html><body>x</body></html>", "no subscription list", id="a page"),
        pytest.param(b"", "no subscription list", id="nothing"),
        pytest.param(b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "entities", id="a bomb"),
    ],
)
def test_what_is_no_list(body: bytes, reason: str) -> None:
    with pytest.raises(WireError, match=reason):
        read_opml(body)


FEEDS = (
    Feed(1, URL, "الأفق & «الغد» <b>"),
    Feed(2, "https://news.example/خبر?a=1&b=2", ""),
    Feed(3, "https://reader:hunter2@news.example/private.xml", "خاص", off=True, pages="never"),
    Feed(4, "https://news.example/sitemap.xml", "خريطة", kind="sitemap", pages="always"),
    Feed(5, "https://news.example/5", "سطران\nو\x01حرف \ud800", pages="always"),
)


def test_what_is_written_is_read_again() -> None:
    outlines = read_opml(write_opml(FEEDS, NOW)).outlines
    assert [replace(one, line=None) for one in outlines] == [
        Outline(URL, "الأفق & «الغد» <b>"),
        Outline("https://news.example/خبر?a=1&b=2", ""),
        Outline("https://news.example/private.xml", "خاص", off=True, pages="never"),
        Outline("https://news.example/sitemap.xml", "خريطة"),
        Outline("https://news.example/5", "سطران وحرف", pages="always"),
    ]


def test_other_readers_read_it() -> None:
    body = write_opml(FEEDS, NOW)
    found = listparser.parse(body)
    assert (found.version, found.bozo, found.meta.title) == ("opml2", False, "Rasid: sources")
    assert found.meta.created_parsed == NOW
    assert [one.title for one in found.feeds] == ["الأفق & «الغد» <b>", FEEDS[1].url, "خاص", "خريطة", "سطران وحرف"]
    assert b"hunter2" not in body
