"""What the local Slack's channels are called, and what happens where it does not tell."""

from __future__ import annotations

import asyncio

import pytest

from handlers.slack.names import Names
from handlers.slack.socket import web_client
from tests.fakes import slack_faults as refusals
from tests.fakes.faults import Cut, Fault, Hang, bad_gateway
from tests.fakes.slack_server import SlackServer
from tests.handlers import slack_wire
from tests.handlers.slack_wire import Clock

server = slack_wire.server
clock = slack_wire.clock
HOUR = 3600.0


def names(server: SlackServer, clock: Clock, seconds: float = 5.0) -> Names:
    return Names(web_client(server.bot_token, server.base_url, 5), clock, seconds)


async def test_a_name_is_asked_for_once_an_hour(server: SlackServer, clock: Clock) -> None:
    found = names(server, clock)
    assert await asyncio.gather(*(found.of("C2002") for _ in range(5))) == ["#c2002"] * 5
    clock.now = HOUR - 1
    assert await found.of("C2002") == "#c2002"
    assert len(server.calls) == 1
    clock.now = HOUR
    assert await found.of("C2002") == "#c2002"
    assert len(server.calls) == 2


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(refusals.refused("missing_scope"), id="no scope"),
        pytest.param(refusals.rate_limited(30), id="rate limit"),
        pytest.param(bad_gateway(), id="502"),
        pytest.param(Cut(), id="cut"),
        pytest.param(Hang(), id="no answer"),
    ],
)
async def test_without_an_answer_there_is_no_name_and_no_question_for_a_while(
    server: SlackServer, clock: Clock, fault: Fault
) -> None:
    found = names(server, clock, 0.2)
    server.faults.add(fault, "conversations.info", times=None)
    assert await found.of("C2002") == ""
    server.faults.clear()
    assert await found.of("C2002") == ""
    clock.now = 300.0
    assert await found.of("C2002") == "#c2002"


async def test_a_known_name_outlives_a_failure(server: SlackServer, clock: Clock) -> None:
    found = names(server, clock)
    await found.of("C2002")
    clock.now = HOUR
    server.faults.add(bad_gateway(), "conversations.info", times=None)
    assert await found.of("C2002") == "#c2002"
