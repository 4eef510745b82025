"""When two articles are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.identity import canonical_url, fingerprint, headline_fingerprint, headlines_alike, identity_of
from bot.core.model import Incoming

STORY = "https://outlet.example/news/17"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        pytest.param("HTTPS://Outlet.Example/news/17", STORY, id="case of the host"),
        pytest.param("http://outlet.example/news/17", STORY, id="http and https"),
        pytest.param("http://outlet.example:80/news/17", STORY, id="default port of http"),
        pytest.param("https://outlet.example:443/news/17", STORY, id="default port of https"),
        pytest.param("https://outlet.example/news/17/", STORY, id="trailing slash"),
        pytest.param("https://outlet.example./news/17", STORY, id="dot after the host"),
        pytest.param("https://user:secret@outlet.example/news/17", STORY, id="user and password"),
        pytest.param(STORY + "#comments", STORY, id="fragment"),
        pytest.param(STORY + "?utm_source=x&utm_medium=rss&fbclid=9&gclid=1", STORY, id="tracking alone"),
        pytest.param(STORY + "?UTM_Source=x", STORY, id="tracking in capitals"),
        pytest.param(STORY + "?", STORY, id="empty query"),
        pytest.param(f"  {STORY}\n", STORY, id="white space around"),
        pytest.param(STORY + "?b=2&utm_id=1&a=1", STORY + "?a=1&b=2", id="sorted by name"),
        pytest.param(STORY + "?a=2&b=0&a=1", STORY + "?a=2&a=1&b=0", id="one name twice keeps its order"),
        pytest.param("https://outlet.example/?12345", "https://outlet.example?12345", id="a number as query"),
        pytest.param("https://outlet.example/خبر", "https://outlet.example/%D8%AE%D8%A8%D8%B1", id="Arabic path"),
        pytest.param(
            "https://outlet.example/%d8%ae%d8%a8%d8%b1/", canonical_url("https://outlet.example/خبر"), id="hex"
        ),
        pytest.param(
            "https://outlet.example/%7Euser/a%2fb", "https://outlet.example/~user/a%2Fb", id="needless escape"
        ),
        pytest.param("https://مثال.example/1", "https://xn--mgbh0fb.example/1", id="Arabic host"),
        pytest.param("https://outlet.example/#!/news/17", "https://outlet.example#!/news/17", id="hashbang"),
        pytest.param("https://outlet.example:8443/x", "https://outlet.example:8443/x", id="another port"),
        pytest.param("https://[2001:DB8::1]/x", "https://[2001:db8::1]/x", id="IPv6"),
    ],
)
def test_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    ["urn:item:5", "/news/17", "mailto:desk@outlet.example", "https://", "http://[broken/x", "https://h:99999/x", ""],
)
def test_what_is_no_web_address_is_left_alone(url: str) -> None:
    assert canonical_url(f" {url} ") == url


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("?id=1", "?id=2", id="id"),
        pytest.param("?cid=1", "?cid=2", id="cid"),
        pytest.param("?ref=1", "?ref=2", id="ref"),
        pytest.param("?gallery=1", "?gallery=2", id="a name that begins like a tracker"),
        pytest.param("?1", "?2", id="a bare number"),
        pytest.param("/A", "/a", id="case of the path"),
        pytest.param("?a=1%26b=2", "?a=1&b=2", id="an escaped separator"),
    ],
)
def test_two_articles_stay_two(one: str, other: str) -> None:
    assert canonical_url(STORY + one) != canonical_url(STORY + other)


@given(st.text(max_size=60))
def test_canonical_is_stable(text: str) -> None:
    for url in (text, f"https://outlet.example/{text}", f"http://{text}"):
        once = canonical_url(url)
        assert canonical_url(once) == once


def article(
    text: str = "نص", *, source: str = "s", key: str | None = None, url: str | None = None, title: str | None = None
) -> Incoming:
    return Incoming(source=source, text=text, external_id=key, url=url, title=title)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(article(url=STORY), article("غيره", source="t", url=STORY + "?utm_id=1"), True, id="url first"),
        pytest.param(article(key="1"), article("غيره", key="1"), True, id="source and id"),
        pytest.param(article(key="1"), article(key="1", source="t"), False, id="another source"),
        pytest.param(article(key="1"), article(key="2"), False, id="another id"),
        pytest.param(article(), article(), True, id="content"),
        pytest.param(article(), article(" نص\n"), True, id="white space is no content"),
        pytest.param(article(), article("غيره"), False, id="other content"),
        pytest.param(article(title="أ"), article(title="ب"), False, id="another title is other content"),
        pytest.param(article("ب", title="أ"), article("أ ب"), False, id="title and text are told apart"),
        pytest.param(
            article(key="1", url="https://outlet.example/"),
            article(key="2", url="https://outlet.example/"),
            False,
            id="the home page names no article",
        ),
        pytest.param(
            article(key="b\x1fc", source="a"), article(key="c", source="a\x1fb"), False, id="separator inside"
        ),
        pytest.param(article(key="x" * 900 + "1"), article(key="x" * 900 + "2"), False, id="long ids"),
    ],
)
def test_identity(one: Incoming, other: Incoming, same: bool) -> None:
    assert (identity_of(one) == identity_of(other)) is same


@given(st.text(), st.text(), st.none() | st.text(min_size=600, max_size=700))
def test_identity_can_be_stored(source: str, text: str, key: str | None) -> None:
    identity = identity_of(article(text, source=source + "\0\ud800", key=key, url=key and f"https://{key}"))
    assert len(identity) <= 500
    assert "\0" not in identity
    assert identity.encode("utf-8")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param((None, "قتل ٢٠"), (None, "قتل ٢٣"), False, id="another figure"),
        pytest.param((None, "أ  ب\n"), (None, "أ ب"), True, id="white space"),
        pytest.param((None, "أ\u200f ب\u200b"), (None, "أ ب"), True, id="invisible marks"),
        pytest.param((None, "أب"), (None, "أ ب"), False, id="joined words"),
        pytest.param(("عنوان", "نص"), ("غيره", "نص"), True, id="the same text under another title"),
        pytest.param(("عنوان", ""), ("غيره", " "), False, id="title alone"),
        pytest.param((None, "\ud800"), (None, "\ud801"), False, id="unpaired surrogates"),
    ],
)
def test_fingerprint(one: tuple[str | None, str], other: tuple[str | None, str], same: bool) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) is same


def test_fingerprint_is_kept_over_versions() -> None:
    """Stored fingerprints are compared with new ones: another value would make every article a new edition."""
    assert fingerprint(None, "تفجير في قندهار") == "d4c7d860d4635d365fa86a9b989af857"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        pytest.param("تفجير في قندهار", "تفجير  في قندهار!", True, id="white space and marks"),
        pytest.param("تفجير في قندهار", "تفجير في قندهار | صدى الوادي", True, id="an outlet's name behind a bar"),
        pytest.param("تفجير في قندهار - صدى الوادي", "تفجير في قندهار", True, id="behind a dash"),
        pytest.param(
            "هجوم على كابول - داعش يتبنى", "هجوم على كابول - طالبان تنفي", False, id="two that go on otherwise"
        ),
        pytest.param("تفجير في قندهار", "تفجير في قندهار - 21 قتيلا", False, id="a number behind a dash"),
        pytest.param("تفجير في قندهار", "تفجير في كابول", False, id="another place"),
        pytest.param("تفجير في قندهار", None, True, id="only one has a headline"),
        pytest.param("- " * 100_000, "a " * 100_000, False, id="long and odd"),
    ],
)
def test_headlines_alike(one: str, other: str | None, alike: bool) -> None:
    assert headlines_alike(one, other) is headlines_alike(other, one) is alike


def test_the_headline_of_an_edition_is_part_of_its_second_fingerprint() -> None:
    prints = {fingerprint("أ", "نص"), headline_fingerprint("أ", "نص"), headline_fingerprint("ب", "نص")}
    assert len(prints) == 3
    assert headline_fingerprint("أ ", " نص\n") in prints
