"""What one person of a channel reads alone: wire out, and wire in from its buttons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.errors import SendError, SendFailure
from bot.core.message import Button, Message, block
from handlers.slack import Slack, update_from_payload
from tests.fakes import slack_faults as refusals
from tests.fakes.faults import Answer, Cut, Fault
from tests.fakes.slack_server import SlackServer
from tests.handlers import slack_wire
from tests.handlers.building import Inbox, listening, wait_until
from tests.handlers.slack_wire import to

server = slack_wire.server
clock = slack_wire.clock
app = slack_wire.app
NOTE = Message((block("Nothing was changed."),), "en", ((Button("Help", "/help"),),), whisper="U7")


async def test_a_note_is_for_one_person_where_it_was_asked(server: SlackServer, app: Slack) -> None:
    assert await app.send(to("C1", NOTE, "1700000001.000200")) == ""
    [posted] = server.posted
    assert (posted.method, posted.user, posted.channel) == ("chat.postEphemeral", "U7", "C1")
    assert (posted.thread_ts, posted.plain) == ("1700000001.000200", "Nothing was changed.\nHelp")
    assert server.shown("C1") == []


async def test_where_the_bot_is_no_member_the_note_takes_the_response_url(server: SlackServer, app: Slack) -> None:
    server.faults.add(refusals.refused("not_in_channel"), "chat.postEphemeral", times=None)
    inbox = Inbox()
    async with listening(app, inbox):
        server.command("U7", "C1", "")
        await inbox.updates.wait_for(lambda _: True)
    await app.send(to("C1", NOTE, kind="reply"))
    assert [(one.method, one.user) for one in server.posted] == [("response_url", "U7")]


async def test_a_note_takes_no_response_url_of_somebody_else(server: SlackServer, app: Slack) -> None:
    """Who asked last in the channel reads nothing that is for another."""
    server.faults.add(refusals.refused("not_in_channel"), "chat.postEphemeral", times=None)
    inbox = Inbox()
    async with listening(app, inbox):
        for number, user in enumerate(("U7", "U8"), 1):
            server.command(user, "C1", "")
            await inbox.updates.wait_for_count(number)
        await wait_until(lambda: len(server.socket.acks) == 2)
    await app.send(to("C1", NOTE, kind="reply"))
    await app.send(to("C1", replace(NOTE, whisper="U9"), kind="reply"))
    assert [(one.method, one.user) for one in server.posted] == [("response_url", "U7")]


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        pytest.param(refusals.rate_limited(3), SendFailure.BUSY, id="too many"),
        pytest.param(Answer(503, ""), SendFailure.AWAY, id="503"),
        pytest.param(refusals.refused("token_revoked"), SendFailure.REVOKED, id="dead token"),
        pytest.param(refusals.refused("invalid_blocks"), SendFailure.MARKUP, id="blocks"),
    ],
)
async def test_a_note_is_tried_again_where_it_surely_was_not_shown(
    server: SlackServer, app: Slack, fault: Fault, failure: SendFailure
) -> None:
    server.faults.add(fault, "chat.postEphemeral")
    with pytest.raises(SendError) as raised:
        await app.send(to("C1", NOTE))
    assert raised.value.failure is failure


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(refusals.refused("user_not_in_channel"), id="the person has left"),
        pytest.param(refusals.refused("channel_not_found"), id="no member"),
        pytest.param(refusals.refused("is_archived"), id="archived"),
        pytest.param(Cut(), id="unknown outcome"),
    ],
)
async def test_a_note_that_cannot_be_shown_is_dropped(server: SlackServer, app: Slack, fault: Fault) -> None:
    server.faults.add(fault, "chat.postEphemeral")
    assert await app.send(to("C1", NOTE)) == ""
    assert server.posted == []


async def test_without_blocks(server: SlackServer, app: Slack) -> None:
    await app.send(replace(to("C1", NOTE), plain=True))
    assert [(one.text, one.blocks) for one in server.posted] == [("Nothing was changed.", ())]


@pytest.mark.parametrize(
    ("text", "channel", "hushed"),
    [
        pytest.param("", "C1", True, id="the command alone"),
        pytest.param("help", "C1", True, id="help"),
        pytest.param("status ISKP", "C1", False, id="a question"),
        pytest.param("", "D1", False, id="nobody else is there"),
    ],
)
async def test_how_the_command_is_typed_is_told_to_who_asked(
    server: SlackServer, text: str, channel: str, hushed: bool
) -> None:
    payload = server.command("U7", channel, text).payload
    update = update_from_payload(payload, slack_wire.ME, slack_wire.WORDS, alone=True)
    assert update is not None
    assert (update.hushed, update.whisper) == (hushed, "U7")


async def test_what_is_pressed_in_a_note_is_answered_by_a_note(server: SlackServer, app: Slack) -> None:
    await app.send(to("C1", NOTE))
    pressed = server.press("U7", server.posted[0], "say_0_0", "/help").payload
    update = update_from_payload(pressed, slack_wire.ME)
    assert update is not None
    assert "message" not in pressed
    assert (update.text, update.hushed, update.whisper) == ("/help", True, "U7")
