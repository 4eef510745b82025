"""Slack, wire out: files with their words, and the buttons in a message of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.errors import SendError, SendFailure
from bot.core.message import Button, File, Message, block, bold
from bot.core.model import Delivery
from handlers.slack import Slack
from handlers.slack.format import pieces
from tests.fakes import slack_faults as refusals
from tests.fakes.faults import Answer, Cut, Fault
from tests.fakes.slack_server import SlackServer
from tests.handlers import slack_wire
from tests.handlers.building import send_all
from tests.handlers.slack_wire import to

server = slack_wire.server
clock = slack_wire.clock
app = slack_wire.app

PNG = b"\x89PNG\r\n\x1a\n made up"
THREAD = "1700000000.000100"
FILE = File(1, "راصد-ISKP.png", "image/png")
PICTURE = Message(
    (block(bold("ذكر داعش"), shape="heading"), block("سبع مرات <!channel>"), block("بند", shape="item")),
    "ar",
    ((Button("24h", "/chart ISKP 24h"),),),
    FILE,
)
BARE = replace(PICTURE, buttons=())


def carrying(message: Message, channel: str = "C2002", **more: Any) -> Delivery:
    given = to(channel, message, thread=more.pop("thread", ""), kind=more.pop("kind", "reply"))
    return replace(given, content=PNG, **more)


async def test_a_file_stands_with_its_words_and_the_buttons_follow(server: SlackServer, app: Slack) -> None:
    await send_all(app, carrying(PICTURE))
    file, buttons = server.posted
    assert (file.method, file.channel, file.file_name) == ("files.completeUploadExternal", "C2002", "راصد-ISKP.png")
    assert (file.content, file.pings) == (PNG, [])
    assert file.plain == "\u200f*ذكر داعش*\n\u200fسبع مرات <!channel>\n\u200f• بند"
    assert (buttons.button("24h").value, buttons.text) == ("/chart ISKP 24h", "\u200fذكر داعش")


async def test_it_goes_into_the_thread_it_was_asked_in(server: SlackServer, app: Slack) -> None:
    await send_all(app, carrying(PICTURE, thread=THREAD))
    assert [one.thread_ts for one in server.posted] == [THREAD, THREAD]


async def test_the_address_is_asked_for_with_name_and_size(server: SlackServer, app: Slack) -> None:
    await app.send(carrying(BARE))
    methods = [method for method, _ in server.calls]
    assert methods == ["files.getUploadURLExternal", "files.completeUploadExternal"]
    asked, completed = (given for _, given in server.calls)
    assert (asked["filename"], int(asked["length"])) == ("راصد-ISKP.png", len(PNG))
    assert asked["alt_txt"].splitlines()[0] == "ذكر داعش"
    assert completed["files"][0]["title"] == "راصد-ISKP.png"


async def test_what_stands_there_cannot_become_a_file(server: SlackServer, app: Slack) -> None:
    before = await app.send(to("C2002"))
    await app.send(carrying(BARE, edits=before))
    assert [one.method for one in server.posted] == ["chat.postMessage", "files.completeUploadExternal"]


async def test_the_buttons_belong_below_the_new_picture(server: SlackServer, app: Slack) -> None:
    first = await send_all(app, carrying(PICTURE))
    assert first == [first[0], server.posted[1].ts]
    assert first[0].startswith("F")
    for part, message in enumerate(pieces(PICTURE)):
        await app.send(carrying(message, edits=first[part], part=part, kind="edit"))
    methods = ["files.completeUploadExternal", "chat.postMessage"]
    assert [one.method for one in server.posted] == methods * 2


async def test_words_in_the_place_of_a_file_are_posted(server: SlackServer, app: Slack) -> None:
    file = await app.send(carrying(BARE))
    await app.send(carrying(replace(BARE, file=None), edits=file, kind="edit"))
    assert [one.method for one in server.posted] == ["files.completeUploadExternal", "chat.postMessage"]


def test_long_words_go_before_the_file() -> None:
    long = replace(PICTURE, blocks=tuple(block("فقرة " * 100) for _ in range(12)))
    shown = [(bool(one.blocks), one.file is not None, bool(one.buttons)) for one in pieces(long)]
    assert shown == [(True, False, False), (False, True, False), (True, False, True)]


@pytest.mark.parametrize(
    ("step", "fault", "failure"),
    [
        pytest.param("files.getUploadURLExternal", Cut(), SendFailure.AWAY, id="nobody has seen anything yet"),
        pytest.param("upload", Cut(received=True), SendFailure.AWAY, id="nor when the bytes are there"),
        pytest.param("upload", Answer(500, "no"), SendFailure.AWAY, id="500 at the upload"),
        pytest.param("upload", Answer(413, "no"), SendFailure.REFUSED, id="too large"),
        pytest.param("upload", Answer(429, "", headers={"Retry-After": "9"}), SendFailure.BUSY, id="429 at the upload"),
        pytest.param("files.completeUploadExternal", Cut(received=True), SendFailure.UNKNOWN, id="it may stand there"),
        pytest.param("files.completeUploadExternal", refusals.rate_limited(3), SendFailure.BUSY, id="429"),
        pytest.param(
            "files.getUploadURLExternal",
            refusals.refused("missing_scope"),
            SendFailure.REFUSED,
            id="the app may not: its other messages go on",
        ),
        pytest.param(
            "files.completeUploadExternal", refusals.refused("not_in_channel"), SendFailure.REFUSED, id="no member"
        ),
        pytest.param("files.completeUploadExternal", refusals.refused("is_archived"), SendFailure.GONE, id="archived"),
        pytest.param(
            "files.getUploadURLExternal", refusals.refused("token_revoked"), SendFailure.REVOKED, id="no app any more"
        ),
    ],
)
async def test_failures(server: SlackServer, app: Slack, step: str, fault: Fault, failure: SendFailure) -> None:
    server.faults.add(fault, step)
    with pytest.raises(SendError) as raised:
        await app.send(carrying(BARE))
    assert raised.value.failure is failure


async def test_what_is_missing_is_said(server: SlackServer, app: Slack) -> None:
    server.faults.add(refusals.refused("missing_scope"), "files.getUploadURLExternal")
    with pytest.raises(SendError, match="files:write"):
        await app.send(carrying(BARE))


async def test_a_thread_that_is_gone(server: SlackServer, app: Slack) -> None:
    server.faults.add(refusals.refused("thread_not_found"), "files.completeUploadExternal")
    with pytest.raises(SendError) as raised:
        await app.send(carrying(BARE, thread=THREAD))
    assert raised.value.failure is SendFailure.CLOSED
