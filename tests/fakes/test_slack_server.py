"""The local Slack, tried with slack_sdk's web client and a real Bolt app over Socket Mode."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fakes import slack_faults as refusals
from tests.fakes.faults import Answer, Cut, Hang, bad_gateway
from tests.fakes.slack_server import SlackServer

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*هجوم* &amp; <https://a.example|المصدر>"}}
WHY = {"type": "button", "text": {"type": "plain_text", "text": "لماذا"}, "action_id": "why", "value": "A17"}
ALERT: list[dict[str, Any]] = [SECTION, {"type": "actions", "elements": [WHY]}]


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        yield running


@pytest.fixture
def client(server: SlackServer) -> AsyncWebClient:
    return AsyncWebClient(server.bot_token, base_url=server.base_url, retry_handlers=[], timeout=1)


class Recorder:
    """A Bolt app that acknowledges and keeps what it gets."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.app = AsyncApp(client=client)
        self.got: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.app.command("/rasid")(self.answer_command)
        for event in ("message", "app_mention", "app_home_opened"):
            self.app.event(event)(self.keep)
        self.app.action("why")(self.keep_acked)
        self.app.shortcut("scan")(self.keep_acked)

    async def answer_command(self, ack: Any, respond: Any, body: dict[str, Any]) -> None:
        await ack("لحظة")
        await respond(f"الجواب عن {body['text']}")
        await self.got.put(body)

    async def keep(self, body: dict[str, Any]) -> None:
        await self.got.put(body)

    async def keep_acked(self, ack: Any, body: dict[str, Any]) -> None:
        await ack()
        await self.got.put(body)

    async def next(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.got.get(), 5)


@pytest.fixture
async def recorder(server: SlackServer, client: AsyncWebClient) -> AsyncIterator[Recorder]:
    recorder = Recorder(client)
    handler: Any = AsyncSocketModeHandler(recorder.app, server.app_token, ping_interval=1)
    await handler.connect_async()
    await server.wait_for_hello()
    yield recorder
    await handler.close_async()


async def test_the_app_knows_itself(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["bot_id"]) == ("U0RASID", "B0RASID")


async def test_a_wrong_token_is_refused(server: SlackServer) -> None:
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await AsyncWebClient("xoxb-wrong", base_url=server.base_url).auth_test()


async def test_the_socket_wants_the_app_token(server: SlackServer, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=server.bot_token)


async def test_the_sync_client_sends_other_bodies(server: SlackServer) -> None:
    sync = WebClient(server.bot_token, base_url=server.base_url)
    assert (await asyncio.to_thread(sync.auth_test))["ok"]
    info = await asyncio.to_thread(sync.conversations_info, channel="D1001")
    assert info["channel"]["is_im"]


async def test_a_command_is_acknowledged_and_answered(server: SlackServer, recorder: Recorder) -> None:
    envelope = server.command("U1001", "C2002", "status ISKP")
    assert (await recorder.next())["command"] == "/rasid"
    shown = {posted.method: (posted.plain, posted.user) for posted in await server.posted.wait_for_count(2)}
    assert shown == {"ack": ("لحظة", "U1001"), "response_url": ("الجواب عن status ISKP", "U1001")}
    assert envelope.in_time


async def test_messages_mentions_and_the_home_tab_arrive(server: SlackServer, recorder: Recorder) -> None:
    server.say("U1001", "D1001", "status ISKP")
    direct = await recorder.next()
    server.mention("U1001", "C2002", "status ISKP", thread_ts="1700000000.000001")
    mention = await recorder.next()
    server.open_home("U1001")
    home = await recorder.next()
    assert (direct["event"]["channel_type"], direct["event"]["text"]) == ("im", "status ISKP")
    assert mention["event"]["text"] == "<@U0RASID> status ISKP"
    assert mention["event"]["thread_ts"] == "1700000000.000001"
    assert home["event"]["type"] == "app_home_opened"
    assert len({direct["event_id"], mention["event_id"], home["event_id"]}) == 3


async def test_a_button_and_a_shortcut_arrive(server: SlackServer, client: AsyncWebClient, recorder: Recorder) -> None:
    await client.chat_postMessage(channel="C2002", text="تنبيه", blocks=ALERT)
    posted = server.posted[0]
    why = posted.button("لماذا")
    server.press("U1001", posted, why.action, why.value)
    pressed = await recorder.next()
    assert pressed["actions"][0]["value"] == "A17"
    assert pressed["message"]["ts"] == posted.ts
    server.use_shortcut("U1001", posted, "scan")
    assert (await recorder.next())["message"]["text"] == "تنبيه"


async def test_the_shortcut_shows_what_somebody_said(server: SlackServer, recorder: Recorder) -> None:
    said = server.say("U1001", "C2002", "خبر")
    event = (await recorder.next())["event"]
    server.use_shortcut("U1002", said, "scan")
    chosen = await recorder.next()
    assert chosen["message"] == {name: event[name] for name in ("type", "user", "text", "ts", "team")}
    assert (chosen["channel"]["id"], chosen["message_ts"], chosen["user"]["id"]) == ("C2002", event["ts"], "U1002")
    assert (await AsyncWebhookClient(chosen["response_url"]).send(text="قرئ")).status_code == 200


async def test_what_stands_in_a_channel_is_posted_changed_and_deleted(server: SlackServer, recorder: Recorder) -> None:
    posted = server.post_as_app("C2002", "خبر", "Feeds")
    first = (await recorder.next())["event"]
    assert (first["subtype"], first["bot_profile"]["name"], "user" in first) == ("bot_message", "Feeds", False)
    edited = server.edit(posted, "خبر آخر")
    second = (await recorder.next())["event"]
    assert (second["message"]["ts"], second["message"]["text"]) == (first["ts"], "خبر آخر")
    assert (second["previous_message"]["text"], second["ts"] != first["ts"]) == ("خبر", True)
    server.delete(edited)
    third = (await recorder.next())["event"]
    assert (third["subtype"], third["previous_message"]["text"]) == ("message_deleted", "خبر آخر")


async def fetch(url: str, token: str | None) -> tuple[int, str, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers, allow_redirects=False) as answer:
        return answer.status, answer.content_type, await answer.text()


async def test_a_file_is_given_to_who_shows_the_token(server: SlackServer, client: AsyncWebClient) -> None:
    file = server.files.add("خبر.txt", "نص".encode())
    assert (await client.files_info(file=file["id"]))["file"] == file
    url = file["url_private_download"]
    assert await fetch(url, server.bot_token) == (200, "text/plain", "نص")
    assert [(await fetch(url, token))[0] for token in (None, "xoxb-wrong")] == [302, 302]
    server.files.readable = False
    assert (await fetch(url, server.bot_token))[:2] == (200, "text/html")
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.files_info(file=file["id"])
    assert len(server.files.asked) == 4


async def test_a_file_that_was_deleted_is_not_there(server: SlackServer, client: AsyncWebClient) -> None:
    file = server.files.add("a.txt", b"text")
    server.files.delete(file["id"])
    assert (await fetch(file["url_private_download"], server.bot_token))[0] == 404
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_info(file=file["id"])


async def test_an_event_comes_twice(server: SlackServer, recorder: Recorder) -> None:
    envelope = server.say("U1001", "D1001", "مرتين")
    server.repeat(envelope)
    first, second = await recorder.next(), await recorder.next()
    assert first["event_id"] == second["event_id"]
    await server.socket.acks.wait_for_count(2)


async def test_envelopes_come_out_of_order(server: SlackServer, recorder: Recorder) -> None:
    server.socket.hold()
    for text in ("1", "2", "3"):
        server.say("U1001", "D1001", text)
    server.socket.let_go(out_of_order=True)
    assert [(await recorder.next())["event"]["text"] for _ in range(3)] == ["3", "2", "1"]
    server.say("U1001", "D1001", "4")
    assert (await recorder.next())["event"]["text"] == "4"


async def test_what_was_said_before_the_app_came_waits(server: SlackServer, client: AsyncWebClient) -> None:
    server.say("U1001", "D1001", "مبكر")
    recorder = Recorder(client)
    handler: Any = AsyncSocketModeHandler(recorder.app, server.app_token)
    await handler.connect_async()
    assert (await recorder.next())["event"]["text"] == "مبكر"
    await handler.close_async()


async def test_an_event_whose_socket_ends_comes_again(server: SlackServer) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(f"{server.origin}/link/") as silent:
            assert (await silent.receive_json())["type"] == "hello"
            server.say("U1001", "D1001", "لم يؤكد")
            first = await silent.receive_json()
        async with session.ws_connect(f"{server.origin}/link/") as attentive:
            assert (await attentive.receive_json())["type"] == "hello"
            again = await asyncio.wait_for(attentive.receive_json(), 5)
            await attentive.send_json({"envelope_id": again["envelope_id"]})
            await server.socket.acks.wait_for_count(1)
    assert again["payload"]["event_id"] == first["payload"]["event_id"]
    assert again["retry_attempt"] == 1
    assert again["envelope_id"] != first["envelope_id"]


async def test_what_is_not_acknowledged_in_time_comes_three_times_again(server: SlackServer) -> None:
    server.socket.ack_within = 0.05
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.origin}/link/") as deaf:
        await deaf.receive_json()
        envelope = server.say("U1001", "D1001", "لا جواب")
        command = server.command("U1001", "D1001", "help")
        await server.socket.envelopes.wait_for_count(5)
        await server.socket.envelopes.stays_at(5, 0.2)
    assert [sent.retry for sent in server.socket.envelopes if sent.kind == "events_api"] == [0, 1, 2, 3]
    assert not envelope.in_time
    assert not command.in_time


async def test_the_app_connects_again(server: SlackServer, recorder: Recorder) -> None:
    await server.socket.refresh()
    await server.socket.hellos.wait_for_count(2)
    server.socket.cut()
    await server.socket.hellos.wait_for_count(3, 15)
    server.say("U1001", "D1001", "بعد الانقطاع")
    assert (await recorder.next())["event"]["text"] == "بعد الانقطاع"


async def test_a_post_can_be_changed_and_deleted(server: SlackServer, client: AsyncWebClient) -> None:
    first = await client.chat_postMessage(channel="U1001", text="مصدر واحد")
    assert first["channel"] == "D1001"
    await client.chat_update(channel="D1001", ts=first["ts"], text="ثلاثة مصادر")
    assert [posted.plain for posted in server.shown("D1001")] == ["ثلاثة مصادر"]
    await client.chat_delete(channel="D1001", ts=first["ts"])
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_update(channel="D1001", ts=first["ts"], text="أربعة")
    await client.chat_postEphemeral(channel="C2002", user="U1001", text="لك وحدك")
    assert (server.posted[-1].user, server.shown("C2002")) == ("U1001", [])


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message", "edit_window_closed", "ratelimited"])
async def test_a_change_is_refused(server: SlackServer, client: AsyncWebClient, code: str) -> None:
    first = await client.chat_postMessage(channel="C1", text="مصدر واحد")
    server.faults.add(refusals.refused(code), "chat.update", chat="C1")
    with pytest.raises(SlackApiError, match=code):
        await client.chat_update(channel="C1", ts=first["ts"], text="مصدران")
    await client.chat_update(channel="C1", ts=first["ts"], text="ثلاثة")
    assert [posted.plain for posted in server.shown("C1")] == ["ثلاثة"]


async def test_a_reader_sees_blocks_without_markup(server: SlackServer, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C2002", text="<!channel> بديل", blocks=ALERT, thread_ts="1.2")
    posted = server.posted[0]
    assert posted.plain == "*هجوم* & المصدر\nلماذا"
    assert posted.thread_ts == "1.2"
    assert posted.pings == ["<!channel>"]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        pytest.param({"channel": "general", "text": "x"}, "channel_not_found", id="a name is no id"),
        pytest.param({"channel": "C1", "text": ""}, "no_text", id="nothing to say"),
        pytest.param({"channel": "C1", "text": "x" * 40_001}, "msg_too_long", id="40,001 characters"),
        pytest.param({"channel": "C1", "text": "x", "blocks": [SECTION] * 51}, "invalid_blocks", id="51 blocks"),
    ],
)
async def test_slack_refuses(server: SlackServer, client: AsyncWebClient, message: dict[str, Any], code: str) -> None:
    with pytest.raises(SlackApiError, match=code):
        await client.chat_postMessage(**message)
    assert [code in one for one in server.violations] == [True] * (code != "channel_not_found")
    server.violations.clear()


async def test_a_picture_arrives_whole(server: SlackServer, client: AsyncWebClient) -> None:
    await client.files_upload_v2(
        channel="C2002", content=b"\x89PNG picture", filename="chart.png", initial_comment="رسم", thread_ts="1.2"
    )
    posted = server.posted[0]
    assert (posted.content, posted.file_name, posted.text) == (b"\x89PNG picture", "chart.png", "رسم")
    assert (posted.channel, posted.thread_ts) == ("C2002", "1.2")


async def test_views_and_people(server: SlackServer, client: AsyncWebClient) -> None:
    server.methods.admins.append("U1001")
    await client.views_publish(user_id="U1001", view={"type": "home", "blocks": [SECTION]})
    assert server.views[0]["view"]["blocks"] == [SECTION]
    assert (await client.users_info(user="U1001"))["user"]["is_admin"]
    assert (await client.conversations_open(users="U1001"))["channel"]["id"] == "D1001"


async def test_a_response_url_serves_five_times(server: SlackServer) -> None:
    hook = AsyncWebhookClient(server.command("U1001", "C2002", "help").payload["response_url"])
    statuses = [(await hook.send(text=f"جواب {turn}")).status_code for turn in range(6)]
    assert statuses == [200] * 5 + [404]


async def refused_by_sdk(client: AsyncWebClient) -> Exception:
    with pytest.raises((SlackApiError, aiohttp.ClientError, TimeoutError)) as caught:
        await client.chat_postMessage(channel="C2002", text="خبر")
    return caught.value


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        *[
            pytest.param(refusals.refused(code), 200, code, id=code)
            for code in ("not_in_channel", "channel_not_found", "is_archived", "token_revoked", "account_inactive")
        ],
        pytest.param(refusals.rate_limited(3), 429, "ratelimited", id="rate limited"),
        pytest.param(refusals.internal_error(), 500, "internal_error", id="internal error"),
        pytest.param(bad_gateway(), 502, None, id="bad gateway in HTML"),
    ],
)
async def test_a_scripted_refusal_strikes_once(
    server: SlackServer, client: AsyncWebClient, fault: Answer, status: int, code: str | None
) -> None:
    server.faults.add(fault, "chat.postMessage", chat="C2002")
    await client.chat_postMessage(channel="C3003", text="لا شأن له")
    error = await refused_by_sdk(client)
    assert isinstance(error, SlackApiError)
    assert error.response.status_code == status
    if code:
        assert error.response["error"] == code
    await client.chat_postMessage(channel="C2002", text="وصل")
    assert [posted.text for posted in server.posted] == ["لا شأن له", "وصل"]


async def test_a_flood_tells_how_long_to_wait(server: SlackServer, client: AsyncWebClient) -> None:
    server.faults.add(refusals.rate_limited(43), "chat.postMessage")
    error = await refused_by_sdk(client)
    assert isinstance(error, SlackApiError)
    assert error.response.headers["Retry-After"] == "43"


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [
        pytest.param(Cut(), 0, id="cut before receipt"),
        pytest.param(Cut(received=True), 1, id="cut after receipt"),
        pytest.param(Hang(), 0, id="hang before receipt"),
        pytest.param(Hang(received=True), 1, id="hang after receipt"),
    ],
)
async def test_an_unknown_outcome(server: SlackServer, client: AsyncWebClient, fault: Cut | Hang, arrived: int) -> None:
    server.faults.add(fault, "chat.postMessage")
    assert not isinstance(await refused_by_sdk(client), SlackApiError)
    assert len(server.posted) == arrived


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"user_id": "U1001", "view": {"type": "home", "blocks": []}}, id="no blocks"),
        pytest.param({"user_id": "U1001", "view": {"type": "modal", "blocks": [SECTION]}}, id="no page"),
        pytest.param({"user_id": "C1001", "view": {"type": "home", "blocks": [SECTION]}}, id="nobody"),
        pytest.param({"user_id": "U1001", "view": {"type": "home", "blocks": [SECTION] * 101}}, id="101 blocks"),
    ],
)
async def test_a_page_that_slack_refuses(server: SlackServer, client: AsyncWebClient, given: dict[str, Any]) -> None:
    with pytest.raises(SlackApiError):
        await client.views_publish(**given)
    assert server.violations
    server.violations.clear()
