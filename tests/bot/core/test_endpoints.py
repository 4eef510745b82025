"""Addresses in the settings: what may be called, and where a platform may be told to call."""

from __future__ import annotations

import pytest

from bot.core.endpoints import is_model_address, is_web_address, why_not_called


@pytest.mark.parametrize(
    ("address", "callable_"),
    [
        pytest.param("http://127.0.0.1:8081/bot", True, id="a server of one's own"),
        pytest.param("https://u:p@slack.example/api/", True, id="with a login"),
        pytest.param("127.0.0.1/bot", False, id="no scheme"),
        pytest.param("http://:80/", False, id="no host"),
        pytest.param("http://a:0/", False, id="port 0"),
        pytest.param("http://[::1/", False, id="half an IPv6 address"),
    ],
)
def test_what_can_be_called(address: str, callable_: bool) -> None:
    assert is_web_address(address) is callable_


def test_a_model_stands_before_the_path_that_is_added() -> None:
    assert is_model_address("http://127.0.0.1:11434/v1")
    assert not is_model_address("http://127.0.0.1:11434/v1/chat/completions/")
    assert not is_model_address("http://key@127.0.0.1:11434/v1")


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("https://bot.example", id="a host"),
        pytest.param("https://bot.example/", id="a slash"),
        pytest.param("HTTPS://bot.example:8443/hooks/tg-1_2.x~/", id="a port and a path"),
        pytest.param("https://10.0.0.7/telegram", id="inside, for a Bot API server of one's own"),
        pytest.param("http://localhost:8080/telegram", id="this machine by its name"),
        pytest.param("http://127.9.9.9/telegram", id="this machine by an address"),
        pytest.param("http://[::1]:8080/telegram", id="this machine by IPv6"),
        pytest.param("https://bot.example/apis", id="what only begins like the API"),
    ],
)
def test_where_a_platform_may_call(address: str) -> None:
    assert why_not_called(address) is None


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        pytest.param("http://bot.example/telegram", "https", id="without TLS"),
        pytest.param("http://10.0.0.7/telegram", "https", id="without TLS inside"),
        pytest.param("http://127.0.0.1.bot.example/telegram", "https", id="a name like this machine"),
        pytest.param("ftp://bot.example/telegram", "https", id="no web"),
        pytest.param("bot.example/telegram", "https", id="no scheme"),
        pytest.param("https:///telegram", "https", id="no host"),
        pytest.param("https://bot.example:x/telegram", "https", id="no port"),
        pytest.param("https://u:p@bot.example/telegram", "no login", id="a login"),
        pytest.param("https://bot.example/telegram?key=1", "no query", id="a query"),
        pytest.param("https://bot.example/telegram#x", "no query", id="a fragment"),
        pytest.param("https://bot.example/{name}", "in the path", id="braces"),
        pytest.param("https://bot.example/a%20b", "in the path", id="an escape"),
        pytest.param("https://bot.example//telegram", "in the path", id="two slashes"),
        pytest.param("https://bot.example/a/../b", "in the path", id="a step up"),
        pytest.param("https://bot.example/راصد", "in the path", id="Arabic"),
        pytest.param("https://bot.example/tele gram", "in the path", id="a blank"),
        pytest.param("https://bot.example/healthz", "something else", id="health"),
        pytest.param("https://bot.example/metrics/", "something else", id="metrics"),
        pytest.param("https://bot.example/api", "something else", id="the API"),
        pytest.param("https://bot.example/api/telegram", "something else", id="below the API"),
        pytest.param("https://bot.example/slack/events", "something else", id="Slack's"),
    ],
)
def test_where_a_platform_may_not_call(address: str, reason: str) -> None:
    assert reason in (why_not_called(address) or "")
