"""Who administers a channel of Slack: taken as Slack tells it, and not known where a scope is missing."""

from __future__ import annotations

import pytest

from handlers.slack import Slack
from tests.fakes import slack_faults
from tests.fakes.slack_server import SlackServer
from tests.handlers import slack_wire
from tests.handlers.building import Inbox, listening

server = slack_wire.server
clock = slack_wire.clock
app = slack_wire.app


@pytest.mark.parametrize(
    ("admins", "creator", "leads"),
    [
        pytest.param(["U1001"], "U0FOUNDER", True, id="an owner of the workspace"),
        pytest.param(["U2002", "U1001"], "U0FOUNDER", True, id="an admin of the workspace"),
        pytest.param([], "U1001", True, id="who made the channel"),
        pytest.param(["U2002"], "U0FOUNDER", False, id="a member"),
    ],
)
async def test_slack_tells(admins: list[str], creator: str, leads: bool, server: SlackServer, app: Slack) -> None:
    server.methods.admins, server.methods.creators = admins, {"C2002": creator}
    inbox = Inbox()
    async with listening(app, inbox):
        server.command("U1001", "C2002", "status ISKP")
        update = await inbox.updates.wait_for(lambda _: True)
    assert update.extra["chat_admin"] is leads


@pytest.mark.parametrize(
    ("refused", "creator", "known"),
    [
        pytest.param(["users.info"], "U0FOUNDER", None, id="no users:read"),
        pytest.param(["users.info"], "U1001", True, id="no users:read, but the channel is theirs"),
        pytest.param(["conversations.info"], "U1001", None, id="no channels:read"),
        pytest.param(["users.info", "conversations.info"], "U1001", None, id="neither"),
    ],
)
async def test_without_a_scope_it_is_not_known(
    refused: list[str], creator: str, known: bool | None, server: SlackServer, app: Slack
) -> None:
    server.methods.creators = {"C2002": creator}
    for method in refused:
        server.faults.add(slack_faults.refused("missing_scope"), method, times=None)
    inbox = Inbox()
    async with listening(app, inbox):
        server.command("U1001", "C2002", "status ISKP")
        update = await inbox.updates.wait_for(lambda _: True)
    assert update.extra.get("chat_admin") is known


async def test_nobody_is_asked_about_direct_messages(server: SlackServer, app: Slack) -> None:
    inbox = Inbox()
    async with listening(app, inbox):
        server.say("U1001", "D1001", "status ISKP")
        update = await inbox.updates.wait_for(lambda _: True)
    assert "chat_admin" not in update.extra
