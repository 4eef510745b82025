"""What Slack's payloads say, over Socket Mode and over HTTP."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.core.model import Address
from handlers.slack import payload_from_body, update_from_payload, verify
from handlers.slack.material import Me
from handlers.slack.text import plain
from tests.handlers.slack_wire import WORDS

ME = Me("UBOT", "BBOT", "https://team.slack.example/")
NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


def event(kind: str, text: str, channel: str = "C1", **more: Any) -> dict[str, Any]:
    said = {"type": kind, "user": "U1", "channel": channel, "text": text, "ts": "1700000001.000200", **more}
    return {"type": "event_callback", "event_id": "Ev1", "event": said}


def direct(text: str, **more: Any) -> dict[str, Any]:
    return event("message", text, "D1", channel_type="im", **more)


def command(text: str, **more: Any) -> dict[str, Any]:
    return {"command": "/rasid", "text": text, "channel_id": "C1", "user_id": "U1", "trigger_id": "1.2", **more}


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        pytest.param(command("status ISKP"), "/status ISKP", id="slash command"),
        pytest.param(command("Status ISKP 24h"), "/Status ISKP 24h", id="in capitals"),
        pytest.param(command("/status ISKP"), "/status ISKP", id="with a slash of its own"),
        pytest.param(command("  "), "/help", id="nothing"),
        pytest.param(command("what now"), "what now", id="no command word"),
        pytest.param(event("app_mention", "<@UBOT> status ISKP"), "/status ISKP", id="mention"),
        pytest.param(event("app_mention", "status ISKP <@UBOT>"), "/status ISKP", id="mention at the end"),
        pytest.param(event("app_mention", "<@UBOT>"), "/help", id="mention alone"),
        pytest.param(direct("status ISKP"), "/status ISKP", id="direct message"),
        pytest.param(direct("status <http://x.example|x.example>"), "/status http://x.example", id="a page"),
        pytest.param(direct("good morning"), "good morning", id="direct talk"),
        pytest.param(direct("see", subtype="file_share"), "see", id="with a file"),
    ],
)
def test_what_is_said(payload: dict[str, Any], text: str) -> None:
    update = update_from_payload(payload, ME, WORDS)
    assert update is not None
    assert update.text == text


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(direct("x", bot_id="B1"), id="a bot"),
        pytest.param(direct("x", user="UBOT"), id="the bot itself"),
        pytest.param(direct("x", subtype="message_deleted"), id="a deleted message"),
        pytest.param(direct(""), id="no text"),
        pytest.param(event("reaction_added", "x"), id="another event"),
        pytest.param({"type": "event_callback"}, id="no event"),
        pytest.param({"type": "event_callback", "event_id": "E", "event": []}, id="a list for an event"),
        pytest.param({"type": "block_actions", "trigger_id": "1", "actions": []}, id="a button without a message"),
        pytest.param({"type": "view_submission"}, id="a form"),
        pytest.param({}, id="nothing"),
        pytest.param({"command": "/rasid"}, id="half a command"),
    ],
)
def test_what_is_not_listened_to(payload: dict[str, Any]) -> None:
    assert update_from_payload(payload, ME, WORDS) is None


def test_the_message_that_a_thread_hangs_on_stands_in_the_channel() -> None:
    update = update_from_payload(event("app_mention", "<@UBOT> why", thread_ts="1700000001.000200"), ME, WORDS)
    assert update is not None
    assert (update.address.thread, update.replied_to) == ("", None)


PRESSED: dict[str, Any] = {
    "type": "block_actions",
    "user": {"id": "U1", "name": "huda"},
    "container": {"type": "message", "message_ts": "1700000001.000200", "channel_id": "C1", "is_ephemeral": True},
    "actions": [{"action_id": "say_0_0", "value": "/why A1"}],
    "trigger_id": "1.2",
}


def test_a_button_under_a_message_that_one_person_sees() -> None:
    update = update_from_payload(PRESSED, ME)
    assert update is not None
    assert (update.address, update.text, update.replied_to) == (Address("slack", "C1"), "/why A1", "1700000001.000200")
    assert update.person.name == "huda"


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(PRESSED | {"trigger_id": None}, id="button"),
        pytest.param(command("status") | {"trigger_id": ""}, id="command"),
        pytest.param(direct("status") | {"event_id": ""}, id="event"),
    ],
)
def test_the_envelope_names_what_has_no_name(payload: dict[str, Any]) -> None:
    update = update_from_payload(payload | {"envelope_id": "e-1"}, ME, WORDS)
    assert update is not None
    assert update.id == "e-1"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        pytest.param("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d", id="escapes"),
        pytest.param("&amp;lt;", "&lt;", id="escaped once"),
        pytest.param("ask <@U123> and <@U124|huda>", "ask @U123 and @huda", id="people"),
        pytest.param("in <#C1|news> and <#C2>", "in #news and #C2", id="channels"),
        pytest.param("<http://x.example|x.example>", "x.example", id="link with words"),
        pytest.param("<https://x.example/?a=1&amp;b=2>", "https://x.example/?a=1&b=2", id="link"),
        pytest.param("<!here> <!subteam^S1|@desk>", "@here @desk", id="groups"),
        pytest.param("<mailto:a@x.example|a@x.example>", "a@x.example", id="mail"),
    ],
)
def test_slack_markup_becomes_what_was_typed(typed: str, text: str) -> None:
    assert plain(typed) == text


# --- over HTTP ---


def signed(body: bytes, at: datetime, secret: str = "s3cret") -> dict[str, str]:
    timestamp = str(int(at.timestamp()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature or ""}


BODY = b'{"type":"event_callback"}'


@pytest.mark.parametrize(
    ("headers", "body", "valid"),
    [
        pytest.param(signed(BODY, NOW), BODY, True, id="right"),
        pytest.param(signed(BODY, NOW - timedelta(minutes=4)), BODY, True, id="four minutes old"),
        pytest.param(signed(BODY, NOW - timedelta(minutes=6)), BODY, False, id="replayed after six minutes"),
        pytest.param(signed(BODY, NOW + timedelta(minutes=6)), BODY, False, id="from the future"),
        pytest.param(signed(BODY, NOW, "other"), BODY, False, id="another secret"),
        pytest.param(signed(BODY, NOW), BODY + b" ", False, id="another body"),
        pytest.param({}, BODY, False, id="no signature"),
        pytest.param(signed(BODY, NOW) | {"X-Slack-Request-Timestamp": "soon"}, BODY, False, id="no time"),
        pytest.param(signed(BODY, NOW) | {"X-Slack-Signature": "ض"}, BODY, False, id="no ASCII"),
        pytest.param(signed(b"", NOW), b"\xff", False, id="no UTF-8"),
    ],
)
def test_signatures(headers: dict[str, str], body: bytes, valid: bool) -> None:
    assert verify("s3cret", headers, body, NOW) is valid


@pytest.mark.parametrize(
    ("body", "content_type", "payload"),
    [
        pytest.param(b'{"a": 1}', "application/json", {"a": 1}, id="event"),
        pytest.param(
            b"command=%2Frasid&text=",
            "application/x-www-form-urlencoded",
            {"command": "/rasid", "text": ""},
            id="command",
        ),
        pytest.param(
            urlencode({"payload": json.dumps({"type": "block_actions"})}).encode(),
            "application/x-www-form-urlencoded; charset=utf-8",
            {"type": "block_actions"},
            id="button",
        ),
        pytest.param(b"{", "application/json", None, id="broken"),
        pytest.param(b"[]", "application/json", None, id="a list"),
        pytest.param(b"\xff", "application/json", None, id="no UTF-8"),
        pytest.param(b"payload=x", "application/x-www-form-urlencoded", None, id="broken inside"),
    ],
)
def test_bodies(body: bytes, content_type: str, payload: dict[str, Any] | None) -> None:
    assert payload_from_body(body, content_type) == payload
