"""Slack, wire in: the adapter with the real libraries against the local Socket Mode."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bot.core.errors import RasidError, SendError, StoreError
from bot.core.model import Address
from handlers.slack import Slack
from handlers.slack.socket import proxy_for
from handlers.slack.updates import SHORTCUT
from tests.fakes import slack_faults as refusals
from tests.fakes.faults import Cut, Fault, bad_gateway
from tests.fakes.slack_objects import BOT_USER
from tests.fakes.slack_server import SlackServer
from tests.handlers import slack_wire
from tests.handlers.building import Inbox, listening, wait_until
from tests.handlers.slack_wire import to

server = slack_wire.server
clock = slack_wire.clock
app = slack_wire.app


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


async def test_talk_in_channels_and_its_editions(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        first = server.say("U1001", "C2002", "قتل ٣")
        await inbox.updates.wait_for_count(1)
        server.edit(first, "قتل ٥")
        server.edit(first, "قتل ٣", attachments=[{"from_url": "https://x.example", "text": "a preview"}])
        server.post_as_app("G3003", "<https://x.example/1|خبر>", "Feeds")
        server.mention("U1001", "C2002", "status ISKP")
        server.say("U1001", "C2002", f"<@{BOT_USER}> status ISKP")
        server.delete(first)
        await server.socket.acks.wait_for_count(7)
    heard = {(update.address.chat, update.material.text) for update in inbox.updates if update.material}
    assert heard == {("C2002", "قتل ٣"), ("C2002", "قتل ٥"), ("G3003", "خبر")}
    assert [update.text for update in inbox.updates if update.addressed] == ["/status ISKP"]
    assert all(update.material for update in inbox.updates if not update.addressed)
    assert len(inbox.updates) == 4
    said = inbox.updates[0].material
    assert said
    assert said.source == "#c2002"
    assert [method for method, _ in server.calls].count("conversations.info") == 2, "its name, and who made it"
    assert said.url == f"https://tests.slack.example/archives/C2002/p{first.payload['event']['ts'].replace('.', '')}"


async def test_the_shortcut_where_the_app_is_no_member(server: SlackServer, app: Slack) -> None:
    server.faults.add(refusals.refused("not_in_channel"), "chat.postMessage", times=None)
    inbox = Inbox()
    async with listening(app, inbox):
        said = server.say("U1001", "C2002", "خبر")
        envelope = server.use_shortcut("U1002", said, SHORTCUT)
        update = await inbox.updates.wait_for(lambda update: update.addressed)
        await server.socket.acks.wait_for(lambda acked: acked is envelope)
        answer = to("C2002", kind="reply", thread=update.address.thread, reply_to=update.message_id)
        assert await app.send(answer) == "response_url"
    assert envelope.in_time
    assert update.id == envelope.payload["trigger_id"]
    assert update.address == Address("slack", "C2002", said.payload["event"]["ts"])
    assert (update.material and update.material.text, update.person.label) == ("خبر", "slack:U1002")


async def test_a_file_that_is_sent_to_the_bot_can_be_fetched(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        file = server.files.add("خبر.txt", "نص".encode())
        server.say("U1001", "D1001", "", subtype="file_share", files=[file])
        update = await inbox.updates.wait_for(lambda _: True)
        assert update.material
        (attachment,) = update.material.files
        assert await app.download(attachment, 100) == "نص".encode()


async def test_what_is_not_for_the_bot_is_acknowledged_and_dropped(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        server.say(BOT_USER, "C2002", "status ISKP")
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
