"""Reasons in the reader's language: what the sources say is told in Arabic, and what is not known is quoted."""

from __future__ import annotations

import re

import httpx
import pytest

from bot.core.bidi import strip_controls
from bot.core.errors import WireError
from bot.core.render.reasons import reason_words
from bot.sources import crawling, docx, feeds, pdf, sitemaps
from bot.sources.documents import read_document
from bot.sources.encoding import decode
from bot.sources.failures import BEYOND, HeldError, failure, refusal
from tests.bot.core.render.scenes import NOW, texts

REQUEST = httpx.Request("GET", "https://outlet.example/")
NETWORK = [refusal(status, {}, NOW).reason for status in (401, 403, 404, 410, 429, 500, 503)]
NETWORK += [
    failure(error, 30.0).reason
    for error in (
        TimeoutError(),
        UnicodeError(),
        httpx.ConnectTimeout("late", request=REQUEST),
        httpx.ConnectError("refused", request=REQUEST),
        httpx.ReadError("cut", request=REQUEST),
        httpx.ProxyError("no", request=REQUEST),
        httpx.RemoteProtocolError("location", request=REQUEST),
    )
]
SOURCES = [
    BEYOND,
    HeldError(NOW).reason,
    feeds._NO_FEED,
    sitemaps._NONE,
    sitemaps._UNDATED,
    crawling._TOO_DEEP,
    "2 of 5 sitemaps could not be read: HTTP 404: nothing is there; check the address",
    "3 articles over 2048 kB were left out; raise RASID_MAX_ARTICLE_KB",
    pdf._PASSWORD,
    pdf._BROKEN,
    pdf._SCANNED,
    pdf._NAMELESS,
    docx._BROKEN,
]
FILES = [("a.png", b"\x89PNG\r\n"), ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("a.exe", b"MZ"), ("a.txt", b" ")]


def arabic(reason: str) -> str:
    return strip_controls(reason_words(reason, texts("ar")))


@pytest.mark.parametrize("reason", [*NETWORK, *SOURCES])
def test_a_reason_of_a_source(reason: str) -> None:
    said = arabic(reason)
    assert re.search("[\u0621-\u064a]{3}", said)
    assert not re.search("[a-z]{3}", said)
    assert strip_controls(reason_words(reason, texts("en"))) == reason


@pytest.mark.parametrize(("name", "body"), FILES)
def test_a_reason_of_a_file(name: str, body: bytes) -> None:
    with pytest.raises(WireError) as refused:
        read_document(name, body, "x")
    assert re.search("[\u0621-\u064a]{3}", arabic(str(refused.value)))


def test_an_unknown_encoding() -> None:
    with pytest.raises(WireError) as refused:
        decode(bytes(range(128, 256)) * 9)
    assert arabic(str(refused.value)) == "ترميز حروفه غير معروف"


def test_a_feed_that_is_off_is_told_why_only() -> None:
    assert arabic("HTTP 410: the outlet took it away for good; polled no more; rasid feed retry") == arabic(NETWORK[3])


def test_what_nobody_knows_is_quoted() -> None:
    assert arabic("the moon is in the way") == "the moon is in the way"


def test_an_address_keeps_its_letters() -> None:
    url = "https://outlet.example/rss.xml"
    assert url in arabic(f"a web page is there, no feed; it names this one: {url}")
