"""No secret reaches a log: at any level, in any format, from any library."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from io import StringIO
from types import MappingProxyType
from typing import Any, Literal

import pytest
import structlog

from bot import log

TELEGRAM = "7654321098:AAHfake-token_for-the-tests-only0000"
SLACK_BOT = "xoxb-1111111111-2222222222-FAKEfakeFAKEfake"
SLACK_APP = "xapp-1-A0FAKE-3333333333-fakefakefake"
PASSWORD = "p@ss:w0rd/1"
QUOTED = "p%40ss%3Aw0rd%2F1"
DATABASE = f"postgresql+psycopg://rasid:{QUOTED}@db.example/rasid"
API = "api-token-of-the-tests"
SECRETS = (TELEGRAM, SLACK_BOT, SLACK_APP, DATABASE, API)
SHOWN = (TELEGRAM, SLACK_BOT, SLACK_APP, PASSWORD, QUOTED, API)

Form = Literal["console", "json"]


@pytest.fixture(params=["console", "json"], name="form")
def _form(request: pytest.FixtureRequest) -> Form:
    form: Form = request.param
    return form


def logged(act: Callable[[], object], form: Form, level: str = "debug", secrets: tuple[str, ...] = SECRETS) -> str:
    """What is written while something logs."""
    out = StringIO()
    log.set_up(form, level, secrets, out)
    act()
    return out.getvalue()


def raising(text: str) -> None:
    try:
        raise ValueError(text)
    except ValueError as first:
        try:
            raise RuntimeError(f"outer {text}") from first
        except RuntimeError:
            structlog.get_logger().exception("it.broke", detail=text)
            logging.getLogger("some.library").exception("it broke: %s", text)


@pytest.mark.parametrize("secret", SHOWN, ids=["telegram", "slack bot", "slack app", "password", "quoted", "api"])
@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda s: structlog.get_logger().debug(f"event {s}"), id="event"),
        pytest.param(lambda s: structlog.get_logger().debug("event", url=f"https://h.example/bot{s}/x"), id="value"),
        pytest.param(lambda s: structlog.get_logger().debug("event", a={"b": [{"c": (s,)}], s: 1}), id="nested"),
        pytest.param(lambda s: structlog.get_logger().debug("event", a={s}, b=MappingProxyType({"c": s})), id="sets"),
        pytest.param(lambda s: structlog.get_logger().debug("event", a=s.encode(), b=ValueError(s)), id="objects"),
        pytest.param(lambda s: structlog.get_logger().bind(who=s).debug("event"), id="bound"),
        pytest.param(
            lambda s: logging.getLogger("httpx").info("HTTP Request: GET %s", f"https://h/bot{s}/x"), id="lib"
        ),
        pytest.param(lambda s: logging.getLogger("x").debug("%s", {"Authorization": f"Bearer {s}"}), id="a header"),
        pytest.param(lambda s: logging.getLogger("x").debug("broken %d", s), id="a library's wrong format"),
        pytest.param(raising, id="exceptions"),
    ],
)
def test_known_secrets(
    act: Callable[[str], object], secret: str, form: Form, capsys: pytest.CaptureFixture[str]
) -> None:
    text = logged(lambda: act(secret), form)
    assert text.strip()
    everything = text + "".join(capsys.readouterr())
    assert secret not in everything
    assert json.dumps(secret)[1:-1] not in everything


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param(f"https://api.example/bot{TELEGRAM}/getMe", "https://api.example/bot•••/getMe", id="in a path"),
        pytest.param(TELEGRAM.replace(":", "%3A"), "•••", id="percent-encoded"),
        pytest.param(f"token {SLACK_BOT}, {SLACK_APP}", "token •••, •••", id="Slack"),
        pytest.param("xoxe.xoxp-1-FAKE-fake", "•••", id="a rotated token of Slack"),
        pytest.param("postgresql://u:pw@h/d", "postgresql://•••@h/d", id="a URL with a password"),
        pytest.param("redis://:pw@h", "redis://•••@h", id="a password without a user"),
        pytest.param("Authorization: Bearer abc.def", "Authorization: Bearer •••", id="bearer"),
        pytest.param("authorization: basic dXNlcjpwdw==", "authorization: basic •••", id="basic"),
        pytest.param("?a=1&token=abcdef&b=2", "?a=1&token=•••&b=2", id="in a query"),
    ],
)
def test_what_is_shaped_like_a_secret(text: str, masked: str) -> None:
    assert log.Masking().mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "https://h.example/news/2026:03/x",
        "delivery=17 chat=-1001234567890 lag=0.2",
        "12:30:00 in 00:30",
        "mail desk@outlet.example",
        "http://[::1]:8080/a@b",
        "تفجير في قندهار: 21 قتيلا",
        "the tokens were counted",
        "a basic truth",
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert log.Masking(("ab", "")).mask_text(text) == text


def test_a_known_secret_is_masked_as_a_part_of_a_url_too() -> None:
    assert log.Masking(("s/ecret&x",)).mask_text("GET /?k=s%2Fecret%26x&n=1") == "GET /?k=•••&n=1"


def test_values_keep_their_kind() -> None:
    masking = log.Masking()
    assert masking.mask([1, None, True, 2.5, "x"]) == [1, None, True, 2.5, "x"]


def test_what_holds_itself_is_borne(form: Form) -> None:
    endless: dict[str, Any] = {"secret": API}
    endless["self"] = endless
    assert API not in logged(lambda: structlog.get_logger().info("event", a=endless), form)


def test_json_is_one_object_a_line() -> None:
    def act() -> None:
        structlog.get_logger().info("feed.polled", title="عنوان\nآخر", feed=3)
        logging.getLogger("some.library").warning("second\nline %s", API)
        raising("third")

    lines = [json.loads(line) for line in logged(act, "json").splitlines()]
    assert lines[0] | {"timestamp": ""} == {
        "event": "feed.polled",
        "level": "info",
        "title": "عنوان\nآخر",
        "feed": 3,
        "timestamp": "",
    }
    assert lines[1]["event"] == "second\nline •••"
    assert "RuntimeError: outer third" in lines[2]["exception"]
    assert "ValueError: third" in lines[2]["exception"]
    assert len(lines) == 4


def test_console_is_for_people() -> None:
    text = logged(lambda: structlog.get_logger().info("feed.polled", feed=3), "console")
    assert "feed.polled" in text
    assert "feed=3" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        ("debug", ["debug", "info", "warning", "error"]),
        ("info", ["info", "warning", "error"]),
        ("warning", ["warning", "error"]),
        ("error", ["error"]),
    ],
)
def test_levels_for_ours_and_the_libraries(level: str, shown: list[str], form: Form) -> None:
    def act() -> None:
        for name in ("debug", "info", "warning", "error"):
            getattr(structlog.get_logger(), name)(f"ours-{name}")
            getattr(logging.getLogger("some.library"), name)(f"theirs-{name}")

    text = logged(act, form, level)
    for whose in ("ours", "theirs"):
        assert [name for name in ("debug", "info", "warning", "error") if f"{whose}-{name}" in text] == shown


def test_chatty_libraries_are_quiet_below_debug(form: Form) -> None:
    assert logged(lambda: logging.getLogger("httpx").info("GET /"), form, "info") == ""
    assert "GET /" in logged(lambda: logging.getLogger("httpx").info("GET /"), form, "debug")


def test_set_up_twice_writes_once(form: Form) -> None:
    log.set_up(form, "info", (), StringIO())
    assert logged(lambda: structlog.get_logger().info("once"), form).count("once") == 1
