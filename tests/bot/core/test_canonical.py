"""One spelling of an address, and one address of an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.canonical import article_url, canonical_url

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
        shown = article_url(url)
        assert article_url(shown) == shown == article_url(once) == canonical_url(shown)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://www.outlet.example/news/17", id="www"),
        pytest.param("https://www2.outlet.example/news/17", id="www with a number"),
        pytest.param("https://m.outlet.example/news/17/", id="m"),
        pytest.param("https://mobile.outlet.example/news/17", id="mobile"),
        pytest.param("https://amp.outlet.example:443/news/17", id="amp as host"),
        pytest.param("https://www.m.outlet.example/news/17", id="one in the other"),
        pytest.param(STORY + "/amp", id="amp at the end"),
        pytest.param(STORY + "/amp/", id="amp and a slash at the end"),
        pytest.param(STORY + "/AMP/?utm_source=rss", id="in capitals, with tracking"),
        pytest.param(STORY + ".amp", id="amp as ending"),
        pytest.param("https://outlet.example/amp/news/17", id="amp in front"),
        pytest.param("https://m.outlet.example/amp/news/17/amp?amp=1#top", id="all of it"),
        pytest.param(STORY + "?amp=1", id="amp as question"),
        pytest.param(STORY + "?amp", id="amp without a value"),
        pytest.param(STORY + "?outputType=amp", id="output type"),
        pytest.param(STORY + "?outputType=default-amp", id="output type of another shop"),
        pytest.param(STORY + "?amp_js_v=a6&amp_gsa=1&usqp=mq331AQ", id="as a search engine asks"),
        pytest.param(STORY + "?ref=twitter&source=rss", id="where the reader came from"),
        pytest.param(STORY + "?maca=ara-rss-ar-all-1-rdf&traffic_source=rss", id="in names of outlets"),
        pytest.param("https://www-outlet-example.cdn.ampproject.org/c/s/www.Outlet.example/news/17", id="AMP cache"),
        pytest.param("https://www.google.com/amp/s/m.outlet.example/news/17/amp", id="AMP viewer"),
    ],
)
def test_one_page_in_many_guises(url: str) -> None:
    assert article_url(url) == STORY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("قر\N{ARABIC LETTER ALEF WITH MADDA ABOVE}ن", "قرا\N{ARABIC MADDAH ABOVE}ن", id="alef and madda"),
        pytest.param("شو\N{ARABIC HAMZA ABOVE}ون", "ش\N{ARABIC LETTER WAW WITH HAMZA ABOVE}ون", id="waw and hamza"),
        pytest.param("s\N{LATIN SMALL LETTER E WITH ACUTE}", "se\N{COMBINING ACUTE ACCENT}", id="a Latin letter"),
        pytest.param("%d8%ae%d8%a8%d8%b1", "خبر", id="escapes"),
    ],
)
def test_one_word_in_many_codes(one: str, other: str) -> None:
    assert article_url(f"https://outlet.example/{one}") == article_url(f"https://outlet.example/{other}")
    assert article_url(f"https://outlet.example/?q={one}") == article_url(f"http://outlet.example?q={other}")


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://m.example/news/17", id="a name of two labels"),
        pytest.param("https://amp.dev/news/17", id="amp itself"),
        pytest.param("https://m.com.eg/news/17", id="a name under a registry's two"),
        pytest.param("https://mobile.net.sa:8443/news/17", id="and with a port"),
        pytest.param("https://math.outlet.example/news/17", id="a name that begins like a guise"),
        pytest.param("https://arabic.outlet.example/news/17", id="another desk"),
        pytest.param("https://outlet.example/amp", id="amp alone"),
        pytest.param("https://outlet.example/amp/17", id="an article on amplifiers"),
        pytest.param("https://outlet.example/camp", id="a word that ends so"),
        pytest.param("https://outlet.example/news/amp/17", id="a section of that name"),
        pytest.param(STORY + "?ref=1", id="a reference that is a number"),
        pytest.param(STORY + "?source=17", id="a source that is a number"),
        pytest.param(STORY + "?output=json", id="another output"),
        pytest.param("https://outlet.example/%D8%FF", id="escapes that are no text"),
        pytest.param("https://outlet.example#!/amp/news/17", id="a page named by its fragment"),
    ],
)
def test_what_is_no_guise(url: str) -> None:
    assert article_url(url) == canonical_url(url) == url


@pytest.mark.parametrize("url", ["urn:item:5", "/news/17/amp", "www.outlet.example", "https://h:99999/amp/x/y"])
def test_what_is_no_address_keeps_its_guise(url: str) -> None:
    assert article_url(f" {url} ") == url


def test_many_guises() -> None:
    assert article_url("https://" + "www." * 99 + "outlet.example/news/17" + "/amp" * 99) == STORY
    endless = "https://outlet.example/news/17" + "/amp" * 100_000
    assert article_url(endless) == endless
