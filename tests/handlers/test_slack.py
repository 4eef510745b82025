"""Slack, wire in and wire out: the adapter with the real libraries against the local Web API and Socket Mode."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.core.errors import RasidError, SendError, SendFailure, StoreError
from bot.core.message import Button, Message, block, bold
from bot.core.model import Address, Delivery
from handlers.slack import Pace, Slack, payload_from_body, update_from_payload, verify
from handlers.slack_socket import proxy_for
from handlers.slack_updates import plain
from tests.fakes import slack_faults as refusals
from tests.fakes.faults import Answer, Cut, Fault, Hang, bad_gateway
from tests.fakes.slack_objects import BOT_USER
from tests.fakes.slack_server import SlackServer
from tests.handlers.building import Inbox, delivery, listening, wait_until

QUICK = Pace(first_wait=0.01, longest_wait=0.05, ping=0.2, between_parts=0.0)
WORDS = frozenset({"status", "why", "help"})
ALERT = Message((block(bold("تفجير"), shape="heading"), block("نص <!channel>")), "ar", ((Button("Why?", "/why A1"),),))
NOW = datetime(2026, 3, 5, 8, 0, tzinfo=UTC)


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def app(server: SlackServer, clock: Clock) -> AsyncIterator[Slack]:
    before = asyncio.all_tasks()
    adapter = Slack(server.bot_token, server.app_token, server.base_url, words=WORDS, pace=QUICK, clock=clock)
    yield adapter
    await adapter.close()
    await wait_until(lambda: not any("slack" in repr(task.get_coro()) for task in asyncio.all_tasks() - before))


def to(channel: str, message: Message = ALERT, thread: str = "", **more: Any) -> Delivery:
    return delivery(message, Address("slack", channel, thread), **more)


# --- sending ---


async def test_a_message_arrives_as_it_was_meant(server: SlackServer, app: Slack) -> None:
    ts = await app.send(to("C2002"))
    [posted] = server.posted
    assert (ts, posted.channel, posted.thread_ts) == (posted.ts, "C2002", None)
    assert posted.plain.startswith("\u200fتفجير\n\u200fنص <!channel>")
    assert posted.pings == []
    assert (posted.button("Why?").value, server.calls[0][1]["unfurl_links"]) == ("/why A1", False)


@pytest.mark.parametrize(
    ("given", "thread"),
    [
        pytest.param(to("C1", thread="1700000000.000100"), "1700000000.000100", id="into the thread it was asked in"),
        pytest.param(to("C1", reply_to="1700000000.000100", kind="reply"), None, id="an answer stays in the channel"),
        pytest.param(to("C1", reply_to="1700000000.000100"), "1700000000.000100", id="what follows an alert"),
        pytest.param(to("C1", reply_to="response_url"), None, id="an id that is none"),
    ],
)
async def test_threads(server: SlackServer, app: Slack, given: Delivery, thread: str | None) -> None:
    await app.send(given)
    assert server.posted[0].thread_ts == thread


async def test_all_parts_of_a_long_message_are_sent_in_order(server: SlackServer, app: Slack) -> None:
    message = Message(tuple(block(f"paragraph {n} " * 40) for n in range(120)), "en", ALERT.buttons)
    ts = await app.send(to("C2002", message))
    count = len(server.posted)
    assert count > 2
    assert ts == server.posted[0].ts
    assert [f"({n}/{count})" in posted.plain for n, posted in enumerate(server.posted, start=1)] == [True] * count
    assert [bool(posted.buttons) for posted in server.posted] == [False] * (count - 1) + [True]


@pytest.mark.parametrize("code", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"])
async def test_blocks_that_are_refused_are_sent_as_text_once(server: SlackServer, app: Slack, code: str) -> None:
    server.faults.add(refusals.refused(code), "chat.postMessage")
    await app.send(to("C2002"))
    assert [bool(call.get("blocks")) for _, call in server.calls] == [True, False]
    assert server.posted[0].text == "\u200fتفجير\n\u200fنص &lt;!channel&gt;"


ERRORS = [
    pytest.param(refusals.rate_limited(17), SendFailure.BUSY, 17.0, id="429"),
    pytest.param(
        Answer(429, "slow down", "text/plain", {"Retry-After": "4"}), SendFailure.BUSY, 4.0, id="429, no JSON"
    ),
    pytest.param(refusals.refused("ratelimited"), SendFailure.BUSY, None, id="ratelimited with HTTP 200"),
    *[
        pytest.param(refusals.refused(code), SendFailure.GONE, None, id=code)
        for code in ("channel_not_found", "not_in_channel", "is_archived", "user_not_found", "restricted_action")
    ],
    *[
        pytest.param(refusals.refused(code), SendFailure.REVOKED, None, id=code)
        for code in (
            "invalid_auth",
            "not_authed",
            "token_revoked",
            "token_expired",
            "account_inactive",
            "missing_scope",
        )
    ],
    *[
        pytest.param(refusals.refused(code), SendFailure.REFUSED, None, id=code)
        for code in ("msg_too_long", "no_text", "invalid_arguments", "something_new")
    ],
    pytest.param(refusals.refused("service_unavailable"), SendFailure.AWAY, None, id="service unavailable"),
    pytest.param(refusals.refused("internal_error"), SendFailure.UNKNOWN, None, id="internal error, HTTP 200"),
    pytest.param(refusals.internal_error(), SendFailure.UNKNOWN, None, id="internal error, HTTP 500"),
    pytest.param(refusals.refused("fatal_error"), SendFailure.UNKNOWN, None, id="fatal error"),
    pytest.param(bad_gateway(), SendFailure.AWAY, None, id="502 with HTML"),
    pytest.param(Answer(503, "away", "text/plain"), SendFailure.AWAY, None, id="503 with text"),
    pytest.param(Answer(504, "slow", "text/html"), SendFailure.UNKNOWN, None, id="504"),
    pytest.param(Answer(403, "proxy says no", "text/html"), SendFailure.REFUSED, None, id="403 of a proxy"),
    pytest.param(Answer(200, "<html>portal</html>", "text/html"), SendFailure.UNKNOWN, None, id="200 with HTML"),
    pytest.param(Answer(200, "ok", "text/plain"), SendFailure.UNKNOWN, None, id="200 with text"),
    pytest.param(Answer(200, "{broken"), SendFailure.UNKNOWN, None, id="200 with broken JSON"),
    pytest.param(Cut(), SendFailure.UNKNOWN, None, id="cut before receipt"),
    pytest.param(Cut(received=True), SendFailure.UNKNOWN, None, id="cut after receipt"),
]


@pytest.mark.parametrize(("fault", "failure", "retry_after"), ERRORS)
async def test_each_error_has_its_answer(
    server: SlackServer, app: Slack, fault: Fault, failure: SendFailure, retry_after: float | None
) -> None:
    server.faults.add(fault, "chat.postMessage", times=None)
    with pytest.raises(SendError) as raised:
        await app.send(to("C2002"))
    assert (raised.value.failure, raised.value.retry_after) == (failure, retry_after)
    assert len(server.calls) == 1, "an adapter never tries again by itself"
    assert server.bot_token not in str(raised.value)


async def test_a_hanging_send_is_an_unknown_outcome(server: SlackServer) -> None:
    app = Slack(server.bot_token, base_url=server.base_url, pace=Pace(send=1))
    server.faults.add(Hang(received=True), "chat.postMessage")
    with pytest.raises(SendError) as raised:
        await app.send(to("C2002"))
    assert raised.value.failure is SendFailure.UNKNOWN


async def test_nobody_at_the_address_means_away(server: SlackServer, app: Slack) -> None:
    await server.stop()
    with pytest.raises(SendError) as raised:
        await app.send(to("C2002"))
    assert raised.value.failure is SendFailure.AWAY


async def test_an_empty_message_is_refused(server: SlackServer, app: Slack) -> None:
    with pytest.raises(SendError) as raised:
        await app.send(to("C2002", Message((), "en")))
    assert raised.value.failure is SendFailure.REFUSED
    assert not server.calls


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        pytest.param(refusals.rate_limited(3), SendFailure.UNKNOWN, id="busy"),
        pytest.param(refusals.refused("is_archived"), SendFailure.GONE, id="archived meanwhile"),
        pytest.param(
            refusals.refused("no_text"), SendFailure.REFUSED, id="never accepted: no repeats of the first part"
        ),
    ],
)
async def test_a_later_part_that_fails(server: SlackServer, fault: Answer, failure: SendFailure) -> None:
    app = Slack(server.bot_token, base_url=server.base_url, pace=Pace(between_parts=0.2))
    message = Message(tuple(block("paragraph " * 40) for _ in range(90)), "en")
    first_done = asyncio.create_task(server.wait_for(lambda posted: "(1/" in posted.plain))
    first_done.add_done_callback(lambda _: server.faults.add(fault, "chat.postMessage"))
    with pytest.raises(SendError) as raised:
        await app.send(to("C2002", message))
    assert raised.value.failure is failure
    assert len(server.posted) == 1


# --- where the bot is no member ---


async def asked_from_outside(server: SlackServer, app: Slack, inbox: Inbox) -> None:
    server.command("U1001", "C2002", "status ISKP")
    await inbox.updates.wait_for(lambda _: True)
    server.faults.add(refusals.refused("not_in_channel"), "chat.postMessage", times=None)
    await wait_until(lambda: len(server.socket.acks) == 1)


async def test_an_answer_goes_to_the_response_url(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        await asked_from_outside(server, app, inbox)
        await app.send(to("C2002", kind="reply"))
    [posted] = server.posted
    assert (posted.method, posted.channel, posted.user) == ("response_url", "C2002", None)
    assert posted.button("Why?").value == "/why A1"


@pytest.mark.parametrize(
    ("given", "later"),
    [
        pytest.param(to("C2002", kind="alert"), 0.0, id="an alert is no answer"),
        pytest.param(to("C3003", kind="reply"), 0.0, id="another channel"),
        pytest.param(to("C2002", kind="reply"), 1801.0, id="half an hour later"),
    ],
)
async def test_no_response_url_no_answer(
    server: SlackServer, app: Slack, clock: Clock, given: Delivery, later: float
) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        await asked_from_outside(server, app, inbox)
        clock.now += later
        with pytest.raises(SendError) as raised:
            await app.send(given)
    assert raised.value.failure is SendFailure.GONE
    assert not server.posted


async def test_a_response_url_that_is_used_up(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        await asked_from_outside(server, app, inbox)
        for _ in range(5):
            await app.send(to("C2002", kind="reply"))
        with pytest.raises(SendError) as raised:
            await app.send(to("C2002", kind="reply"))
    assert raised.value.failure is SendFailure.GONE
    assert len(server.posted) == 5


# --- listening ---


async def test_the_slash_command(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        envelope = server.command("U1001", "C2002", "status ISKP")
        update = await inbox.updates.wait_for(lambda _: True)
        await server.socket.acks.wait_for(lambda acked: acked is envelope)
        assert app.trouble is None
    assert envelope.in_time
    assert (update.platform, update.id) == ("slack", envelope.payload["trigger_id"])
    assert (update.address, update.person.label) == (Address("slack", "C2002"), "slack:U1001")
    assert (update.text, update.private, update.addressed) == ("/status ISKP", False, True)
    assert (update.message_id, update.extra["response_url"]) == (None, envelope.payload["response_url"])


async def test_a_mention_in_a_thread(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        envelope = server.mention("U1001", "C2002", "status ISKP", thread_ts="1700000000.000100")
        update = await inbox.updates.wait_for(lambda _: True)
    event = envelope.payload["event"]
    assert (update.id, update.text) == (envelope.payload["event_id"], "/status ISKP")
    assert update.address == Address("slack", "C2002", "1700000000.000100")
    assert (update.replied_to, update.message_id, update.private) == ("1700000000.000100", event["ts"], False)


async def test_a_direct_message(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        server.say("U1001", "D1001", "status داعش &amp; خراسان")
        update = await inbox.updates.wait_for(lambda _: True)
    assert (update.text, update.private, update.address.thread) == ("/status داعش & خراسان", True, "")


async def test_a_pressed_button(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        ts = await app.send(to("C2002", thread="1700000000.000100"))
        pressed = server.posted[0].button("Why?")
        envelope = server.press("U1001", server.posted[0], pressed.action, pressed.value)
        update = await inbox.updates.wait_for(lambda _: True)
        await server.socket.acks.wait_for(lambda acked: acked is envelope)
    assert (update.text, update.replied_to, update.message_id) == ("/why A1", ts, ts)
    assert update.address == Address("slack", "C2002", "1700000000.000100")


async def test_what_is_not_for_the_bot_is_acknowledged_and_dropped(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        server.say("U1001", "C2002", "status ISKP")
        server.say("U1001", "D1001", "status ISKP", bot_id="B9")
        server.say("U1001", "D1001", "status ISKP", subtype="message_changed")
        server.say(BOT_USER, "D1001", "status ISKP")
        server.open_home("U1001")
        await server.socket.acks.wait_for_count(5)
    assert not inbox.updates


async def test_what_is_not_committed_is_not_acknowledged(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    inbox.failures = [StoreError("the database is locked")]
    async with listening(app, inbox):
        envelope = server.mention("U1001", "C2002", "status ISKP")
        await inbox.updates.wait_for(lambda _: True, within=10)
        again = server.socket.envelopes[-1]
        await server.socket.acks.wait_for(lambda acked: acked is again)
    assert envelope.acked is None
    assert (again.retry, again.payload["event_id"]) == (1, envelope.payload["event_id"])
    assert len(inbox.updates) == 1


async def test_a_repeated_event_is_acknowledged_and_left_to_the_receiver(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        first = server.mention("U1001", "C2002", "status ISKP")
        await server.socket.acks.wait_for_count(1)
        server.repeat(first)
        await server.socket.acks.wait_for_count(2)
    assert (inbox.attempts, len(inbox.updates)) == (2, 1)


async def test_the_connection_comes_back_when_it_is_cut(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        await server.wait_for_hello()
        server.socket.cut()
        await server.socket.hellos.wait_for_count(2, within=10)
        server.mention("U1001", "C2002", "status ISKP")
        await inbox.updates.wait_for(lambda _: True)


async def test_the_connection_moves_when_slack_asks(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        await server.wait_for_hello()
        await server.socket.refresh()
        await server.socket.hellos.wait_for_count(2, within=10)
        server.mention("U1001", "C2002", "status ISKP")
        await inbox.updates.wait_for(lambda _: True)


async def test_listening_survives_a_restart_of_slack(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        await server.wait_for_hello()
        await server.stop()
        await wait_until(lambda: app.trouble is not None)
        await server.start()
        await server.socket.hellos.wait_for_count(2, within=10)
        server.mention("U1001", "C2002", "status ISKP")
        await inbox.updates.wait_for(lambda _: True)


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(bad_gateway(), id="502"),
        pytest.param(refusals.rate_limited(0), id="rate limit"),
        pytest.param(Cut(), id="cut"),
        pytest.param(refusals.internal_error(), id="500"),
    ],
)
async def test_a_bad_start_is_waited_out(server: SlackServer, app: Slack, method: str, fault: Fault) -> None:
    server.faults.add(fault, method, times=3)
    async with listening(app, Inbox()):
        await server.wait_for_hello()
        await wait_until(lambda: app.trouble is None)


@pytest.mark.parametrize("code", ["invalid_auth", "account_inactive", "token_revoked", "missing_scope"])
@pytest.mark.parametrize(
    ("method", "setting"),
    [
        pytest.param("auth.test", "RASID_SLACK_BOT_TOKEN", id="bot token"),
        pytest.param("apps.connections.open", "RASID_SLACK_APP_TOKEN", id="app token"),
    ],
)
async def test_a_refused_token_ends_listening_with_one_clear_error(
    server: SlackServer, app: Slack, method: str, setting: str, code: str
) -> None:
    server.faults.add(refusals.refused(code), method, times=None)
    with pytest.raises(RasidError, match=setting) as raised:
        await asyncio.wait_for(app.listen(Inbox()), 5)
    assert "xoxb" not in f"{raised.value}{app.trouble}"
    assert "xapp" not in f"{raised.value}{app.trouble}"


async def test_a_token_revoked_later_ends_listening(server: SlackServer, app: Slack) -> None:
    task = asyncio.create_task(app.listen(Inbox()))
    await server.wait_for_hello()
    server.faults.add(refusals.refused("token_revoked"), "apps.connections.open", times=None)
    server.socket.cut()
    with pytest.raises(RasidError, match="RASID_SLACK_APP_TOKEN"):
        await asyncio.wait_for(task, 10)


async def test_what_is_being_received_is_finished_before_the_end(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    begun, go = asyncio.Event(), asyncio.Event()

    class Slow(Inbox):
        async def __call__(self, update: Any) -> bool:
            begun.set()
            await go.wait()
            return await inbox(update)

    async with listening(app, Slow()) as task:
        envelope = server.mention("U1001", "C2002", "status ISKP")
        await begun.wait()
        task.cancel()
        await asyncio.sleep(0.05)
        go.set()
        await server.socket.acks.wait_for(lambda acked: acked is envelope)
    assert len(inbox.updates) == 1


async def test_no_token_in_any_log(server: SlackServer, app: Slack, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with listening(app, Inbox()):
        await server.wait_for_hello()
        await app.send(to("C2002"))
        server.faults.add(refusals.refused("no_text"), "chat.postMessage")
        with pytest.raises(SendError):
            await app.send(to("C2002"))
        server.command("U1001", "C2002", "status ISKP")
        await server.socket.acks.wait_for_count(1)
        await server.stop()
        await wait_until(lambda: app.trouble is not None)
        await asyncio.sleep(0.5)
    for secret in (server.bot_token, server.app_token, "ticket=1", "ticket=2"):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        pytest.param("https://slack.com/api/", "http://proxy.example:3128", id="https"),
        pytest.param("wss://wss-primary.slack.com", "http://proxy.example:3128", id="socket"),
        pytest.param("http://slack.example/api/", None, id="http has no proxy here"),
        pytest.param("https://chat.inside.example/api/", None, id="NO_PROXY"),
    ],
)
def test_proxies(url: str, proxy: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "https_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,inside.example")
    assert proxy_for(url) == proxy


# --- payloads ---


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
        pytest.param(direct("good morning"), "good morning", id="direct talk"),
        pytest.param(direct("see", subtype="file_share"), "see", id="with a file"),
    ],
)
def test_what_is_said(payload: dict[str, Any], text: str) -> None:
    update = update_from_payload(payload, "UBOT", WORDS)
    assert update is not None
    assert update.text == text


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(event("message", "status ISKP", channel_type="channel"), id="talk in a channel"),
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
    assert update_from_payload(payload, "UBOT", WORDS) is None


def test_the_message_that_a_thread_hangs_on_stands_in_the_channel() -> None:
    update = update_from_payload(event("app_mention", "<@UBOT> why", thread_ts="1700000001.000200"), "UBOT", WORDS)
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
    update = update_from_payload(PRESSED, "UBOT")
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
    update = update_from_payload(payload | {"envelope_id": "e-1"}, "UBOT", WORDS)
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
