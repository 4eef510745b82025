"""Slack by a server that says no more than it must, and envelopes that nobody has seen before."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.core.message import Message, block
from bot.core.model import Address
from handlers.slack import Pace, Slack
from tests.fakes.lean_servers import LeanSlack
from tests.handlers.building import Inbox, delivery, listening

QUICK = Pace(first_wait=0.01, longest_wait=0.05, ping=0.5)
COMMAND = {"command": "/rasid", "text": "status", "channel_id": "C1", "user_id": "U1"}
GOOD = {"envelope_id": "good", "type": "slash_commands", "payload": COMMAND}


def listener(server: LeanSlack) -> Slack:
    return Slack("xoxb-lean", "xapp-lean", server.base_url, words=frozenset({"status"}), pace=QUICK)


async def test_ok_means_posted() -> None:
    async with LeanSlack() as server:
        assert await listener(server).send(delivery(Message((block("text"),), "en"), Address("slack", "C1"))) == ""


@pytest.mark.parametrize(
    ("envelope", "acks"),
    [
        pytest.param({"type": "canvas", "payload": {"a": 1}}, ["bad", "good"], id="an unknown type"),
        pytest.param({"payload": {"a": 1}}, ["bad", "good"], id="no type"),
        pytest.param({"type": ["canvas"]}, ["bad", "good"], id="a list for a type"),
        pytest.param({"type": "slash_commands"}, ["bad", "good"], id="a command without payload"),
        pytest.param({"type": "slash_commands", "payload": None}, ["bad", "good"], id="null for a payload"),
        pytest.param({"type": "interactive", "payload": [1]}, ["bad", "good"], id="a list for a payload"),
        pytest.param({"type": "events_api", "payload": {}, "envelope_id": None}, ["good"], id="no envelope id"),
        pytest.param({"type": "note", "envelope_id": None}, ["good"], id="an unknown message"),
    ],
)
async def test_a_strange_envelope_is_left_out_with_one_line(
    envelope: dict[str, Any], acks: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox()
    async with LeanSlack([{"envelope_id": "bad", **envelope}, GOOD]) as server, listening(listener(server), inbox):
        await server.acks.wait_for(lambda ack: ack == "good")
        await server.acks.wait_for_count(len(acks))
    assert sorted(server.acks) == acks
    assert [update.text for update in inbox.updates] == ["/status"]
    assert [record.exc_info for record in caplog.records if record.levelno >= logging.WARNING] == [None]
    assert "it is left out" in caplog.text
