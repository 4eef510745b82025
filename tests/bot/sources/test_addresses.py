"""When a page is believed about its own address."""

from __future__ import annotations

import pytest

from bot.sources.addresses import article_address, is_above

HERE = "https://www.outlet.com/news/2026"
ARTICLE = f"{HERE}/attack-on-the-checkpoint-123"


@pytest.mark.parametrize(
    ("fetched", "declared", "expected"),
    [
        pytest.param(f"{ARTICLE}?utm_source=rss", [ARTICLE], ARTICLE, id="without tracking"),
        pytest.param(f"{ARTICLE}/amp", [ARTICLE], ARTICLE, id="without amp"),
        pytest.param(
            "https://m.outlet.com/a/123", ["https://www.outlet.com/a/123"], "https://www.outlet.com/a/123", id="m"
        ),
        pytest.param("https://feeds.outlet.com/~r/9", [ARTICLE], ARTICLE, id="another host of the outlet"),
        pytest.param(
            "https://m.outlet.example/a/12",
            ["https://outlet.example/a/12"],
            "https://outlet.example/a/12",
            id="no known suffix",
        ),
        pytest.param(ARTICLE, ["/news/2026/story-124"], f"{HERE}/story-124", id="relative"),
        pytest.param(ARTICLE, ["https://other.com/news/123"], ARTICLE, id="another site"),
        pytest.param("https://a.gov.iq/x/1", ["https://b.gov.iq/x/1"], "https://a.gov.iq/x/1", id="a public suffix"),
        pytest.param("http://10.0.0.1/x/1", ["http://10.0.0.2/x/1"], "http://10.0.0.1/x/1", id="addresses"),
        pytest.param(ARTICLE, ["https://www.outlet.com/"], ARTICLE, id="the home page"),
        pytest.param(ARTICLE, ["https://www.outlet.com/news"], ARTICLE, id="a section"),
        pytest.param(
            "https://outlet.com/?p=123", ["https://outlet.com/"], "https://outlet.com/?p=123", id="home for a query"
        ),
        pytest.param(
            "https://outlet.com/a.php?id=7",
            ["https://outlet.com/a.php"],
            "https://outlet.com/a.php?id=7",
            id="the script",
        ),
        pytest.param(ARTICLE, ["https://www.outlet.com/", f"{ARTICLE}0"], f"{ARTICLE}0", id="the second"),
        pytest.param(ARTICLE, ["javascript:alert(1)"], ARTICLE, id="no web address"),
        pytest.param(ARTICLE, ["https://user:pass@www.outlet.com/a/123"], ARTICLE, id="with a login"),
        pytest.param(ARTICLE, ["http://[broken/1"], ARTICLE, id="broken"),
        pytest.param(ARTICLE, ["https://www.outlet.com:8443/news/1"], ARTICLE, id="another port"),
        pytest.param(ARTICLE, [], ARTICLE, id="none"),
        pytest.param("mailto:x", [ARTICLE], "mailto:x", id="what was fetched is no web address"),
    ],
)
def test_article_address(fetched: str, declared: list[str], expected: str) -> None:
    assert article_address(fetched, declared) == expected


@pytest.mark.parametrize(
    ("url", "other", "expected"),
    [
        ("https://outlet.com/", ARTICLE, True),
        ("https://outlet.com/news/", ARTICLE, True),
        ("https://outlet.com/sport/", ARTICLE, False),
        ("https://outlet.com/", "https://outlet.com/?p=9", True),
        ("https://outlet.com/", "https://short.example/x", True),
        ("https://www.outlet.com/", "https://outlet.com/?utm_source=rss", False),
        ("https://outlet.com/statement", "https://feeds.example/~r/a/b/c", False),
        ("https://outlet.com/statement", "https://outlet.com/?p=9", False),
        (ARTICLE, ARTICLE, False),
        (ARTICLE, "https://short.example/x", False),
        ("https://outlet.com/", "https://outlet.com/", False),
    ],
)
def test_is_above(url: str, other: str, expected: bool) -> None:
    assert is_above(url, other) is expected
