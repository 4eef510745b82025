"""The referees themselves: what Telegram's parser and Slack's block rules say of known good and bad input."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.fakes.referees import (
    RefereeMissingError,
    RefusedError,
    check_keyboard,
    check_update,
    entities_found,
    telegram_html,
)
from tests.fakes.referees import tdlib as load_tdlib
from tests.fakes.slack_blocks import InvalidBlocksError, check_blocks


@pytest.fixture
def tdlib() -> None:
    try:
        load_tdlib()
    except RefereeMissingError as reason:
        pytest.skip(str(reason))


@pytest.mark.usefixtures("tdlib")
def test_telegram_html_gives_text_and_entities() -> None:
    shown = telegram_html('<a href="https://a.example/?x=1&amp;y=2">رابط</a> <blockquote expandable>نص</blockquote>')
    assert shown.text == "رابط نص"
    assert [dict(entity) for entity in shown.entities] == [
        {"type": "text_link", "offset": 0, "length": 4, "url": "https://a.example/?x=1&y=2"},
        {"type": "expandable_blockquote", "offset": 5, "length": 2},
    ]


@pytest.mark.usefixtures("tdlib")
def test_telegram_html_refuses_in_telegrams_words() -> None:
    with pytest.raises(RefusedError, match="end tag corresponding to start tag"):
        telegram_html("<b>")


def test_an_update_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError):
        check_update({"update_id": 1, "message": {"text": "no chat, no date"}})


def test_an_update_with_a_field_that_telegram_does_not_have_is_refused() -> None:
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "txt": "misspelt"}
    with pytest.raises(RefusedError, match="txt"):
        check_update({"update_id": 1, "message": message})


@pytest.mark.usefixtures("tdlib")
def test_telegram_finds_names_and_addresses_by_itself() -> None:
    found = entities_found("@somebody /help https://a.example javascript:alert(1)")
    assert [entity["type"] for entity in found] == ["mention", "bot_command", "url"]


@pytest.mark.parametrize(
    "button",
    [
        pytest.param({"text": "x", "callback_data": "x" * 65}, id="data too long"),
        pytest.param({"text": " ", "callback_data": "x"}, id="no words"),
        pytest.param({"callback_data": "x"}, id="no text"),
    ],
)
def test_a_bad_button_is_refused(button: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        check_keyboard({"inline_keyboard": [[button]]})


def section(text: str, kind: str = "mrkdwn") -> dict[str, Any]:
    return {"type": "section", "text": {"type": kind, "text": text}}


def button(text: str, action: str, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": "button", "text": {"type": kind, "text": text}, "action_id": action, "value": "v"}


def test_good_blocks_pass() -> None:
    check_blocks(
        [
            {"type": "header", "text": {"type": "plain_text", "text": "تنبيه"}},
            section("*تفجير* في قندهار"),
            {"type": "section", "fields": [{"type": "mrkdwn", "text": "المصادر: 3"}]},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "A17"}]},
            {"type": "divider"},
            {"type": "actions", "elements": [button("لماذا", "why"), button("كتم", "mute")]},
        ]
    )


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        pytest.param([{"type": "divider"}] * 51, "invalid_blocks", id="51 blocks"),
        pytest.param([section("س" * 3001)], "invalid_blocks", id="a section of 3,001"),
        pytest.param([section("")], "invalid_blocks", id="an empty section"),
        pytest.param([section("x", "html")], "invalid_blocks", id="an unknown kind of text"),
        pytest.param([{"type": "section"}], "invalid_blocks", id="a section of nothing"),
        pytest.param([{"type": "section", "text": "bare"}], "invalid_blocks", id="text that is no object"),
        pytest.param([{"type": "poster"}], "invalid_blocks", id="an unknown block"),
        pytest.param([{"type": "actions", "elements": []}], "invalid_blocks", id="no actions"),
        pytest.param(
            [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
            "invalid_blocks",
            id="a header of 151",
        ),
        pytest.param(
            [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "invalid_blocks", id="markup in a header"
        ),
        pytest.param(
            [{"type": "actions", "elements": [button("x", "a", "mrkdwn")]}], "invalid_blocks", id="markup in a button"
        ),
        pytest.param(
            [{"type": "actions", "elements": [button("x", "a"), button("y", "a")]}],
            "invalid_blocks",
            id="one action twice",
        ),
        pytest.param(
            [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}],
            "invalid_blocks",
            id="a field of 2,001",
        ),
        pytest.param([section("x" * 2900)] * 5, "msg_blocks_too_long", id="14,500 characters in all"),
        pytest.param("text", "invalid_blocks_format", id="no list"),
    ],
)
def test_bad_blocks_are_refused(blocks: Any, code: str) -> None:
    with pytest.raises(InvalidBlocksError) as caught:
        check_blocks(blocks)
    assert caught.value.code == code
