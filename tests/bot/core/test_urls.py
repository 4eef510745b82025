"""Addresses without what is secret in them."""

import pytest

from bot.core.urls import LONGEST, is_web_address, web_address, without_login


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        pytest.param("http://user:pw@host/rss", "http://host/rss", id="user and password"),
        pytest.param("https://pw@host:8443/rss?a=1#b", "https://host:8443/rss?a=1#b", id="only a user"),
        pytest.param("http://user:p@w@host/rss", "http://host/rss", id="a sign in the password"),
        pytest.param("http://user:p/w@host/rss", "http://host/rss", id="a stroke in the password"),
        pytest.param("http://user:p%2Fw@[::1]:80/", "http://[::1]:80/", id="before an IPv6 address"),
        pytest.param("https://host/@writer/rss", "https://host/@writer/rss", id="a sign in the path"),
        pytest.param("https://host:8080/@writer", "https://host:8080/@writer", id="a port and a sign in the path"),
        pytest.param("http://[::1]/@writer", "http://[::1]/@writer", id="IPv6 and a sign in the path"),
        pytest.param("https://host/?mail=a@b", "https://host/?mail=a@b", id="a sign in the query"),
        pytest.param("file:///etc/passwd", "file:///etc/passwd", id="no web address"),
        pytest.param("نص", "نص", id="no address"),
    ],
)
def test_an_address_is_shown_without_its_login(url: str, shown: str) -> None:
    assert without_login(url) == shown


@pytest.mark.parametrize(
    ("url", "usable"),
    [
        ("https://news.example/rss", True),
        ("HTTP://news.example", True),
        ("http://user:pw@[::1]:8080/x", True),
        ("https://news.example/أخبار", True),
        ("https://news.example/" + "a" * (LONGEST - 21), True),
        ("https://news.example/" + "a" * (LONGEST - 20), False),
        ("https://news.example/" + "خ" * 1000, False),
        ("ftp://news.example/", False),
        ("news.example/rss", False),
        ("https://", False),
        ("http://[x/", False),
        ("http://news.example:0/", False),
        ("http://news.example:99999/", False),
        ("https://news.example/a b", False),
        ("https://news.example/\x00", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_web_addresses(url: str, usable: bool) -> None:
    assert is_web_address(url) is usable


@pytest.mark.parametrize(
    ("host", "address"),
    [
        pytest.param("127.0.0.1", "http://127.0.0.1:8080/", id="an address"),
        pytest.param("0.0.0.0", "http://127.0.0.1:8080/", id="every address"),
        pytest.param("::", "http://[::1]:8080/", id="every address of IPv6"),
        pytest.param("::1", "http://[::1]:8080/", id="an address of IPv6"),
        pytest.param("bot.lan", "http://bot.lan:8080/", id="a name"),
    ],
)
def test_where_a_browser_finds_a_server(host: str, address: str) -> None:
    assert web_address(host, 8080) == address
