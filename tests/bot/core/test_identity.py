"""When two articles are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.identity import (
    fingerprint,
    headline_fingerprint,
    headlines_alike,
    identity_of,
    item_digest,
    older_identity_of,
)
from bot.core.model import Incoming

STORY = "https://outlet.example/news/17"


def article(
    text: str = "نص", *, source: str = "s", key: str | None = None, url: str | None = None, title: str | None = None
) -> Incoming:
    return Incoming(source=source, text=text, external_id=key, url=url, title=title)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(article(url=STORY), article("غيره", source="t", url=STORY + "?utm_id=1"), True, id="url first"),
        pytest.param(
            article(url=STORY), article("غيره", source="t", url="http://www.outlet.example/news/17/amp"), True, id="AMP"
        ),
        pytest.param(
            article(key="1", url="https://m.outlet.example/?amp=1"),
            article(key="2", url="https://m.outlet.example/?amp=1"),
            False,
            id="the home page in a guise",
        ),
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


@pytest.mark.parametrize(
    ("url", "older"),
    [
        pytest.param("https://www.outlet.example/news/17/", "https://www.outlet.example/news/17", id="www"),
        pytest.param("https://outlet.example/?amp=1", "https://outlet.example?amp=1", id="a home page in a guise"),
        pytest.param(STORY, None, id="the same as now"),
        pytest.param(None, None, id="no address"),
    ],
)
def test_what_an_article_was_called_before(url: str | None, older: str | None) -> None:
    assert older_identity_of(article(key="1", url=url)) == older


def test_what_a_feed_gave_is_known_under_the_name_that_it_had_then() -> None:
    """Digests of items are stored: others would make every item of every feed new."""
    assert item_digest(article(url="https://www.outlet.example/news/17")) == "29e227f1910e087be470d48e27444ea9"
    assert item_digest(article(url="https://www.outlet.example/1")) != item_digest(
        article(url="https://outlet.example/1")
    )


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
