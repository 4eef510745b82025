"""The local Slack over HTTP: signed requests, judged by slack_sdk's own verifier and taken by a Bolt app."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.faults import Cut, FaultPlan
from tests.fakes.journal import Journal
from tests.fakes.loopback import LoopbackServer, before_work
from tests.fakes.slack_requests import SECRET, signed
from tests.fakes.slack_server import SlackServer
from tests.fakes.slack_socket import Envelope


class Application(LoopbackServer):
    """A Bolt app behind HTTP that keeps the texts it gets."""

    def __init__(self, client: AsyncWebClient) -> None:
        super().__init__(FaultPlan())
        self.texts: Journal[str] = Journal()
        self.bolt = AsyncApp(client=client, signing_secret=SECRET)
        self.bolt.event("message")(self.take_event)
        self.bolt.command("/rasid")(self.take_command)
        self.bolt.action("why")(self.take_action)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_post("/slack/events", self.serve)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if answer := await before_work(request, self.faults.take("events")):
            return answer
        bolt_request = await to_bolt_request(request)
        response: web.Response = await to_aiohttp_response(await self.bolt.async_dispatch(bolt_request))
        return response

    async def take_event(self, event: dict[str, Any]) -> None:
        self.texts.record(event["text"])

    async def take_command(self, ack: Any, body: dict[str, Any]) -> None:
        await ack(f"الجواب عن {body['text']}")
        self.texts.record(body["text"])

    async def take_action(self, ack: Any, body: dict[str, Any]) -> None:
        await ack()
        self.texts.record(body["actions"][0]["value"])


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        yield running


@pytest.fixture
async def application(server: SlackServer) -> AsyncIterator[Application]:
    client = AsyncWebClient(server.bot_token, base_url=server.base_url)
    async with Application(client) as running:
        server.deliver_to(f"{running.origin}/slack/events")
        yield running


async def test_events_commands_and_buttons_reach_the_app(server: SlackServer, application: Application) -> None:
    server.say("U1001", "D1001", "status ISKP")
    await application.texts.wait_for(lambda text: text == "status ISKP")
    command = server.command("U1001", "C2002", "help")
    answer = await server.wait_for(lambda posted: posted.method == "ack")
    assert answer.plain == "الجواب عن help"
    assert command.in_time
    server.press("U1001", answer, "why", "A17")
    await application.texts.wait_for(lambda text: text == "A17")


async def test_an_event_that_was_cut_comes_again(server: SlackServer, application: Application) -> None:
    application.faults.add(Cut(), "events")
    first = server.say("U1001", "D1001", "مرة أخرى")
    await application.texts.wait_for(lambda text: text == "مرة أخرى")
    assert server.request_url
    (lost, nothing), (again, status) = await server.request_url.answers.wait_for_count(2)
    assert (lost, nothing, status) == (first, 0, 200)
    assert again.retry == 1


@pytest.mark.parametrize(
    ("age", "secret"),
    [
        pytest.param(0, "another-secret", id="a wrong secret"),
        pytest.param(360, SECRET, id="six minutes old"),
    ],
)
async def test_a_forgery_is_refused(server: SlackServer, application: Application, age: int, secret: str) -> None:
    assert server.request_url
    envelope = Envelope("1", "slash_commands", {"command": "/rasid", "text": "mute all"})
    assert await server.request_url.post(envelope, int(time.time()) - age, secret) == 401
    assert application.texts == []


def test_the_signature_is_slacks() -> None:
    moment = int(time.time())
    body, headers = signed(Envelope("1", "interactive", {"type": "block_actions"}), SECRET, moment)
    verifier = SignatureVerifier(SECRET)
    assert verifier.is_valid_request(body, headers)
    assert not verifier.is_valid_request(body + "x", headers)
