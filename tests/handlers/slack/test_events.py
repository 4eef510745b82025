"""Slack, wire in over HTTP: the local Slack posts to a real server with the adapter's hook."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.core.answer import answers_to
from bot.core.errors import RasidError, StoreError
from handlers.slack import Events, Slack
from handlers.slack.events import PATH, Accepted
from handlers.slack.updates import SHORTCUT
from tests.fakes import slack_faults as refusals
from tests.fakes.faults import Cut, Fault, bad_gateway
from tests.fakes.slack_requests import SECRET, RequestUrl, signature, signed
from tests.fakes.slack_server import SlackServer
from tests.fakes.slack_socket import Envelope
from tests.handlers import slack_wire
from tests.handlers.building import NOW, HeldInbox, Inbox, listening, wait_until
from tests.handlers.serving import hooked
from tests.handlers.slack_wire import QUICK, WORDS, to

COMMAND = {"command": "/rasid", "text": "status ISKP", "channel_id": "C1", "user_id": "U1", "trigger_id": "1.2"}

server = slack_wire.server


class Watch:
    """The time of day, which a test may set."""

    def __init__(self) -> None:
        self.time: datetime | None = None

    def __call__(self) -> datetime:
        return self.time or datetime.now(UTC)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def app(server: SlackServer, watch: Watch) -> Slack:
    events = Events(SECRET, watch)
    return Slack(server.bot_token, "", server.base_url, words=WORDS, events=events, pace=QUICK)


@pytest.fixture
async def client(server: SlackServer, app: Slack) -> AsyncIterator[httpx.AsyncClient]:
    """Posts to the server that has the adapter's hook; so does the local Slack."""
    async with hooked(app.hooks) as posting:
        server.deliver_to(f"{posting.base_url}".rstrip("/") + PATH)
        yield posting


def deliveries(server: SlackServer) -> RequestUrl:
    assert server.request_url
    return server.request_url


def request(payload: dict[str, Any], kind: str = "slash_commands", at: datetime = NOW) -> tuple[str, dict[str, str]]:
    return signed(Envelope("1", kind, payload), SECRET, int(at.timestamp()))


async def post(client: httpx.AsyncClient, body: str | bytes, headers: dict[str, str]) -> int:
    return (await client.post(PATH, content=body, headers=headers)).status_code


async def open_for(app: Slack) -> None:
    await wait_until(lambda: app.trouble is None)


async def test_events_commands_and_buttons_come_in_by_one_address(
    server: SlackServer, app: Slack, client: httpx.AsyncClient
) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        await open_for(app)
        await app.send(to("C2002"))
        pressed = server.posted[0].button("Why?")
        deeds = [
            server.say("U1001", "D1001", "status داعش &amp; خراسان"),
            server.mention("U1001", "C2002", "status ISKP", thread_ts="1700000000.000100"),
            server.command("U1001", "C2002", "status ISKP"),
            server.press("U1001", server.posted[0], pressed.action, pressed.value),
        ]
        await deliveries(server).answers.wait_for_count(4)
    assert {status for _, status in deliveries(server).answers} == {200}
    assert all(deed.in_time for deed in deeds)
    told = {(heard.address.chat, heard.address.thread, heard.text) for heard in inbox.updates}
    assert told == {
        ("D1001", "", "/status داعش & خراسان"),
        ("C2002", "1700000000.000100", "/status ISKP"),
        ("C2002", "", "/status ISKP"),
        ("C2002", "", "/why A1"),
    }
    assert {method for method, _ in server.calls} == {
        *("auth.test", "chat.postMessage"),
        *("conversations.info", "users.info"),  # who administers the channel
    }
    assert len(server.posted) == 1, "an acknowledgement says nothing to the person"


async def test_talk_and_the_shortcut_come_in_by_the_same_address(
    server: SlackServer, app: Slack, client: httpx.AsyncClient
) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        await open_for(app)
        said = server.say("U1001", "C2002", "خبر")
        deeds = [said, server.edit(said, "خبر آخر"), server.use_shortcut("U1002", said, SHORTCUT)]
        await deliveries(server).answers.wait_for_count(3)
    assert all(deed.in_time for deed in deeds)
    told = {
        (update.addressed, update.material.purpose, update.material.text) for update in inbox.updates if update.material
    }
    assert told == {(False, "listen", "خبر"), (False, "listen", "خبر آخر"), (True, "scan", "خبر")}


async def test_one_may_answer_where_the_app_is_no_member(
    server: SlackServer, app: Slack, client: httpx.AsyncClient
) -> None:
    server.faults.add(refusals.refused("not_in_channel"), "chat.postMessage", times=None)
    inbox = Inbox()
    async with listening(app, inbox):
        await open_for(app)
        server.command("U1001", "C9009", "status ISKP")
        update = await inbox.updates.wait_for(lambda _: True)
        await deliveries(server).answers.wait_for_count(1)
        assert await app.send(to("C9009", kind="reply", key=f"{answers_to(update)}0")) == "response_url"


@pytest.mark.parametrize(
    ("changed", "body"),
    [
        pytest.param({"X-Slack-Signature": None}, None, id="no signature"),
        pytest.param({"X-Slack-Signature": ""}, None, id="an empty one"),
        pytest.param({"X-Slack-Signature": "v0=" + "0" * 64}, None, id="a guessed one"),
        pytest.param({"X-Slack-Signature": "توقيع"}, None, id="no ASCII"),
        pytest.param({"X-Slack-Request-Timestamp": None}, None, id="no time"),
        pytest.param({"X-Slack-Request-Timestamp": "now"}, None, id="a word for a time"),
        pytest.param({"X-Slack-Request-Timestamp": "9" * 400}, None, id="a time that no clock has"),
        pytest.param({"X-Slack-Request-Timestamp": str(int(NOW.timestamp()) + 1)}, None, id="another time"),
        pytest.param({}, b"text=users+forged-words", id="another body"),
        pytest.param({}, b"\xff", id="no text"),
    ],
)
async def test_without_slacks_signature_nothing_is_taken(
    app: Slack,
    client: httpx.AsyncClient,
    watch: Watch,
    changed: dict[str, str | None],
    body: bytes | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    watch.time = NOW
    inbox = Inbox()
    right, headers = request({**COMMAND, "text": "users forged-words"})
    wrong = {name: value.encode() for name, value in {**headers, **changed}.items() if value is not None}
    async with listening(app, inbox):
        await open_for(app)
        answer = await client.post(PATH, content=body if body is not None else right, headers=wrong)  # type: ignore[arg-type]
        assert (answer.status_code, inbox.attempts) == (401, 0)
        assert await post(client, right, headers) == 200
    assert "forged-words" not in caplog.text


@pytest.mark.parametrize(
    ("seconds", "status"),
    [
        pytest.param(-301, 401, id="older than five minutes"),
        pytest.param(-300, 200, id="five minutes old"),
        pytest.param(300, 200, id="five minutes ahead"),
        pytest.param(301, 401, id="further ahead"),
    ],
)
async def test_a_signature_serves_for_five_minutes(
    app: Slack, client: httpx.AsyncClient, watch: Watch, seconds: int, status: int
) -> None:
    watch.time = NOW
    inbox = Inbox()
    async with listening(app, inbox):
        await open_for(app)
        assert await post(client, *request(COMMAND, at=NOW + timedelta(seconds=seconds))) == status
    assert inbox.attempts == (status == 200)


async def test_a_request_that_somebody_recorded_gets_in_once(
    app: Slack, client: httpx.AsyncClient, watch: Watch
) -> None:
    recorded = request(COMMAND, at=NOW + timedelta(minutes=5))
    inbox = Inbox()
    async with listening(app, inbox):
        await open_for(app)
        statuses = []
        for minutes in (0, 0, 5, 10, 11):
            watch.time = NOW + timedelta(minutes=minutes)
            statuses.append(await post(client, *recorded))
    assert statuses == [200, 401, 401, 401, 401]
    assert inbox.attempts == 1


async def test_what_was_not_accepted_may_come_again_as_it_was(
    app: Slack, client: httpx.AsyncClient, watch: Watch
) -> None:
    watch.time = NOW
    same = request(COMMAND)
    inbox = Inbox()
    inbox.failures = [StoreError("the database is locked"), ValueError("a bug")]
    assert await post(client, *same) == 503
    async with listening(app, inbox):
        await open_for(app)
        assert [await post(client, *same) for _ in range(4)] == [503, 503, 200, 401]
    assert await post(client, *request({**COMMAND, "trigger_id": "1.3"})) == 503
    assert len(inbox.updates) == 1


async def test_a_request_under_way_is_not_let_in_beside_itself(
    app: Slack, client: httpx.AsyncClient, watch: Watch
) -> None:
    watch.time = NOW
    inbox = HeldInbox()
    async with listening(app, inbox):
        await open_for(app)
        first = asyncio.create_task(post(client, *request(COMMAND)))
        await inbox.begun.wait()
        assert await post(client, *request(COMMAND)) == 401
        done, _ = await asyncio.wait([first], timeout=0.1)
        assert not done, "answered before it is committed"
        inbox.go.set()
        assert await first == 200
    assert inbox.attempts == 1


async def test_an_event_that_is_not_committed_comes_again(
    server: SlackServer, app: Slack, client: httpx.AsyncClient
) -> None:
    inbox = Inbox()
    inbox.failures = [StoreError("the database is locked")] * 2
    async with listening(app, inbox):
        await open_for(app)
        event = server.mention("U1001", "C2002", "status ISKP")
        await inbox.updates.wait_for(lambda _: True)
        await deliveries(server).answers.wait_for_count(3)
    assert [status for _, status in deliveries(server).answers] == [503, 503, 200]
    assert [heard.id for heard in inbox.updates] == [event.payload["event_id"]]


async def test_a_repeated_event_is_left_to_the_receiver(app: Slack, client: httpx.AsyncClient, watch: Watch) -> None:
    event = {"type": "app_mention", "user": "U1", "channel": "C1", "text": "status", "ts": "1.2"}
    payload = {"type": "event_callback", "event_id": "Ev1", "event": event}
    inbox = Inbox()
    async with listening(app, inbox):
        await open_for(app)
        for seconds in (0, 10):
            watch.time = NOW + timedelta(seconds=seconds)
            assert await post(client, *request(payload, "events_api", watch.time)) == 200
    assert (inbox.attempts, len(inbox.updates)) == (2, 1)


async def test_a_command_without_an_id_is_heard_too(app: Slack, client: httpx.AsyncClient, watch: Watch) -> None:
    watch.time = NOW
    lean = {name: value for name, value in COMMAND.items() if name != "trigger_id"}
    inbox = Inbox()
    async with listening(app, inbox):
        await open_for(app)
        assert await post(client, *request(lean)) == 200
    assert [heard.text for heard in inbox.updates] == ["/status ISKP"]


async def test_slack_is_told_that_the_address_is_ours(app: Slack, client: httpx.AsyncClient, watch: Watch) -> None:
    watch.time = NOW
    asked = {"type": "url_verification", "token": "made-up", "challenge": "3eZbrw1aBm2rZgRNFdxV"}
    body, headers = request(asked, "events_api")
    forged = await client.post(PATH, content=body, headers={**headers, "X-Slack-Signature": "v0=guessed"})
    answer = await client.post(PATH, content=body, headers=headers)
    assert (forged.status_code, forged.content) == (401, b"")
    assert (answer.status_code, answer.json()) == (200, {"challenge": asked["challenge"]})


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        pytest.param("{", "application/json", 400, id="half of JSON"),
        pytest.param("[]", "application/json", 400, id="a list"),
        pytest.param("[" * 100_000, "application/json", 400, id="a deep list"),
        pytest.param("payload=x", "application/x-www-form-urlencoded", 400, id="no JSON in a form"),
        pytest.param("", "application/json", 400, id="nothing"),
        pytest.param('{"type": "url_verification"}', "application/json", 400, id="no challenge"),
        pytest.param("ssl_check=1", "application/x-www-form-urlencoded", 200, id="a look at the certificate"),
        pytest.param('{"type": "event_callback"}', "application/json", 200, id="no event"),
        pytest.param('{"type": "view_submission"}', "application/json", 200, id="what is not listened to"),
    ],
)
async def test_what_slack_signed_and_nobody_reads(
    app: Slack, client: httpx.AsyncClient, watch: Watch, body: str, content_type: str, status: int
) -> None:
    watch.time = NOW
    moment = int(NOW.timestamp())
    headers = {"X-Slack-Signature": signature(SECRET, moment, body), "X-Slack-Request-Timestamp": str(moment)}
    inbox = Inbox()
    async with listening(app, inbox):
        await open_for(app)
        assert await post(client, body, {**headers, "Content-Type": content_type}) == status
    assert inbox.attempts == 0


def test_of_many_signatures_the_oldest_are_forgotten() -> None:
    accepted = Accepted(most=3)
    assert [accepted.add(name, NOW) for name in "abcd"] == [True] * 4
    assert len(accepted) == 3
    assert [accepted.add(name, NOW) for name in "bcd"] == [False] * 3


def test_signatures_are_kept_no_longer_than_they_serve() -> None:
    accepted = Accepted()
    accepted.add("a", NOW)
    accepted.add("b", NOW + timedelta(minutes=11))
    assert len(accepted) == 1


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(bad_gateway(), id="502"),
        pytest.param(refusals.rate_limited(0), id="rate limit"),
        pytest.param(Cut(), id="cut"),
    ],
)
async def test_a_bad_start_is_waited_out(server: SlackServer, app: Slack, fault: Fault) -> None:
    server.faults.add(fault, "auth.test", times=3)
    async with listening(app, Inbox()):
        await open_for(app)
    assert app.trouble


async def test_a_refused_token_ends_listening_with_one_clear_error(
    server: SlackServer, app: Slack, client: httpx.AsyncClient, watch: Watch
) -> None:
    watch.time = NOW
    server.faults.add(refusals.refused("invalid_auth"), "auth.test", times=None)
    with pytest.raises(RasidError, match="RASID_SLACK_BOT_TOKEN") as raised:
        await asyncio.wait_for(app.listen(Inbox()), 5)
    assert "xoxb" not in f"{raised.value}{app.trouble}"
    assert await post(client, *request(COMMAND)) == 503


async def test_no_secret_in_any_log(
    server: SlackServer, app: Slack, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    inbox = Inbox()
    inbox.failures = [StoreError("the database is locked"), ValueError("a bug")]
    async with listening(app, inbox):
        await open_for(app)
        server.mention("U1001", "C2002", "status ISKP")
        await inbox.updates.wait_for(lambda _: True)
        forged = Envelope("1", "slash_commands", json.loads(json.dumps(COMMAND)))
        assert await deliveries(server).post(forged, secret="another-secret") == 401
    assert "the database is locked" in caplog.text
    for secret in (SECRET, "another-secret", server.bot_token):
        assert secret not in caplog.text
