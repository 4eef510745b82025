"""Slack, wire out: the adapter with the real libraries against the local Web API."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.answer import answers_to
from bot.core.errors import SendError, SendFailure
from bot.core.message import Message, block
from bot.core.model import Delivery
from handlers.slack import Pace, Slack
from handlers.slack.updates import SHORTCUT
from tests.fakes import slack_faults as refusals
from tests.fakes.faults import Answer, Cut, Fault, Hang, bad_gateway
from tests.fakes.slack_server import SlackServer
from tests.handlers import slack_wire
from tests.handlers.building import Inbox, listening, send_all, wait_until
from tests.handlers.slack_wire import ALERT, Clock, to

server = slack_wire.server
clock = slack_wire.clock
app = slack_wire.app


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
    ids = await send_all(app, to("C2002", message))
    count = len(server.posted)
    assert count > 2
    assert ids == [posted.ts for posted in server.posted]
    assert [f"({n}/{count})" in posted.plain for n, posted in enumerate(server.posted, start=1)] == [True] * count
    assert [bool(posted.buttons) for posted in server.posted] == [False] * (count - 1) + [True]


async def test_without_blocks(server: SlackServer, app: Slack) -> None:
    await app.send(replace(to("C2002"), plain=True))
    assert [call.get("blocks") for _, call in server.calls] == [None]
    assert server.posted[0].text == "\u200fتفجير\n\u200fنص &lt;!channel&gt;"


async def test_a_message_is_changed_in_its_place(server: SlackServer, app: Slack) -> None:
    ts = await app.send(to("C2002"))
    changed = Message((block("تفجير آخر"),), "ar", ALERT.buttons)
    assert await app.send(replace(to("C2002", changed), edits=ts)) == ts
    [shown] = server.shown("C2002")
    assert (shown.plain.splitlines()[0], shown.button("Why?").value) == ("\u200fتفجير آخر", "/why A1")


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_a_message_that_was_deleted_has_vanished(server: SlackServer, app: Slack, code: str) -> None:
    server.faults.add(refusals.refused(code), "chat.update")
    with pytest.raises(SendError) as raised:
        await app.send(replace(to("C2002"), edits="1700000000.000100"))
    assert raised.value.failure is SendFailure.VANISHED


@pytest.mark.parametrize(
    ("given", "failure"),
    [
        pytest.param(to("C1", reply_to="1700000000.000100"), SendFailure.ALONE, id="what follows an alert goes alone"),
        pytest.param(to("C1", thread="1700000000.000100"), SendFailure.CLOSED, id="what lives in a thread ends"),
    ],
)
async def test_a_thread_that_is_gone(server: SlackServer, app: Slack, given: Delivery, failure: SendFailure) -> None:
    server.faults.add(refusals.refused("thread_not_found"), "chat.postMessage")
    with pytest.raises(SendError) as raised:
        await app.send(given)
    assert raised.value.failure is failure


async def test_what_follows_an_alert_is_seen_in_the_channel_too(server: SlackServer, app: Slack) -> None:
    await app.send(to("C1", reply_to="1700000000.000100"))
    assert server.calls[0][1]["reply_broadcast"]


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
        for code in ("no_text", "invalid_arguments", "something_new")
    ],
    *[
        pytest.param(refusals.refused(code), SendFailure.TOO_LONG, None, id=code)
        for code in ("msg_too_long", "msg_blocks_too_long")
    ],
    *[
        pytest.param(refusals.refused(code), SendFailure.MARKUP, None, id=code)
        for code in ("invalid_blocks", "invalid_blocks_format")
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


async def test_an_empty_message_has_no_part(app: Slack) -> None:
    assert not app.parts(Message((), "en"))


# --- where the bot is no member ---


async def asked_from_outside(server: SlackServer, app: Slack, inbox: Inbox, user: str = "U1001") -> Delivery:
    """The answer to what somebody asks in a channel."""
    known, acks = len(inbox.updates), len(server.socket.acks)
    server.command(user, "C2002", "status ISKP")
    update = (await inbox.updates.wait_for_count(known + 1))[known]
    server.faults.add(refusals.refused("not_in_channel"), "chat.postMessage", times=None)
    await wait_until(lambda: len(server.socket.acks) == acks + 1)
    return to("C2002", kind="reply", key=f"{answers_to(update)}0")


async def test_an_answer_goes_to_the_response_url(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        await app.send(await asked_from_outside(server, app, inbox))
    [posted] = server.posted
    assert (posted.method, posted.channel, posted.user) == ("response_url", "C2002", None)
    assert posted.button("Why?").value == "/why A1"


async def test_an_answer_goes_by_the_response_url_of_its_question(server: SlackServer, app: Slack) -> None:
    """An URL serves five times: the others' are not used up."""
    inbox = Inbox()
    async with listening(app, inbox):
        first = await asked_from_outside(server, app, inbox)
        second = await asked_from_outside(server, app, inbox, "U2002")
        for given in (first, second):
            for _ in range(5):
                await app.send(given)
    assert len(server.posted) == 10


async def test_what_was_read_later_goes_by_the_response_url_of_its_message(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        said = server.say("U1001", "C2002", "خبر")
        server.use_shortcut("U1001", said, SHORTCUT)
        update = await inbox.updates.wait_for(lambda one: one.addressed)
        server.faults.add(refusals.refused("not_in_channel"), "chat.postMessage", times=None)
        await wait_until(lambda: len(server.socket.acks) == 2)
        await app.send(to("C2002", kind="reply", key="scan:1", reply_to=update.message_id))
    assert [one.method for one in server.posted] == ["response_url"]


@pytest.mark.parametrize(
    ("changed", "later"),
    [
        pytest.param({"kind": "alert"}, 0.0, id="an alert is no answer"),
        pytest.param({"key": "reply:slack:9.U1001:0"}, 0.0, id="another question's answer"),
        pytest.param({"key": ""}, 0.0, id="nobody's answer"),
        pytest.param({}, 1801.0, id="half an hour later"),
    ],
)
async def test_no_response_url_no_answer(
    server: SlackServer, app: Slack, clock: Clock, changed: dict[str, Any], later: float
) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        given = await asked_from_outside(server, app, inbox)
        clock.now += later
        with pytest.raises(SendError) as raised:
            await app.send(replace(given, **changed))
    assert raised.value.failure is SendFailure.GONE
    assert not server.posted


async def test_a_response_url_that_is_used_up(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        given = await asked_from_outside(server, app, inbox)
        for _ in range(5):
            await app.send(given)
        with pytest.raises(SendError) as raised:
            await app.send(given)
    assert raised.value.failure is SendFailure.GONE
    assert len(server.posted) == 5


async def test_a_message_of_a_thread_is_changed_and_removed(server: SlackServer, app: Slack) -> None:
    ts = await app.send(to("C1", thread="1700000000.000100"))
    changed = replace(to("C1", Message((block("page 2"),)), "1700000000.000100"), edits=ts)
    assert await app.send(changed) == ts
    [shown] = server.shown("C1")
    assert (shown.plain, shown.thread_ts) == ("page 2", "1700000000.000100")
    await app.remove(changed.destination.address, "1.1")
    await app.remove(changed.destination.address, ts)
    assert server.shown("C1") == []
