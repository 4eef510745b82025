"""Direct messages of Slack: the app's own are private, those between two people are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.message import Message, block
from bot.core.model import Update
from handlers.slack import Slack
from handlers.slack.updates import SHORTCUT
from tests.fakes import slack_faults
from tests.fakes.faults import Hang
from tests.fakes.slack_objects import Posted
from tests.fakes.slack_server import SlackServer
from tests.fakes.slack_socket import Envelope
from tests.handlers import slack_wire
from tests.handlers.building import Inbox, listening
from tests.handlers.slack_wire import to

server = slack_wire.server
clock = slack_wire.clock
app = slack_wire.app

Deed = Callable[[SlackServer, str], Envelope]
DEEDS = [
    pytest.param(lambda slack, channel: slack.command("U7", channel, "status ISKP"), id="the command"),
    pytest.param(lambda slack, channel: slack.press("U7", shown_in(channel), "say_0_0", "/list"), id="a button"),
    pytest.param(lambda slack, channel: slack.use_shortcut("U7", shown_in(channel), SHORTCUT), id="the shortcut"),
]


def shown_in(channel: str) -> Posted:
    return Posted("chat.postMessage", channel, "1700000001.000200", "خبر")


async def heard(server: SlackServer, app: Slack, *deeds: Callable[[], Envelope]) -> list[Update]:
    inbox = Inbox()
    async with listening(app, inbox):
        for number, deed in enumerate(deeds, 1):
            deed()
            await inbox.updates.wait_for_count(number)
    return list(inbox.updates)


@pytest.mark.parametrize("deed", DEEDS)
async def test_alone_with_the_app_it_is_private(deed: Deed, server: SlackServer, app: Slack) -> None:
    [update] = await heard(server, app, lambda: deed(server, "D7"))
    assert (update.private, update.hushed, update.extra["title"]) == (True, False, "")
    assert "apart" not in update.extra


@pytest.mark.parametrize("deed", DEEDS)
async def test_between_two_people_nothing_is_private_and_who_asked_is_told_alone(
    deed: Deed, server: SlackServer, app: Slack
) -> None:
    server.methods.between.add("D12")
    [update] = await heard(server, app, lambda: deed(server, "D12"))
    assert (update.private, update.hushed, update.whisper) == (False, True, "U7")
    assert update.extra["apart"] is True


async def test_the_direct_message_of_somebody_else_is_none_of_ones_own(server: SlackServer, app: Slack) -> None:
    [update] = await heard(server, app, lambda: server.command("U7", "D8", "status ISKP"))
    assert (update.private, update.hushed) == (False, True)


@pytest.mark.parametrize(
    ("written", "private"),
    [pytest.param(False, False, id="nothing heard there yet"), pytest.param(True, True, id="written in before")],
)
async def test_without_the_scope_it_is_known_from_what_was_written(
    written: bool, private: bool, server: SlackServer, app: Slack
) -> None:
    server.faults.add(slack_faults.refused("missing_scope"), "conversations.info", times=None)
    said = [lambda: server.say("U7", "D7", "list")] if written else []
    *_, update = await heard(server, app, *said, lambda: server.command("U7", "D7", "status ISKP"))
    assert (update.private, update.hushed) == (private, not private)


async def test_slack_is_asked_once(server: SlackServer, app: Slack) -> None:
    server.methods.between.add("D12")
    asked = [lambda channel=channel: server.command("U7", channel, "list") for channel in ("D7", "D7", "D12", "D12")]
    await heard(server, app, *asked)
    assert [given["channel"] for method, given in server.calls if method == "conversations.info"] == ["D7", "D12"]


async def test_where_slack_does_not_tell_soon_it_is_not_private(server: SlackServer, app: Slack) -> None:
    server.faults.add(Hang(), "conversations.info")
    [update] = await heard(server, app, lambda: server.command("U7", "D7", "status ISKP"))
    assert not update.private


async def test_the_answer_between_two_people_reaches_who_asked_alone(server: SlackServer, app: Slack) -> None:
    server.methods.between.add("D12")
    await heard(server, app, lambda: server.command("U7", "D12", "status ISKP"))
    await app.send(to("D12", Message((block("quiet"),), whisper="U7"), kind="reply"))
    assert [(one.method, one.user, one.plain) for one in server.posted] == [("response_url", "U7", "quiet")]
