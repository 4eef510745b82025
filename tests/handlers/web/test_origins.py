"""Which names, addresses and origins are the machine's own."""

from __future__ import annotations

import pytest

from handlers.web.origins import (
    came_from,
    is_forwarded,
    is_local_name,
    is_loopback,
    is_own,
    is_visit,
    local_path,
    neighbourhood,
)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        pytest.param("localhost", True, id="name"),
        pytest.param("localhost:8080", True, id="port"),
        pytest.param("LOCALHOST:8080", True, id="upper case"),
        pytest.param("localhost.:8080", True, id="trailing dot"),
        pytest.param("rasid.localhost:80", True, id="below localhost"),
        pytest.param("127.0.0.1", True, id="IPv4"),
        pytest.param("127.8.9.1:1", True, id="all of 127/8"),
        pytest.param("[::1]", True, id="IPv6"),
        pytest.param("[::1]:8080", True, id="IPv6 with port"),
        pytest.param("[::ffff:127.0.0.1]:8080", True, id="IPv4 as IPv6"),
        pytest.param("::1", False, id="IPv6 without brackets"),
        pytest.param("[::2]:8080", False, id="another IPv6"),
        pytest.param("[::1", False, id="half a bracket"),
        pytest.param("", False, id="empty"),
        pytest.param(":8080", False, id="port alone"),
        pytest.param("localhost:", False, id="no port behind the colon"),
        pytest.param("localhost:http", False, id="port in letters"),
        pytest.param("localhost:123456", False, id="long port"),
        pytest.param("localhost:٨٠", False, id="port in other digits"),
        pytest.param("attacker.example", False, id="another name"),
        pytest.param("localhost.attacker.example:8080", False, id="localhost as a part"),
        pytest.param("notlocalhost", False, id="localhost as an ending"),
        pytest.param("127.0.0.1.attacker.example", False, id="address as a part"),
        pytest.param("127.attacker.example.0", False, id="three dots"),
        pytest.param("user@localhost", False, id="userinfo"),
        pytest.param("localhost@attacker.example", False, id="localhost as userinfo"),
        pytest.param("localhost, attacker.example", False, id="two names"),
        pytest.param("localhost/x", False, id="path"),
        pytest.param("0.0.0.0:8080", False, id="no address"),
        pytest.param("127.1:8080", False, id="short address"),
        pytest.param("2130706433", False, id="address as a number"),
        pytest.param("169.254.169.254", False, id="link-local"),
        pytest.param("10.0.0.1:8080", False, id="neighbour"),
    ],
)
def test_a_name_of_the_machine(host: str, local: bool) -> None:
    assert is_local_name(host) is local


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        pytest.param("127.0.0.1", True, id="IPv4"),
        pytest.param("::1", True, id="IPv6"),
        pytest.param("::ffff:127.0.0.1", True, id="IPv4 as IPv6"),
        pytest.param("::ffff:10.0.0.1", False, id="neighbour as IPv6"),
        pytest.param("172.17.0.1", False, id="the bridge of a container"),
        pytest.param("fe80::1%eth0", False, id="with a zone"),
        pytest.param("", False, id="none"),
        pytest.param(None, False, id="gone"),
    ],
)
def test_an_address_of_the_machine(address: str | None, loopback: bool) -> None:
    assert is_loopback(address) is loopback


@pytest.mark.parametrize(
    ("name", "forwarded"),
    [
        pytest.param("Forwarded", True, id="standard"),
        pytest.param("X-Forwarded-For", True, id="usual"),
        pytest.param("x-forwarded-host", True, id="host"),
        pytest.param("X-Real-IP", True, id="nginx"),
        pytest.param("Via", True, id="via"),
        pytest.param("CF-Connecting-IP", True, id="a network of others"),
        pytest.param("Accept", False, id="none"),
    ],
)
def test_a_sign_of_a_proxy(name: str, forwarded: bool) -> None:
    assert is_forwarded(["Host", name]) is forwarded


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        pytest.param({}, True, id="says nothing"),
        pytest.param({"Origin": "http://localhost:8080"}, True, id="same"),
        pytest.param({"Origin": "https://localhost:8080"}, True, id="same behind TLS"),
        pytest.param({"Origin": "http://localhost:8081"}, False, id="another port"),
        pytest.param({"Origin": "http://localhost"}, False, id="no port"),
        pytest.param({"Origin": "null"}, False, id="null"),
        pytest.param({"Origin": ""}, False, id="empty"),
        pytest.param({"Origin": "http://attacker.example"}, False, id="another site"),
        pytest.param({"Origin": "http://localhost:8080.attacker.example"}, False, id="ours as a part"),
        pytest.param({"Origin": "file://localhost:8080"}, False, id="a file"),
        pytest.param({"Origin": "http://[::1"}, False, id="no URL"),
        pytest.param({"Origin": "http://localhost:99999"}, False, id="no port of any"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, True, id="the browser says ours"),
        pytest.param({"Sec-Fetch-Site": "none"}, True, id="typed"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, False, id="the browser says foreign"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, False, id="another port of the machine"),
        pytest.param({"Sec-Fetch-Site": "Same-Origin"}, False, id="no word of a browser"),
        pytest.param({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, False, id="both, null"),
        pytest.param({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8080"}, False, id="both, foreign"),
    ],
)
def test_made_by_a_page_of_ours(headers: dict[str, str], own: bool) -> None:
    assert is_own(headers, "localhost:8080") is own


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        pytest.param("https://rasid.example", "rasid.example", True, id="no port"),
        pytest.param("https://rasid.example", "rasid.example:443", True, id="the scheme's port"),
        pytest.param("https://rasid.example", "rasid.example:80", False, id="the port of another scheme"),
        pytest.param("https://rasid.example", "RASID.example", True, id="case"),
        pytest.param("https://rasid.example", "", False, id="no Host"),
    ],
)
def test_behind_a_proxy(origin: str, host: str, own: bool) -> None:
    assert is_own({"Origin": origin}, host) is own


@pytest.mark.parametrize(
    ("headers", "visit"),
    [
        pytest.param({"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, True, id="a link"),
        pytest.param({"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, False, id="a frame"),
        pytest.param({"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, False, id="an image"),
        pytest.param({}, False, id="says nothing"),
    ],
)
def test_somebody_opens_a_page(headers: dict[str, str], visit: bool) -> None:
    assert is_visit(headers) is visit


@pytest.mark.parametrize(
    ("given", "path"),
    [
        pytest.param("/health", "/health", id="ours"),
        pytest.param("/stories?entity=ISKP&x=%2F", "/stories?entity=ISKP&x=%2F", id="with a query"),
        pytest.param("//attacker.example", "/", id="another host"),
        pytest.param("/\\attacker.example", "/", id="a backslash is a slash to browsers"),
        pytest.param("\\\\attacker.example", "/", id="backslashes"),
        pytest.param("/\t/attacker.example", "/", id="a tab is nothing to browsers"),
        pytest.param("https://attacker.example", "/", id="a URL"),
        pytest.param("javascript:alert(1)", "/", id="a script"),
        pytest.param("/x\r\nSet-Cookie: a=b", "/", id="a header of its own"),
        pytest.param("", "/", id="empty"),
        pytest.param("health", "/", id="relative"),
        pytest.param("/login?next=/login", "/", id="the login again"),
    ],
)
def test_where_a_login_goes_on(given: str, path: str) -> None:
    assert local_path(given) == path


@pytest.mark.parametrize(
    ("address", "found"),
    [
        pytest.param("198.51.100.7", "198.51.100.7", id="IPv4"),
        pytest.param("::ffff:198.51.100.7", "198.51.100.7", id="IPv4 as IPv6"),
        pytest.param("2001:db8::7", "2001:db8::/64", id="IPv6"),
        pytest.param("2001:db8::ffff:1:2:3", "2001:db8::/64", id="its neighbour"),
        pytest.param("2001:db8:0:1::7", "2001:db8:0:1::/64", id="another network"),
        pytest.param("fe80::7%eth0", "fe80::/64", id="with a zone"),
        pytest.param("", "?", id="none"),
        pytest.param("socket", "socket", id="no address"),
    ],
)
def test_a_guesser_is_known_by_what_they_cannot_choose(address: str, found: str) -> None:
    assert neighbourhood(address) == found


@pytest.mark.parametrize(
    ("referer", "came"),
    [
        pytest.param("http://localhost:8080/login?next=/", True, id="from there"),
        pytest.param("http://localhost:8080/health", False, id="from another page"),
        pytest.param("http://[/login", False, id="no address"),
    ],
)
def test_where_a_browser_comes_from(referer: str, came: bool) -> None:
    assert came_from({"Referer": referer}, "/login") is came
